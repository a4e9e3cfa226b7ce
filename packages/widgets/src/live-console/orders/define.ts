import { define } from '../../shared/define.ts';
import { LiveConsoleOrder } from './console-order.ts';
import { LiveConsoleOrders } from './console-orders.ts';

define('live-console-order', LiveConsoleOrder);
define('live-console-orders', LiveConsoleOrders);

declare global {
  interface HTMLElementTagNameMap {
    'live-console-order': LiveConsoleOrder;
    'live-console-orders': LiveConsoleOrders;
  }
}

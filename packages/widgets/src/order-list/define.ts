import { define } from '../shared/define.ts';
import '../order-card/define.ts';
import { OrderList } from './order-list.ts';

define('order-list', OrderList);

declare global {
  interface HTMLElementTagNameMap {
    'order-list': OrderList;
  }
}

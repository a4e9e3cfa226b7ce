import { define } from '../../shared/define.ts';
import { LiveConsoleShopLog } from './console-log.ts';

define('live-console-shop-log', LiveConsoleShopLog);

declare global {
  interface HTMLElementTagNameMap {
    'live-console-shop-log': LiveConsoleShopLog;
  }
}

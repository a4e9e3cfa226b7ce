import { define } from '../../shared/define.ts';
import { LiveConsoleShopRules } from './console-rules.ts';

define('live-console-shop-rules', LiveConsoleShopRules);

declare global {
  interface HTMLElementTagNameMap {
    'live-console-shop-rules': LiveConsoleShopRules;
  }
}

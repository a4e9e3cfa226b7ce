import { define } from '../../shared/define.ts';
import { LiveConsoleIdentity } from './console-identity.ts';
import { LiveConsoleShopPeople } from './console-shop-people.ts';

define('live-console-identity', LiveConsoleIdentity);
define('live-console-shop-people', LiveConsoleShopPeople);

declare global {
  interface HTMLElementTagNameMap {
    'live-console-identity': LiveConsoleIdentity;
    'live-console-shop-people': LiveConsoleShopPeople;
  }
}

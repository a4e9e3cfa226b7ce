import { define } from '../shared/define.ts';
import { LiveCart } from './live-cart.ts';

define('live-cart', LiveCart);

declare global {
  interface HTMLElementTagNameMap {
    'live-cart': LiveCart;
  }
}

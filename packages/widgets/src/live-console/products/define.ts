import { define } from '../../shared/define.ts';
import { LiveConsoleProduct } from './console-product.ts';
import { LiveConsoleProducts } from './console-products.ts';

define('live-console-product', LiveConsoleProduct);
define('live-console-products', LiveConsoleProducts);

declare global {
  interface HTMLElementTagNameMap {
    'live-console-product': LiveConsoleProduct;
    'live-console-products': LiveConsoleProducts;
  }
}

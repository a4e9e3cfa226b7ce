import { define } from '../../shared/define.ts';
import { LiveConsoleProduct } from './console-product.ts';
import { LiveConsoleProducts } from './console-products.ts';
import { LiveConsoleStock } from './console-stock.ts';

define('live-console-product', LiveConsoleProduct);
define('live-console-products', LiveConsoleProducts);
define('live-console-stock', LiveConsoleStock);

declare global {
  interface HTMLElementTagNameMap {
    'live-console-product': LiveConsoleProduct;
    'live-console-products': LiveConsoleProducts;
    'live-console-stock': LiveConsoleStock;
  }
}

import { define } from '../shared/define.ts';
import '../variant-picker/define.ts';
import { ProductShelf } from './product-shelf.ts';

define('product-shelf', ProductShelf);

declare global {
  interface HTMLElementTagNameMap {
    'product-shelf': ProductShelf;
  }
}

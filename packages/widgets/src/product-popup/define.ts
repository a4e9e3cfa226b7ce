import { define } from '../shared/define.ts';
import '../variant-picker/define.ts';
import { ProductPopup } from './product-popup.ts';

define('product-popup', ProductPopup);

declare global {
  interface HTMLElementTagNameMap {
    'product-popup': ProductPopup;
  }
}

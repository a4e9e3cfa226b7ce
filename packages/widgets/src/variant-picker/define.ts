import { define } from '../shared/define.ts';
import { VariantPicker } from './variant-picker.ts';

define('variant-picker', VariantPicker);

declare global {
  interface HTMLElementTagNameMap {
    'variant-picker': VariantPicker;
  }
}

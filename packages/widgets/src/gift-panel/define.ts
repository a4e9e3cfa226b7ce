import { define } from '../shared/define.ts';
import { GiftPanel } from './gift-panel.ts';

define('gift-panel', GiftPanel);

declare global {
  interface HTMLElementTagNameMap {
    'gift-panel': GiftPanel;
  }
}

import { define } from '../shared/define.ts';
import { GiftEffects } from './gift-effects.ts';

define('gift-effects', GiftEffects);

declare global {
  interface HTMLElementTagNameMap {
    'gift-effects': GiftEffects;
  }
}

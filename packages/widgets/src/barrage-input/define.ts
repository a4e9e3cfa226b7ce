import { define } from '../shared/define.ts';
import { BarrageInput } from './barrage-input.ts';

define('barrage-input', BarrageInput);

declare global {
  interface HTMLElementTagNameMap {
    'barrage-input': BarrageInput;
  }
}

import { define } from '../shared/define.ts';
import { FlyingBarrage } from './flying-barrage.ts';

define('flying-barrage', FlyingBarrage);

declare global {
  interface HTMLElementTagNameMap {
    'flying-barrage': FlyingBarrage;
  }
}

import { define } from '../shared/define.ts';
import { BarrageList } from './barrage-list.ts';

define('barrage-list', BarrageList);

declare global {
  interface HTMLElementTagNameMap {
    'barrage-list': BarrageList;
  }
}

import { define } from '../shared/define.ts';
import { BarrageMenu } from './barrage-menu.ts';

define('barrage-menu', BarrageMenu);

declare global {
  interface HTMLElementTagNameMap {
    'barrage-menu': BarrageMenu;
  }
}

import { define } from '../shared/define.ts';
import { LivePlayer } from './live-player.ts';

define('live-player', LivePlayer);

declare global {
  interface HTMLElementTagNameMap {
    'live-player': LivePlayer;
  }
}

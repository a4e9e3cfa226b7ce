import '../barrage-input/define.ts';
import '../barrage-list/define.ts';
import '../follow-button/define.ts';
import '../gift-effects/define.ts';
import '../gift-panel/define.ts';
import '../like-button/define.ts';
import '../live-cart/define.ts';
import '../live-player/define.ts';
import '../product-popup/define.ts';
import '../product-shelf/define.ts';
import { define } from '../shared/define.ts';
import { LiveRoomElement } from './live-room.ts';

define('live-room', LiveRoomElement);

declare global {
  interface HTMLElementTagNameMap {
    'live-room': LiveRoomElement;
  }
}

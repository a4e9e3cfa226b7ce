import { define } from '../shared/define.ts';
import { LiveList } from './live-list.ts';

define('live-list', LiveList);

declare global {
  interface HTMLElementTagNameMap {
    'live-list': LiveList;
  }
}

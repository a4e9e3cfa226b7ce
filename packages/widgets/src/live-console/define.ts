import { define } from '../shared/define.ts';
import { LiveConsole } from './live-console.ts';

define('live-console', LiveConsole);

declare global {
  interface HTMLElementTagNameMap {
    'live-console': LiveConsole;
  }
}

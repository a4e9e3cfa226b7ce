import { define } from '../../shared/define.ts';
import { LiveConsoleWords } from './console-words.ts';

define('live-console-words', LiveConsoleWords);

declare global {
  interface HTMLElementTagNameMap {
    'live-console-words': LiveConsoleWords;
  }
}

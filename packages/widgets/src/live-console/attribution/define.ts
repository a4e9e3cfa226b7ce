import { define } from '../../shared/define.ts';
import { LiveConsoleAttribution } from './console-attribution.ts';

define('live-console-attribution', LiveConsoleAttribution);

declare global {
  interface HTMLElementTagNameMap {
    'live-console-attribution': LiveConsoleAttribution;
  }
}

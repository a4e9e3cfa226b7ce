import { define } from '../../shared/define.ts';
import { LiveConsoleImport } from './console-import.ts';

define('live-console-import', LiveConsoleImport);

declare global {
  interface HTMLElementTagNameMap {
    'live-console-import': LiveConsoleImport;
  }
}

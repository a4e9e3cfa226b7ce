import { define } from '../../shared/define.ts';
import { LiveConsoleCommission } from './console-commission.ts';

define('live-console-commission', LiveConsoleCommission);

declare global {
  interface HTMLElementTagNameMap {
    'live-console-commission': LiveConsoleCommission;
  }
}

import { define } from '../../shared/define.ts';
import { LiveConsoleWebhooks } from './console-webhooks.ts';

define('live-console-webhooks', LiveConsoleWebhooks);

declare global {
  interface HTMLElementTagNameMap {
    'live-console-webhooks': LiveConsoleWebhooks;
  }
}

import { define } from '../../shared/define.ts';
import { LiveConsoleIdentity } from './console-identity.ts';
import { LiveConsoleUsers } from './console-users.ts';

define('live-console-identity', LiveConsoleIdentity);
define('live-console-users', LiveConsoleUsers);

declare global {
  interface HTMLElementTagNameMap {
    'live-console-identity': LiveConsoleIdentity;
    'live-console-users': LiveConsoleUsers;
  }
}

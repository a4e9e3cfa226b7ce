import '../../barrage-input/define.ts';
import { define } from '../../shared/define.ts';
import { LiveConsoleActs } from './act-dialog.ts';
import { LiveConsoleRoom } from './console-room.ts';
import { LiveConsoleChat } from './room-chat.ts';
import { LiveConsoleLog } from './room-log.ts';
import { LiveConsolePeople } from './room-people.ts';
import { LiveConsoleReports, LiveConsoleWaiting } from './room-queue.ts';
import { LiveConsoleRules } from './room-rules.ts';

define('live-console-acts', LiveConsoleActs);
define('live-console-chat', LiveConsoleChat);
define('live-console-waiting', LiveConsoleWaiting);
define('live-console-reports', LiveConsoleReports);
define('live-console-people', LiveConsolePeople);
define('live-console-rules', LiveConsoleRules);
define('live-console-log', LiveConsoleLog);
define('live-console-room', LiveConsoleRoom);

declare global {
  interface HTMLElementTagNameMap {
    'live-console-acts': LiveConsoleActs;
    'live-console-chat': LiveConsoleChat;
    'live-console-waiting': LiveConsoleWaiting;
    'live-console-reports': LiveConsoleReports;
    'live-console-people': LiveConsolePeople;
    'live-console-rules': LiveConsoleRules;
    'live-console-log': LiveConsoleLog;
    'live-console-room': LiveConsoleRoom;
  }
}

import '../barrage-input/define.ts';
import '../barrage-list/define.ts';
import { define } from '../shared/define.ts';
import { LiveStudioEndDialog } from './end-dialog.ts';
import { LiveStudioKeys } from './keys-dialog.ts';
import { LiveStudio } from './live-studio.ts';
import { LiveStudioObs } from './obs-dialog.ts';
import { LiveStudioSearch } from './product-search.ts';
import { LiveStudioQueue } from './run-of-show.ts';
import { LiveStudioActivity } from './studio-activity.ts';
import { LiveStudioChecks } from './studio-checks.ts';
import { LiveStudioControls } from './studio-controls.ts';
import { LiveStudioDevices } from './studio-devices.ts';
import { LiveStudioLevel } from './studio-level.ts';
import { LiveStudioNotice } from './studio-notice.ts';
import { LiveStudioPopped } from './studio-popped.ts';
import { LiveStudioPreview } from './studio-preview.ts';
import { LiveStudioSources } from './studio-sources.ts';
import { LiveStudioStatus } from './studio-status.ts';
import { LiveStudioStock } from './stock-dialog.ts';

define('live-studio-activity', LiveStudioActivity);
define('live-studio-keys', LiveStudioKeys);
define('live-studio-obs', LiveStudioObs);
define('live-studio-sources', LiveStudioSources);
define('live-studio-level', LiveStudioLevel);
define('live-studio-status', LiveStudioStatus);
define('live-studio-preview', LiveStudioPreview);
define('live-studio-devices', LiveStudioDevices);
define('live-studio-checks', LiveStudioChecks);
define('live-studio-end-dialog', LiveStudioEndDialog);
define('live-studio-controls', LiveStudioControls);
define('live-studio-notice', LiveStudioNotice);
define('live-studio-search', LiveStudioSearch);
define('live-studio-stock', LiveStudioStock);
define('live-studio-popped', LiveStudioPopped);
define('live-studio-queue', LiveStudioQueue);
define('live-studio', LiveStudio);

declare global {
  interface HTMLElementTagNameMap {
    'live-studio': LiveStudio;
    'live-studio-activity': LiveStudioActivity;
    'live-studio-checks': LiveStudioChecks;
    'live-studio-controls': LiveStudioControls;
    'live-studio-devices': LiveStudioDevices;
    'live-studio-end-dialog': LiveStudioEndDialog;
    'live-studio-keys': LiveStudioKeys;
    'live-studio-level': LiveStudioLevel;
    'live-studio-notice': LiveStudioNotice;
    'live-studio-obs': LiveStudioObs;
    'live-studio-popped': LiveStudioPopped;
    'live-studio-preview': LiveStudioPreview;
    'live-studio-queue': LiveStudioQueue;
    'live-studio-search': LiveStudioSearch;
    'live-studio-sources': LiveStudioSources;
    'live-studio-status': LiveStudioStatus;
    'live-studio-stock': LiveStudioStock;
  }
}

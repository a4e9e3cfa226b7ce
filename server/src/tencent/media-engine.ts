import { LiveError } from '@vitrine/core/errors.ts';
import type { MediaEngine } from '../media/engine.ts';
import { type Cloud, createCloud } from './cloud/api.ts';
import type { TencentConfig } from './config.ts';

const elsewhere = (): never => {
  throw new LiveError('unavailable', 'Pictures of this shop travel over Tencent RTC', { retryAfter: 3600 });
};

/** Puts whoever publishes under a name out of the room, where the shop gave us a cloud account. */
async function kick(cloud: Cloud | undefined, sdkAppId: number, name: string): Promise<boolean> {
  if (!cloud) return false;
  const [liveId, guestId] = name.split('~');
  if (guestId) await cloud.call('RemoveUserByStrRoomId', { SdkAppId: sdkAppId, RoomId: liveId, UserIds: [guestId] });
  else await cloud.call('DismissRoomByStrRoomId', { SdkAppId: sdkAppId, RoomId: liveId });
  return true;
}

/** In place of the embedded engine: pictures go from browser to Tencent to browser, and only the end of one is in our hands. */
export function tencentEngine(config: TencentConfig, now: () => number): MediaEngine {
  const cloud = config.cloud && createCloud(config.cloud, now);
  return {
    pid: undefined,
    publish: async () => elsewhere(),
    play: async () => elsewhere(),
    remove: async () => false,
    kick: (name) => kick(cloud, config.sdkAppId, name),
    stats: async () => ({ viewers: 0, restarts: 0, memoryBytes: 0, names: [] }),
    close: async () => {},
  };
}

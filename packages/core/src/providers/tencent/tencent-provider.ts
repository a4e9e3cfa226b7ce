import { LiveError } from '../../errors.ts';
import type { MediaLink, Provider, ProviderDeps } from '../provider.ts';
import { TencentRoomChannel } from './room-channel.ts';

/** Pictures travel by TRTC, which this build does not bring. */
const noMedia: MediaLink = {
  publish: () => Promise.reject(new LiveError('unsupported', 'No pictures over Tencent here')),
  play: () => Promise.reject(new LiveError('unsupported', 'No pictures over Tencent here')),
  close() {},
};

/** Carries a room over Tencent. */
export const createTencentProvider = (deps: ProviderDeps): Provider => ({
  channel: new TencentRoomChannel(deps),
  media: noMedia,
});

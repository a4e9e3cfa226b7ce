import { lazyMediaLink } from '../lazy-media-link.ts';
import type { Provider, ProviderDeps } from '../provider.ts';
import { TencentRoomChannel } from './room-channel.ts';

/** Carries a room over Tencent: Chat for messages, TRTC and a CDN for pictures. */
export function createTencentProvider(deps: ProviderDeps): Provider {
  return {
    channel: new TencentRoomChannel(deps),
    media: lazyMediaLink(async () => {
      const [{ RtcMediaLink }, { mediaCredentials }] = await Promise.all([
        import('./rtc-media-link.ts'),
        import('./rtc-credentials.ts'),
      ]);
      return new RtcMediaLink({ ...deps, credentials: mediaCredentials(deps) });
    }),
  };
}

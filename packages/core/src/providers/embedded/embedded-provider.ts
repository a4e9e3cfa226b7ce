import { lazyMediaLink } from '../lazy-media-link.ts';
import type { Provider, ProviderDeps } from '../provider.ts';
import { EmbeddedRoomChannel } from './room-channel.ts';

/** Carries a room over our own server: a WebSocket for messages, WHIP and WHEP for pictures. */
export function createEmbeddedProvider(deps: ProviderDeps): Provider {
  return {
    channel: new EmbeddedRoomChannel(deps),
    media: lazyMediaLink(async () => {
      const { EmbeddedMediaLink } = await import('./media-link.ts');
      const link = new EmbeddedMediaLink(deps);
      // Publishers first: until they are back, there is nothing to play.
      deps.bus.on('media.restarted', () => link.republish(), deps.closed);
      return link;
    }),
  };
}

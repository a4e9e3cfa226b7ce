import type { Provider, ProviderDeps } from '../provider.ts';
import { embeddedMedia } from './embedded-media.ts';
import { EmbeddedRoomChannel } from './room-channel.ts';

/** Carries a room over our own server: a WebSocket for messages, WHIP and WHEP for pictures. */
export function createEmbeddedProvider(deps: ProviderDeps): Provider {
  return { channel: new EmbeddedRoomChannel(deps), media: embeddedMedia(deps) };
}

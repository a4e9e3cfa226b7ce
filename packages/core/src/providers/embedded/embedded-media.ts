import { lazyMediaLink } from '../lazy-media-link.ts';
import type { MediaLink, ProviderDeps } from '../provider.ts';

export const loadEmbeddedMedia = () => import('./media-link.ts');

/** Pictures over our own server: WHIP and WHEP. */
export const embeddedMedia = (deps: ProviderDeps): MediaLink =>
  lazyMediaLink(async () => {
    const { EmbeddedMediaLink } = await loadEmbeddedMedia();
    const link = new EmbeddedMediaLink(deps);
    // Publishers first: until they are back, there is nothing to play.
    deps.bus.on('media.restarted', () => link.republish(), deps.closed);
    return link;
  });

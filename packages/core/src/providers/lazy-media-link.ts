import { LiveError } from '../errors.ts';
import type { MediaLink } from './provider.ts';

/** A media link whose engine is loaded when something is first played or published: most of a page's rooms never are. */
export function lazyMediaLink(load: () => Promise<MediaLink>): MediaLink {
  let loading: Promise<MediaLink> | undefined;
  let closed = false;
  const link = async (): Promise<MediaLink> => {
    if (closed) throw new LiveError('cancelled', 'The room is closed');
    loading ??= load().catch((cause: unknown) => {
      loading = undefined;
      throw new LiveError('offline', 'The media engine could not be loaded', { cause });
    });
    const loaded = await loading;
    if (closed) throw new LiveError('cancelled', 'The room is closed');
    return loaded;
  };
  return {
    publish: async (tracks, name) => (await link()).publish(tracks, name),
    play: async (name, into) => (await link()).play(name, into),
    close() {
      closed = true;
      loading?.then((loaded) => loaded.close()).catch(() => {});
    },
  };
}

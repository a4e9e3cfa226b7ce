import { install } from './loader/install.ts';
import { type Tag, TAGS } from './loader/tags.ts';

/**
 * What all elements are built on is asked for together with the first of them, not after it. Texts come with it; without them the
 * elements speak English.
 */
const withShared =
  ({ load, apart }: Tag) =>
  (): Promise<unknown> => {
    import('./shared/base.ts').then(({ startLocalization }) => startLocalization()).catch(() => undefined);
    if (!apart) import('./shared/live-element.ts').catch(() => undefined);
    return load();
  };

const tags = Object.fromEntries(Object.entries(TAGS).map(([tag, entry]) => [tag, { ...entry, load: withShared(entry) }]));

install({ tags, server: new URL(import.meta.url).origin });

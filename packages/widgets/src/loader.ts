import { install } from './loader/install.ts';
import { type Tag, TAGS } from './loader/tags.ts';

const askForCommon = (): void => void import('./shared/common.ts').catch(() => undefined);

/**
 * What all elements are built on is asked for together with the first of them, not after it. Texts come with it; without them the
 * elements speak English. What stands beside a picture, or instead of it, comes right after the picture's own code.
 */
const withShared =
  ({ load, apart, covered }: Tag) =>
  async (): Promise<unknown> => {
    import('./shared/base.ts').then(({ startLocalization }) => startLocalization()).catch(() => undefined);
    if (!apart) import('./shared/live-element.ts').catch(() => undefined);
    if (!covered) askForCommon();
    const loaded = await load();
    askForCommon();
    return loaded;
  };

const tags = Object.fromEntries(Object.entries(TAGS).map(([tag, entry]) => [tag, { ...entry, load: withShared(entry) }]));

install({ tags, server: new URL(import.meta.url).origin });

import { install } from './loader/install.ts';
import { TAGS } from './loader/tags.ts';

/** Texts come with the first element; without them the elements speak English. */
const localized = (load: () => Promise<unknown>) => (): Promise<unknown> => {
  const texts = import('./shared/localization.ts').then(({ startLocalization }) => startLocalization());
  return Promise.all([load(), texts.catch(() => undefined)]);
};

const tags = Object.fromEntries(Object.entries(TAGS).map(([tag, entry]) => [tag, { ...entry, load: localized(entry.load) }]));

install({ tags, server: new URL(import.meta.url).origin });

import type { VitrineSettings } from '../shared/settings.ts';
import { createLoader, type Loader, type LoaderOptions } from './create-loader.ts';

/** `window.vitrine` once the script has run: the shop's settings, and what the script adds to them. */
export interface Vitrine extends VitrineSettings {
  /** Looks for elements in a shadow root, where the script does not look by itself. */
  scan(root: Document | DocumentFragment | Element): void;
}

/** What all copies and versions of the script on one page share. */
interface Page {
  /** The tags that a loader takes care of; the first one wins. */
  claimed: Set<string>;
  loaders: Loader[];
}

const PAGE = Symbol.for('vitrine.loader/1');

/**
 * Starts the loader of one script. The shop's own `window.vitrine` is kept, also one that it sets later. A script that is
 * pasted twice does nothing the second time; one of another version takes care only of the tags that are new.
 */
export function install({ server, ...options }: LoaderOptions & { server: string }): Loader {
  const global = globalThis as { [PAGE]?: Page };
  const page = (global[PAGE] ??= { claimed: new Set(), loaders: [] });
  const tags = Object.fromEntries(Object.entries(options.tags).filter(([tag]) => !page.claimed.has(tag)));
  const loader = createLoader({ ...options, tags });
  for (const tag of Object.keys(tags)) page.claimed.add(tag);
  page.loaders.push(loader);
  if (page.loaders.length === 1) extendSettings(server, (root) => page.loaders.forEach(({ scan }) => scan(root)));
  loader.scan(document);
  return loader;
}

function extendSettings(server: string, scan: Vitrine['scan']): void {
  const extended = (given: VitrineSettings | undefined): Vitrine => {
    const settings = given && Object.isExtensible(given) ? given : { ...given };
    settings.server ??= server;
    return Object.assign(settings, { scan });
  };
  let settings = extended(globalThis.vitrine);
  const vitrine = { get: () => settings, set: (given: VitrineSettings) => void (settings = extended(given)) };
  try {
    Object.defineProperty(globalThis, 'vitrine', { ...vitrine, configurable: true, enumerable: true });
  } catch {
    // A property declared with `var` cannot be replaced, only set.
    globalThis.vitrine = settings;
  }
}

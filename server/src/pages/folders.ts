import { fileURLToPath } from 'node:url';

// The sources lie three folders below the checkout, the built file two.
const fromSources = import.meta.url.endsWith('.ts');
const folder = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const checkout = fromSources ? '../../../' : '../../';

/** Where the files lie that the server hands out, in the sources as in the build. */
export const FOLDERS = {
  embed: folder(`${checkout}packages/widgets/dist/embed`),
  demoShop: folder(`${checkout}demo-shop`),
  pages: folder(fromSources ? './static' : './pages'),
};

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build, type Rollup } from 'vite';

/** An origin whose page has one module of ours and nothing else. */
export interface ModulePage {
  /** Where the page is; the module is `./module.js` beside it. */
  url: string;
  close(): Promise<void>;
}

const bundles = new Map<string, Promise<Map<string, string>>>();

/** A module of the repository and what it loads later, by path (`/module.js`); bundled once a run. */
export function bundle(module: string): Promise<Map<string, string>> {
  const entry = fileURLToPath(new URL(`../../${module}`, import.meta.url));
  const known = bundles.get(entry);
  if (known) return known;
  const bundling = (async () => {
    const built = (await build({
      configFile: false,
      logLevel: 'error',
      build: { write: false, minify: false, lib: { entry, formats: ['es'], fileName: () => 'module.js' } },
    })) as Rollup.RollupOutput[];
    const chunks = built.flatMap(({ output }) => output).filter((file) => file.type === 'chunk');
    return new Map(chunks.map(({ fileName, code }) => [`/${fileName}`, code]));
  })();
  bundles.set(entry, bundling);
  return bundling;
}

/** Serves a module of the repository to a page with a muted video. `files` are handed out beside it, by path. */
export async function startModulePage(module: string, files: ReadonlyMap<string, Buffer> = new Map()): Promise<ModulePage> {
  const chunks = await bundle(module);
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://page');
    const script = chunks.get(pathname) ?? files.get(pathname);
    if (script) response.setHeader('Content-Type', 'text/javascript').end(script);
    else if (pathname === '/') response.setHeader('Content-Type', 'text/html').end(PAGE);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const PAGE = '<!doctype html><title>One module</title><link rel="icon" href="data:,"><video muted playsinline></video>';

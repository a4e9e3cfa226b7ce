import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Hono } from 'hono';
import type { Env } from '../http/env.ts';
import { createStaticFiles, type StaticFiles } from './static-files.ts';

/** The packages whose files browsers may have, just as their makers publish them. */
const PACKAGES = ['trtc-sdk-v5', '@tencentcloud/chat', 'tencentcloud-webar'] as const;
/** Pages load them by a name that stays when the server is upgraded; a day old is still of this release or the last. */
const A_DAY = 'public, max-age=86400, stale-while-revalidate=604800';

/** The folder of an installed package, whatever its manifest lets us resolve; undefined where it was not installed. */
const folderOf = (name: string): string | undefined =>
  (createRequire(import.meta.url).resolve.paths(name) ?? [])
    .map((path) => join(path, name))
    .find((folder) => existsSync(join(folder, 'package.json')));

/** `/vendor/*`: Tencent's SDKs and their assets out of the server's own packages, unbundled, for pages of every origin. */
export function vendorRoutes({ folder = folderOf }: { folder?: (name: string) => string | undefined } = {}) {
  const packages = new Map<string, StaticFiles>();
  for (const name of PACKAGES) {
    const found = folder(name);
    // The SDK unpacks .gz files itself: an encoding of ours would make it unpack them twice.
    if (found)
      packages.set(
        name,
        createStaticFiles(found, { types: { '.gz': 'application/gzip', '.tflite': 'application/octet-stream' } }),
      );
  }
  return new Hono<Env>().get('/vendor/*', async (c) => {
    const path = c.req.path.slice('/vendor/'.length);
    const name = PACKAGES.find((known) => path.startsWith(`${known}/`));
    const files = name && packages.get(name);
    if (!files) return c.notFound();
    const headers = { 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' };
    return (await files(c, path.slice(name.length + 1), { cacheControl: A_DAY, headers })) ?? c.notFound();
  });
}

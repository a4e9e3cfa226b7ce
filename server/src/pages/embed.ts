import { Hono } from 'hono';
import type { Env } from '../http/env.ts';
import { FOLDERS } from './folders.ts';
import { createStaticFiles } from './static-files.ts';

/** Chunks carry their content's hash in their name: what was fetched once is right for ever. */
const FOR_EVER = 'public, max-age=31536000, immutable';
/** The loader's name stays; shops get a new version within minutes, and a cached one meanwhile. */
const MINUTES = 'public, max-age=300, stale-while-revalidate=86400';

/** `/embed/*`: the script-tag bundle, for pages of every origin. `folder` holds the built bundle. */
export const embedRoutes = ({ folder = FOLDERS.embed }: { folder?: string } = {}) => {
  const files = createStaticFiles(folder);
  return new Hono<Env>().get('/embed/*', async (c) => {
    const path = c.req.path.slice('/embed/'.length);
    const headers = { 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' };
    const found = await files(c, path, { cacheControl: path.startsWith('chunks/') ? FOR_EVER : MINUTES, headers });
    return found ?? c.notFound();
  });
};

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import { LiveId } from '@vitrine/core/schemas/common.ts';
import { FOLDERS } from '../pages/folders.ts';
import { createStaticFiles } from '../pages/static-files.ts';
import { isLocalRequest } from './guard.ts';

export interface DemoShopOptions {
  /** Our own origin, which is another one than the shop's. */
  server: string;
  folder?: string;
}

/** As strict as a careful shop's: whatever the elements need beyond this is a fault of ours. */
const policy = (server: string): string =>
  [
    "default-src 'none'",
    `script-src 'self' ${server}`,
    `connect-src 'self' ${server} ${server.replace(/^http/, 'ws')}`,
    'img-src * data:',
    "style-src 'self'",
    `media-src blob: ${server}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types lit-html',
  ].join('; ');

const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);

/**
 * A merchant's storefront: plain files, in whose HTML only `{{server}}`, our origin, and on a show's page `{{live}}` are
 * filled in.
 */
export function demoShopApp({ server, folder = FOLDERS.demoShop }: DemoShopOptions) {
  const files = createStaticFiles(folder);
  const headers = {
    'Content-Security-Policy': policy(server),
    'Referrer-Policy': 'strict-origin-when-cross-origin',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-cache',
  };
  const page = async (c: Context, name: string, values: Record<string, string> = {}) => {
    const source = await readFile(join(folder, `${name}.html`), 'utf8');
    const filled = source.replace(/\{\{(\w+)\}\}/g, (placeholder, key) => {
      const value = { server, ...values }[key as string];
      return value === undefined ? placeholder : escape(value);
    });
    return c.html(filled, name === 'not-found' ? 404 : 200, headers);
  };

  return new Hono()
    .use(async (c, next) => (isLocalRequest(c.req.header()) ? next() : c.text('The demo answers this machine only.', 403)))
    .get('/', (c) => page(c, 'index'))
    .get('/product', (c) => page(c, 'product'))
    .get('/live/:live', (c) => {
      const live = v.safeParse(LiveId, c.req.param('live'));
      return live.success ? page(c, 'live', { live: live.output }) : page(c, 'not-found');
    })
    .get('*', async (c) => {
      const path = c.req.path.slice(1);
      const cross = { 'Cross-Origin-Resource-Policy': 'cross-origin' };
      const found = /\.(css|js|svg)$/.test(path) ? await files(c, path, { cacheControl: 'no-cache', headers: cross }) : undefined;
      return found ?? page(c, 'not-found');
    });
}

import { serve } from '@hono/node-server';
import type { Server } from 'node:http';
import type { App } from '../app.ts';
import type { Deps } from '../deps.ts';
import { demoShopApp } from './demo-shop.ts';
import { demoToken } from './routes.ts';
import { seedDemo } from './seed.ts';

/** Fills the shop, opens the storefront on an origin of its own, and says where to look. Returns how to end it. */
export async function startDemo({ config, log }: Pick<Deps, 'config' | 'log'>, app: App): Promise<() => Promise<void>> {
  const secret = config.shopSecret ?? '';
  const shopOrigin = `http://localhost:${config.demoShopPort}`;
  const server = `http://localhost:${config.port}`;
  const api = (path: string, init?: RequestInit) => app.fetch(new Request(server + path, init));
  await seedDemo(api, await demoToken(secret, 'admin'), await demoToken(secret, 'host'), shopOrigin);
  const shop = serve({
    fetch: demoShopApp({ server, api: (path) => api(path), tencent: config.tencent }).fetch,
    port: config.demoShopPort,
    hostname: '127.0.0.1',
  }) as Server;
  const lines = [
    '',
    '  Vitrine is running.',
    '',
    `  The shop     ${shopOrigin}`,
    `  The show     ${shopOrigin}/live/friday`,
    `  The studio   http://localhost:${config.port}/studio?live=friday`,
    `  The console  http://localhost:${config.port}/console?live=friday`,
    `  The API      http://localhost:${config.port}/api/docs`,
    '',
    '  This is a demo: it answers this machine only and hands out every role. See the README for a real set-up.',
    '',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  return async () => {
    shop.closeAllConnections();
    shop.close();
    log.debug('the demo shop is closed');
  };
}

import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';

const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

type Answer = string | { body: string; headers?: Record<string, string> };

/** An origin of its own that serves what a test puts into it: a merchant's shop, or a second home of our bundle. */
export class Origin {
  readonly files: Record<string, Answer> = {};
  readonly url: string;
  readonly #server: Server;

  static async open(fallback: (path: string) => Promise<Answer | undefined> = async () => undefined): Promise<Origin> {
    let origin: Origin;
    const server = createServer(async (request, response) => {
      const path = new URL(request.url ?? '/', 'http://localhost').pathname;
      const answer = origin.files[path] ?? (await fallback(path));
      if (answer === undefined) return void response.writeHead(path === '/favicon.ico' ? 204 : 404).end();
      const { body, headers = {} } = typeof answer === 'string' ? { body: answer } : answer;
      response.writeHead(200, { 'Content-Type': `${TYPES[extname(path)] ?? 'text/html'}; charset=utf-8`, ...headers }).end(body);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    origin = new Origin(server);
    return origin;
  }

  private constructor(server: Server) {
    this.#server = server;
    this.url = `http://localhost:${(server.address() as { port: number }).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close').catch(() => {});
  }
}

const bundle = fileURLToPath(new URL('../../packages/widgets/dist/embed', import.meta.url));

/** The built bundle on another origin, as if it were another version: its loader does not know of the first one's. */
export const openSecondVersion = (): Promise<Origin> =>
  Origin.open(async (path) => {
    if (!/^\/embed\/[\w./-]+\.js$/.test(path) || path.includes('..')) return undefined;
    const body = await readFile(join(bundle, path.slice('/embed/'.length)), 'utf8').catch(() => undefined);
    const headers = { 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' };
    return body === undefined ? undefined : { body: body.replaceAll('vitrine.loader/1', 'vitrine.loader/2'), headers };
  });

/** What a careful shop sends: nothing inline, nothing evaluated, Trusted Types enforced. */
export function strictPolicy(servers: readonly string[], images: readonly string[] = [], extra = ''): Record<string, string> {
  const sockets = servers.map((server) => server.replace('http', 'ws'));
  const policy = [
    "default-src 'none'",
    `script-src 'self' ${servers.join(' ')}`,
    "style-src 'self'",
    `img-src 'self' ${[...servers, ...images].join(' ')}`,
    'media-src blob:',
    `connect-src 'self' ${[...servers, ...sockets].join(' ')}`,
    "require-trusted-types-for 'script'",
    `trusted-types lit-html ${extra}`,
  ];
  return { 'Content-Security-Policy': policy.join('; ') };
}

/** Collects whatever a careful shop would be told of: refused by the policy, errors in the console, exceptions. */
export async function watch(page: Page): Promise<string[]> {
  const complaints: string[] = [];
  await page.exposeFunction('complain', (text: string) => void complaints.push(text));
  await page.addInitScript(() => {
    const { complain } = globalThis as unknown as { complain: (text: string) => void };
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
      complain(`policy: ${violatedDirective} ${blockedURI} ${sample}`),
    );
    addEventListener('unhandledrejection', ({ reason }) => complain(`rejection: ${String(reason)}`));
  });
  page.on('pageerror', (error) => complaints.push(`exception: ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()} ${message.location().url}`);
  });
  return complaints;
}

import { createSocket } from 'node:dgram';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { build, type Rollup } from 'vite';
import { ERROR_STATUS, isServerErrorCode, LiveError } from '@vitrine/core/errors.ts';
import { type MediaEngine, startMediaEngine } from '../../server/src/media/engine.ts';
import { mediaRoutes } from '../../server/src/media/routes.ts';

/** An engine with its routes, and a page of another origin that has the link and nothing else. */
export interface MediaServer {
  engine: MediaEngine;
  /** Base URL of the routes. */
  server: string;
  /** Where pages with `createMediaLink` on their window are. */
  page: string;
  /** Requests so far, as `POST /whep/friday`. */
  requests: string[];
  close(): Promise<void>;
}

const LINK = fileURLToPath(new URL('../../packages/core/src/providers/embedded/media-link.ts', import.meta.url));

let bundling: Promise<string> | undefined;

/** The link as one script; bundled once for all tests. */
function bundledLink(): Promise<string> {
  bundling ??= (async () => {
    const built = await build({
      configFile: false,
      logLevel: 'error',
      build: { write: false, minify: false, lib: { entry: LINK, formats: ['es'] } },
    });
    const [output] = built as Rollup.RollupOutput[];
    return output!.output[0].code;
  })();
  return bundling;
}

async function freeUdpPort(): Promise<number> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const { port } = socket.address();
  await new Promise<void>((resolve) => socket.close(() => resolve()));
  return port;
}

/** Tokens are `host` and `viewer`; only the host publishes, and nobody plays with `banned`. */
export async function startMediaServer(maxViewers = 10): Promise<MediaServer> {
  const engine = await startMediaEngine({ udpPort: await freeUdpPort(), bindAddress: '127.0.0.1', maxViewers });
  const requests: string[] = [];
  const app = new Hono();
  app.use(cors({ origin: '*', exposeHeaders: ['Location', 'Retry-After'] }));
  app.use(async (c, next) => {
    if (c.req.method !== 'OPTIONS') requests.push(`${c.req.method} ${c.req.path}`);
    await next();
  });
  app.route(
    '/',
    mediaRoutes({
      engine,
      mayPublish: async (_name, bearer) => {
        if (bearer !== 'host') throw new LiveError('forbidden', 'Only the host publishes');
      },
      mayPlay: async (_name, bearer) => {
        if (bearer === 'banned') throw new LiveError('forbidden', 'Not you');
      },
    }),
  );
  app.onError((error, c) => {
    const known = error instanceof LiveError ? error : new LiveError('unavailable', String(error));
    if (known.retryAfter) c.header('Retry-After', String(known.retryAfter));
    const status = isServerErrorCode(known.code) ? ERROR_STATUS[known.code] : 500;
    return c.json({ error: { code: known.code, message: known.message, details: known.details } }, status);
  });
  const api = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
  const link = await bundledLink();
  const pages = createServer((request, response) => {
    if (request.url === '/link.js') response.setHeader('Content-Type', 'text/javascript').end(link);
    else
      response.setHeader('Content-Type', 'text/html').end('<!doctype html><title>media</title><video muted playsinline></video>');
  });
  await new Promise<void>((resolve) => pages.listen(0, '127.0.0.1', resolve));
  const origin = (server: { address(): unknown }) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    engine,
    server: origin(api),
    page: origin(pages),
    requests,
    async close() {
      pages.closeAllConnections();
      pages.close();
      api.close();
      await engine.close();
    },
  };
}

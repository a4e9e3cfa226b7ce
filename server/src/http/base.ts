import { Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { cors } from 'hono/cors';
import { requestId } from 'hono/request-id';
import { LiveError } from '@vitrine/core/errors.ts';
import { authenticate } from '../auth/middleware.ts';
import type { Auth } from '../auth/service.ts';
import { localOnly } from '../demo/guard.ts';
import type { Deps } from '../deps.ts';
import { knowAddress } from './client-address.ts';
import type { Env } from './env.ts';
import { onError, onNotFound } from './on-error.ts';

/** Largest body of a request, in bytes; an import of products is the largest honest one. */
const MAX_BODY = 1_048_576;

/** What every answer says unless its route knows better: pages bring a policy of their own. */
const HEADERS = {
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
};

const NOT_STORED = { 'Cache-Control': 'no-store' };

/** Not by `c.header`: once there is an answer, that makes another one of it, and of its body a stream. */
function addMissing(headers: Headers, defaults: Record<string, string>): void {
  for (const [name, value] of Object.entries(defaults)) if (!headers.has(name)) headers.set(name, value);
}

const safeHeaders: MiddlewareHandler<Env> = async function withSafeHeaders(c, next) {
  await next();
  addMissing(c.res.headers, HEADERS);
};

/** Answers of the API belong to whoever asked; a route that may be cached says so itself. */
const privateByDefault: MiddlewareHandler<Env> = async function notStored(c, next) {
  await next();
  addMissing(c.res.headers, NOT_STORED);
};

/** Everything that holds for every route: errors, origins, sizes, headers, and who is asking. */
export function createBase({ config, log }: Pick<Deps, 'config' | 'log'>, auth: Auth) {
  const api = new Hono<Env>();
  if (config.demo) api.use(localOnly);
  api.use(requestId());
  api.use(knowAddress(config.trustedProxies));
  api.use(safeHeaders);
  // Not for the bundle: that is for pages of every origin, and says so itself.
  for (const path of ['/api/*', '/whip/*', '/whep/*', '/demo/*']) api.use(path, shopPages(config.allowedOrigins));
  api.use(limitedBody);
  api.use('/api/*', privateByDefault);
  api.use('/api/*', requireJson);
  api.use('/api/*', authenticate(auth));
  api.onError(onError(log));
  api.notFound(onNotFound);
  return api;
}

const EXPOSED = ['Location', 'Link', 'ETag', 'Retry-After', 'Idempotent-Replayed'];

/** The headers of an answer that is the same for everybody, to a page of `origin`. */
export const publicHeaders = (origins: readonly string[], origin: string | undefined): Record<string, string> => ({
  ...HEADERS,
  ...NOT_STORED,
  ...pageHeaders(origins, origin),
});

/** What lets a page of one of these origins read an answer. No answer to it may serve another origin from a cache. */
const pageHeaders = (origins: readonly string[], origin: string | undefined) => ({
  'Access-Control-Expose-Headers': EXPOSED.join(','),
  Vary: 'Origin',
  ...(origin !== undefined && origins.includes(origin) ? { 'Access-Control-Allow-Origin': origin } : {}),
});

/** Lets the pages of these origins in, and no others. */
function shopPages(origins: readonly string[]): MiddlewareHandler<Env> {
  const preflight = cors({
    origin: (origin) => (origins.includes(origin) ? origin : null),
    allowMethods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowHeaders: ['Authorization', 'Content-Type', 'Idempotency-Key', 'If-Match'],
    exposeHeaders: EXPOSED,
    maxAge: 600,
  });
  return async function forShopPages(c, next) {
    if (c.req.method === 'OPTIONS') return preflight(c, next);
    await next();
    const { Vary, ...headers } = pageHeaders(origins, c.req.header('Origin'));
    for (const [name, value] of Object.entries(headers)) c.res.headers.set(name, value);
    c.res.headers.append('Vary', Vary);
  };
}

const tooLarge = (): never => {
  throw new LiveError('too-large', 'The body is larger than 1 MB');
};

const countedBody = bodyLimit({ maxSize: MAX_BODY, onError: tooLarge });

/** A body that says how long it is need not be counted, which would turn every request into a stream. */
const limitedBody: MiddlewareHandler<Env> = async function bodyWithinLimit(c, next) {
  // These have none; only to ask for it would build the whole request anew.
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return next();
  const length = c.req.header('Content-Length');
  if (length === undefined || c.req.header('Transfer-Encoding') !== undefined) return countedBody(c, next);
  if (!(Number(length) <= MAX_BODY)) tooLarge();
  await next();
};

/** A body that names its type must be JSON, so that no page of another origin can send one without asking first. */
const requireJson: MiddlewareHandler<Env> = async function jsonRequired(c, next) {
  const type = c.req.header('Content-Type');
  // Payment companies sign what they send, in whatever type they send it.
  if (c.req.path.startsWith('/api/payments/webhooks/')) return next();
  if (type !== undefined && !/^application\/json\b/i.test(type)) {
    throw new LiveError('invalid', 'The Content-Type must be application/json');
  }
  await next();
};

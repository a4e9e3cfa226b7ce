import { Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { cors } from 'hono/cors';
import { requestId } from 'hono/request-id';
import { secureHeaders } from 'hono/secure-headers';
import { LiveError } from '@vitrine/core/errors.ts';
import { authenticate } from '../auth/middleware.ts';
import type { Auth } from '../auth/service.ts';
import type { Deps } from '../deps.ts';
import type { Env } from './env.ts';
import { onError, onNotFound } from './on-error.ts';

/** Largest body of a request, in bytes; an import of products is the largest honest one. */
const MAX_BODY = 1_048_576;

/** Everything that holds for every route: errors, origins, sizes, headers, and who is asking. */
export function createBase({ config, log }: Pick<Deps, 'config' | 'log'>, auth: Auth) {
  const api = new Hono<Env>();
  api.use(requestId());
  api.use(
    secureHeaders({
      contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
      crossOriginResourcePolicy: 'cross-origin',
      referrerPolicy: 'no-referrer',
      xFrameOptions: 'DENY',
      strictTransportSecurity: false,
    }),
  );
  api.use(
    cors({
      origin: (origin) => (config.allowedOrigins.includes(origin) ? origin : null),
      allowMethods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
      allowHeaders: ['Authorization', 'Content-Type', 'Idempotency-Key', 'If-Match'],
      exposeHeaders: ['Location', 'Link', 'ETag', 'Retry-After', 'Idempotent-Replayed'],
      maxAge: 600,
    }),
  );
  api.use(
    bodyLimit({
      maxSize: MAX_BODY,
      onError: () => {
        throw new LiveError('too-large', 'The body is larger than 1 MB');
      },
    }),
  );
  api.use('/api/*', requireJson);
  api.use('/api/*', authenticate(auth));
  api.onError(onError(log));
  api.notFound(onNotFound);
  return api;
}

/** A body that names its type must be JSON, so that no page of another origin can send one without asking first. */
const requireJson: MiddlewareHandler<Env> = async function jsonRequired(c, next) {
  const type = c.req.header('Content-Type');
  if (type !== undefined && !/^application\/json\b/i.test(type)) {
    throw new LiveError('invalid', 'The Content-Type must be application/json');
  }
  await next();
};

import type { MiddlewareHandler } from 'hono';
import { LiveError } from '@vitrine/core/errors.ts';
import type { Env } from '../http/env.ts';
import type { Auth } from './service.ts';

/** The token of an `Authorization: Bearer …` header; undefined without one. Any other scheme is refused. */
export function bearer(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  const match = /^Bearer ([A-Za-z0-9._~+/=-]+)$/i.exec(header);
  if (!match) throw new LiveError('unauthenticated', 'The Authorization header must be "Bearer" and a token');
  return match[1];
}

/** Puts whoever sent the request into the context. A bad token is refused even where none is needed. */
export const authenticate = (auth: Auth): MiddlewareHandler<Env> =>
  async function authenticated(c, next) {
    const token = bearer(c.req.header('Authorization'));
    c.set('principal', token ? await auth.authenticate(token) : undefined);
    await next();
  };

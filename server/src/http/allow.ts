import type { MiddlewareHandler } from 'hono';
import { type Action, check } from '../auth/permissions.ts';
import type { Env } from './env.ts';

/** Refuses whoever the table does not allow `action`, before anything of the request is read. Not for acts that belong to a room. */
export const allow = (action: Action): MiddlewareHandler<Env> =>
  async function allowed(c, next) {
    check(c.get('principal'), action);
    await next();
  };

import { Hono } from 'hono';
import { NewSession, Session } from '@vitrine/core/schemas/user.ts';
import type { Deps } from '../deps.ts';
import type { Env } from '../http/env.ts';
import { describe, valid } from '../http/validate.ts';
import type { Auth } from './service.ts';

/** `/api/sessions`: the shop's token, or a guest's, becomes a short-lived session. */
export const sessionRoutes = (auth: Auth, { limits }: Pick<Deps, 'limits'>) =>
  new Hono<Env>().post(
    '/',
    describe('Sign in with a token of the shop, or as a guest', 'Sessions', { 201: Session }),
    limits.limit('sessions', { address: { points: 60, seconds: 60 } }),
    valid('json', NewSession),
    async (c) => {
      const { token, guestToken } = c.req.valid('json');
      return c.json(token ? await auth.signIn(token, guestToken) : await auth.guest(guestToken), 201);
    },
  );

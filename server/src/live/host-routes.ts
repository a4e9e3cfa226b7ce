import { Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import * as v from 'valibot';
import { LiveError } from '@vitrine/core/errors.ts';
import { LiveId } from '@vitrine/core/schemas/common.ts';
import { MAX_PROBE_BYTES, NewProbe, Probe } from '@vitrine/core/schemas/probe.ts';
import { Sales } from '@vitrine/core/schemas/sales.ts';
import { check } from '../auth/permissions.ts';
import type { Deps } from '../deps.ts';
import type { Env } from '../http/env.ts';
import { describe, valid } from '../http/validate.ts';
import { salesOf } from '../orders/sales.ts';
import { liveById, roomOf } from './statements.ts';

const LiveParam = v.object({ id: LiveId });

/** A studio measures with about a dozen requests. */
const PROBE_RATES = { user: { points: 60, seconds: 60 }, address: { points: 240, seconds: 60 } };

/** Routes under `/api/lives` that only who runs the show has a use for: its sales, and the way there. */
export function hostRoutes({ db, limits }: Pick<Deps, 'db' | 'limits'>) {
  /** Refuses strangers before anything of the body is read. */
  const ofHost: MiddlewareHandler<Env> = async function hostOnly(c, next) {
    const live = await liveById(db, c.req.param('id') ?? '');
    check(c.get('principal'), 'live.run', live && roomOf(live));
    if (!live) throw new LiveError('not-found', 'There is no such live');
    await next();
  };
  const small = bodyLimit({
    // JSON's own characters around the filling.
    maxSize: MAX_PROBE_BYTES + 1024,
    onError: () => {
      throw new LiveError('too-large', 'A probe carries at most 256 kB');
    },
  });

  return new Hono<Env>()
    .get(
      '/:id/sales',
      describe('What a show has sold so far', 'Lives', { 200: Sales }),
      valid('param', LiveParam),
      ofHost,
      async (c) => c.json(await salesOf(db, c.req.valid('param').id)),
    )
    .post(
      '/:id/probe',
      describe('Throw a body away, to measure the way here', 'Lives', { 200: Probe }),
      limits.limit('probe', PROBE_RATES),
      valid('param', LiveParam),
      ofHost,
      small,
      valid('json', NewProbe),
      (c) => c.json({ bytes: c.req.valid('json').filling.length }),
    );
}

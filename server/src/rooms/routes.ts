import { Hono } from 'hono';
import * as v from 'valibot';
import { LiveError } from '@vitrine/core/errors.ts';
import { LiveId } from '@vitrine/core/schemas/common.ts';
import { CatchUp } from '@vitrine/core/schemas/socket.ts';
import { permit } from '../auth/permissions.ts';
import type { Deps } from '../deps.ts';
import type { Env } from '../http/env.ts';
import { describe, valid } from '../http/validate.ts';
import type { Rooms } from './rooms.ts';
import { catchUp, passing } from './welcome.ts';

const Position = v.object({
  epoch: v.optional(v.pipe(v.string(), v.maxLength(64))),
  seq: v.optional(v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number))),
});

/** A client asks when it joins and after each gap; a crowd that reconnects shares an address now and then. */
const RATES = { user: { points: 60, seconds: 60 }, address: { points: 600, seconds: 60 } };

/** `/api/lives/:id/events`: what a socket's welcome says, for whoever hears the room over another provider. */
export const roomRoutes = ({ db, now, limits }: Pick<Deps, 'db' | 'now' | 'limits'>, { hub }: Pick<Rooms, 'hub'>) =>
  new Hono<Env>().get(
    '/:id/events',
    describe('What happened in a room since a position, or else its state', 'Lives', { 200: CatchUp }),
    limits.limit('lives:events', RATES),
    valid('param', v.object({ id: LiveId })),
    valid('query', Position),
    async (c) => {
      const { userId } = permit(c.get('principal'), 'live.watch');
      const { epoch, seq } = c.req.valid('query');
      const seat = await hub.open(c.req.valid('param').id);
      if (!seat) throw new LiveError('not-found', 'There is no such live');
      if (seat.room.standings.of(userId).bannedUntil > now()) throw new LiveError('forbidden', 'You were removed from this room');
      const since = epoch !== undefined && seq !== undefined ? { epoch, seq } : undefined;
      const welcome = { facts: seat.facts, since, moment: hub.momentOf(seat, userId), ts: now() };
      const { events, ...rest } = await catchUp({ db, snapshots: hub.snapshots }, welcome);
      return c.json({ ...rest, events: rest.recovered ? [...events, ...passing(welcome)] : events });
    },
  );

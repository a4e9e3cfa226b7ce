import { Hono } from 'hono';
import * as v from 'valibot';
import { LiveError } from '@vitrine/core/errors.ts';
import { Audience, NewBan, NewMute } from '@vitrine/core/schemas/audience.ts';
import { Done, Id, LiveId } from '@vitrine/core/schemas/common.ts';
import { Likes, NewLikes } from '@vitrine/core/schemas/like.ts';
import { Live, LivePage, LivePatch, LiveStatus, Metadata, NewLive } from '@vitrine/core/schemas/live.ts';
import { NewShelf, Shelf } from '@vitrine/core/schemas/shelf.ts';
import { type Action, check, permit } from '../auth/permissions.ts';
import type { Principal } from '../auth/principal.ts';
import type { Deps } from '../deps.ts';
import type { Env } from '../http/env.ts';
import { describe, valid } from '../http/validate.ts';
import type { Rooms } from '../rooms/rooms.ts';
import { mergeMetadata } from './metadata.ts';
import { liveFor } from './access.ts';
import { judge } from './moderation.ts';
import { popUp, takeDown } from './popup.ts';
import { rotateStreamKey } from './publishing.ts';
import { setShelf, shelfOf } from './shelf.ts';
import { createShow, endShow, startShow, updateShow } from './show.ts';
import { isBanned, type LiveRow, livesPage, metadataOf, toLive } from './statements.ts';

const LiveParam = v.object({ id: LiveId });
const MemberParam = v.object({ id: LiveId, userId: Id });
const ListQuery = v.object({
  status: v.optional(LiveStatus),
  cursor: v.optional(v.pipe(v.string(), v.maxLength(300))),
  limit: v.optional(v.pipe(v.string(), v.regex(/^\d{1,3}$/), v.transform(Number), v.minValue(1), v.maxValue(100))),
});
const NewPopup = v.object({ productId: Id });
const PopupAccepted = v.object({ eventId: v.string(), startTimestamp: v.number() });
const MetadataBody = v.object({ metadata: Metadata });
const StreamKey = v.object({ streamKey: v.string() });

/** `/api/lives`: shows, what they sell and show, who may write in them, and what OBS publishes with. */
export const liveRoutes = (
  deps: Pick<Deps, 'config' | 'db' | 'writes' | 'limits' | 'now'>,
  { hub, likes }: Pick<Rooms, 'hub' | 'likes'>,
  /** Takes the room's picture off air at once, whoever publishes it. */
  cut: (liveId: string) => Promise<unknown> = async () => {},
) => {
  const { db, limits, now } = deps;

  const allowed = (principal: Principal | undefined, action: Action, id: string): Promise<LiveRow> =>
    liveFor(db, principal, action, id);

  return new Hono<Env>()
    .post(
      '/',
      describe('Plan a live show', 'Lives', { 201: Live }),
      limits.limit('lives:create', { user: { points: 30, seconds: 60 } }),
      valid('json', NewLive),
      async (c) => {
        const caller = permit(c.get('principal'), 'live.create');
        return c.json(toLive(await createShow(deps, caller, c.req.valid('json')), hub), 201);
      },
    )
    .get('/', describe('List shows, those on now first', 'Lives', { 200: LivePage }), valid('query', ListQuery), async (c) => {
      check(c.get('principal'), 'live.read');
      const { rows, cursor } = await livesPage(db, c.req.valid('query'));
      return c.json({ items: rows.map((row) => toLive(row, hub)), cursor });
    })
    .get('/:id', describe('Read a show', 'Lives', { 200: Live }), valid('param', LiveParam), async (c) =>
      c.json(toLive(await allowed(c.get('principal'), 'live.read', c.req.valid('param').id), hub)),
    )
    .patch(
      '/:id',
      describe('Change what a show says of itself', 'Lives', { 200: Live }),
      valid('param', LiveParam),
      valid('json', LivePatch),
      async (c) => {
        const { id } = await allowed(c.get('principal'), 'live.run', c.req.valid('param').id);
        return c.json(toLive(await updateShow(deps, hub, id, c.req.valid('json')), hub));
      },
    )
    .post('/:id/start', describe('Go live', 'Lives', { 200: Live }), valid('param', LiveParam), async (c) => {
      const { id } = await allowed(c.get('principal'), 'live.run', c.req.valid('param').id);
      return c.json(toLive(await startShow(deps, hub, id), hub));
    })
    .post('/:id/end', describe('End a show for good', 'Lives', { 200: Live }), valid('param', LiveParam), async (c) => {
      const { id, hostId } = await allowed(c.get('principal'), 'live.run', c.req.valid('param').id);
      const { role, userId } = permit(c.get('principal'), 'live.watch');
      const reason = role === 'admin' && userId !== hostId ? 'server' : 'host';
      const ended = await endShow(deps, id, reason);
      await cut(id);
      return c.json(toLive(ended, hub));
    })
    .get('/:id/shelf', describe('What a show sells', 'Lives', { 200: Shelf }), valid('param', LiveParam), async (c) => {
      check(c.get('principal'), 'live.read');
      return c.json(await shelfOf(db, c.req.valid('param').id));
    })
    .put(
      '/:id/shelf',
      describe('Set what a show sells', 'Lives', { 200: Shelf }),
      valid('param', LiveParam),
      valid('json', NewShelf),
      async (c) => {
        const { id } = await allowed(c.get('principal'), 'live.run', c.req.valid('param').id);
        return c.json(await setShelf(deps, id, c.req.valid('json').productIds));
      },
    )
    .post(
      '/:id/popup',
      describe('Pop a product of the shelf up', 'Lives', { 202: PopupAccepted }),
      limits.limit('lives:popup', { user: { points: 5, seconds: 1 } }),
      valid('param', LiveParam),
      valid('json', NewPopup),
      async (c) => {
        const { id } = await allowed(c.get('principal'), 'live.run', c.req.valid('param').id);
        return c.json(await popUp(deps, id, c.req.valid('json').productId), 202);
      },
    )
    .delete(
      '/:id/popup',
      describe('Take the product on show away', 'Lives', { 200: Done }),
      valid('param', LiveParam),
      async (c) => {
        const { id } = await allowed(c.get('principal'), 'live.run', c.req.valid('param').id);
        await takeDown(deps, id);
        return c.json({});
      },
    )
    .get(
      '/:id/metadata',
      describe('Read a room’s metadata', 'Lives', { 200: MetadataBody }),
      valid('param', LiveParam),
      async (c) => {
        const { id } = await allowed(c.get('principal'), 'live.read', c.req.valid('param').id);
        return c.json({ metadata: await metadataOf(db, id) });
      },
    )
    .put(
      '/:id/metadata',
      describe('Merge values into a room’s metadata', 'Lives', { 200: MetadataBody }),
      valid('param', LiveParam),
      valid('json', MetadataBody),
      async (c) => {
        const { id } = await allowed(c.get('principal'), 'live.run', c.req.valid('param').id);
        return c.json({ metadata: await mergeMetadata(deps, id, c.req.valid('json').metadata) });
      },
    )
    .post(
      '/:id/likes',
      describe('Like a show', 'Lives', { 200: Likes }),
      limits.limit('likes', { user: { points: 5, seconds: 1 }, address: { points: 50, seconds: 1 } }),
      valid('param', LiveParam),
      valid('json', NewLikes),
      async (c) => {
        const { userId } = permit(c.get('principal'), 'live.like');
        const { id } = c.req.valid('param');
        const { count, batchId } = c.req.valid('json');
        if (await isBanned(db, id, userId, now())) throw new LiveError('forbidden', 'You were removed from this room');
        return c.json({ total: await likes.add(id, count, batchId && `${userId} ${batchId}`) });
      },
    )
    .get('/:id/audience', describe('Who is watching', 'Lives', { 200: Audience }), valid('param', LiveParam), async (c) => {
      const { id } = await allowed(c.get('principal'), 'live.watch', c.req.valid('param').id);
      return c.json(hub.audience(id));
    })
    .post(
      '/:id/members/:userId/mute',
      describe('Mute a member; 0 seconds lifts it', 'Lives', { 200: Done }),
      valid('param', MemberParam),
      valid('json', NewMute),
      async (c) => {
        const { id, userId } = c.req.valid('param');
        const live = await allowed(c.get('principal'), 'live.moderate', id);
        const { seconds, reason } = c.req.valid('json');
        const actor = permit(c.get('principal'), 'live.watch');
        await judge(deps, live, actor, userId, { act: 'mute', until: untilOf(seconds), reason });
        return c.json({});
      },
    )
    .post(
      '/:id/members/:userId/ban',
      describe('Remove a member from a room and keep them out; 0 seconds lifts it', 'Lives', { 200: Done }),
      valid('param', MemberParam),
      valid('json', NewBan),
      async (c) => {
        const { id, userId } = c.req.valid('param');
        const live = await allowed(c.get('principal'), 'live.moderate', id);
        const { seconds, reason } = c.req.valid('json');
        const actor = permit(c.get('principal'), 'live.watch');
        await judge(deps, live, actor, userId, { act: 'ban', until: untilOf(seconds), reason });
        return c.json({});
      },
    )
    .get(
      '/:id/stream-key',
      describe('Read the key that OBS publishes with', 'Lives', { 200: StreamKey }),
      valid('param', LiveParam),
      async (c) => {
        const { streamKey } = await allowed(c.get('principal'), 'live.run', c.req.valid('param').id);
        c.header('Cache-Control', 'no-store');
        return c.json({ streamKey });
      },
    )
    .post(
      '/:id/stream-key',
      describe('Make another stream key; the old one ends', 'Lives', { 200: StreamKey }),
      valid('param', LiveParam),
      async (c) => {
        const { id } = await allowed(c.get('principal'), 'live.run', c.req.valid('param').id);
        c.header('Cache-Control', 'no-store');
        const streamKey = await rotateStreamKey(deps, id);
        await cut(id);
        return c.json({ streamKey });
      },
    );

  function untilOf(seconds: number): number {
    return seconds === 0 ? 0 : now() + seconds * 1000;
  }
};

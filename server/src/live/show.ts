import { randomBytes } from 'node:crypto';
import { type SQL, sql } from 'drizzle-orm';
import { ulid } from '../ids.ts';
import type * as v from 'valibot';
import { LiveError } from '@vitrine/core/errors.ts';
import type { LivePatch, NewLive } from '@vitrine/core/schemas/live.ts';
import type { Principal } from '../auth/principal.ts';
import { users } from '../auth/tables.ts';
import type { Database } from '../db/client.ts';
import { insertWhere } from '../db/insert-where.ts';
import type { Statement } from '../db/write-queue.ts';
import type { Deps } from '../deps.ts';
import { roomEvent } from '../rooms/statements.ts';
import { webhookMessage } from '../webhooks/statements.ts';
import { optimistic } from './optimistic.ts';
import { endListing } from './popup.ts';
import { changeLive, liveById, liveChanged, type LiveRow, metadataOf, type Presence, toLive } from './statements.ts';
import { lives } from './tables.ts';

type Needs = Pick<Deps, 'db' | 'writes' | 'now' | 'config'>;

/** A new key to publish with: 192 random bits. */
export const newStreamKey = (): string => randomBytes(24).toString('base64url');

/** The host of a new show: the caller, or for an admin anybody, named by our id or by the shop's. */
async function hostOf(db: Database, caller: Principal, hostId: string | undefined) {
  if (hostId === undefined || hostId === caller.userId) {
    return { hostId: caller.userId, hostName: caller.name, hostAvatarUrl: caller.avatarUrl ?? null };
  }
  if (caller.role !== 'admin') throw new LiveError('forbidden', 'Only an admin makes shows for others');
  const [user] = await db
    .select()
    .from(users)
    .where(sql`${users.id} = ${hostId} or ${users.sub} = ${hostId}`);
  return { hostId: user?.id ?? hostId, hostName: user?.name ?? '', hostAvatarUrl: user?.avatarUrl ?? null };
}

/** Plans a show. Throws `conflict` where its id is taken. */
export async function createShow(
  { db, writes, now, config }: Needs,
  caller: Principal,
  show: v.InferOutput<typeof NewLive>,
): Promise<LiveRow> {
  const row: LiveRow = {
    id: show.id ?? ulid(),
    changeId: ulid(),
    epoch: ulid(),
    title: show.title,
    ...(await hostOf(db, caller, show.hostId)),
    status: 'scheduled',
    startsAt: show.startsAt ?? null,
    startedAt: null,
    endedAt: null,
    coverUrl: show.coverUrl ?? null,
    currency: show.currency ?? config.currency,
    notice: show.notice ?? '',
    likeCount: 0,
    shelfVersion: 0,
    lastListingAt: 0,
    streamKey: newStreamKey(),
    createdAt: now(),
    pinned: null,
  };
  const free = sql`not exists (select 1 from ${lives} where ${lives.id} = ${row.id})`;
  if (!(await writes.commit([insertWhere(db, lives, row, free)]))) throw new LiveError('conflict', 'This id is taken');
  return row;
}

/** What the shop's programs are told of a show. */
const messageOf = ({ id, title, hostId, startedAt, endedAt }: LiveRow) => ({ liveId: id, title, hostId, startedAt, endedAt });

async function mustExist(db: Database, id: string): Promise<LiveRow> {
  const live = await liveById(db, id);
  if (!live) throw new LiveError('not-found', 'There is no such live');
  return live;
}

/** Changes what a show says of itself, and tells the room. */
export async function updateShow(
  { db, writes, now }: Needs,
  presence: Presence,
  id: string,
  patch: v.InferOutput<typeof LivePatch>,
  /** What belongs into the same change, if it `happened`. */
  along: (happened: SQL) => Statement[] = () => [],
): Promise<LiveRow> {
  return optimistic(async () => {
    const live = await mustExist(db, id);
    const { title, startsAt, coverUrl, notice } = { ...live, ...patch };
    const row: LiveRow = { ...live, title, startsAt, coverUrl, notice, changeId: ulid() };
    const done = await writes.commit([
      changeLive(
        id,
        row.changeId,
        sql`title = ${title}, starts_at = ${startsAt}, cover_url = ${coverUrl}, notice = ${notice}`,
        sql`${lives.changeId} = ${live.changeId}`,
      ),
      roomEvent(
        { type: 'live.updated', liveId: id, ts: now(), fields: { live: toLive(row, presence) } },
        liveChanged(id, row.changeId),
      ),
      ...along(liveChanged(id, row.changeId)),
    ]);
    return done ? row : undefined;
  });
}

/** Goes live; once it is, nothing more happens. Throws `conflict` for a show that is over. */
export async function startShow({ db, writes, now }: Needs, presence: Presence, id: string): Promise<LiveRow> {
  return optimistic(async () => {
    const live = await mustExist(db, id);
    if (live.status === 'ended') throw new LiveError('conflict', 'This show is over; make a new one');
    if (live.status === 'live') return live;
    const row: LiveRow = { ...live, status: 'live', startedAt: now(), changeId: ulid() };
    const done = await writes.commit([
      changeLive(
        id,
        row.changeId,
        sql`status = 'live', started_at = ${row.startedAt}`,
        sql`${lives.changeId} = ${live.changeId}`,
      ),
      roomEvent(
        { type: 'live.started', liveId: id, ts: now(), fields: { live: toLive(row, presence) } },
        liveChanged(id, row.changeId),
      ),
      webhookMessage('live.started', messageOf(row), now(), liveChanged(id, row.changeId)),
    ]);
    return done ? row : undefined;
  });
}

/** Ends a show for good, and with it the product on show; once it is over, nothing more happens. */
export async function endShow({ db, writes, now }: Needs, id: string, reason: 'host' | 'server'): Promise<LiveRow> {
  return optimistic(async () => {
    const live = await mustExist(db, id);
    if (live.status === 'ended') return live;
    const row: LiveRow = { ...live, status: 'ended', endedAt: now(), changeId: ulid() };
    const happened = liveChanged(id, row.changeId);
    const listing = endListing(id, await metadataOf(db, id), now(), happened);
    const done = await writes.commit([
      changeLive(
        id,
        row.changeId,
        sql`status = 'ended', ended_at = ${row.endedAt}`,
        sql`${lives.status} <> 'ended' and ${listing.unchanged}`,
      ),
      ...listing.statements,
      roomEvent({ type: 'live.ended', liveId: id, ts: now(), fields: { reason } }, happened),
      webhookMessage('live.ended', { ...messageOf(row), reason }, now(), happened),
    ]);
    return done ? row : undefined;
  });
}

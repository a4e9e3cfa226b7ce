import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { PinnedBarrage } from '@vitrine/core/schemas/barrage.ts';
import { type Live, type Metadata } from '@vitrine/core/schemas/live.ts';
import type { RoomOfPrincipal } from '../auth/permissions.ts';
import type { Database } from '../db/client.ts';
import type { Statement } from '../db/write-queue.ts';
import { fromCursor, toCursor } from '../http/cursor.ts';
import { liveMembers, liveMetadata, lives } from './tables.ts';

/** A show as the database knows it. `streamKey` must never leave the server but to those who may run the room. */
export type LiveRow = typeof lives.$inferSelect;

/** What only the sockets know of a room. */
export interface Presence {
  onAir(liveId: string): boolean;
  audienceCount(liveId: string): number;
}

/** The show of this id; undefined where there is none. */
export async function liveById(db: Database, id: string): Promise<LiveRow | undefined> {
  const [row] = await db.select().from(lives).where(eq(lives.id, id));
  return row;
}

/** The room as far as rights go. */
export const roomOf = ({ id, hostId }: LiveRow): RoomOfPrincipal => ({ id, hostId });

/** The show as everybody may see it. */
export const toLive = (row: LiveRow, presence: Presence): Live => ({
  id: row.id,
  title: row.title,
  hostId: row.hostId,
  hostName: row.hostName,
  hostAvatarUrl: row.hostAvatarUrl ?? undefined,
  status: row.status,
  startsAt: row.startsAt ?? undefined,
  startedAt: row.startedAt ?? undefined,
  endedAt: row.endedAt ?? undefined,
  coverUrl: row.coverUrl ?? undefined,
  currency: row.currency,
  notice: row.notice,
  onAir: presence.onAir(row.id),
  audienceCount: presence.audienceCount(row.id),
  likeCount: row.likeCount,
  pinned: row.pinned === null ? undefined : (JSON.parse(row.pinned) as PinnedBarrage),
});

export interface LiveQuery {
  status?: Live['status'];
  cursor?: string;
  limit?: number;
}

const rank = sql<number>`case ${lives.status} when 'live' then 0 when 'scheduled' then 1 else 2 end`;

/** One page of shows: those on now first, then those to come, then the past, each from the newest. */
export async function livesPage(
  db: Database,
  { status, cursor, limit = 20 }: LiveQuery,
): Promise<{ rows: LiveRow[]; cursor: string }> {
  const after = fromCursor(cursor, 3);
  const rows = await db
    .select()
    .from(lives)
    .where(
      and(
        status && eq(lives.status, status),
        after &&
          sql`(${rank}, -${lives.createdAt}, ${lives.id}) > (${sql.join(
            after.map((part) => sql`${part}`),
            sql`, `,
          )})`,
      ),
    )
    .orderBy(rank, sql`-${lives.createdAt}`, lives.id)
    .limit(limit + 1);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  const ranks = { live: 0, scheduled: 1, ended: 2 };
  return { rows: rows.slice(0, limit), cursor: last ? toCursor([ranks[last.status], -last.createdAt, last.id]) : '' };
}

/** The room's metadata as it stands. */
export async function metadataOf(db: Database, liveId: string): Promise<Metadata> {
  const rows = await db.select().from(liveMetadata).where(eq(liveMetadata.liveId, liveId));
  return Object.fromEntries(rows.map(({ key, value }) => [key, value]));
}

/** Writes one value of the room's metadata, if `happened`. */
export const setMetadata = (liveId: string, key: string, value: string | SQL, happened: SQL): Statement =>
  sql`insert into ${liveMetadata} (live_id, key, value) select ${liveId}, ${key}, ${value} where ${happened}
    on conflict (live_id, key) do update set value = excluded.value`;

/** True while a value of the room's metadata is what was read; undefined stands for none. */
export const metadataUnchanged = (liveId: string, key: string, value: string | undefined): SQL =>
  sql`(select ${liveMetadata.value} from ${liveMetadata}
    where ${liveMetadata.liveId} = ${liveId} and ${liveMetadata.key} = ${key}) is ${value ?? null}`;

/** The guard of most changes of a room: moves the show, if `when` holds, and carries the change's id. */
export const changeLive = (id: string, changeId: string, set: SQL | undefined, when: SQL): Statement =>
  sql`update ${lives} set change_id = ${changeId}${set ? sql`, ${set}` : sql``} where ${lives.id} = ${id} and ${when}`;

/** True in the change whose guard was `changeLive`. */
export const liveChanged = (id: string, changeId: string): SQL =>
  sql`exists (select 1 from ${lives} where ${lives.id} = ${id} and ${lives.changeId} = ${changeId})`;

/** True while the member is banned from the room. */
export async function isBanned(db: Database, liveId: string, userId: string, now: number): Promise<boolean> {
  const [row] = await db
    .select({ until: liveMembers.bannedUntil })
    .from(liveMembers)
    .where(and(eq(liveMembers.liveId, liveId), eq(liveMembers.userId, userId)));
  return (row?.until ?? 0) > now;
}

/** True where the member was made an administrator of the room. */
export async function isAdministrator(db: Database, liveId: string, userId: string): Promise<boolean> {
  const [row] = await db
    .select({ administrator: liveMembers.administrator })
    .from(liveMembers)
    .where(and(eq(liveMembers.liveId, liveId), eq(liveMembers.userId, userId)));
  return row?.administrator ?? false;
}

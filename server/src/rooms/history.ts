import { and, asc, eq, gt, sql } from 'drizzle-orm';
import type { RoomEvent } from '@vitrine/core/schemas/room-event.ts';
import type { Database } from '../db/client.ts';
import { roomEvents } from './tables.ts';

export type EventRow = typeof roomEvents.$inferSelect;

/** How far back a socket is brought up to date event by event; beyond that it starts from a snapshot. */
export const MAX_GAP = 1000;

/** A stored event with its envelope around it, as the wire has it. */
export const toEvent = ({ body, type, eventId, liveId, ts, to, seq }: EventRow, epoch: string): RoomEvent =>
  ({
    ...(JSON.parse(body) as object),
    type,
    eventId,
    liveId,
    ts,
    ...(to === null ? { seq, epoch } : { to }),
  }) as RoomEvent;

/** The room's youngest `seq`; 0 where nothing has happened yet. */
export async function lastSeq(db: Database, liveId: string): Promise<number> {
  const [row] = await db
    .select({ seq: sql<number>`coalesce(max(${roomEvents.seq}), 0)` })
    .from(roomEvents)
    .where(eq(roomEvents.liveId, liveId));
  return row?.seq ?? 0;
}

/**
 * What a room's socket missed after `seq`, in order, and where that leads to; undefined where the history does not tell
 * without a gap: too much was missed, the past was cleaned up, or `seq` is of a future that the database forgot.
 */
export async function missedSince(
  db: Database,
  liveId: string,
  epoch: string,
  seq: number,
): Promise<{ events: RoomEvent[]; seq: number } | undefined> {
  const rows = await db
    .select()
    .from(roomEvents)
    .where(and(eq(roomEvents.liveId, liveId), gt(roomEvents.seq, seq)))
    .orderBy(asc(roomEvents.seq))
    .limit(MAX_GAP + 1);
  if (rows.length > MAX_GAP) return undefined;
  if (rows.length === 0) return (await lastSeq(db, liveId)) >= seq ? { events: [], seq } : undefined;
  if (rows[0]!.seq !== seq + 1) return undefined;
  return { events: rows.map((row) => toEvent(row, epoch)), seq: rows.at(-1)!.seq! };
}

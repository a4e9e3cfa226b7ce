import { is, SQL, sql } from 'drizzle-orm';
import { ulid } from '../ids.ts';
import type { RoomEventType } from '@vitrine/core/schemas/room-event.ts';
import type { Statement } from '../db/write-queue.ts';
import { roomEvents } from './tables.ts';

/** A durable event as a change writes it: its own fields, without the envelope that is put around it when it is read. */
export interface NewRoomEvent {
  type: RoomEventType;
  liveId: string | SQL;
  /** Milliseconds since 1970. */
  ts: number | SQL;
  eventId?: string | SQL;
  /** Its own fields, or the place of their JSON. */
  fields?: Record<string, unknown> | SQL;
  /** Metadata that must be in place before anybody hears of the event: key and text, or key and null to remove it. */
  metadata?: Record<string, string | null>;
}

const nextSeq = (liveId: SQL | string): SQL =>
  sql`(select coalesce(max(${roomEvents.seq}), 0) + 1 from ${roomEvents} where ${roomEvents.liveId} = ${liveId})`;

const bodyOf = (fields: NonNullable<NewRoomEvent['fields']>): SQL | string => (is(fields, SQL) ? fields : JSON.stringify(fields));

const columns = sql.raw('(event_id, live_id, seq, "to", type, ts, body, metadata)');

/** Puts an event into its room's history and outbox, if `happened`: the change it belongs to wrote its guard row. */
export const roomEvent = (
  { type, liveId, ts, eventId = ulid(), fields = {}, metadata }: NewRoomEvent,
  happened: SQL,
): Statement =>
  sql`insert into ${roomEvents} ${columns}
    select ${eventId}, ${liveId}, ${nextSeq(liveId)}, null, ${type}, ${ts}, ${bodyOf(fields)},
      ${metadata ? JSON.stringify(metadata) : null}
    where ${happened}`;

/** Like `roomEvent`, for one user alone; it stands outside the room's sequence. */
export const privateEvent = (
  to: string | SQL,
  { type, liveId, ts, eventId = ulid(), fields = {} }: NewRoomEvent,
  happened: SQL,
): SQL =>
  sql`insert into ${roomEvents} ${columns}
    select ${eventId}, ${liveId}, null, ${to}, ${type}, ${ts}, ${bodyOf(fields)}, null where ${happened}`;

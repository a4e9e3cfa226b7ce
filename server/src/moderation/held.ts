import { and, asc, eq, sql } from 'drizzle-orm';
import { LiveError } from '@vitrine/core/errors.ts';
import type { HeldBarrage } from '@vitrine/core/schemas/moderation.ts';
import type { EventOf } from '@vitrine/core/schemas/room-event.ts';
import type { Principal } from '../auth/principal.ts';
import type { Database } from '../db/client.ts';
import { insertWhere } from '../db/insert-where.ts';
import type { Deps } from '../deps.ts';
import { fromCursor, toCursor } from '../http/cursor.ts';
import { ulid } from '../ids.ts';
import type { Barrage } from '../rooms/barrage-log.ts';
import { privateEvent, roomEvent } from '../rooms/statements.ts';
import { barrages } from '../rooms/tables.ts';
import { audit } from './audit.ts';
import { tellQueue, type ToModerators } from './queue.ts';
import { heldBarrages } from './tables.ts';

/** A room in which more wait is refused another one: nobody would ever get to it. */
const MAX_WAITING = 1_000;

type Needs = Pick<Deps, 'db' | 'writes' | 'now'>;

const decided = (eventId: string, changeId: string) =>
  sql`exists (select 1 from ${heldBarrages} where ${heldBarrages.eventId} = ${eventId}
    and ${heldBarrages.changeId} = ${changeId})`;

/** Keeps a message for the moderators and tells its writer. The same one again changes nothing. Throws `limit-reached`. */
export async function holdBack(deps: Needs, to: ToModerators, barrage: Barrage, rule: string): Promise<void> {
  const { db, writes } = deps;
  const { eventId, liveId, ts, sender } = barrage;
  const changeId = ulid();
  const row = { eventId, liveId, changeId, userId: sender.userId, ts, body: JSON.stringify(barrage), rule };
  const known = sql`exists (select 1 from ${heldBarrages} where ${heldBarrages.eventId} = ${eventId})`;
  const room = sql`(select count(*) from ${heldBarrages} where ${heldBarrages.liveId} = ${liveId}
    and ${heldBarrages.status} = 'waiting') < ${MAX_WAITING}`;
  const text = barrage.type === 'barrage.sent' ? barrage.text : '';
  const held = await writes.commit(
    [
      insertWhere(db, heldBarrages, { ...row, status: 'waiting' }, sql`not ${known} and ${room}`),
      privateEvent(
        sender.userId,
        { type: 'barrage.held', liveId, ts, fields: { barrageId: eventId, text } },
        decided(eventId, changeId),
      ),
    ],
    'bulk',
  );
  if (held) return tellQueue(deps, to, liveId);
  const [before] = await db.select().from(heldBarrages).where(eq(heldBarrages.eventId, eventId));
  if (!before) throw new LiveError('limit-reached', 'Too many messages are waiting for a moderator');
}

/** One page of what waits in a room, the longest first. */
export async function heldPage(
  db: Database,
  liveId: string,
  { cursor, limit = 50 }: { cursor?: string; limit?: number },
): Promise<{ items: HeldBarrage[]; cursor: string }> {
  const after = fromCursor(cursor, 2);
  const rows = await db
    .select()
    .from(heldBarrages)
    .where(
      and(
        eq(heldBarrages.liveId, liveId),
        eq(heldBarrages.status, 'waiting'),
        after && sql`(${heldBarrages.ts}, ${heldBarrages.eventId}) > (${after[0]}, ${after[1]})`,
      ),
    )
    .orderBy(asc(heldBarrages.ts), asc(heldBarrages.eventId))
    .limit(limit + 1);
  const items = rows.slice(0, limit).map(({ eventId, ts, body, rule }): HeldBarrage => {
    const { text, sender } = JSON.parse(body) as EventOf<'barrage.sent'>;
    return { eventId, liveId, ts, sender, text, rule };
  });
  const last = items.at(-1);
  return { items, cursor: last && rows.length > limit ? toCursor([last.ts, last.eventId]) : '' };
}

async function waiting(db: Database, liveId: string, eventId: string): Promise<EventOf<'barrage.sent'>> {
  const [row] = await db
    .select()
    .from(heldBarrages)
    .where(and(eq(heldBarrages.eventId, eventId), eq(heldBarrages.liveId, liveId)));
  if (!row) throw new LiveError('not-found', 'There is no such message');
  if (row.status !== 'waiting') throw new LiveError('conflict', 'Somebody decided about this message already');
  return JSON.parse(row.body) as EventOf<'barrage.sent'>;
}

export interface Decision {
  liveId: string;
  eventId: string;
  actor: Principal;
  approved: boolean;
  reason?: string;
}

/**
 * Shows a message that waited, to everybody, or tells its writer that it will not be. What is approved is a durable event: it
 * reaches everybody whatever crashes. Throws `conflict` where somebody was faster.
 */
export async function decide(deps: Needs, to: ToModerators, decision: Decision): Promise<void> {
  const { db, writes, now } = deps;
  const { liveId, eventId, actor, approved, reason } = decision;
  const held = await waiting(db, liveId, eventId);
  const changeId = ulid();
  const happened = decided(eventId, changeId);
  const ts = now();
  const { sender, text, id, reply } = held;
  const done = await writes.commit([
    sql`update ${heldBarrages} set change_id = ${changeId}, status = ${approved ? 'approved' : 'rejected'}
      where ${heldBarrages.eventId} = ${eventId} and ${heldBarrages.status} = 'waiting'`,
    ...(approved
      ? [
          insertWhere(
            db,
            barrages,
            {
              eventId,
              liveId,
              userId: sender.userId,
              ts,
              body: JSON.stringify({ ...held, ts }),
              removalId: null,
            },
            happened,
          ),
          roomEvent({ type: 'barrage.sent', eventId, liveId, ts, fields: { sender, text, id, reply } }, happened),
        ]
      : [privateEvent(sender.userId, { type: 'barrage.rejected', liveId, ts, fields: { barrageId: eventId } }, happened)]),
    audit(
      db,
      {
        actor,
        ts,
        liveId,
        act: approved ? 'approve' : 'reject',
        userId: sender.userId,
        barrageId: eventId,
        reason,
        details: { text },
      },
      happened,
    ),
  ]);
  if (!done) throw new LiveError('conflict', 'Somebody decided about this message already');
  await tellQueue(deps, to, liveId);
}

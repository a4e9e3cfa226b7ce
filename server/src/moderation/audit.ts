import { and, desc, eq, lt, type SQL } from 'drizzle-orm';
import type { AuditAct, AuditEntry } from '@vitrine/core/schemas/moderation.ts';
import type { Principal } from '../auth/principal.ts';
import { guestName } from '../auth/service.ts';
import { users } from '../auth/tables.ts';
import type { Database } from '../db/client.ts';
import { insertWhere } from '../db/insert-where.ts';
import { fromCursor, toCursor } from '../http/cursor.ts';
import { ulid } from '../ids.ts';
import { moderationLog } from './tables.ts';

export interface NewAuditEntry {
  actor: Pick<Principal, 'userId' | 'name'>;
  /** Milliseconds since 1970. */
  ts: number;
  /** Empty for the whole shop. */
  liveId: string;
  act: AuditAct;
  userId?: string;
  barrageId?: string;
  reason?: string;
  details?: Record<string, unknown>;
}

/** Writes down what a moderator did, if `happened`: the change it belongs to wrote its guard row. */
export const audit = (db: Database, entry: NewAuditEntry, happened: SQL) =>
  insertWhere(
    db,
    moderationLog,
    {
      id: ulid(),
      ts: entry.ts,
      liveId: entry.liveId,
      actorId: entry.actor.userId,
      actorName: entry.actor.name,
      act: entry.act,
      userId: entry.userId ?? null,
      barrageId: entry.barrageId ?? null,
      reason: entry.reason || null,
      details: entry.details ? JSON.stringify(entry.details) : null,
    },
    happened,
  );

/** Who did something to somebody in a room last. */
export async function lastActor(
  db: Database,
  liveId: string,
  userId: string,
  act: AuditAct,
): Promise<NewAuditEntry['actor'] | undefined> {
  const [row] = await db
    .select({ userId: moderationLog.actorId, name: moderationLog.actorName })
    .from(moderationLog)
    .where(and(eq(moderationLog.liveId, liveId), eq(moderationLog.userId, userId), eq(moderationLog.act, act)))
    .orderBy(desc(moderationLog.id))
    .limit(1);
  return row;
}

/** One page of what was done in a room, the newest first; without a room, of everything in the shop. */
export async function auditPage(
  db: Database,
  { liveId, cursor, limit = 50 }: { liveId?: string; cursor?: string; limit?: number },
): Promise<{ items: AuditEntry[]; cursor: string }> {
  const before = fromCursor(cursor, 1)?.[0];
  const rows = await db
    .select({ entry: moderationLog, name: users.name })
    .from(moderationLog)
    .leftJoin(users, eq(users.id, moderationLog.userId))
    .where(
      and(
        liveId === undefined ? undefined : eq(moderationLog.liveId, liveId),
        before === undefined ? undefined : lt(moderationLog.id, String(before)),
      ),
    )
    .orderBy(desc(moderationLog.id))
    .limit(limit + 1);
  const items = rows.slice(0, limit).map(({ entry: row, name }): AuditEntry => ({
    id: row.id,
    ts: row.ts,
    liveId: row.liveId || undefined,
    actorId: row.actorId,
    actorName: row.actorName,
    act: row.act as AuditAct,
    userId: row.userId ?? undefined,
    userName: row.userId === null ? undefined : name || guestName(row.userId),
    barrageId: row.barrageId ?? undefined,
    reason: row.reason ?? undefined,
    details: row.details === null ? undefined : (JSON.parse(row.details) as Record<string, unknown>),
  }));
  return { items, cursor: rows.length > limit ? toCursor([items.at(-1)!.id]) : '' };
}

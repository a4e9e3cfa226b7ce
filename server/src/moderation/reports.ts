import { and, desc, eq, lt, sql } from 'drizzle-orm';
import type * as v from 'valibot';
import { LiveError } from '@vitrine/core/errors.ts';
import type { NewReport, Report } from '@vitrine/core/schemas/moderation.ts';
import type { Principal } from '../auth/principal.ts';
import { guestName } from '../auth/service.ts';
import { users } from '../auth/tables.ts';
import type { Database } from '../db/client.ts';
import { insertWhere } from '../db/insert-where.ts';
import type { Deps } from '../deps.ts';
import { fromCursor, toCursor } from '../http/cursor.ts';
import { ulid } from '../ids.ts';
import type { BarrageLog } from '../rooms/barrage-log.ts';
import { audit } from './audit.ts';
import { tellQueue, type ToModerators } from './queue.ts';
import { reports } from './tables.ts';

type Needs = Pick<Deps, 'db' | 'writes' | 'now'>;

/**
 * Brings a message or a person to the moderators. What the message says is taken from the server's log. The same report of the
 * same person again is one report. Throws `not-found` for a message that is not there.
 */
export async function report(
  deps: Needs & { barrages: BarrageLog },
  to: ToModerators,
  liveId: string,
  reporter: Principal,
  { barrageId, userId, reason, note = '' }: v.InferOutput<typeof NewReport>,
): Promise<void> {
  const { db, writes, now, barrages } = deps;
  const said = barrageId === undefined ? undefined : await barrages.find(liveId, barrageId);
  if (barrageId !== undefined && !said) throw new LiveError('not-found', 'There is no such message');
  const about = said?.sender.userId ?? userId!;
  const reported = sql`exists (select 1 from ${reports} where ${reports.liveId} = ${liveId} and ${reports.userId} = ${about}
    and ${reports.reporterId} = ${reporter.userId} and ${reports.barrageId} = ${barrageId ?? ''})`;
  const row = {
    id: ulid(),
    liveId,
    changeId: ulid(),
    ts: now(),
    reporterId: reporter.userId,
    userId: about,
    barrageId: barrageId ?? '',
    text: said?.type === 'barrage.sent' ? said.text : null,
    reason,
    note,
    status: 'open' as const,
  };
  if (await writes.commit([insertWhere(db, reports, row, sql`not ${reported}`)])) await tellQueue(deps, to, liveId);
}

const toReport = ({ row, name }: { row: typeof reports.$inferSelect; name: string | null }): Report => ({
  id: row.id,
  liveId: row.liveId,
  ts: row.ts,
  reporterId: row.reporterId,
  userId: row.userId,
  userName: name || guestName(row.userId),
  barrageId: row.barrageId || undefined,
  text: row.text ?? undefined,
  reason: row.reason,
  note: row.note,
  status: row.status,
});

/** One page of a room's reports, the newest first. */
export async function reportPage(
  db: Database,
  liveId: string,
  { status = 'open', cursor, limit = 50 }: { status?: Report['status']; cursor?: string; limit?: number },
): Promise<{ items: Report[]; cursor: string }> {
  const before = fromCursor(cursor, 1)?.[0];
  const rows = await db
    .select({ row: reports, name: users.name })
    .from(reports)
    .leftJoin(users, eq(users.id, reports.userId))
    .where(
      and(
        eq(reports.liveId, liveId),
        eq(reports.status, status),
        before === undefined ? undefined : lt(reports.id, String(before)),
      ),
    )
    .orderBy(desc(reports.id))
    .limit(limit + 1);
  const items = rows.slice(0, limit).map(toReport);
  return { items, cursor: rows.length > limit ? toCursor([items.at(-1)!.id]) : '' };
}

/** A moderator has dealt with a report. Throws `not-found` where there is none that is open. */
export async function closeReport(
  deps: Needs,
  to: ToModerators,
  { liveId, id, actor, reason }: { liveId: string; id: string; actor: Principal; reason?: string },
): Promise<void> {
  const { db, writes, now } = deps;
  const changeId = ulid();
  const happened = sql`exists (select 1 from ${reports} where ${reports.id} = ${id} and ${reports.changeId} = ${changeId})`;
  const [row] = await db.select().from(reports).where(eq(reports.id, id));
  const done = await writes.commit([
    sql`update ${reports} set change_id = ${changeId}, status = 'closed'
      where ${reports.id} = ${id} and ${reports.liveId} = ${liveId} and ${reports.status} = 'open'`,
    audit(
      db,
      {
        actor,
        ts: now(),
        liveId,
        act: 'report-close',
        userId: row?.userId,
        barrageId: row?.barrageId || undefined,
        reason,
        details: { id },
      },
      happened,
    ),
  ]);
  if (!done) throw new LiveError('not-found', 'There is no open report of this id');
  await tellQueue(deps, to, liveId);
}

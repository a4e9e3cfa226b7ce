import { and, asc, desc, eq, lte, sql } from 'drizzle-orm';
import type * as v from 'valibot';
import type { StrayReport } from '@vitrine/core/schemas/order-desk.ts';
import type { Database } from '../db/client.ts';
import { insertWhere } from '../db/insert-where.ts';
import { applyReport } from './apply-report.ts';
import { retryAt } from './backoff.ts';
import type { PaymentReport } from './provider.ts';
import type { ReportDeps } from './report-effects.ts';
import { strayReports } from './tables.ts';

const BATCH = 16;
/** How long we look for the payment of a report, in milliseconds. */
const PATIENCE = 3 * 86_400_000;

/** As many as a person looks at. */
const MOST = 100;

/** The reports that nobody knew what to do with, the newest first. */
export async function straysOf(db: Database): Promise<v.InferOutput<typeof StrayReport>[]> {
  const rows = await db.select().from(strayReports).orderBy(desc(strayReports.receivedAt)).limit(MOST);
  return rows.map(({ provider, report, receivedAt, nextAttemptAt }) => {
    const { eventId, type, paymentId, reference, amount, currency } = report;
    const known = { provider, eventId, type, paymentId, amount, currency, receivedAt, givenUp: nextAttemptAt === null };
    return { ...known, ...(reference === undefined ? {} : { reference }) };
  });
}

/** Keeps a verified report of something that we do not know, to be tried again. */
export async function keepStray({ db, writes, now, log }: ReportDeps, provider: string, report: PaymentReport): Promise<void> {
  const row = { provider, eventId: report.eventId, report, attempts: 0, nextAttemptAt: retryAt(now(), 0), receivedAt: now() };
  const kept = await writes.commit([insertWhere(db, strayReports, row, sql`true`).onConflictDoNothing()]);
  if (kept)
    log.warn({ provider, eventId: report.eventId, paymentId: report.paymentId }, 'a report of a payment that we do not know');
}

/** Tries the reports again that nobody knew what to do with; after some days they are left for a person. */
export async function retryStrays(deps: ReportDeps): Promise<void> {
  const { db, writes, now, log } = deps;
  const due = await db
    .select()
    .from(strayReports)
    .where(lte(strayReports.nextAttemptAt, now()))
    .orderBy(asc(strayReports.nextAttemptAt))
    .limit(BATCH);
  for (const { provider, eventId, report, attempts, receivedAt } of due) {
    const own = and(eq(strayReports.provider, provider), eq(strayReports.eventId, eventId));
    const placed = await applyReport(deps, provider, report);
    const over = now() - receivedAt > PATIENCE;
    if (!placed && over)
      log.error({ provider, eventId, paymentId: report.paymentId }, 'nobody knows this payment; it was given up');
    await writes.commit([
      placed
        ? db.delete(strayReports).where(own)
        : db
            .update(strayReports)
            .set({ attempts: attempts + 1, nextAttemptAt: over ? null : retryAt(now(), attempts) })
            .where(own),
    ]);
  }
  if (due.length === BATCH) await retryStrays(deps);
}

import { and, asc, desc, eq, lte, sql } from 'drizzle-orm';
import type * as v from 'valibot';
import { LiveError } from '@vitrine/core/errors.ts';
import type { StrayReport } from '@vitrine/core/schemas/order-desk.ts';
import type { Principal } from '../auth/principal.ts';
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

const ofReport = (provider: string, eventId: string) =>
  and(eq(strayReports.provider, provider), eq(strayReports.eventId, eventId));

async function strayOf(db: Database, provider: string, eventId: string): Promise<PaymentReport> {
  const [row] = await db.select({ report: strayReports.report }).from(strayReports).where(ofReport(provider, eventId));
  if (!row) throw new LiveError('not-found', 'No such report waits');
  return row.report;
}

/** Looks at once for the payment of one report; false where it is still not known. Throws `not-found` for a report that does not wait. */
export async function tryStray(deps: ReportDeps, provider: string, eventId: string): Promise<boolean> {
  const { db, writes } = deps;
  if (!(await applyReport(deps, provider, await strayOf(db, provider, eventId)))) return false;
  await writes.commit([db.delete(strayReports).where(ofReport(provider, eventId))]);
  return true;
}

/** A person has dealt with the payment at its provider: nobody looks for it any more. Throws `not-found` for a report that does not wait. */
export async function settleStray(
  { db, writes, log }: ReportDeps,
  { userId }: Pick<Principal, 'userId'>,
  provider: string,
  eventId: string,
): Promise<void> {
  const { type, paymentId, reference, amount, currency } = await strayOf(db, provider, eventId);
  const settled = await writes.commit([db.delete(strayReports).where(ofReport(provider, eventId))]);
  // What the list no longer shows can still be read here.
  if (settled)
    log.warn({ provider, eventId, type, paymentId, reference, amount, currency, userId }, 'a person settled an unknown payment');
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
    const own = ofReport(provider, eventId);
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

import { and, asc, eq, isNull, lt, lte, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../db/client.ts';
import { insertWhere } from '../../db/insert-where.ts';
import type { Deps } from '../../deps.ts';
import { retryAt } from '../backoff.ts';
import { gatewayDeliveries } from '../tables.ts';
import type { ReportBody, ReportSigner } from './reports.ts';

/** Carries a signed report to our own webhook route, over HTTP as a foreign gateway would. */
export type Deliver = (body: string, headers: Record<string, string>) => Promise<Response>;

const BATCH = 16;
/** About a day and a half at the longest interval; what nobody took by then stays in the books, undelivered. */
const MAX_ATTEMPTS = 400;

/** Queues a report, if `happened`. `id` is the report's own and is sent with every attempt. */
export const queueReport = (db: Database, id: string, now: number, body: ReportBody, happened: SQL) =>
  insertWhere(
    db,
    gatewayDeliveries,
    { id, body: JSON.stringify(body), attempts: 0, nextAttemptAt: now, deliveredAt: null },
    happened,
  );

/** Delivers every report that is due: at least once, until it is answered with 2xx, across restarts. */
export async function deliverReports(
  { db, writes, now, log }: Pick<Deps, 'db' | 'writes' | 'now' | 'log'>,
  signer: ReportSigner,
  deliver: Deliver,
): Promise<void> {
  const due = await db
    .select()
    .from(gatewayDeliveries)
    .where(
      and(
        isNull(gatewayDeliveries.deliveredAt),
        lte(gatewayDeliveries.nextAttemptAt, now()),
        lt(gatewayDeliveries.attempts, MAX_ATTEMPTS),
      ),
    )
    .orderBy(asc(gatewayDeliveries.nextAttemptAt))
    .limit(BATCH);
  await Promise.all(
    due.map(async ({ id, body, attempts }) => {
      const answer = await deliver(body, signer.headers(id, body)).catch(() => undefined);
      if (!answer?.ok)
        log.warn({ delivery: id, status: answer?.status, attempts }, 'a payment report was not taken; it will be sent again');
      await writes.commit([
        db
          .update(gatewayDeliveries)
          .set({
            attempts: sql`${gatewayDeliveries.attempts} + 1`,
            ...(answer?.ok ? { deliveredAt: now() } : { nextAttemptAt: retryAt(now(), attempts) }),
          })
          .where(and(eq(gatewayDeliveries.id, id), isNull(gatewayDeliveries.deliveredAt))),
      ]);
    }),
  );
  // Whatever was not taken is due later, so this ends.
  if (due.length === BATCH) await deliverReports({ db, writes, now, log }, signer, deliver);
}

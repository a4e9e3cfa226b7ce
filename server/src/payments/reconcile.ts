import { asc, eq, lte, sql } from 'drizzle-orm';
import { orders } from '../orders/tables.ts';
import { applyReport } from './apply-report.ts';
import type { PaymentProvider } from './provider.ts';
import type { Payment, ReportDeps } from './report-effects.ts';
import { payments, refunds } from './tables.ts';

const BATCH = 32;
const LONGEST = 6 * 3_600_000;
/** How long after it was opened a payment is asked about; no provider's page lives longer. */
const PATIENCE = 7 * 86_400_000;

/** When to ask about a payment next; undefined once there is nothing more to learn. */
async function nextCheck({ config, db, now }: ReportDeps, { id, checks }: Payment): Promise<number | undefined> {
  const [row] = await db
    .select({
      status: payments.status,
      createdAt: payments.createdAt,
      waiting: sql<number>`exists (select 1 from ${refunds} where ${refunds.paymentId} = ${id} and ${refunds.status} = 'requested')`,
    })
    .from(payments)
    .where(eq(payments.id, id));
  const open = row && (row.waiting || (['created', 'failed'].includes(row.status) && now() - row.createdAt < PATIENCE));
  return open ? now() + Math.min(config.reconcileMs * 2 ** Math.min(checks, 16), LONGEST) : undefined;
}

/**
 * Asks the providers about payments that have waited too long for a report, and believes their books as if they had reported:
 * reports may be lost. Pages of orders that ended meanwhile are closed. Resolves to how many were asked about.
 */
export async function reconcile(deps: ReportDeps, providers: ReadonlyMap<string, PaymentProvider>): Promise<number> {
  const { db, writes, now, log } = deps;
  const due = await db
    .select({ payment: payments, order: { status: orders.status } })
    .from(payments)
    .innerJoin(orders, eq(orders.id, payments.orderId))
    .where(lte(payments.checkAt, now()))
    .orderBy(asc(payments.checkAt))
    .limit(BATCH);
  await Promise.all(
    due.map(async ({ payment, order }) => {
      const { id, amount, currency, reference } = payment;
      const provider = providers.get(payment.provider);
      const known = { paymentId: id, amount, currency, reference };
      try {
        for (const report of (await provider?.lookUp?.(known)) ?? []) await applyReport(deps, payment.provider, report);
        if (payment.status === 'created' && ['expired', 'cancelled'].includes(order.status)) await provider?.close?.(known);
      } catch (err) {
        log.warn({ err, paymentId: id, provider: payment.provider }, 'a payment could not be asked about; it will be again');
      }
      const checkAt = provider?.lookUp ? await nextCheck(deps, payment) : undefined;
      await writes.commit([
        db
          .update(payments)
          .set({ checkAt: checkAt ?? null, checks: payment.checks + 1 })
          // Whoever moved it meanwhile has set its own time.
          .where(sql`${payments.id} = ${id} and ${payments.checkAt} is ${payment.checkAt}`),
      ]);
    }),
  );
  return due.length === BATCH ? due.length + (await reconcile(deps, providers)) : due.length;
}

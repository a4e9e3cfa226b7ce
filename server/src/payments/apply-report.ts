import { createHash } from 'node:crypto';
import { eq, type SQL, sql } from 'drizzle-orm';
import { maskedName } from '../orders/masked-name.ts';
import { orderById } from '../orders/read.ts';
import { ulid } from '../ids.ts';
import { insertWhere } from '../db/insert-where.ts';
import type { Change, Statement } from '../db/write-queue.ts';
import type { PaymentReport } from './provider.ts';
import { refundableLines } from './refund-statements.ts';
import { splitAmount } from './refund-split.ts';
import {
  type Applied,
  captured,
  failed,
  mismatched,
  type Payment,
  type Refund,
  refunded,
  refundedElsewhere,
  refundFailed,
  type ReportDeps,
} from './report-effects.ts';
import { applyTopUpReport } from '../wallet/apply-top-up.ts';
import { paymentEvents, payments, refunds } from './tables.ts';

/** The id of a refund that was not ours, made of the provider's own. */
const elsewhereId = (provider: string, eventId: string): string =>
  `x${createHash('sha256').update(`${provider}:${eventId}`).digest('hex').slice(0, 40)}`;

/** The refund that a report speaks of, where it is one of ours. */
async function refundOf(
  { db }: ReportDeps,
  provider: string,
  paymentId: string,
  report: PaymentReport,
): Promise<Refund | undefined> {
  const { amount } = report;
  if (report.type !== 'payment.refunded' && report.type !== 'refund.failed') return undefined;
  const find = async (where: SQL): Promise<Refund | undefined> =>
    (
      await db
        .select()
        .from(refunds)
        .where(sql`${refunds.paymentId} = ${paymentId} and ${where}`)
        .orderBy(refunds.id)
        .limit(1)
    )[0];
  if (report.refundId !== undefined) return find(sql`${refunds.id} = ${report.refundId}`);
  // Somebody in the shop's back office did by hand what was asked for here.
  return report.type === 'payment.refunded' &&
    report.byHand &&
    !(await find(sql`${refunds.id} = ${elsewhereId(provider, report.eventId)}`))
    ? find(sql`${refunds.status} = 'requested' and ${refunds.amount} = ${amount}`)
    : undefined;
}

async function effectsOf(
  deps: ReportDeps,
  applied: Applied,
  provider: string,
  report: PaymentReport,
  refund: Refund | undefined,
) {
  const { payment, order } = applied;
  const { type, amount, currency, eventId } = report;
  const fits = currency === payment.currency && (refund ? amount === refund.amount : amount === payment.amount);
  const wrong = { fits: false, effects: mismatched(deps, applied) };
  const right = (effects: Statement[]) => ({ fits: true, effects });
  if (refund)
    return fits ? right(type === 'refund.failed' ? refundFailed(deps, applied, refund) : refunded(deps, applied, refund)) : wrong;
  if (type === 'payment.refunded') {
    const id = elsewhereId(provider, eventId);
    const lines = await refundableLines(deps.db, order);
    const left = lines.reduce((sum, { share, backAmount }) => sum + share - backAmount, 0);
    if (currency !== payment.currency || amount > payment.amount - payment.refunded) return wrong;
    return right(refundedElsewhere(deps, applied, id, amount, splitAmount(lines, Math.min(amount, left))));
  }
  if (!fits) return wrong;
  return right(type === 'payment.captured' ? captured(deps, applied) : failed(deps, applied));
}

/**
 * Does what a provider's verified report says of an order's payment or of a top-up, once: a repeat finds its row and changes nothing, and whatever comes out of
 * order only ever moves a payment up. Resolves to false for a payment or refund that we do not know, and changes nothing.
 * Whoever asks a provider for its books hands what they say to the same function.
 */
export async function applyReport(deps: ReportDeps, provider: string, report: PaymentReport): Promise<boolean> {
  const { config, db, writes, now, log } = deps;
  const { eventId, type, paymentId, amount, currency } = report;
  const [payment]: (Payment | undefined)[] = await db
    .select()
    .from(payments)
    .where(
      paymentId === ''
        ? sql`${payments.reference} = ${report.reference ?? ''} and ${payments.provider} = ${provider}`
        : sql`${payments.id} = ${paymentId} and ${payments.provider} = ${provider}`,
    );
  const refund = payment && (await refundOf(deps, provider, payment.id, report));
  const order = payment && (await orderById(db, payment.orderId));
  const namesRefund = (type === 'payment.refunded' || type === 'refund.failed') && report.refundId !== undefined;
  if (!payment) return applyTopUpReport(deps, provider, report);
  if (!order || (namesRefund && !refund)) return false;

  const seen = await db
    .select({ eventId: paymentEvents.eventId })
    .from(paymentEvents)
    .where(sql`${eq(paymentEvents.provider, provider)} and ${eq(paymentEvents.eventId, eventId)}`);
  if (seen.length > 0) return true;
  const changeId = ulid();
  const reported = sql`exists (select 1 from ${paymentEvents} where ${paymentEvents.provider} = ${provider}
    and ${paymentEvents.eventId} = ${eventId} and ${paymentEvents.changeId} = ${changeId})`;
  const ts = now();
  const buyerName = config.announcePurchases && order.liveId ? await maskedName(db, order.buyerId) : undefined;
  const { reference } = report;
  const applied: Applied = { changeId, reported, payment, order, buyerName, reference, ts };
  const { fits, effects } = await effectsOf(deps, applied, provider, report, refund);
  const change: Change = [
    insertWhere(
      db,
      paymentEvents,
      { provider, eventId, changeId, type, paymentId: payment.id, receivedAt: ts },
      sql`true`,
    ).onConflictDoNothing(),
    ...effects,
  ];
  const first = await writes.commit(change);
  if (first && !fits)
    log.error({ provider, eventId, paymentId: payment.id, amount, currency }, 'a payment report does not match our books');
  return true;
}

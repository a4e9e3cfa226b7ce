import { type SQL, sql } from 'drizzle-orm';
import { ulid } from '../ids.ts';
import { LiveError } from '@vitrine/core/errors.ts';
import { insertWhere } from '../db/insert-where.ts';
import type { Change, Statement } from '../db/write-queue.ts';
import type { Deps } from '../deps.ts';
import { orderById, type StoredOrder } from '../orders/read.ts';
import { markPaid, markRefunded, orderEvent, orderMoved } from '../orders/statements.ts';
import { orders } from '../orders/tables.ts';
import type { PaymentReport } from './provider.ts';
import { paymentEvents, payments, refunds } from './tables.ts';

type ReportDeps = Pick<Deps, 'db' | 'writes' | 'now' | 'log'>;
type Payment = typeof payments.$inferSelect;
type Refund = typeof refunds.$inferSelect;

/** What one report changes, beside its own row. Every statement tests the report's `changeId`, directly or by what it moved. */
interface Applied {
  changeId: string;
  reported: SQL;
  payment: Payment;
  order: StoredOrder;
  ts: number;
}

const paymentMoved = (id: string, changeId: string): SQL =>
  sql`exists (select 1 from ${payments} where ${payments.id} = ${id} and ${payments.changeId} = ${changeId})`;
const refundMoved = (id: string, changeId: string): SQL =>
  sql`exists (select 1 from ${refunds} where ${refunds.id} = ${id} and ${refunds.changeId} = ${changeId})`;

/**
 * Money came in: the order is paid if it is still reserved. If not (it had expired, was cancelled, or was paid already), all
 * of it goes back, and what was sold to somebody else meanwhile stays sold to them.
 */
function captured({ db }: ReportDeps, { changeId, reported, payment, order, ts }: Applied): Statement[] {
  const { id, amount } = payment;
  const moved = paymentMoved(id, changeId);
  const paid = orderMoved(order.id, changeId);
  const refundId = ulid();
  return [
    db
      .update(payments)
      .set({ status: 'captured', changeId })
      .where(sql`${payments.id} = ${id} and ${payments.status} in ('created', 'failed') and ${reported}`),
    markPaid(db, order.id, changeId, moved),
    orderEvent(order, 'order.paid', 'paid', ts, paid),
    insertWhere(
      db,
      refunds,
      {
        id: refundId,
        changeId,
        paymentId: id,
        orderId: order.id,
        amount,
        reason: sql`(select case when ${orders.status} in ('expired', 'cancelled') then 'late' else 'duplicate' end
          from ${orders} where ${orders.id} = ${order.id})`,
        status: 'requested',
        attempts: 0,
        nextAttemptAt: 0,
        createdAt: ts,
      },
      sql`${moved} and not ${paid} and ${amount} > 0`,
    ),
    db
      .update(payments)
      .set({ status: 'refunding' })
      .where(sql`${payments.id} = ${id} and ${refundMoved(refundId, changeId)}`),
  ];
}

/** An attempt failed: the buyer may make another. Money that was reported already is not unreported. */
const failed = ({ db }: ReportDeps, { changeId, reported, payment }: Applied): Statement[] => [
  db
    .update(payments)
    .set({ status: 'failed', changeId })
    .where(sql`${payments.id} = ${payment.id} and ${payments.status} = 'created' and ${reported}`),
];

/** Money went back. A duplicate payment's refund is no matter of the order, which stays paid by the other one. */
function refunded({ db }: ReportDeps, { changeId, reported, payment, order, ts }: Applied, refund: Refund): Statement[] {
  const moved = refundMoved(refund.id, changeId);
  const status =
    refund.reason === 'asked' && order.refunded.amount + refund.amount >= order.total.amount ? 'refunded' : order.status;
  return [
    db
      .update(refunds)
      .set({ status: 'done', changeId })
      .where(sql`${refunds.id} = ${refund.id} and ${refunds.status} = 'requested' and ${reported}`),
    sql`update ${payments} set refunded = refunded + ${refund.amount}, change_id = ${changeId},
        status = case when refunded + ${refund.amount} >= amount then 'refunded' else 'refunding' end
      where ${payments.id} = ${payment.id} and ${moved}`,
    ...(refund.reason === 'duplicate' ? [] : [markRefunded(order.id, refund.amount, changeId, moved)]),
    orderEvent(order, 'order.refunded', status, ts, moved),
  ];
}

/** Another amount than ours: an open payment is set aside for somebody to look at, and the order is left alone. */
const mismatched = ({ db }: ReportDeps, { changeId, reported, payment }: Applied): Statement[] => [
  db
    .update(payments)
    .set({ status: 'mismatch', changeId })
    .where(sql`${payments.id} = ${payment.id} and ${payments.status} in ('created', 'failed') and ${reported}`),
];

/**
 * Does what a provider's verified report says, once: a repeat finds its row and changes nothing, and whatever comes out of
 * order only ever moves a payment up. Throws `not-found` for a payment or refund that we do not know, so that the provider
 * sends it again later. A reconciliation that asks a provider for its books can hand what it finds to the same function.
 */
export async function applyReport(deps: ReportDeps, provider: string, report: PaymentReport): Promise<void> {
  const { db, writes, now, log } = deps;
  const { eventId, type, paymentId, amount, currency } = report;
  const [payment] = await db
    .select()
    .from(payments)
    .where(sql`${payments.id} = ${paymentId} and ${payments.provider} = ${provider}`);
  const [refund] =
    type === 'payment.refunded'
      ? await db
          .select()
          .from(refunds)
          .where(sql`${refunds.id} = ${report.refundId} and ${refunds.paymentId} = ${paymentId}`)
      : [];
  const order = payment && (await orderById(db, payment.orderId));
  if (!payment || !order || (type === 'payment.refunded' && !refund)) {
    throw new LiveError('not-found', 'We do not know this payment');
  }

  const changeId = ulid();
  const reported = sql`exists (select 1 from ${paymentEvents} where ${paymentEvents.provider} = ${provider}
    and ${paymentEvents.eventId} = ${eventId} and ${paymentEvents.changeId} = ${changeId})`;
  const ts = now();
  const applied: Applied = { changeId, reported, payment, order, ts };
  const fits = currency === payment.currency && amount === (refund ?? payment).amount;
  const effects = (): Statement[] => {
    if (!fits) return mismatched(deps, applied);
    if (refund) return refunded(deps, applied, refund);
    return type === 'payment.captured' ? captured(deps, applied) : failed(deps, applied);
  };
  const change: Change = [
    insertWhere(
      db,
      paymentEvents,
      { provider, eventId, changeId, type, paymentId, receivedAt: ts },
      sql`true`,
    ).onConflictDoNothing(),
    ...effects(),
  ];
  const first = await writes.commit(change);
  if (first && !fits) log.error({ provider, eventId, paymentId, amount, currency }, 'a payment report does not match our books');
}

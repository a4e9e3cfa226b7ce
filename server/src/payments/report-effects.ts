import { type SQL, sql } from 'drizzle-orm';
import type { StoredOrder } from '@vitrine/core/schemas/order-desk.ts';
import { ulid } from '../ids.ts';
import { earnCommission, reverseCommission, type Shares } from '../commission/statements.ts';
import { insertWhere } from '../db/insert-where.ts';
import type { Statement } from '../db/write-queue.ts';
import type { Deps } from '../deps.ts';
import {
  announcePurchase,
  flagOrder,
  markPaid,
  markRefunded,
  orderEvent,
  orderMessage,
  orderMoved,
} from '../orders/statements.ts';
import { orders } from '../orders/tables.ts';
import { lineShares, type RefundPart } from './refund-split.ts';
import { noteRefundLines, refundMoved } from './refund-statements.ts';
import { payments, refunds } from './tables.ts';

export type ReportDeps = Pick<Deps, 'config' | 'db' | 'writes' | 'now' | 'log'>;
export type Payment = typeof payments.$inferSelect;
export type Refund = typeof refunds.$inferSelect;

/** What one report changes, beside its own row. Every statement tests the report's `changeId`, directly or by what it moved. */
export interface Applied {
  changeId: string;
  reported: SQL;
  payment: Payment;
  order: StoredOrder;
  /** The buyer's name as the room may read it, where it may. */
  buyerName: string | undefined;
  /** What the provider calls the payment, where the report says so. */
  reference: string | undefined;
  ts: number;
}

const paymentMoved = (id: string, changeId: string): SQL =>
  sql`exists (select 1 from ${payments} where ${payments.id} = ${id} and ${payments.changeId} = ${changeId})`;

const sharesOf = ({ total, items }: StoredOrder): Shares => {
  const shares = lineShares(total.amount, items);
  return items.map(({ skuId }, index) => ({ skuId, share: shares[index]! }));
};

/**
 * Money came in: the order is paid if it is still reserved. If not (it had expired, was cancelled, or was paid already), all
 * of it goes back, and what was sold to somebody else meanwhile stays sold to them.
 */
export function captured({ config, db }: ReportDeps, applied: Applied): Statement[] {
  const { changeId, reported, payment, order, buyerName, reference, ts } = applied;
  const { id, amount } = payment;
  const moved = paymentMoved(id, changeId);
  const paid = orderMoved(order.id, changeId);
  const refundId = ulid();
  return [
    db
      .update(payments)
      .set({ status: 'captured', changeId, checkAt: null, ...(reference === undefined ? {} : { reference }) })
      .where(sql`${payments.id} = ${id} and ${payments.status} in ('created', 'failed') and ${reported}`),
    markPaid(db, order.id, changeId, moved),
    orderEvent(order, 'order.paid', 'paid', ts, paid),
    orderMessage(order, 'order.paid', 'paid', ts, paid),
    earnCommission(order.id, sharesOf(order), ts, ts + config.refundWindowMs, paid),
    ...(buyerName === undefined ? [] : announcePurchase(order, buyerName, ts, paid)),
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
      .set({ status: 'refunding', checkAt: ts + config.reconcileMs, checks: 0 })
      .where(sql`${payments.id} = ${id} and ${refundMoved(refundId, changeId)}`),
  ];
}

/** An attempt failed: the buyer may make another. Money that was reported already is not unreported. */
export const failed = ({ db }: ReportDeps, { changeId, reported, payment }: Applied): Statement[] => [
  db
    .update(payments)
    .set({ status: 'failed', changeId })
    .where(sql`${payments.id} = ${payment.id} and ${payments.status} = 'created' and ${reported}`),
];

/** What follows once a refund is done, if `moved`. A duplicate payment's refund is no matter of the order, which stays paid. */
function returned({ payment, order, changeId, ts }: Applied, refund: Pick<Refund, 'id' | 'amount' | 'reason'>): Statement[] {
  const moved = refundMoved(refund.id, changeId);
  const ofOrder = refund.reason === 'asked' || refund.reason === 'elsewhere';
  const whole = ofOrder && order.refunded.amount + refund.amount >= order.total.amount;
  const status = whole ? 'refunded' : order.status;
  return [
    sql`update ${payments} set refunded = refunded + ${refund.amount}, change_id = ${changeId},
        status = case when refunded + ${refund.amount} >= amount then 'refunded' else 'refunding' end
      where ${payments.id} = ${payment.id} and ${moved}`,
    ...(refund.reason === 'duplicate' ? [] : [markRefunded(order.id, refund.amount, changeId, moved)]),
    ...(ofOrder ? [reverseCommission(order.id, refund.id, sharesOf(order), ts, moved)] : []),
    orderEvent(order, 'order.refunded', status, ts, moved),
    orderMessage(order, 'order.refunded', status, ts, moved, { refund: { amount: refund.amount, currency: payment.currency } }),
  ];
}

/** Money went back that we asked for. */
export const refunded = ({ db }: ReportDeps, applied: Applied, refund: Refund): Statement[] => [
  db
    .update(refunds)
    .set({ status: 'done', changeId: applied.changeId })
    .where(sql`${refunds.id} = ${refund.id} and ${refunds.status} <> 'done' and ${applied.reported}`),
  ...returned(applied, refund),
];

/**
 * Money went back at the provider itself. `id` is made of the provider's own, so that it counts once however it is reported.
 * That there was something to give back means that it had come in, whether we have heard of that or not.
 */
export function refundedElsewhere(
  deps: ReportDeps,
  applied: Applied,
  id: string,
  amount: number,
  parts: RefundPart[],
): Statement[] {
  const { changeId, reported, payment, order, ts } = applied;
  const { db } = deps;
  const row = { id, changeId, paymentId: payment.id, orderId: order.id, amount, reason: 'elsewhere', status: 'done' } as const;
  return [
    ...captured(deps, applied),
    insertWhere(db, refunds, { ...row, attempts: 0, nextAttemptAt: 0, createdAt: ts }, reported).onConflictDoNothing(),
    noteRefundLines(id, parts, refundMoved(id, changeId)),
    ...returned(applied, row),
  ];
}

/** The provider could not give the money back: as if nobody had asked, and the shop is shown it. */
export const refundFailed = ({ db }: ReportDeps, { changeId, reported, order }: Applied, refund: Refund): Statement[] => [
  db
    .update(refunds)
    .set({ status: 'failed', changeId })
    .where(sql`${refunds.id} = ${refund.id} and ${refunds.status} = 'requested' and ${reported}`),
  flagOrder(order.id, refundMoved(refund.id, changeId)),
];

/** Another amount than ours: an open payment is set aside, and the order is left alone but for a flag: somebody has to look. */
export const mismatched = ({ db }: ReportDeps, { changeId, reported, payment, order }: Applied): Statement[] => [
  db
    .update(payments)
    .set({ status: 'mismatch', changeId, checkAt: null })
    .where(sql`${payments.id} = ${payment.id} and ${payments.status} in ('created', 'failed') and ${reported}`),
  flagOrder(order.id, reported),
];

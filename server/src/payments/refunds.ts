import { and, asc, eq, lte, sql } from 'drizzle-orm';
import { ulid } from '../ids.ts';
import * as v from 'valibot';
import { LiveError } from '@vitrine/core/errors.ts';
import { Id } from '@vitrine/core/schemas/common.ts';
import { Money } from '@vitrine/core/schemas/money.ts';
import { insertWhere } from '../db/insert-where.ts';
import type { Deps } from '../deps.ts';
import type { Once } from '../http/idempotency.ts';
import type { StoredOrder } from '../orders/read.ts';
import { retryAt } from './backoff.ts';
import type { PaymentProvider } from './provider.ts';
import { payments, refunds } from './tables.ts';

/** Money on its way back. The order says so once the provider has reported it. */
export const Refund = v.object({ id: Id, orderId: Id, amount: Money, status: v.picklist(['requested', 'done']) });
export type Refund = v.InferOutput<typeof Refund>;

const BATCH = 16;

const givenBack = sql`(select coalesce(sum(${refunds.amount}), 0) from ${refunds} where ${refunds.paymentId} = ${payments.id})`;

/**
 * Asks for money to go back, on the shop's word. What was asked for before counts, so that refunds never add up to more than
 * was paid. Stock does not move: what comes back into the shop's hands, the shop counts. Throws `conflict`.
 */
export async function askRefund(
  { db, writes, now }: Pick<Deps, 'db' | 'writes' | 'now'>,
  order: StoredOrder,
  wanted: number | undefined,
  once: Once,
): Promise<Refund> {
  const refundable = sql`${payments.status} in ('captured', 'refunding') and ${givenBack} < ${payments.amount}`;
  const [payment] = await db.all<{ id: string; left: number; currency: string }>(sql`
    select ${payments.id} as "id", ${payments.amount} - ${givenBack} as "left", ${payments.currency} as "currency"
    from ${payments} where ${payments.orderId} = ${order.id} and ${refundable} limit 1`);
  if (!payment || !['paid', 'shipped', 'delivered'].includes(order.status)) {
    throw new LiveError('conflict', 'There is nothing to give back', { details: { status: order.status } });
  }
  const amount = wanted ?? payment.left;
  if (amount > payment.left) {
    throw new LiveError('conflict', 'That is more than is left of the payment', { details: { left: payment.left } });
  }
  const id = ulid();
  const changeId = ulid();
  const { currency } = payment;
  const refund: Refund = { id, orderId: order.id, amount: { amount, currency }, status: 'requested' };
  const happened = sql`exists (select 1 from ${refunds} where ${refunds.id} = ${id} and ${refunds.changeId} = ${changeId})`;
  const asked = await writes.commit([
    insertWhere(
      db,
      refunds,
      {
        id,
        changeId,
        paymentId: payment.id,
        orderId: order.id,
        amount,
        reason: 'asked',
        status: 'requested',
        attempts: 0,
        nextAttemptAt: 0,
        createdAt: now(),
      },
      sql`${once.unused} and exists (select 1 from ${payments} where ${payments.id} = ${payment.id}
        and ${payments.status} in ('captured', 'refunding') and ${givenBack} + ${amount} <= ${payments.amount})`,
    ),
    db
      .update(payments)
      .set({ status: 'refunding', changeId })
      .where(and(eq(payments.id, payment.id), happened)),
    once.remember(202, refund, happened),
  ]);
  if (!asked) throw new LiveError('conflict', 'Somebody gave money back in the meantime; look again');
  return refund;
}

/** Asks the providers for every refund that they have not reported yet, and again after a while. Asking twice is harmless. */
export async function requestRefunds(
  { db, writes, now, log }: Pick<Deps, 'db' | 'writes' | 'now' | 'log'>,
  providers: ReadonlyMap<string, PaymentProvider>,
): Promise<void> {
  const due = await db
    .select({ refund: refunds, provider: payments.provider, currency: payments.currency })
    .from(refunds)
    .innerJoin(payments, eq(payments.id, refunds.paymentId))
    .where(and(eq(refunds.status, 'requested'), lte(refunds.nextAttemptAt, now())))
    .orderBy(asc(refunds.nextAttemptAt))
    .limit(BATCH);
  for (const { refund, provider, currency } of due) {
    const { id, paymentId, amount, attempts } = refund;
    try {
      await providers.get(provider)?.refund({ refundId: id, paymentId, amount, currency });
    } catch (err) {
      log.warn({ err, refundId: id, provider }, 'a refund could not be asked for; it will be asked again');
    }
    await writes.commit([
      db
        .update(refunds)
        .set({ attempts: attempts + 1, nextAttemptAt: retryAt(now(), attempts) })
        .where(eq(refunds.id, id)),
    ]);
  }
  // Each is due later now, so this ends.
  if (due.length === BATCH) await requestRefunds({ db, writes, now, log }, providers);
}

import { and, asc, eq, lte, sql } from 'drizzle-orm';
import { ulid } from '../ids.ts';
import { LiveError } from '@vitrine/core/errors.ts';
import type { NewRefund } from '@vitrine/core/schemas/order.ts';
import type { Refund, StoredOrder } from '@vitrine/core/schemas/order-desk.ts';
import { insertWhere } from '../db/insert-where.ts';
import type { Deps } from '../deps.ts';
import type { Once } from '../http/idempotency.ts';
import { grantRefundRequest } from '../orders/refund-requests.ts';
import { returnStock } from '../products/statements.ts';
import { retryAt } from './backoff.ts';
import type { PaymentProvider } from './provider.ts';
import { type RefundPart, splitAmount, splitLines, splitRest } from './refund-split.ts';
import { givenBack, noteRefundLines, refundableLines, refundMoved } from './refund-statements.ts';
import { payments, refunds } from './tables.ts';

type RefundDeps = Pick<Deps, 'config' | 'db' | 'writes' | 'now'>;

const BATCH = 16;
/** How often a refund is worked out again that somebody else's was faster than. */
const ATTEMPTS = 12;

interface Refundable {
  id: string;
  amount: number;
  back: number;
  currency: string;
}

async function partsOf(
  { db }: RefundDeps,
  order: StoredOrder,
  { amount: payable, back }: Refundable,
  { amount, lines }: NewRefund,
): Promise<RefundPart[]> {
  const left = payable - back;
  const refundable = await refundableLines(db, order);
  if (amount !== undefined && amount > left) {
    throw new LiveError('conflict', 'That is more than is left of the payment', { details: { left } });
  }
  const parts = lines
    ? splitLines(refundable, lines)
    : amount === undefined
      ? splitRest(refundable)
      : splitAmount(refundable, amount);
  const sum = parts?.reduce((total, part) => total + part.amount, 0) ?? 0;
  if (!parts || sum > left) {
    throw new LiveError('conflict', 'That is more than the order holds, less what went back', { details: { left } });
  }
  if (sum === 0) throw new LiveError('conflict', 'There is nothing to give back', { details: { left } });
  return parts;
}

/**
 * Asks for money to go back, on the shop's word: an amount, some lines, or all that is left. What was asked for before
 * counts, so that refunds never add up to more than was paid. Stock moves only where the shop says that goods came back.
 * Throws `conflict`.
 */
export async function askRefund(deps: RefundDeps, order: StoredOrder, wanted: NewRefund, once: Once): Promise<Refund> {
  const { config, db, writes, now } = deps;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const [payment] = await db.all<Refundable>(sql`
      select ${payments.id} as "id", ${payments.amount} as "amount", ${givenBack} as "back", ${payments.currency} as "currency"
      from ${payments} where ${payments.orderId} = ${order.id} and ${payments.status} in ('captured', 'refunding')
        and ${givenBack} < ${payments.amount} limit 1`);
    if (!payment || !['paid', 'shipped', 'delivered'].includes(order.status)) {
      throw new LiveError('conflict', 'There is nothing to give back', { details: { status: order.status } });
    }
    const parts = await partsOf(deps, order, payment, wanted);
    const amount = parts.reduce((sum, part) => sum + part.amount, 0);
    const back = wanted.restock ? parts.filter(({ quantity }) => quantity > 0) : [];
    const id = ulid();
    const changeId = ulid();
    const { currency } = payment;
    const refund: Refund = {
      id,
      orderId: order.id,
      amount: { amount, currency },
      lines: parts.map((part) => ({ ...part, amount: { amount: part.amount, currency } })),
      status: 'requested',
    };
    const happened = refundMoved(id, changeId);
    const row = { paymentId: payment.id, orderId: order.id, amount, reason: 'asked', status: 'requested' } as const;
    const asked = await writes.commit([
      insertWhere(
        db,
        refunds,
        { id, changeId, ...row, attempts: 0, nextAttemptAt: 0, createdAt: now() },
        // The parts were worked out from what had gone back: they hold only while nothing else has.
        sql`${once.unused} and exists (select 1 from ${payments} where ${payments.id} = ${payment.id}
          and ${payments.status} in ('captured', 'refunding') and ${givenBack} = ${payment.back})`,
      ),
      noteRefundLines(id, parts, happened),
      db
        .update(payments)
        .set({ status: 'refunding', changeId, checkAt: now() + config.reconcileMs, checks: 0 })
        .where(and(eq(payments.id, payment.id), happened)),
      grantRefundRequest(order.id, changeId, happened),
      ...(back.length > 0
        ? [returnStock(back, happened, { reason: 'restock', orderId: order.id, userId: once.use.userId })]
        : []),
      once.remember(202, refund, happened),
    ]);
    if (asked) return refund;
  }
  throw new LiveError('conflict', 'Somebody gave money back in the meantime; look again');
}

/** Asks the providers for every refund that they have not reported yet, and again after a while. Asking twice is harmless. */
export async function requestRefunds(
  { db, writes, now, log }: Pick<Deps, 'db' | 'writes' | 'now' | 'log'>,
  providers: ReadonlyMap<string, PaymentProvider>,
): Promise<void> {
  const due = await db
    .select({ refund: refunds, provider: payments.provider, currency: payments.currency, reference: payments.reference })
    .from(refunds)
    .innerJoin(payments, eq(payments.id, refunds.paymentId))
    .where(and(eq(refunds.status, 'requested'), lte(refunds.nextAttemptAt, now())))
    .orderBy(asc(refunds.nextAttemptAt))
    .limit(BATCH);
  for (const { refund, provider, currency, reference } of due) {
    const { id, paymentId, amount, attempts } = refund;
    try {
      await providers.get(provider)?.refund({ refundId: id, paymentId, amount, currency, reference });
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

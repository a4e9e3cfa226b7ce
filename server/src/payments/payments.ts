import { and, eq, sql } from 'drizzle-orm';
import { ulid } from '../ids.ts';
import * as v from 'valibot';
import { LiveError } from '@vitrine/core/errors.ts';
import type { NewRefund } from '@vitrine/core/schemas/order.ts';
import { Url } from '@vitrine/core/schemas/url.ts';
import type { Refund, StoredOrder } from '@vitrine/core/schemas/order-desk.ts';
import type { Database } from '../db/client.ts';
import { insertWhere } from '../db/insert-where.ts';
import type { Deps } from '../deps.ts';
import type { Once } from '../http/idempotency.ts';
import { orders } from '../orders/tables.ts';
import { codesOf } from '../products/statements.ts';
import type { PaymentProvider } from './provider.ts';
import { askRefund } from './refunds.ts';
import { payments } from './tables.ts';

/** Body of `POST /api/orders/:id/pay`: a page of the shop to come back to. One that is not of an allowed origin is ignored. */
export const NewPayment = v.object({ returnUrl: v.optional(Url) });

export interface Payments {
  /** Where the buyer pays; the order's open payment is used again. Throws `expired` or `conflict` where there is nothing to pay. */
  open(order: StoredOrder, page: { returnUrl: string | undefined; baseUrl: string }): Promise<string>;
  /** Asks for money to go back to the buyer. */
  refund(order: StoredOrder, wanted: NewRefund, once: Once): Promise<Refund>;
}

async function openPayUrl(db: Database, orderId: string): Promise<string | undefined> {
  const [open] = await db
    .select({ payUrl: payments.payUrl })
    .from(payments)
    .where(and(eq(payments.orderId, orderId), eq(payments.status, 'created')));
  return open?.payUrl;
}

/** Our side of being paid: `provider` collects, `origins` are the shop's pages that a buyer may be sent back to. */
export function createPayments(
  deps: Pick<Deps, 'config' | 'db' | 'writes' | 'now'>,
  provider: PaymentProvider,
  { origins, wake }: { origins: readonly string[]; wake: () => void },
): Payments {
  const { config, db, writes, now } = deps;
  const allowedReturn = (url: string | undefined): string =>
    url !== undefined && URL.canParse(url) && origins.includes(new URL(url).origin) ? url : '';

  return {
    async open(order, { returnUrl, baseUrl }) {
      if (order.status === 'expired' || (order.status === 'reserved' && order.expiresAt <= now())) {
        throw new LiveError('expired', 'The reservation has ended; place the order again');
      }
      if (order.status !== 'reserved') {
        throw new LiveError('conflict', `The order is ${order.status}: there is nothing to pay`, {
          details: { status: order.status },
        });
      }
      const open = await openPayUrl(db, order.id);
      if (open) return open;
      const id = ulid();
      const { amount, currency } = order.total;
      const codes = await codesOf(
        db,
        order.items.map(({ skuId }) => skuId),
      );
      // The provider comes first: a page that nobody has been sent to collects nothing, a payment without a page is stuck.
      const { payUrl, reference = null } = await provider.createPayment({
        paymentId: id,
        amount,
        currency,
        description: order.number,
        returnUrl: allowedReturn(returnUrl),
        baseUrl,
        items: order.items.map(({ unitPrice, ...item }) => ({
          ...item,
          code: codes.get(item.skuId),
          unitPrice: unitPrice.amount,
        })),
        attribution: order,
      });
      const opened = await writes.commit([
        insertWhere(
          db,
          payments,
          {
            id,
            changeId: ulid(),
            orderId: order.id,
            provider: provider.id,
            amount,
            currency,
            status: 'created',
            refunded: 0,
            payUrl,
            reference,
            checkAt: now() + config.reconcileMs,
            checks: 0,
            createdAt: now(),
          },
          sql`exists (select 1 from ${orders} where ${orders.id} = ${order.id} and ${orders.status} = 'reserved')
            and not exists (select 1 from ${payments} where ${payments.orderId} = ${order.id} and ${payments.status} = 'created')`,
        ),
      ]);
      if (opened) return payUrl;
      const theirs = await openPayUrl(db, order.id);
      if (theirs) return theirs;
      throw new LiveError('conflict', 'The order cannot be paid any more');
    },

    async refund(order, wanted, once) {
      const refund = await askRefund(deps, order, wanted, once);
      wake();
      return refund;
    },
  };
}

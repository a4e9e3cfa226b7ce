import { type SQL, sql } from 'drizzle-orm';
import type { StoredOrder } from '@vitrine/core/schemas/order-desk.ts';
import type { Database } from '../db/client.ts';
import type { Statement } from '../db/write-queue.ts';
import { lineShares, type RefundableLine, type RefundPart } from './refund-split.ts';
import { payments, refundLines, refunds } from './tables.ts';

/** True where the change `changeId` moved this refund. */
export const refundMoved = (id: string, changeId: string): SQL =>
  sql`exists (select 1 from ${refunds} where ${refunds.id} = ${id} and ${refunds.changeId} = ${changeId})`;

/** What refunds of a payment add up to, those on their way included. */
export const givenBack = sql`(select coalesce(sum(${refunds.amount}), 0) from ${refunds}
  where ${refunds.paymentId} = ${payments.id} and ${refunds.status} <> 'failed')`;

/** The lines of an order with what of each has gone back, or is on its way. */
export async function refundableLines(db: Database, order: StoredOrder): Promise<RefundableLine[]> {
  const rows = await db.all<{ skuId: string; quantity: number; amount: number }>(sql`
    select ${refundLines.skuId} as "skuId", sum(${refundLines.quantity}) as "quantity", sum(${refundLines.amount}) as "amount"
    from ${refunds} join ${refundLines} on ${refundLines.refundId} = ${refunds.id}
    where ${refunds.orderId} = ${order.id} and ${refunds.status} <> 'failed' group by ${refundLines.skuId}`);
  const back = new Map(rows.map((row) => [row.skuId, row]));
  const shares = lineShares(order.total.amount, order.items);
  return order.items.map(({ skuId, quantity }, index) => ({
    skuId,
    quantity,
    share: shares[index]!,
    backQuantity: back.get(skuId)?.quantity ?? 0,
    backAmount: back.get(skuId)?.amount ?? 0,
  }));
}

/** Notes how a refund is spread over the lines, if `happened`. */
export const noteRefundLines = (refundId: string, parts: readonly RefundPart[], happened: SQL): Statement =>
  sql`insert into ${refundLines} (refund_id, sku_id, quantity, amount)
    select ${refundId}, value ->> 'skuId', value ->> 'quantity', value ->> 'amount'
    from json_each(${JSON.stringify(parts)}) where ${happened}`;

import { type SQL, sql } from 'drizzle-orm';
import type { Statement } from '../db/write-queue.ts';
import { orderItems, orders } from '../orders/tables.ts';
import { refundLines, refunds } from '../payments/tables.ts';
import { commissionEntries, commissionRates } from './tables.ts';

const columns = sql.raw(
  '(id, refund_id, order_id, sku_id, host_id, currency, basis_points, amount, created_at, settle_at, settled_at)',
);
const newId = sql.raw('lower(hex(randomblob(16)))');

/** The rate that names more wins: product and host, product, host, any. */
const rate = sql`(select ${commissionRates.basisPoints} from ${commissionRates}
  where ${commissionRates.hostId} in ('', ${orders.anchorId}) and ${commissionRates.productId} in ('', ${orderItems.productId})
  order by ${commissionRates.productId} <> '' desc, ${commissionRates.hostId} <> '' desc limit 1)`;

/** What each line is of the order's total, its part of discounts, shipping and tax included. */
export type Shares = readonly { skuId: string; share: number }[];

/** Notes what the order's host earns by each of its lines, if `happened`: the change it belongs to made the order paid. */
export const earnCommission = (orderId: string, shares: Shares, ts: number, settleAt: number, happened: SQL): Statement =>
  sql`insert into ${commissionEntries} ${columns}
    select ${newId}, '', "order_id", "sku_id", "host_id", "currency", "rate", "share" * "rate" / 10000, ${ts}, ${settleAt}, null
    from (select ${orders.id} as "order_id", ${orderItems.skuId} as "sku_id", ${orders.anchorId} as "host_id",
        ${orders.currency} as "currency", s.value ->> 'share' as "share", ${rate} as "rate"
      from ${orders} join ${orderItems} on ${orderItems.orderId} = ${orders.id}
      join json_each(${JSON.stringify(shares)}) s on s.value ->> 'skuId' = ${orderItems.skuId}
      where ${orders.id} = ${orderId} and ${orders.anchorId} is not null)
    where "rate" > 0 and ${happened}
    on conflict do nothing`;

/**
 * Takes back what the host no longer earns after a refund, if `happened`. What is left is always the rate of what the buyer
 * has not got back, rounded down, so that the order of refunds does not matter.
 */
export function reverseCommission(orderId: string, refundId: string, shares: Shares, ts: number, happened: SQL): Statement {
  const back = sql`(select coalesce(sum(${refundLines.amount}), 0) from ${refunds}
    join ${refundLines} on ${refundLines.refundId} = ${refunds.id} and ${refundLines.skuId} = e.sku_id
    where ${refunds.orderId} = e.order_id and ${refunds.status} = 'done')`;
  return sql`insert into ${commissionEntries} ${columns}
    select ${newId}, ${refundId}, order_id, sku_id, host_id, currency, basis_points, left_over - so_far, ${ts}, max(settle_at, ${ts}), null
    from (select e.*, max(0, s.value ->> 'share' - ${back}) * e.basis_points / 10000 as left_over,
        (select sum(c.amount) from ${commissionEntries} c where c.order_id = e.order_id and c.sku_id = e.sku_id) as so_far
      from ${commissionEntries} e join json_each(${JSON.stringify(shares)}) s on s.value ->> 'skuId' = e.sku_id
      where e.order_id = ${orderId} and e.refund_id = '')
    where left_over <> so_far and ${happened}
    on conflict do nothing`;
}

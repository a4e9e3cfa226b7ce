import { type SQL, sql } from 'drizzle-orm';
import type * as v from 'valibot';
import { LiveError } from '@vitrine/core/errors.ts';
import type { NewRefundRequest } from '@vitrine/core/schemas/order.ts';
import type { StoredOrder } from '@vitrine/core/schemas/order-desk.ts';
import { insertWhere } from '../db/insert-where.ts';
import type { Statement } from '../db/write-queue.ts';
import type { Deps } from '../deps.ts';
import { ulid } from '../ids.ts';
import { orderEvent } from './statements.ts';
import { orders, refundRequests } from './tables.ts';

type RequestDeps = Pick<Deps, 'db' | 'writes' | 'now'>;

const moved = (orderId: string, changeId: string): SQL =>
  sql`exists (select 1 from ${refundRequests} where ${refundRequests.orderId} = ${orderId} and ${refundRequests.changeId} = ${changeId})`;

/** Notes that the buyer wants money back. One wish at a time; after a refusal there may be another. Throws `conflict`. */
export async function requestRefund(
  { db, writes, now }: RequestDeps,
  order: StoredOrder,
  { reason, lines }: v.InferOutput<typeof NewRefundRequest>,
): Promise<void> {
  const unknown = lines?.find(
    ({ skuId, quantity }) => (order.items.find((item) => item.skuId === skuId)?.quantity ?? 0) < quantity,
  );
  if (unknown) throw new LiveError('invalid', 'The order does not hold that much of it', { details: { skuId: unknown.skuId } });
  const changeId = ulid();
  const row = {
    orderId: order.id,
    changeId,
    status: 'open',
    reason,
    lines: lines ?? null,
    answer: null,
    createdAt: now(),
  } as const;
  const happened = moved(order.id, changeId);
  const asked = await writes.commit([
    insertWhere(
      db,
      refundRequests,
      row,
      sql`exists (select 1 from ${orders} where ${orders.id} = ${order.id}
        and ${orders.status} in ('paid', 'shipped', 'delivered') and ${orders.refunded} < ${orders.total})`,
    ).onConflictDoUpdate({
      target: refundRequests.orderId,
      set: { changeId, status: 'open', reason, lines: lines ?? null, answer: null, createdAt: row.createdAt },
      setWhere: sql`${refundRequests.status} <> 'open'`,
    }),
    orderEvent(order, 'order.refund-requested', order.status, now(), happened),
  ]);
  if (!asked)
    throw new LiveError('conflict', 'There is nothing to ask back, or it was asked already', {
      details: { status: order.status },
    });
}

/** Answers the buyer's wish with no. Throws `conflict` where there is none open. */
export async function declineRefund({ db, writes, now }: RequestDeps, order: StoredOrder, answer: string): Promise<void> {
  const changeId = ulid();
  const declined = await writes.commit([
    db
      .update(refundRequests)
      .set({ changeId, status: 'declined', answer })
      .where(sql`${refundRequests.orderId} = ${order.id} and ${refundRequests.status} = 'open'`),
    orderEvent(order, 'order.refund-declined', order.status, now(), moved(order.id, changeId)),
  ]);
  if (!declined) throw new LiveError('conflict', 'Nobody asked for money back');
}

/** Answers the buyer's wish with yes, if `happened`: the change it belongs to asks for a refund. */
export const grantRefundRequest = (orderId: string, changeId: string, happened: SQL): Statement =>
  sql`update ${refundRequests} set status = 'granted', change_id = ${changeId}
    where ${refundRequests.orderId} = ${orderId} and ${refundRequests.status} = 'open' and ${happened}`;

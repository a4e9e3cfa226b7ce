import { sql } from 'drizzle-orm';
import type { StoredOrder } from '@vitrine/core/schemas/order-desk.ts';
import { ulid } from '../ids.ts';
import type { Deps } from '../deps.ts';
import { returnStock } from '../products/statements.ts';
import { orderEvent, orderMoved } from './statements.ts';
import { orders } from './tables.ts';

/**
 * Lets go of what a reserved order holds: its stock goes back on sale and the rooms and the buyer hear of it. Resolves to
 * false where the order is not reserved any more; then nothing has changed.
 */
export function releaseOrder(
  { db, writes, now }: Pick<Deps, 'db' | 'writes' | 'now'>,
  order: StoredOrder,
  status: 'cancelled' | 'expired',
): Promise<boolean> {
  const changeId = ulid();
  const happened = orderMoved(order.id, changeId);
  return writes.commit([
    db
      .update(orders)
      .set({ status, changeId })
      .where(sql`${orders.id} = ${order.id} and ${orders.status} = 'reserved'`),
    returnStock(order.items, happened, { reason: 'release', orderId: order.id }),
    orderEvent(order, `order.${status}`, status, now(), happened),
  ]);
}

import { type SQL, sql } from 'drizzle-orm';
import type { OrderStatus } from '@vitrine/core/schemas/order.ts';
import type { RoomEventType } from '@vitrine/core/schemas/room-event.ts';
import type { Database } from '../db/client.ts';
import type { Statement } from '../db/write-queue.ts';
import { privateEvent } from '../rooms/statements.ts';
import type { StoredOrder } from './read.ts';
import { orders } from './tables.ts';

/** Private events of orders that were not placed in a show name this in place of one. */
const OUTSIDE_A_ROOM = 'shop';

/** True where the change `changeId` moved this order. */
export const orderMoved = (id: string, changeId: string): SQL =>
  sql`exists (select 1 from ${orders} where ${orders.id} = ${id} and ${orders.changeId} = ${changeId})`;

/** Makes a reserved order paid, if `happened`: the change it belongs to recorded a provider's verified report. */
export const markPaid = (db: Database, id: string, changeId: string, happened: SQL): Statement =>
  db
    .update(orders)
    .set({ status: 'paid', changeId })
    .where(sql`${orders.id} = ${id} and ${orders.status} = 'reserved' and ${happened}`);

/**
 * Notes that `amount` went back to the buyer, if `happened`. An order that had been paid becomes `refunded` once all of it is
 * back; one that had expired or been cancelled stays what it is.
 */
export const markRefunded = (id: string, amount: number, changeId: string, happened: SQL): Statement =>
  sql`update ${orders} set change_id = ${changeId}, refunded = min(total, refunded + ${amount}),
      status = case when status in ('paid', 'shipped', 'delivered') and refunded + ${amount} >= total then 'refunded' else status end
    where ${orders.id} = ${id} and ${happened}`;

/** Tells the buyer what became of their order, if `happened`. */
export const orderEvent = (
  { id, number, buyerId, liveId }: Pick<StoredOrder, 'id' | 'number' | 'buyerId' | 'liveId'>,
  type: Extract<RoomEventType, `order.${string}`>,
  status: OrderStatus,
  ts: number,
  happened: SQL,
): Statement =>
  privateEvent(buyerId, { type, liveId: liveId ?? OUTSIDE_A_ROOM, ts, fields: { orderId: id, number, status } }, happened);

/** Hands one user's orders to another, if `happened`: a guest's, when they sign in. */
export const moveOrders = (fromUserId: string, toUserId: string, happened: SQL = sql`true`): Statement[] => [
  sql`update ${orders} set buyer_id = ${toUserId} where ${orders.buyerId} = ${fromUserId} and ${happened}`,
];

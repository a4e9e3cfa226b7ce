import { type SQL, sql } from 'drizzle-orm';
import type { OrderStatus } from '@vitrine/core/schemas/order-status.ts';
import { OUTSIDE_A_ROOM, type RoomEventType } from '@vitrine/core/schemas/room-event.ts';
import type { Database } from '../db/client.ts';
import type { Statement } from '../db/write-queue.ts';
import { privateEvent, roomEvent } from '../rooms/statements.ts';
import { webhookMessage } from '../webhooks/statements.ts';
import type { WebhookType } from '@vitrine/core/schemas/webhook.ts';
import type { StoredOrder } from '@vitrine/core/schemas/order-desk.ts';
import { orders } from './tables.ts';

/** True where the change `changeId` moved this order. */
export const orderMoved = (id: string | SQL, changeId: string | SQL): SQL =>
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
  privateEvent(buyerId, { type, liveId: roomOfOrder({ liveId }), ts, fields: { orderId: id, number, status } }, happened);

/** The room's name that an order's private events carry. */
export const roomOfOrder = ({ liveId }: Pick<StoredOrder, 'liveId'>): string => liveId ?? OUTSIDE_A_ROOM;

/** What the shop's programs are told of an order. */
export const messageOf = ({ id, number, total, liveId, anchorId, popupEventId }: StoredOrder, status: OrderStatus) => ({
  orderId: id,
  number,
  status,
  total,
  liveId,
  anchorId,
  popupEventId,
});

/** Tells the shop's programs what became of an order, if `happened`. Who bought it and where they live is read from the API. */
export const orderMessage = (
  order: StoredOrder,
  type: Extract<WebhookType, `order.${string}`>,
  status: OrderStatus,
  ts: number,
  happened: SQL,
  more: Record<string, unknown> = {},
): Statement => webhookMessage(type, { ...messageOf(order, status), ...more }, ts, happened);

/** Tells the room that somebody bought something, if `happened`; one event for the order's dearest line. */
export function announcePurchase({ liveId, items }: StoredOrder, buyerName: string, ts: number, happened: SQL): Statement[] {
  const [item] = items.toSorted((a, b) => b.unitPrice.amount - a.unitPrice.amount);
  if (!liveId || !item) return [];
  const { productId, title, quantity } = item;
  return [roomEvent({ type: 'purchase.announced', liveId, ts, fields: { buyerName, productId, title, quantity } }, happened)];
}

/** Marks an order as one that a person has to look at, if `happened`. */
export const flagOrder = (id: string, happened: SQL): Statement =>
  sql`update ${orders} set flag = 'mismatch' where ${orders.id} = ${id} and ${happened}`;

/** Takes the mark off again. */
export const clearFlag = (id: string): Statement => sql`update ${orders} set flag = null where ${orders.id} = ${id}`;

/** Hands one user's orders to another, if `happened`: a guest's, when they sign in. */
export const moveOrders = (fromUserId: string, toUserId: string, happened: SQL = sql`true`): Statement[] => [
  sql`update ${orders} set buyer_id = ${toUserId} where ${orders.buyerId} = ${fromUserId} and ${happened}`,
];

import { sql } from 'drizzle-orm';
import type { StoredOrder } from '@vitrine/core/schemas/order-desk.ts';
import { prepareStatements } from '../db/prepared.ts';
import type { Change } from '../db/write-queue.ts';
import { keyUnused, type Once, rememberReply } from '../http/idempotency.ts';
import { ulid } from '../ids.ts';
import { pricedAs } from '../products/offers.ts';
import { inStock, takeStock } from '../products/statements.ts';
import { privateEvent } from '../rooms/statements.ts';
import { webhookBody, webhookRows } from '../webhooks/statements.ts';
import { takeFromCart } from './cart-statements.ts';
import { messageOf, orderMoved, roomOfOrder } from './statements.ts';
import { orderItems, orders } from './tables.ts';

type Text = 'id' | 'changeId' | 'number' | 'buyerId' | 'currency' | 'items' | 'reply' | 'room' | 'eventId' | 'event';
type Written = Record<Text | 'route' | 'key' | 'bodyHash' | 'messageId' | 'message', string> &
  Record<'total' | 'shipping' | 'tax' | 'taxIncluded' | 'expiresAt' | 'now', number> &
  Record<'liveId' | 'anchorId' | 'popupEventId' | 'address', string | null>;

/** The statements of every order: only the values differ. `items` is a JSON list, so that their number does not matter. */
const statements = prepareStatements<Written>((order) => {
  const { id, changeId, number, buyerId, currency, items, now } = order;
  const happened = orderMoved(id, changeId);
  const use = { userId: buyerId, route: order.route, key: order.key, bodyHash: order.bodyHash };
  return [
    sql`insert into ${orders} (id, change_id, number, buyer_id, status, currency, total, refunded, shipping, tax, tax_included,
        live_id, anchor_id, popup_event_id, address, expires_at, created_at)
      select ${id}, ${changeId}, ${number}, ${buyerId}, 'reserved', ${currency}, ${order.total}, 0, ${order.shipping}, ${order.tax},
        ${order.taxIncluded}, ${order.liveId}, ${order.anchorId}, ${order.popupEventId}, ${order.address}, ${order.expiresAt}, ${now}
      where ${keyUnused(use)} and ${inStock(items)} and ${pricedAs(items, currency)}
        and not exists (select 1 from ${orders} where ${orders.number} = ${number})`,
    sql`insert into ${orderItems} (order_id, sku_id, product_id, title, options, image_url, quantity, unit_price)
      select ${id}, value ->> 'skuId', value ->> 'productId', value ->> 'title', value -> 'options', value ->> 'imageUrl',
        value ->> 'quantity', value ->> 'unitPrice'
      from json_each(${items}) where ${happened} order by key`,
    takeStock(items, happened, { reason: 'reserve', orderId: id }),
    privateEvent(
      buyerId,
      { type: 'order.placed', liveId: order.room, ts: now, eventId: order.eventId, fields: order.event },
      happened,
    ),
    webhookRows('order.placed', order.messageId, order.message, now, happened),
    ...takeFromCart(buyerId, items, happened),
    rememberReply(use, { status: sql`201`, body: order.reply, at: now }, happened),
  ];
});

/** One change: the order is written only while every SKU is in stock, costs what was read, and the key is unused. */
export function changeFor(order: StoredOrder, { use }: Once): Change {
  const { id, number, buyerId, status, total, createdAt: now, liveId = null, anchorId = null, popupEventId = null } = order;
  return statements({
    id,
    changeId: ulid(),
    number,
    buyerId,
    currency: total.currency,
    total: total.amount,
    shipping: order.shipping?.amount ?? 0,
    tax: order.tax?.amount ?? 0,
    taxIncluded: order.taxIncluded ? 1 : 0,
    liveId,
    anchorId,
    popupEventId,
    address: order.address ? JSON.stringify(order.address) : null,
    expiresAt: order.expiresAt,
    now,
    items: JSON.stringify(order.items.map((item) => ({ ...item, unitPrice: item.unitPrice.amount }))),
    room: roomOfOrder(order),
    eventId: ulid(),
    event: JSON.stringify({ orderId: id, number, status }),
    messageId: ulid(),
    message: webhookBody('order.placed', messageOf(order, status), now),
    route: use.route,
    key: use.key,
    bodyHash: use.bodyHash,
    reply: JSON.stringify(order),
  });
}

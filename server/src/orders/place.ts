import { eq, sql } from 'drizzle-orm';
import { ulid } from '../ids.ts';
import { LiveError } from '@vitrine/core/errors.ts';
import type { NewOrder } from '@vitrine/core/schemas/order.ts';
import { insertWhere } from '../db/insert-where.ts';
import type { Change } from '../db/write-queue.ts';
import type { Deps } from '../deps.ts';
import type { Once } from '../http/idempotency.ts';
import { lives } from '../live/tables.ts';
import { type Offer, offersOf, pricedAs } from '../products/offers.ts';
import { inStock, type Line, mergeLines, takeStock } from '../products/statements.ts';
import { takeFromCart } from './cart-statements.ts';
import { orderNumber } from './number.ts';
import type { StoredOrder } from './read.ts';
import { orderEvent, orderMessage, orderMoved } from './statements.ts';
import { orderItems, orders } from './tables.ts';

export type PlaceDeps = Pick<Deps, 'config' | 'db' | 'writes' | 'now'>;

const MAX_QUANTITY = 999;
/** The largest amount that the wire carries. */
const MAX_TOTAL = 1_000_000_000_000;
/** How often an order is tried again that was refused for a reason that had passed by the time it was looked for. */
const ATTEMPTS = 3;

type Item = StoredOrder['items'][number];

/** What one line is sold as right now. Throws `not-found`, `invalid` or `sold-out`, naming the SKU. */
function toItem({ skuId, quantity }: Line, offer: Offer | undefined, currency: string): Item {
  if (!offer?.offered) throw new LiveError('not-found', 'There is no such SKU', { details: { skuId } });
  const { productId, title, options, imageUrl, price, available, maxQuantity } = offer;
  if (!price) throw new LiveError('invalid', `This is not sold in ${currency}`, { details: { skuId, currency } });
  if (quantity > maxQuantity) {
    throw new LiveError('limit-reached', `At most ${maxQuantity} of this in an order`, { details: { skuId, maxQuantity } });
  }
  if (available < quantity) {
    throw new LiveError('sold-out', 'Somebody was faster: not enough left', { details: { skuId, available } });
  }
  return { skuId, productId, title, options, ...(imageUrl ? { imageUrl } : {}), quantity, unitPrice: price };
}

async function readItems({ db }: PlaceDeps, lines: readonly Line[], currency: string): Promise<Item[]> {
  const offers = await offersOf(
    db,
    lines.map(({ skuId }) => skuId),
    currency,
  );
  return lines.map((line) => toItem(line, offers.get(line.skuId), currency));
}

/** One change: the order is written only while every SKU is in stock, costs what was read, and the key is unused. */
function changeFor({ db, now }: PlaceDeps, order: StoredOrder, once: Once): Change {
  const { id, number, buyerId, status, total, liveId = null, anchorId = null, popupEventId = null, address = null } = order;
  const changeId = ulid();
  const happened = orderMoved(id, changeId);
  const { amount, currency } = total;
  const items = order.items.map((item) => ({ ...item, unitPrice: item.unitPrice.amount }));
  const { expiresAt, createdAt } = order;
  return [
    insertWhere(
      db,
      orders,
      {
        id,
        changeId,
        number,
        buyerId,
        status,
        currency,
        total: amount,
        refunded: 0,
        liveId,
        anchorId,
        popupEventId,
        address,
        flag: null,
        expiresAt,
        createdAt,
      },
      sql`${once.unused} and ${inStock(items)} and ${pricedAs(items, currency)}
        and not exists (select 1 from ${orders} where ${orders.number} = ${number})`,
    ),
    sql`insert into ${orderItems} (order_id, sku_id, product_id, title, options, image_url, quantity, unit_price)
      select ${id}, value ->> 'skuId', value ->> 'productId', value ->> 'title', value -> 'options', value ->> 'imageUrl',
        value ->> 'quantity', value ->> 'unitPrice'
      from json_each(${JSON.stringify(items)}) where ${happened} order by key`,
    takeStock(items, happened, { reason: 'reserve', orderId: id }),
    orderEvent(order, 'order.placed', status, now(), happened),
    orderMessage(order, 'order.placed', status, now(), happened),
    ...takeFromCart(db, buyerId, items, happened),
    once.remember(201, order, happened),
  ];
}

/**
 * Places an order: all of its lines or none. The stock is the buyer's until `expiresAt`. Throws `sold-out` with what is left,
 * `conflict` where a price changed meanwhile, `not-found` for a SKU or live that is none.
 */
export async function placeOrder(deps: PlaceDeps, buyerId: string, body: NewOrder, once: Once): Promise<StoredOrder> {
  const { config, db, writes, now } = deps;
  const lines = mergeLines(body.items);
  const tooMany = lines.find(({ quantity }) => quantity > MAX_QUANTITY);
  if (tooMany) throw new LiveError('invalid', `At most ${MAX_QUANTITY} of one SKU`, { details: { skuId: tooMany.skuId } });
  if (body.couponCode !== undefined) throw new LiveError('not-found', 'There is no such coupon');
  const [live] = body.liveId ? await db.select().from(lives).where(eq(lives.id, body.liveId)) : [];
  if (body.liveId && !live) throw new LiveError('not-found', 'There is no such live');
  const currency = body.currency ?? live?.currency ?? config.currency;

  let items = await readItems(deps, lines, currency);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const amount = items.reduce((sum, { unitPrice, quantity }) => sum + unitPrice.amount * quantity, 0);
    if (amount > MAX_TOTAL) throw new LiveError('limit-reached', 'The total is too large');
    const order: StoredOrder = {
      id: ulid(),
      number: orderNumber(),
      status: 'reserved',
      total: { amount, currency },
      refunded: { amount: 0, currency },
      items,
      expiresAt: now() + config.reservationMs,
      createdAt: now(),
      ...(live ? { liveId: live.id, anchorId: live.hostId } : {}),
      ...(body.popupEventId ? { popupEventId: body.popupEventId } : {}),
      ...(body.address ? { address: body.address } : {}),
      buyerId,
    };
    if (await writes.commit(changeFor(deps, order, once))) return order;
    const again = await readItems(deps, lines, currency);
    const changed = again.find(({ unitPrice }, index) => unitPrice.amount !== items[index]?.unitPrice.amount);
    if (changed) {
      const { skuId, unitPrice } = changed;
      throw new LiveError('conflict', 'A price changed in the meantime', { details: { skuId, unitPrice } });
    }
    items = again;
  }
  // What is left is a key that another server has used meanwhile: then its reply takes the place of this refusal.
  throw new LiveError('conflict', 'The order could not be placed; try again');
}

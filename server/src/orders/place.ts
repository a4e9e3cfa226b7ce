import { sql } from 'drizzle-orm';
import { ulid } from '../ids.ts';
import { LiveError } from '@vitrine/core/errors.ts';
import { MAX_AMOUNT } from '@vitrine/core/schemas/money.ts';
import type { NewOrder } from '@vitrine/core/schemas/order.ts';
import type { StoredOrder } from '@vitrine/core/schemas/order-desk.ts';
import { prepareRead } from '../db/prepared.ts';
import { untilNextWrite } from '../db/read-cache.ts';
import type { Deps } from '../deps.ts';
import type { Once } from '../http/idempotency.ts';
import { lives } from '../live/tables.ts';
import { type Offer, offersOf } from '../products/offers.ts';
import { type Line, mergeLines } from '../products/statements.ts';
import type { Charges } from './cart-charges.ts';
import { chargesOf } from './cart-estimate.ts';
import { orderNumber } from './number.ts';
import { changeFor } from './place-change.ts';

export type PlaceDeps = Pick<Deps, 'config' | 'db' | 'writes' | 'now'> & { charges: Charges };

/** Places an order: all of its lines or none. */
export type PlaceOrder = (buyerId: string, body: NewOrder, once: Once) => Promise<StoredOrder>;

const MAX_QUANTITY = 999;
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

const tooLarge = (): LiveError => new LiveError('limit-reached', 'The total is too large');

/** What the order costs with shipping and tax, in whole minor units of its currency. */
async function totalsOf(charges: Charges, items: readonly Item[], currency: string, address: NewOrder['address']) {
  const lines = items.map(({ skuId, productId, quantity, unitPrice }) => {
    return { skuId, productId, quantity, amount: unitPrice.amount * quantity };
  });
  if (lines.reduce((sum, { amount }) => sum + amount, 0) > MAX_AMOUNT) throw tooLarge();
  const { total, shipping, tax, taxIncluded } = await chargesOf({ currency, lines, destination: address }, charges);
  if (total > MAX_AMOUNT) throw tooLarge();
  const money = (amount: number) => ({ amount, currency });
  return { total: money(total), shipping: money(shipping), tax: money(tax), taxIncluded };
}

const readLive = prepareRead<{ id: string }, { id: string; hostId: string; currency: string }>(
  ({ id }) =>
    sql`select ${lives.id} as "id", ${lives.hostId} as "hostId", ${lives.currency} as "currency" from ${lives} where ${lives.id} = ${id}`,
);

/**
 * Makes the one way to place an order. The stock is the buyer's until `expiresAt`. It throws `sold-out` with what is left,
 * `conflict` where a price changed meanwhile, `not-found` for a SKU or live that is none.
 */
export function createPlaceOrder({ config, db, writes, now, charges }: PlaceDeps): PlaceOrder {
  const liveOf = untilNextWrite(writes, async (id) => (await readLive(db, { id }))[0]);
  // One SKU is what almost everybody buys in a rush; its currency cannot hold a space.
  const offerOf = untilNextWrite(writes, async (key) => {
    const [skuId = '', currency = ''] = key.split(' ');
    return (await offersOf(db, [skuId], currency)).get(skuId);
  });

  async function readItems(lines: readonly Line[], currency: string, refused = false): Promise<Item[]> {
    const [line, ...more] = lines;
    // Whoever was refused wants to know why: that is not remembered, since a refusal writes nothing.
    if (line && more.length === 0 && !refused) return [toItem(line, await offerOf(`${line.skuId} ${currency}`), currency)];
    const offers = await offersOf(
      db,
      lines.map(({ skuId }) => skuId),
      currency,
    );
    return lines.map((one) => toItem(one, offers.get(one.skuId), currency));
  }

  return async function placeOrder(buyerId, body, once) {
    const lines = mergeLines(body.items);
    const tooMany = lines.find(({ quantity }) => quantity > MAX_QUANTITY);
    if (tooMany) throw new LiveError('invalid', `At most ${MAX_QUANTITY} of one SKU`, { details: { skuId: tooMany.skuId } });
    if (body.couponCode !== undefined) throw new LiveError('not-found', 'There is no such coupon');
    const live = body.liveId ? await liveOf(body.liveId) : undefined;
    if (body.liveId && !live) throw new LiveError('not-found', 'There is no such live');
    const currency = body.currency ?? live?.currency ?? config.currency;

    let items = await readItems(lines, currency);
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const createdAt = now();
      const order: StoredOrder = {
        id: ulid(),
        number: orderNumber(),
        status: 'reserved',
        ...(await totalsOf(charges, items, currency, body.address)),
        refunded: { amount: 0, currency },
        items,
        expiresAt: createdAt + config.reservationMs,
        createdAt,
        ...(live ? { liveId: live.id, anchorId: live.hostId } : {}),
        ...(body.popupEventId ? { popupEventId: body.popupEventId } : {}),
        ...(body.address ? { address: body.address } : {}),
        buyerId,
      };
      if (await writes.commit(changeFor(order, once))) return order;
      const again = await readItems(lines, currency, true);
      const changed = again.find(({ unitPrice }, index) => unitPrice.amount !== items[index]?.unitPrice.amount);
      if (changed) {
        const { skuId, unitPrice } = changed;
        throw new LiveError('conflict', 'A price changed in the meantime', { details: { skuId, unitPrice } });
      }
      items = again;
    }
    // What is left is a key that another server has used meanwhile: then its reply takes the place of this refusal.
    throw new LiveError('conflict', 'The order could not be placed; try again');
  };
}

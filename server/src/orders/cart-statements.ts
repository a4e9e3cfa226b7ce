import { asc, eq, type SQL, sql } from 'drizzle-orm';
import { MAX_AMOUNT } from '@vitrine/core/schemas/money.ts';
import type { Cart } from '@vitrine/core/schemas/order.ts';
import type { Database } from '../db/client.ts';
import type { Statement } from '../db/write-queue.ts';
import { maxQuantityOf, offersOf } from '../products/offers.ts';
import { asJson, type Line } from '../products/statements.ts';
import { cartLines } from './tables.ts';

/**
 * A user's cart with the prices and stock of now, in one currency. A line that has no price in it is shown with the first
 * price it has, as `available: 0`, and does not count in the total: amounts of two currencies are never added.
 */
export async function readCart(db: Database, userId: string, currency: string): Promise<Cart> {
  const stored = await db.select().from(cartLines).where(eq(cartLines.userId, userId)).orderBy(asc(cartLines.id));
  const offers = await offersOf(
    db,
    stored.map((line) => line.skuId),
    currency,
  );
  let total = 0;
  const lines = stored.flatMap(({ id, skuId, quantity }) => {
    const offer = offers.get(skuId);
    if (!offer) return [];
    const { productId, title, options, imageUrl, price, anyPrice } = offer;
    total += (price?.amount ?? 0) * quantity;
    const available = price ? offer.available : 0;
    return [{ id, skuId, productId, title, options, imageUrl, quantity, unitPrice: price ?? anyPrice, available }];
  });
  return { lines, total: { amount: Math.min(total, MAX_AMOUNT), currency } };
}

/** Takes what was bought out of the buyer's cart, if `happened`; what was in the cart beyond that stays. */
export const takeFromCart = (userId: string | SQL, bought: readonly Line[] | SQL, happened: SQL): SQL[] => {
  const json = asJson(bought);
  const boughtQuantity = sql`(select value ->> 'quantity' from json_each(${json}) where value ->> 'skuId' = ${cartLines.skuId})`;
  return [
    sql`delete from ${cartLines} where ${cartLines.userId} = ${userId} and ${cartLines.quantity} <= ${boughtQuantity} and ${happened}`,
    sql`update ${cartLines} set quantity = quantity - ${boughtQuantity}
      where ${cartLines.userId} = ${userId} and ${boughtQuantity} is not null and ${happened}`,
  ];
};

/** Puts one user's cart into another's, if `happened`: a guest's, when they sign in. Quantities add up to what a cart may hold. */
export const moveCart = (fromUserId: string, toUserId: string, happened: SQL = sql`true`): Statement[] => {
  const twin = sql`select t.quantity from ${cartLines} t where t.user_id = ${fromUserId} and t.sku_id = ${cartLines.skuId}`;
  return [
    sql`update ${cartLines} set quantity = min(${maxQuantityOf(sql`${cartLines.skuId}`)}, quantity + (${twin}))
      where ${cartLines.userId} = ${toUserId} and exists (${twin}) and ${happened}`,
    sql`delete from ${cartLines} where ${cartLines.userId} = ${fromUserId} and ${happened}
      and ${cartLines.skuId} in (select t.sku_id from ${cartLines} t where t.user_id = ${toUserId})`,
    sql`update ${cartLines} set user_id = ${toUserId} where ${cartLines.userId} = ${fromUserId} and ${happened}`,
  ];
};

import * as v from 'valibot';
import { LiveError } from '../errors.ts';
import { Money } from '../schemas/money.ts';
import type { Cart } from '../schemas/order.ts';
import { Url } from '../schemas/url.ts';

/** Enough for any button that counts up, where the shop does not tell how many there are. */
const MANY = 999;

const ShopCartLine = v.object({
  /** The shop's own name of the line, as `update` and `remove` get it back. */
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
  title: v.string(),
  quantity: v.pipe(v.number(), v.integer(), v.minValue(1)),
  unitPrice: Money,
  /** Our id of the variant, where the shop kept it from `add`. */
  skuId: v.optional(v.pipe(v.string(), v.maxLength(256)), ''),
  productId: v.optional(v.pipe(v.string(), v.maxLength(256)), ''),
  options: v.optional(v.record(v.string(), v.string()), {}),
  imageUrl: v.optional(Url),
  /** How many can be bought now. */
  available: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), MANY),
});

/** A cart as a shop describes its own: amounts are integers in the smallest unit of their currency. */
export const ShopCart = v.pipe(
  v.object({ lines: v.array(ShopCartLine), total: Money }),
  v.check(({ lines, total }) => lines.every(({ unitPrice }) => unitPrice.currency === total.currency), 'a cart has one currency'),
  v.check(({ lines }) => new Set(lines.map(({ id }) => id)).size === lines.length, 'every line has an id of its own'),
);
/** What a shop hands over; the fields that may be left out are optional. */
export type ShopCart = v.InferInput<typeof ShopCart>;

/** Reads a shop's cart; throws a LiveError that says where it does not fit. */
export function readShopCart(value: unknown, from: string): Cart {
  const parsed = v.safeParse(ShopCart, value);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const where = v.getDotPath(issue) ?? 'the cart';
  throw new LiveError('unavailable', `${from}: ${where}: ${issue.message}`, { details: parsed.issues });
}

import * as v from 'valibot';
import { Id, Timestamp } from './common.ts';
import { Money } from './money.ts';
import { OrderStatus } from './order-status.ts';

/** One order of a show as its host may see it: what was bought, not by whom. */
export const Sale = v.object({
  number: v.string(),
  status: OrderStatus,
  total: Money,
  items: v.array(v.object({ title: v.string(), quantity: v.number() })),
  at: Timestamp,
});
export type Sale = v.InferOutput<typeof Sale>;

/** What was sold of one product, one amount a currency. */
export const SoldProduct = v.object({
  productId: Id,
  title: v.string(),
  units: v.number(),
  /** What the buyers paid for it, without shipping and tax and before refunds; one entry a currency. */
  revenue: v.array(Money),
});
export type SoldProduct = v.InferOutput<typeof SoldProduct>;

/**
 * What a show has sold so far. `orders` counts all that were placed, `paid` those that were paid for and not given back;
 * `units` and `revenue` (less refunds, one amount a currency) are those of the paid. `recent`: newest first.
 */
export const Sales = v.object({
  orders: v.number(),
  paid: v.number(),
  units: v.number(),
  revenue: v.array(Money),
  recent: v.array(Sale),
  /** What was sold of each product, most units first. */
  products: v.array(SoldProduct),
});
export type Sales = v.InferOutput<typeof Sales>;

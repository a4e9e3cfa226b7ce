import * as v from 'valibot';
import { Id, Page, Timestamp } from './common.ts';
import { Money } from './money.ts';
import { Order } from './order.ts';

/** An order as the server knows it: the wire's, and whose it is. */
export const StoredOrder = v.object({
  ...Order.entries,
  buyerId: Id,
  /** What was asked to go back and is not there yet; missing where that is nothing. */
  refunding: v.optional(Money),
  /** Shown to the shop alone: a provider reported another amount or currency, or could not give money back. */
  flag: v.optional(v.literal('mismatch')),
});
export type StoredOrder = v.InferOutput<typeof StoredOrder>;
export const StoredOrderPage = Page(StoredOrder);

/** Money on its way back, spread over the order's lines. The order says so once the provider has reported it. */
export const Refund = v.object({
  id: Id,
  orderId: Id,
  amount: Money,
  lines: v.array(v.object({ skuId: Id, quantity: v.number(), amount: Money })),
  status: v.picklist(['requested', 'done', 'failed']),
});
export type Refund = v.InferOutput<typeof Refund>;

/** A verified report of a payment that nobody here knows; one that was `givenUp` waits for a person. */
export const StrayReport = v.object({
  provider: v.string(),
  eventId: v.string(),
  type: v.string(),
  paymentId: v.string(),
  /** What the provider calls the payment. */
  reference: v.optional(v.string()),
  amount: v.number(),
  currency: v.string(),
  receivedAt: Timestamp,
  givenUp: v.boolean(),
});
export type StrayReport = v.InferOutput<typeof StrayReport>;
/** What became of another look for a report’s payment. */
export const StrayTried = v.object({ known: v.boolean() });
export const StrayReports = v.object({ items: v.array(StrayReport) });

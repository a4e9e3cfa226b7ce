import * as v from 'valibot';
import { Id, Int, Span, Timestamp } from './common.ts';
import { Currency } from './money.ts';

/** What a host gets of a sale, in hundredths of a percent. Without a host or product it holds for any; the one that names more wins. */
export const CommissionRate = v.object({
  hostId: v.optional(Id),
  productId: v.optional(Id),
  basisPoints: Int(0, 10_000),
});
export type CommissionRate = v.InferOutput<typeof CommissionRate>;

export const CommissionRates = v.object({ items: v.array(CommissionRate) });

/** Query of a statement: whose (for the shop; a host reads their own), and from when to before when. */
export const StatementQuery = v.object({
  hostId: v.optional(Id),
  ...Span.entries,
});

/** What one host earned in one currency. `open` may still be taken back by refunds; `settled` is due. Both may be negative. */
export const CommissionBalance = v.object({ hostId: Id, currency: Currency, open: v.number(), settled: v.number() });
export const CommissionBalances = v.object({ items: v.array(CommissionBalance) });

/** One line of a statement: something earned, or taken back by a refund (then `amount` is negative). */
export const CommissionEntry = v.object({
  orderNumber: v.string(),
  title: v.string(),
  hostId: Id,
  basisPoints: v.number(),
  amount: v.number(),
  currency: Currency,
  at: Timestamp,
  settledAt: v.optional(Timestamp),
});
export type CommissionEntry = v.InferOutput<typeof CommissionEntry>;

import * as v from 'valibot';

/** An ISO 4217 code in capitals. */
export const Currency = v.pipe(v.string(), v.regex(/^[A-Z]{3}$/, 'an ISO 4217 code'));

/** An amount in the smallest unit of its currency: 9900 USD are 99 dollars, 9900 JPY are 9900 yen. */
export const Money = v.object({
  amount: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000_000_000)),
  currency: Currency,
});
export type Money = v.InferOutput<typeof Money>;

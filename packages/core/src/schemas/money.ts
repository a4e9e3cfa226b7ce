import * as v from 'valibot';

/** An ISO 4217 code in capitals. */
export const Currency = v.pipe(v.string(), v.regex(/^[A-Z]{3}$/, 'an ISO 4217 code'));

/** The largest amount that the wire carries. */
export const MAX_AMOUNT = 1_000_000_000_000;

/** An amount in the smallest unit of its currency: 9900 USD are 99 dollars, 9900 JPY are 9900 yen. */
export const Money = v.object({
  amount: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MAX_AMOUNT)),
  currency: Currency,
});
export type Money = v.InferOutput<typeof Money>;

/** How many decimals a currency is written with: 2 for USD, 0 for JPY, 3 for KWD. */
export const decimalsOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

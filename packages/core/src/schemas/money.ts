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

/**
 * What a person typed as an amount (`12.50`, `1,5` or `１２`), in the smallest unit; undefined where it is none, or has more
 * decimals than the currency. Never by way of a fraction: 0.29 × 100 is not 29.
 */
export function parseAmount(text: string, currency: string): number | undefined {
  const match = /^(\d{1,13})(?:[.,](\d*))?$/.exec(text.normalize('NFKC').trim());
  const decimals = decimalsOf(currency);
  const [, whole = '', rest = ''] = match ?? [];
  if (!match || rest.length > decimals) return undefined;
  const amount = Number(whole + rest.padEnd(decimals, '0'));
  return amount <= MAX_AMOUNT ? amount : undefined;
}

/** An amount as it is typed: `{ amount: 1250, currency: 'USD' }` is `12.50`. */
export function writeAmount({ amount, currency }: Money): string {
  const decimals = decimalsOf(currency);
  const digits = String(amount).padStart(decimals + 1, '0');
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

import { decimalsOf, MAX_AMOUNT, type Money } from './schemas/money.ts';

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

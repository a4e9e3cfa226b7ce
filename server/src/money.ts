/**
 * Splits an amount by weights into whole parts that add up to it exactly; each is within one unit of its fair share, and none
 * is more than its weight where the amount is at most their sum. Without any weight the parts are equal.
 */
export function allocate(amount: number, weights: readonly number[]): number[] {
  const given = weights.reduce((sum, weight) => sum + weight, 0);
  const parts = given > 0 ? weights : weights.map(() => 1);
  const total = BigInt(given > 0 ? given : weights.length);
  let weighed = 0n;
  let spent = 0;
  return parts.map((weight) => {
    weighed += BigInt(weight);
    // Sums are rounded, not parts: what one part loses the next one gets. Exact, since amount times weight passes 2^53.
    const upTo = Number((BigInt(amount) * weighed) / total);
    const part = upTo - spent;
    spent = upTo;
    return part;
  });
}

/** How many digits follow the point in this currency: 2 for USD, 0 for JPY, 3 for KWD. */
export const minorDigits = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

/** Minor units as a plain decimal, such as `19.99`; for other programs, not for people. */
export function toDecimal(amount: number, currency: string): string {
  const digits = minorDigits(currency);
  const text = String(Math.abs(amount)).padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  return `${amount < 0 ? '-' : ''}${whole}${digits > 0 ? `.${text.slice(-digits)}` : ''}`;
}

/** The minor units of a plain decimal, exactly; undefined for anything else, and for more digits than the currency has. */
export function fromDecimal(text: string, currency: string): number | undefined {
  const match = /^(\d{1,13})(?:\.(\d{1,10}))?$/.exec(text);
  if (!match) return undefined;
  const digits = minorDigits(currency);
  const fraction = (match[2] ?? '').padEnd(digits, '0');
  if (/[1-9]/.test(fraction.slice(digits))) return undefined;
  const amount = Number(match[1]! + fraction.slice(0, digits));
  return Number.isSafeInteger(amount) ? amount : undefined;
}

import type * as v from 'valibot';
import { LiveError } from '@vitrine/core/errors.ts';
import { MAX_AMOUNT } from '@vitrine/core/schemas/money.ts';
import type { Estimate, NewEstimate } from '@vitrine/core/schemas/order.ts';
import { offersOf } from '../products/offers.ts';
import { type Line, mergeLines } from '../products/statements.ts';
import type { Deps } from '../deps.ts';
import type { Chargeable, Charges } from './cart-charges.ts';

const WHOLE_RATE = 10_000n;

/**
 * The tax of several amounts in whole minor units. Each rate is rounded once, over all it applies to, half up; what rounding
 * leaves over goes to the parts that lost most by it. So the parts always add up to the tax, which `at most` one unit a rate
 * is off. Prices that hold the tax already are what remains and the tax together.
 */
export function taxParts(parts: readonly { amount: number; rate: number }[], included: boolean): number[] {
  const taxes = parts.map(() => 0);
  for (const rate of new Set(parts.map((part) => part.rate))) {
    const own = parts.flatMap((part, place) => (part.rate === rate ? [{ place, amount: BigInt(part.amount) }] : []));
    const [times, of] = [BigInt(rate), included ? WHOLE_RATE + BigInt(rate) : WHOLE_RATE];
    const sum = own.reduce((total, { amount }) => total + amount, 0n);
    let left = (sum * times * 2n + of) / (of * 2n);
    const exact = own.map(({ place, amount }) => ({ place, whole: (amount * times) / of, rest: (amount * times) % of }));
    for (const { place, whole } of exact) {
      taxes[place] = Number(whole);
      left -= whole;
    }
    for (const { place } of exact.sort((a, b) => Number(b.rest - a.rest) || a.place - b.place)) {
      if (left === 0n) break;
      taxes[place]! += 1;
      left -= 1n;
    }
  }
  return taxes;
}

/** Adds up what goods cost with shipping and tax. All in whole minor units, and the parts add up to the whole. */
export async function chargesOf(goods: Chargeable, charges: Charges) {
  const { lines } = goods;
  const shipping = await charges.shipping(goods);
  const taxed = await Promise.all([
    ...lines.map(async (line) => ({ amount: line.amount, rate: await charges.taxRate(goods, line) })),
    Promise.resolve(charges.taxRate(goods)).then((rate) => ({ amount: shipping, rate })),
  ]);
  const whole = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
  if (!taxed.every(({ amount, rate }) => whole(amount) && whole(rate)))
    throw new Error('A charge is no whole number of 0 or more');
  const taxes = taxParts(taxed, charges.taxIncluded);
  const subtotal = lines.reduce((sum, { amount }) => sum + amount, 0);
  const tax = taxes.reduce((sum, part) => sum + part, 0);
  return {
    subtotal,
    shipping,
    lineTaxes: taxes.slice(0, -1),
    shippingTax: taxes.at(-1)!,
    tax,
    taxIncluded: charges.taxIncluded,
    total: subtotal + shipping + (charges.taxIncluded ? 0 : tax),
  };
}

/** What these lines would cost right now, with shipping and tax. Lines that cannot be ordered are named and left out. */
export async function estimate(
  { db, charges }: Pick<Deps, 'db'> & { charges: Charges },
  wanted: readonly Line[],
  { currency, destination }: Pick<v.InferOutput<typeof NewEstimate>, 'destination'> & { currency: string },
): Promise<Estimate> {
  const lines = mergeLines(wanted);
  const offers = await offersOf(
    db,
    lines.map(({ skuId }) => skuId),
    currency,
  );
  const unavailable: string[] = [];
  const goods = lines.flatMap(({ skuId, quantity }) => {
    const offer = offers.get(skuId);
    if (!offer?.price || offer.available < quantity || offer.maxQuantity < quantity) {
      unavailable.push(skuId);
      return [];
    }
    const { price, productId } = offer;
    return [{ skuId, productId, quantity, unitPrice: price.amount, amount: price.amount * quantity }];
  });
  if (goods.reduce((sum, { amount }) => sum + amount, 0) > MAX_AMOUNT)
    throw new LiveError('limit-reached', 'The total is too large');
  const sums = await chargesOf({ currency, lines: goods, destination }, charges);
  if (sums.total > MAX_AMOUNT) throw new LiveError('limit-reached', 'The total is too large');
  const money = (amount: number) => ({ amount, currency });
  return {
    lines: goods.map(({ skuId, quantity, unitPrice, amount }, place) => ({
      skuId,
      quantity,
      unitPrice: money(unitPrice),
      amount: money(amount),
      tax: money(sums.lineTaxes[place]!),
    })),
    subtotal: money(sums.subtotal),
    shipping: money(sums.shipping),
    shippingTax: money(sums.shippingTax),
    tax: money(sums.tax),
    taxIncluded: sums.taxIncluded,
    total: money(sums.total),
    unavailable,
  };
}

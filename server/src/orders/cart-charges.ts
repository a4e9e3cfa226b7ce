import type { Config } from '../config.ts';

/** What is to be charged for: the lines of an order or a cart, in one currency, amounts in minor units. */
export interface Chargeable {
  currency: string;
  lines: readonly { skuId: string; productId: string; quantity: number; amount: number }[];
  destination?: { country: string; postalCode?: string | undefined } | undefined;
}

/**
 * What a shop may put in place of the flat charges: how much shipping costs, and at which rate a line is taxed. Both are asked
 * for every estimate, so they had better be quick.
 */
export interface Charges {
  /** Minor units of the currency; 0 for free. */
  shipping(goods: Chargeable): number | Promise<number>;
  /** Parts in 10,000 for one line, or for shipping where no line is given. */
  taxRate(goods: Chargeable, line?: Chargeable['lines'][number]): number | Promise<number>;
  /** True where prices hold the tax already. */
  readonly taxIncluded: boolean;
}

/** The charges of the environment: one price for shipping a currency, free from an amount on, one tax rate a country. */
export function createFlatCharges({ charges }: Pick<Config, 'charges'>): Charges {
  const { shipping, freeFrom, taxRates, taxIncluded } = charges;
  return {
    taxIncluded,
    shipping({ currency, lines }) {
      const goods = lines.reduce((sum, { amount }) => sum + amount, 0);
      const free = freeFrom.get(currency);
      return goods === 0 || (free !== undefined && goods >= free) ? 0 : (shipping.get(currency) ?? 0);
    },
    taxRate: ({ destination }) => taxRates.get(destination?.country ?? '*') ?? taxRates.get('*') ?? 0,
  };
}

import type { Money } from '@vitrine/core/schemas/money.ts';
import type { Product, Sku } from '@vitrine/core/schemas/product.ts';

/** The amount in the room's currency, or the first one where the shop has no price in it. */
export const inCurrency = (amounts: readonly Money[], currency: string | undefined): Money | undefined =>
  amounts.find((money) => money.currency === currency) ?? amounts[0];

/** What a SKU costs in the room's currency, and what it cost before where that was more. */
export function priceOf(sku: Sku, currency: string | undefined): { price: Money | undefined; before: Money | undefined } {
  const price = inCurrency(sku.prices, currency);
  const before = sku.compareAt.find((money) => money.currency === price?.currency);
  return { price, before: price && before && before.amount > price.amount ? before : undefined };
}

/** The product's name in the reader's language, as far as the shop has one. */
export const titleOf = (product: Pick<Product, 'title' | 'titleZh'>, locale: string): string =>
  (/^zh\b/i.test(locale) && product.titleZh) || product.title;

export const isSoldOut = (product: Product): boolean => product.skus.every(({ stock }) => stock === 0);

/** The SKU that a visitor who chose nothing yet is shown: the first one that can be bought. */
export const firstChoice = (product: Product): Sku | undefined => product.skus.find(({ stock }) => stock > 0) ?? product.skus[0];

/** "Red · M" */
export const optionsText = (options: Record<string, string>): string => Object.values(options).join(' · ');

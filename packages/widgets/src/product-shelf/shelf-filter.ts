import type { Product } from '@vitrine/core/schemas/product.ts';

const MAX_CATEGORIES = 20;

/** Whatever its capitals and accents: `cafe` finds Café. */
const plain = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** The products in which every word stands, and that are of the category where one is given. */
export function filterProducts(products: readonly Product[], words: string, category: string): Product[] {
  const wanted = plain(words).split(/\s+/).filter(Boolean);
  return products.filter((product) => {
    if (category && product.category !== category) return false;
    const { title, titleZh = '', description, tags = [] } = product;
    const text = plain([title, titleZh, description, product.category, ...tags].join(' '));
    return wanted.every((word) => text.includes(word));
  });
}

/** The categories of some products, the fullest first. */
export function categoriesOf(products: readonly Product[]): string[] {
  const counts = new Map<string, number>();
  for (const { category } of products) if (category) counts.set(category, (counts.get(category) ?? 0) + 1);
  const byCount = [...counts].sort(([, one], [, other]) => other - one);
  return byCount.slice(0, MAX_CATEGORIES).map(([category]) => category);
}

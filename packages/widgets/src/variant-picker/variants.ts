import type { Sku } from '@vitrine/core/schemas/product.ts';

export interface Axis {
  name: string;
  values: readonly string[];
}

/** The axes of a product's SKUs and their values, in the order in which the shop gave them. */
export function axesOf(skus: readonly Sku[]): Axis[] {
  const axes = new Map<string, Set<string>>();
  for (const { options } of skus) {
    for (const [name, value] of Object.entries(options)) axes.set(name, (axes.get(name) ?? new Set()).add(value));
  }
  return [...axes].map(([name, values]) => ({ name, values: [...values] }));
}

/** The SKU to go to when one value is chosen: it has that value, and otherwise as much of the present choice as exists. */
export function choose(skus: readonly Sku[], present: Sku | undefined, name: string, value: string): Sku | undefined {
  const kept = (sku: Sku) => Object.entries(sku.options).filter(([axis, chosen]) => present?.options[axis] === chosen).length;
  const rank = (sku: Sku) => kept(sku) * 2 + (sku.stock > 0 ? 1 : 0);
  const candidates = skus.filter(({ options }) => options[name] === value);
  return candidates.reduce<Sku | undefined>((best, sku) => (best && rank(best) >= rank(sku) ? best : sku), undefined);
}

/** True where the value can be bought together with the rest of the present choice. */
export function isBuyable(skus: readonly Sku[], present: Sku | undefined, name: string, value: string): boolean {
  return skus.some(
    ({ options, stock }) =>
      stock > 0 &&
      options[name] === value &&
      Object.entries(present?.options ?? {}).every(([axis, chosen]) => axis === name || options[axis] === chosen),
  );
}

import type { ShopCartHandlers } from '@vitrine/core/carts/shop-cart-events.ts';
import type { ShopCart } from '@vitrine/core/carts/shop-cart-schema.ts';
import { storyProducts } from './story.ts';

/** Puts a shop's own cart on the page; `lines` says how many pieces of which products of the simulated shop lie in it. */
export function useShopCart(lines: Readonly<Record<string, number>>, own: Partial<ShopCartHandlers> = {}): void {
  const quantities = new Map(Object.entries(lines));
  const cart = (): ShopCart => {
    const shown = storyProducts
      .filter(({ id }) => (quantities.get(id) ?? 0) > 0)
      .map(({ id, title, images: [imageUrl], skus }) => ({
        id,
        skuId: skus[0]!.id,
        title,
        imageUrl,
        quantity: quantities.get(id)!,
        unitPrice: { amount: skus[0]!.prices[0]!.amount, currency: 'EUR' },
        available: 9,
      }));
    const amount = shown.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice.amount, 0);
    return { lines: shown, total: { amount, currency: 'EUR' } };
  };
  const set = (id: string, quantity: number) => {
    quantities.set(id, quantity);
    return cart();
  };
  const handlers: ShopCartHandlers = {
    get: cart,
    add: ([line]) => set(line?.productId ?? 'p-mug', (quantities.get(line?.productId ?? 'p-mug') ?? 0) + 1),
    update: set,
    remove: (id) => set(id, 0),
    checkout: () => undefined,
    ...own,
  };
  globalThis.vitrine = { ...globalThis.vitrine, cart: handlers };
}

import {
  CART_CHANGED,
  type CartAddEvent,
  type CartCheckoutEvent,
  type CartGetEvent,
  type CartRemoveEvent,
  type CartUpdateEvent,
  type ShopCartHandlers,
} from '../carts/shop-cart-events.ts';
import type { ShopCart } from '../carts/shop-cart-schema.ts';

/** For tests: a shop that keeps its cart in its own JavaScript. `gone` is sold out; of everything else there are nine. */
export class FakeShopCart {
  /** What the shop's functions or listeners were asked, oldest first. */
  readonly asked: unknown[] = [];
  readonly page = new EventTarget();
  readonly #listeners = new Set<(cart?: unknown) => void>();
  readonly #keys = new Set<string>();
  #lines: { id: string; skuId: string; quantity: number }[] = [];

  get listening(): number {
    return this.#listeners.size;
  }

  cart(): ShopCart {
    const lines = this.#lines.map((line) => ({
      ...line,
      title: `Shop's ${line.skuId}`,
      unitPrice: { amount: 1250, currency: 'EUR' },
      available: 9,
    }));
    const amount = lines.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice.amount, 0);
    return { lines, total: { amount, currency: 'EUR' } };
  }

  /** Somebody adds on a page of the shop. */
  add(skuId: string, quantity = 1): ShopCart {
    if (skuId === 'gone') throw { code: 'sold-out', message: 'No more', available: 0 };
    const line = this.#lines.find((entry) => entry.skuId === skuId);
    if (line) line.quantity += quantity;
    else this.#lines.push({ id: `gid://line/${skuId}`, skuId, quantity });
    return this.cart();
  }

  set(lineId: string, quantity: number): ShopCart {
    if (!this.#lines.some(({ id }) => id === lineId)) throw { code: 'not-found' };
    this.#lines = this.#lines
      .map((line) => (line.id === lineId ? { ...line, quantity } : line))
      .filter((line) => line.quantity > 0);
    return this.cart();
  }

  /** Tells the page of the cart, with it or without. */
  tell(detail: unknown = this.cart()): void {
    this.page.dispatchEvent(Object.assign(new Event(CART_CHANGED, { bubbles: true }), { detail }));
    for (const listener of this.#listeners) listener(detail);
  }

  readonly handlers = {
    get: async () => this.cart(),
    add: async (lines, { idempotencyKey }) => {
      this.asked.push({ lines, idempotencyKey });
      if (this.#keys.has(idempotencyKey)) return this.cart();
      for (const { skuId, quantity } of lines) this.add(skuId, quantity);
      this.#keys.add(idempotencyKey);
      return this.cart();
    },
    update: async (lineId, quantity) => this.set(lineId, quantity),
    // Answers nothing on purpose: shops may.
    remove: async (lineId) => void this.set(lineId, 0),
    checkout: async () => '/checkout',
  } satisfies ShopCartHandlers;

  /** Answers events instead of being called, and hears them at the window as shops do. */
  listen(): void {
    const { handlers, page } = this;
    const on = <E extends Event>(type: string, answer: (event: E) => void) =>
      page.addEventListener(type, (event) => answer(event as E));
    on<CartGetEvent>('live-cart-get', (event) => event.respondWith(handlers.get()));
    on<CartAddEvent>('live-cart-add', (event) => event.respondWith(handlers.add(event.lines, event)));
    on<CartUpdateEvent>('live-cart-update', (event) => event.respondWith(handlers.update(event.lineId, event.quantity)));
    on<CartRemoveEvent>('live-cart-remove', (event) => event.respondWith(handlers.remove(event.lineId)));
    on<CartCheckoutEvent>('live-cart-checkout', (event) => event.respondWith(handlers.checkout()));
  }

  readonly subscribe = (listener: (cart?: unknown) => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}

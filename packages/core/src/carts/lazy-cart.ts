import type { AddOptions, CartAdapter, CartItem } from './cart-adapter.ts';
import type { Cart } from '../schemas/order.ts';

/** A cart whose code comes when it is first asked for; a load that failed is tried again by the next act. */
export class LazyCart implements CartAdapter {
  readonly id: string;
  readonly #load: () => Promise<CartAdapter>;
  #loading: Promise<CartAdapter> | undefined;

  constructor(id: string, load: () => Promise<CartAdapter>) {
    this.id = id;
    this.#load = load;
  }

  async getCart(): Promise<Cart> {
    return (await this.#cart()).getCart();
  }
  async add(lines: readonly CartItem[], options: AddOptions): Promise<Cart> {
    return (await this.#cart()).add(lines, options);
  }
  async update(lineId: string, quantity: number): Promise<Cart> {
    return (await this.#cart()).update(lineId, quantity);
  }
  async remove(lineId: string): Promise<Cart> {
    return (await this.#cart()).remove(lineId);
  }
  async checkout(): Promise<string | undefined> {
    return (await this.#cart()).checkout?.();
  }

  subscribe(listener: (cart: Cart | undefined) => void): () => void {
    let stop: (() => void) | undefined;
    let stopped = false;
    this.#cart().then(
      (cart) => {
        if (!stopped) stop = cart.subscribe(listener);
      },
      () => {},
    );
    return () => {
      stopped = true;
      stop?.();
    };
  }

  #cart(): Promise<CartAdapter> {
    this.#loading ??= this.#load().catch((error: unknown) => {
      this.#loading = undefined;
      throw error;
    });
    return this.#loading;
  }
}

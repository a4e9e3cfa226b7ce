import type { LiveErrorCode } from '../errors.ts';
import { effect, untracked } from '../reactive.ts';
import type { CartRepository } from '../repositories/cart-repository.ts';
import type { Cart } from '../schemas/order.ts';
import type { AddOptions, CartItem, CartAdapter } from './cart-adapter.ts';

/** The cart at our own server. Orders are placed there, hence no `checkout`. */
export class VitrineCart implements CartAdapter {
  readonly id = 'vitrine';
  readonly #repository: CartRepository;

  constructor(repository: CartRepository) {
    this.#repository = repository;
  }

  async getCart(): Promise<Cart> {
    await this.#repository.fetch();
    return this.#present();
  }

  async add(lines: readonly CartItem[], { idempotencyKey }: AddOptions): Promise<Cart> {
    for (const [i, { skuId, quantity }] of lines.entries()) {
      await this.#repository.add(skuId, quantity, i === 0 ? idempotencyKey : `${idempotencyKey}-${i}`);
    }
    return this.#present();
  }

  async update(lineId: string, quantity: number): Promise<Cart> {
    await this.#repository.update(lineId, quantity);
    return this.#present();
  }

  async remove(lineId: string): Promise<Cart> {
    await this.#repository.remove(lineId);
    return this.#present();
  }

  subscribe(listener: (cart: Cart | undefined) => void): () => void {
    return effect(() => {
      const { cart } = this.#repository;
      untracked(() => listener(cart));
    });
  }

  get failure(): LiveErrorCode | undefined {
    return this.#repository.failure;
  }

  /** Another visitor's sign-in can empty the repository between answer and reading: then it is read once more. */
  async #present(): Promise<Cart> {
    const { cart } = this.#repository;
    if (cart) return cart;
    await this.#repository.fetch();
    return this.#repository.cart ?? this.#present();
  }
}

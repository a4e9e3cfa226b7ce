import { clientId } from '../client-id.ts';
import type { LiveErrorCode } from '../errors.ts';
import type { CartItem, CartAdapter } from './cart-adapter.ts';
import { CartState } from './cart-state.ts';

/** What elements show of the cart of an adapter. */
export class CartView extends CartState {
  readonly adapter: CartAdapter;
  #attempt: { body: string; key: string } | undefined;

  constructor(adapter: CartAdapter, closed: AbortSignal) {
    super();
    this.adapter = adapter;
    const stop = adapter.subscribe((cart) => this.keep(cart));
    closed.addEventListener('abort', stop, { once: true });
  }

  override get failure(): LiveErrorCode | undefined {
    return super.failure ?? this.adapter.failure;
  }

  fetch(): Promise<void> {
    return this.inTurn(async () => this.keep(await this.adapter.getCart()));
  }

  /** Adds once, however often a failed try of the same addition is repeated. */
  async add(addition: CartItem): Promise<void> {
    const body = JSON.stringify(addition);
    if (this.#attempt?.body !== body) this.#attempt = { body, key: clientId() };
    const { key: idempotencyKey } = this.#attempt;
    await this.inTurn(async () => this.keep(await this.adapter.add([addition], { idempotencyKey })));
    this.#attempt = undefined;
  }

  /** A quantity of 0 removes the line. */
  update(lineId: string, quantity: number): Promise<void> {
    const { adapter } = this;
    return this.inTurn(async () => this.keep(await (quantity === 0 ? adapter.remove(lineId) : adapter.update(lineId, quantity))));
  }
}

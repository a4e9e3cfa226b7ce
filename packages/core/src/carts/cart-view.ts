import { clientId } from '../client-id.ts';
import { errorCode, type LiveErrorCode } from '../errors.ts';
import { computed, signal } from '../reactive.ts';
import type { Cart } from '../schemas/order.ts';
import type { CartItem, CartAdapter } from './cart-adapter.ts';

/** What elements show of one cart, whoever keeps it. Changes are made one after the other, so that the last answer is the newest. */
export class CartView {
  readonly adapter: CartAdapter;
  readonly #cart = signal<Cart | undefined>(undefined);
  readonly #pending = signal(0);
  readonly #failure = signal<LiveErrorCode | undefined>(undefined);
  readonly #count = computed(() => this.#cart.value?.lines.reduce((sum, { quantity }) => sum + quantity, 0) ?? 0);
  #last: Promise<unknown> = Promise.resolve();
  #attempt: { body: string; key: string } | undefined;

  constructor(adapter: CartAdapter, closed: AbortSignal) {
    this.adapter = adapter;
    const stop = adapter.subscribe((cart) => (this.#cart.value = cart));
    closed.addEventListener('abort', stop, { once: true });
  }

  /** Undefined until it was read once. */
  get cart(): Cart | undefined {
    return this.#cart.value;
  }
  /** Pieces in the cart. */
  get count(): number {
    return this.#count.value;
  }
  /** True while a change or a read is under way. */
  get busy(): boolean {
    return this.#pending.value > 0;
  }
  /** Why the last change or read failed; undefined once one went well. */
  get failure(): LiveErrorCode | undefined {
    return this.#failure.value ?? this.adapter.failure;
  }

  fetch(): Promise<void> {
    return this.#inTurn(() => this.adapter.getCart());
  }

  /** Adds once, however often a failed try of the same addition is repeated. */
  async add(addition: CartItem): Promise<void> {
    const body = JSON.stringify(addition);
    if (this.#attempt?.body !== body) this.#attempt = { body, key: clientId() };
    const { key: idempotencyKey } = this.#attempt;
    await this.#inTurn(() => this.adapter.add([addition], { idempotencyKey }));
    this.#attempt = undefined;
  }

  /** A quantity of 0 removes the line. */
  update(lineId: string, quantity: number): Promise<void> {
    return this.#inTurn(() => (quantity === 0 ? this.adapter.remove(lineId) : this.adapter.update(lineId, quantity)));
  }

  async #inTurn(act: () => Promise<Cart>): Promise<void> {
    this.#pending.value += 1;
    const turn = this.#last.then(act);
    this.#last = turn.catch(() => {});
    try {
      this.#cart.value = await turn;
      this.#failure.value = undefined;
    } catch (error) {
      this.#failure.value = errorCode(error);
      throw error;
    } finally {
      this.#pending.value -= 1;
    }
  }
}

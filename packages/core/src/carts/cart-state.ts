import { errorCode, type LiveErrorCode } from '../errors.ts';
import { computed, signal } from '../reactive.ts';
import type { Cart } from '../schemas/order.ts';

/** A cart as it is read, whoever keeps it. Changes are made one after the other, so that the last answer is the newest. */
export abstract class CartState {
  readonly #cart = signal<Cart | undefined>(undefined);
  readonly #pending = signal(0);
  readonly #failure = signal<LiveErrorCode | undefined>(undefined);
  readonly #count = computed(() => this.#cart.value?.lines.reduce((sum, { quantity }) => sum + quantity, 0) ?? 0);
  /** Never rejects. */
  #last: Promise<unknown> = Promise.resolve();

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
    return this.#failure.value;
  }

  /** The cart, untracked. */
  protected peek(): Cart | undefined {
    return this.#cart.peek();
  }

  protected keep(cart: Cart | undefined): void {
    this.#cart.value = cart;
  }

  /** Resolves once what is under way has ended, however that was. */
  protected async settled(): Promise<void> {
    await this.#last;
  }

  /** Runs `act` after those before it, however they ended. */
  protected async inTurn(act: () => Promise<void>): Promise<void> {
    this.#pending.value += 1;
    const turn = this.#last.then(act);
    this.#last = turn.catch(() => {});
    try {
      await turn;
      this.#failure.value = undefined;
    } catch (error) {
      this.#failure.value = errorCode(error);
      throw error;
    } finally {
      this.#pending.value -= 1;
    }
  }
}

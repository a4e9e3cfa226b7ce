import * as v from 'valibot';
import { errorCode, type LiveErrorCode } from '../errors.ts';
import type { Request } from '../http.ts';
import { computed, effect, signal, untracked } from '../reactive.ts';
import type { RoomDeps } from '../room-deps.ts';
import { Cart, Estimate, type NewEstimate } from '../schemas/order.ts';

export interface CartDeps extends Pick<RoomDeps, 'request' | 'bus' | 'closed'> {
  /** The room's currency, a signal inside; undefined asks for the shop's own. */
  readonly currency: () => string | undefined;
}

/** The visitor's cart at our server. Changes are made one after the other, so that the last answer is the newest. */
export class CartRepository {
  readonly #request: Request;
  readonly #currency: () => string | undefined;
  readonly #cart = signal<Cart | undefined>(undefined);
  readonly #pending = signal(0);
  readonly #failure = signal<LiveErrorCode | undefined>(undefined);
  readonly #count = computed(() => this.#cart.value?.lines.reduce((sum, { quantity }) => sum + quantity, 0) ?? 0);
  #last: Promise<unknown> = Promise.resolve();
  #wanted = false;
  /** Counts visitors: an answer that belongs to the last one is not this one's. */
  #generation = 0;

  constructor({ request, bus, closed, currency }: CartDeps) {
    this.#request = request;
    this.#currency = currency;
    const stop = effect(() => {
      // Prices of before are in another currency.
      if (currency() !== undefined) untracked(() => this.refresh());
    });
    closed.addEventListener('abort', stop, { once: true });
    bus.on('stock.changed', ({ skuId, stock }) => this.#setAvailable(skuId, stock), closed);
    // What was ordered leaves the cart at the server.
    bus.on('order.placed', () => this.refresh(), closed);
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
    return this.#failure.value;
  }

  /** Reads the cart with today's prices and stock. */
  fetch(): Promise<void> {
    return this.#inTurn(() => this.#read());
  }

  /** Reads the cart again where somebody wanted it before; a failure shows in `failure` only. */
  refresh(): void {
    if (this.#wanted) this.fetch().catch(() => {});
  }

  /** Forgets the cart: the visitor is another one from now on. */
  forget(): void {
    this.#generation += 1;
    this.#cart.value = undefined;
  }

  /** `idempotencyKey` goes with every try of the same addition. */
  add(skuId: string, quantity = 1, idempotencyKey?: string): Promise<void> {
    return this.#inTurn(() => this.#change('POST', '/cart/lines', { skuId, quantity }, idempotencyKey));
  }

  /** A quantity of 0 removes the line. */
  update(lineId: string, quantity: number): Promise<void> {
    return this.#inTurn(() => this.#change('PATCH', line(lineId), { quantity }));
  }

  remove(lineId: string): Promise<void> {
    return this.#inTurn(() => this.#change('DELETE', line(lineId)));
  }

  /** Removes every line. */
  clear(): Promise<void> {
    return this.#inTurn(async () => {
      if (!this.#cart.peek()) await this.#read();
      for (const { id } of this.#cart.peek()?.lines ?? []) await this.#change('DELETE', line(id));
    });
  }

  /** What the cart, or other `items`, would cost with shipping and tax, in the room's currency. Changes under way come first. */
  async estimate(wanted: Omit<NewEstimate, 'currency'> = {}): Promise<Estimate> {
    await this.#last;
    return this.#request(Estimate, 'POST', '/cart/estimate', { body: { ...wanted, ...this.#query() } });
  }

  async #read(): Promise<void> {
    const generation = this.#generation;
    const cart = await this.#request(Cart, 'GET', '/cart', { query: this.#query() });
    if (generation === this.#generation) this.#cart.value = cart;
  }

  async #change(method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: object, idempotencyKey?: string): Promise<void> {
    const generation = this.#generation;
    const options = { body, query: this.#query(), idempotencyKey };
    const answer = v.safeParse(Cart, await this.#request(v.unknown(), method, path, options));
    if (!answer.success) await this.#read();
    else if (generation === this.#generation) this.#cart.value = answer.output;
  }

  #query(): { currency: string | undefined } {
    return { currency: untracked(this.#currency) };
  }

  async #inTurn(act: () => Promise<void>): Promise<void> {
    this.#pending.value += 1;
    this.#wanted = true;
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

  #setAvailable(skuId: string, available: number): void {
    const cart = this.#cart.peek();
    if (!cart?.lines.some((entry) => entry.skuId === skuId)) return;
    this.#cart.value = { ...cart, lines: cart.lines.map((entry) => (entry.skuId === skuId ? { ...entry, available } : entry)) };
  }
}

const line = (id: string): string => `/cart/lines/${encodeURIComponent(id)}`;

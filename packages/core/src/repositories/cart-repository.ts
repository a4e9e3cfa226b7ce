import * as v from 'valibot';
import { CartState } from '../carts/cart-state.ts';
import type { Request } from '../http.ts';
import { effect, untracked } from '../reactive.ts';
import type { RoomDeps } from '../room-deps.ts';
import { Cart, Estimate, type NewEstimate } from '../schemas/order.ts';

export interface CartDeps extends Pick<RoomDeps, 'request' | 'bus' | 'closed'> {
  /** The room's currency, a signal inside; undefined asks for the shop's own. */
  readonly currency: () => string | undefined;
}

/** The visitor's cart at our server. */
export class CartRepository extends CartState {
  readonly #request: Request;
  readonly #currency: () => string | undefined;
  #wanted = false;
  /** Counts visitors: an answer that belongs to the last one is not this one's. */
  #generation = 0;

  constructor({ request, bus, closed, currency }: CartDeps) {
    super();
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

  /** Reads the cart with today's prices and stock. */
  fetch(): Promise<void> {
    return this.#asWanted(() => this.#read());
  }

  /** Reads the cart again where somebody wanted it before; a failure shows in `failure` only. */
  refresh(): void {
    if (this.#wanted) this.fetch().catch(() => {});
  }

  /** Forgets the cart: the visitor is another one from now on. */
  forget(): void {
    this.#generation += 1;
    this.keep(undefined);
  }

  /** `idempotencyKey` goes with every try of the same addition. */
  add(skuId: string, quantity = 1, idempotencyKey?: string): Promise<void> {
    return this.#asWanted(() => this.#change('POST', '/cart/lines', { skuId, quantity }, idempotencyKey));
  }

  /** A quantity of 0 removes the line. */
  update(lineId: string, quantity: number): Promise<void> {
    return this.#asWanted(() => this.#change('PATCH', line(lineId), { quantity }));
  }

  remove(lineId: string): Promise<void> {
    return this.#asWanted(() => this.#change('DELETE', line(lineId)));
  }

  /** Removes every line. */
  clear(): Promise<void> {
    return this.#asWanted(async () => {
      if (!this.peek()) await this.#read();
      for (const { id } of this.peek()?.lines ?? []) await this.#change('DELETE', line(id));
    });
  }

  /** What the cart, or other `items`, would cost with shipping and tax, in the room's currency. Changes under way come first. */
  async estimate(wanted: Omit<NewEstimate, 'currency'> = {}): Promise<Estimate> {
    await this.settled();
    return this.#request(Estimate, 'POST', '/cart/estimate', { body: { ...wanted, ...this.#query() } });
  }

  async #read(): Promise<void> {
    const generation = this.#generation;
    const cart = await this.#request(Cart, 'GET', '/cart', { query: this.#query() });
    if (generation === this.#generation) this.keep(cart);
  }

  async #change(method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: object, idempotencyKey?: string): Promise<void> {
    const generation = this.#generation;
    const options = { body, query: this.#query(), idempotencyKey };
    const answer = v.safeParse(Cart, await this.#request(v.unknown(), method, path, options));
    if (!answer.success) await this.#read();
    else if (generation === this.#generation) this.keep(answer.output);
  }

  #query(): { currency: string | undefined } {
    return { currency: untracked(this.#currency) };
  }

  #asWanted(act: () => Promise<void>): Promise<void> {
    this.#wanted = true;
    return this.inTurn(act);
  }

  #setAvailable(skuId: string, available: number): void {
    const cart = this.peek();
    if (!cart?.lines.some((entry) => entry.skuId === skuId)) return;
    this.keep({ ...cart, lines: cart.lines.map((entry) => (entry.skuId === skuId ? { ...entry, available } : entry)) });
  }
}

const line = (id: string): string => `/cart/lines/${encodeURIComponent(id)}`;

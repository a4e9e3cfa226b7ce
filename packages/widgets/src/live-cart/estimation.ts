import type { ReactiveController } from 'lit';
import type { Cart, Estimate, NewEstimate } from '@vitrine/core/schemas/order.ts';
import { cartOf } from '../shared/cart.ts';
import type { ShoppingElement } from '../shared/shopping-element.ts';

/** What the cart of an element costs with shipping and tax: asked again whenever the cart or its destination changes. */
export class Estimation implements ReactiveController {
  readonly #host: ShoppingElement & { cart?: string };
  #key = '';
  /** The last answer; while the next one is under way (`busy`) it is that of before. */
  estimate: Estimate | undefined;
  busy = false;

  constructor(host: ShoppingElement & { cart?: string }) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#key = '';
  }

  /** Asks where this cart is another one than that asked about last. */
  follow(cart: Cart | undefined, country: string): void {
    const wanted = cart && this.#wanted(cart, country);
    if (!wanted) this.estimate = undefined;
    const key = wanted
      ? JSON.stringify([wanted, cart.lines.map(({ unitPrice, available }) => [unitPrice, available === 0])])
      : '';
    if (key === this.#key) return;
    this.#key = key;
    if (wanted) void this.#ask(wanted, key);
  }

  /** Asks now, whatever was asked before. Undefined where there is no answer. */
  async ask(cart: Cart, country: string): Promise<Estimate | undefined> {
    const wanted = this.#wanted(cart, country);
    return wanted && this.#ask(wanted, this.#key);
  }

  /** Only our own server knows what our own cart costs. */
  #wanted({ lines }: Cart, country: string): Omit<NewEstimate, 'currency'> | undefined {
    if (cartOf(this.#host)?.adapter.checkout) return undefined;
    const items = lines.map(({ skuId, quantity }) => ({ skuId, quantity }));
    return items.length > 0 ? { items, ...(country ? { destination: { country } } : {}) } : undefined;
  }

  async #ask(wanted: Omit<NewEstimate, 'currency'>, key: string): Promise<Estimate | undefined> {
    this.busy = true;
    this.#host.requestUpdate();
    let answer: Estimate | undefined;
    try {
      answer = await this.#host.room?.cart.estimate(wanted);
    } catch {
      // The cart's own total stands in, and says what it lacks.
    }
    if (key !== this.#key) return answer;
    this.estimate = answer;
    this.busy = false;
    this.#host.requestUpdate();
    return answer;
  }
}

import type { ReactiveController } from 'lit';
import type { CartItem } from '@vitrine/core/carts/cart-adapter.ts';
import { errorCode } from '@vitrine/core/errors.ts';
import type { NewOrder, Order } from '@vitrine/core/schemas/order.ts';
import { safeUrl } from '@vitrine/core/schemas/url.ts';
import { BeforeCheckoutEvent, OrderEvent } from '../events.ts';
import { Acting } from './acting.ts';
import { cartOf } from './cart.ts';
import type { ShoppingElement } from './shopping-element.ts';
import { navigate } from './navigate.ts';

/** Places an order for an element and follows it until it is paid or over. */
export class Checkout extends Acting<ShoppingElement> implements ReactiveController {
  #attempt: { body: string; key: string } | undefined;
  #orderId: string | undefined;
  /** Where to pay; undefined until the order is placed. */
  payUrl: string | undefined;

  constructor(host: ShoppingElement) {
    super(host);
    host.addController(this);
  }

  hostDisconnected(): void {
    this.busy = false;
  }

  /** The order as the shop knows it now; read it while rendering. */
  get order(): Order | undefined {
    return this.#orderId ? this.host.room?.orders.order(this.#orderId) : undefined;
  }

  /**
   * Resolves to the order, or to undefined when it was refused (`failure` says why) or the shop took over. A shop with a cart of
   * its own has a checkout of its own, too: `fill` puts what is to be bought into that cart first, where it is not there yet.
   */
  async place(newOrder: NewOrder, fill?: CartItem): Promise<Order | undefined> {
    const { room } = this.host;
    if (!room || this.busy) return undefined;
    const before = new BeforeCheckoutEvent(newOrder);
    const stopped = !this.host.dispatchEvent(before);
    if (stopped && !before.response) return undefined;
    return this.run(async () => {
      if (before.response) {
        await before.response;
        return undefined;
      }
      const cart = cartOf(this.host);
      if (cart?.adapter.checkout) {
        if (fill) await cart.add(fill);
        const url = safeUrl(await cart.adapter.checkout());
        if (url) await navigate(this.host, url);
        return undefined;
      }
      const order = await room.orders.place(newOrder, this.#keyFor(newOrder));
      this.#attempt = undefined;
      this.#orderId = order.id;
      room.cart.refresh();
      this.host.dispatchEvent(new OrderEvent('live-order-placed', order));
      // Placed is placed: if only the payment page cannot be had now, it is asked for again.
      await this.#preparePayment().catch((error: unknown) => (this.failure = errorCode(error)));
      return order;
    });
  }

  /** Asks again where to pay, after that failed. */
  readonly retryPayment = async (): Promise<void> => {
    await this.run(() => this.#preparePayment());
  };

  /** Forgets the order, so that the element can show something else. */
  reset(): void {
    this.#orderId = undefined;
    this.payUrl = undefined;
    this.failure = undefined;
    this.host.requestUpdate();
  }

  /** The same body keeps its key through all retries, so that a lost answer never orders twice. */
  #keyFor(newOrder: NewOrder): string {
    const body = JSON.stringify(newOrder);
    if (this.#attempt?.body !== body) this.#attempt = { body, key: crypto.randomUUID() };
    return this.#attempt.key;
  }

  async #preparePayment(): Promise<void> {
    const { room } = this.host;
    if (!room || !this.#orderId) return;
    this.payUrl = safeUrl(await room.orders.pay(this.#orderId));
  }
}

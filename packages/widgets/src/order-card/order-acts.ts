import { untracked } from '@vitrine/core/reactive.ts';
import type { NewRefundRequest, Order } from '@vitrine/core/schemas/order.ts';
import { safeUrl } from '@vitrine/core/schemas/url.ts';
import { type LiveBeforeEvent, OrderEvent } from '../events.ts';
import { Acting } from '../shared/acting.ts';
import type { ShoppingElement } from '../shared/shopping-element.ts';
import { BeforeCancelOrderEvent, BeforeRefundRequestEvent } from '../shop-events.ts';

type OrderHost = ShoppingElement & { readonly orderId: string; readonly open: boolean };

/** What the card of an order asks of the server: the order itself, its payment and parcels, and what its buyer wants of it. */
export class OrderActs extends Acting<OrderHost> {
  /** Where to pay; undefined until that is known. */
  payUrl: string | undefined;
  /** The orders that this was asked for already. */
  #prepared = '';
  #parcelsRead = '';

  forget(): void {
    this.failure = undefined;
    this.payUrl = undefined;
    this.#prepared = '';
    this.#parcelsRead = '';
  }

  /** Asks for what is to be shown and not there yet: the order, where to pay it, where its parcels are. */
  complete(): void {
    untracked(() => this.#complete());
  }

  fetch(): Promise<unknown> {
    const { room, orderId } = this.host;
    return this.run(async () => room?.orders.fetch(orderId));
  }

  preparePayment(): Promise<unknown> {
    const { room, orderId } = this.host;
    return this.run(async () => {
      const url = safeUrl(await room?.orders.pay(orderId));
      if (orderId === this.host.orderId) this.payUrl = url;
    });
  }

  /** Resolves to false where the shop vetoed it. */
  async cancel(order: Order): Promise<boolean> {
    return this.#unlessVetoed(new BeforeCancelOrderEvent(order), 'live-order-cancelled', () =>
      this.host.room!.orders.cancel(order.id),
    );
  }

  /** Resolves to false where the shop vetoed it. */
  async requestRefund(order: Order, request: NewRefundRequest): Promise<boolean> {
    return this.#unlessVetoed(new BeforeRefundRequestEvent(order, request), 'live-refund-requested', () =>
      this.host.room!.orders.requestRefund(order.id, request.reason, request.lines),
    );
  }

  #complete(): void {
    const { room, orderId, open } = this.host;
    if (!room) return;
    const { orders, clock } = room;
    const order = orders.order(orderId);
    if (!order) {
      if (orderId && !this.busy && !this.failure) void this.fetch();
      return;
    }
    if (order.status === 'reserved' && this.#prepared !== order.id && order.expiresAt > clock.now()) {
      this.#prepared = order.id;
      void this.preparePayment();
    }
    const isSent = order.status === 'shipped' || order.status === 'delivered';
    if (open && isSent && this.#parcelsRead !== order.id) {
      this.#parcelsRead = order.id;
      // Without an answer the order stands there without its parcels, until something of it changes.
      orders.fetchShipments(order.id).catch(() => (this.#parcelsRead = ''));
    }
  }

  /** Asks the shop first, then does it, or waits for what the shop does instead. */
  async #unlessVetoed(
    before: LiveBeforeEvent,
    done: 'live-order-cancelled' | 'live-refund-requested',
    act: () => Promise<Order>,
  ): Promise<boolean> {
    const stopped = !this.host.dispatchEvent(before);
    if (stopped && !before.response) return false;
    const order = await this.run(async () => (before.response ? void (await before.response) : act()));
    if (order) this.host.dispatchEvent(new OrderEvent(done, order));
    return true;
  }
}

import type * as v from 'valibot';
import { isTransient } from '../backoff.ts';
import { errorCode } from '../errors.ts';
import type { Request, RequestOptions } from '../http.ts';
import { PagedList } from '../paged-list.ts';
import { safeStorage } from '../safe-storage.ts';
import { type NewRefund, type NewShipment, Shipment, Shipments } from '../schemas/order.ts';
import type { OrderStatus } from '../schemas/order-status.ts';
import { Done } from '../schemas/common.ts';
import { Refund, StoredOrder, StoredOrderPage, type StrayReport, StrayReports, StrayTried } from '../schemas/order-desk.ts';
import { Attribution, type AttributionQuery, type AttributionRow } from '../schemas/attribution.ts';
import { RefundKeys } from './refund-keys.ts';

/** What a list of everybody's orders is narrowed down to. */
export interface OrderDeskQuery {
  readonly status?: OrderStatus;
  /** Those that a person has to look at, or whose buyer asks for money back. */
  readonly needs?: 'attention' | 'refund';
}

const PAGE = 50;

/** Everybody's orders, for whoever sends the parcels. */
export class OrderDeskRepository {
  readonly #request: Request;
  readonly #refundKeys: RefundKeys;
  /** Those that fit the last query, newest first. */
  readonly orders: PagedList<StoredOrder, OrderDeskQuery>;

  constructor({ request }: { request: Request }, storage = safeStorage('sessionStorage')) {
    this.#request = request;
    this.#refundKeys = new RefundKeys(storage);
    this.orders = new PagedList(
      (query, cursor, signal) =>
        request(StoredOrderPage, 'GET', '/orders', { query: { all: '1', ...query, cursor, limit: PAGE }, signal }),
      ({ id }) => id,
    );
  }

  async read(id: string): Promise<StoredOrder> {
    return this.#keep(await this.#request(StoredOrder, 'GET', pathOf(id)));
  }

  async shipments(id: string): Promise<readonly Shipment[]> {
    return (await this.#request(Shipments, 'GET', `${pathOf(id)}/shipments`)).items;
  }

  /** Notes a parcel; the order is `shipped` from the first one on. */
  ship(id: string, parcel: v.InferInput<typeof NewShipment>): Promise<Shipment> {
    return this.#request(Shipment, 'POST', `${pathOf(id)}/shipments`, { body: parcel });
  }

  deliver(id: string): Promise<StoredOrder> {
    return this.#move(id, 'POST', '/delivered');
  }

  /** Gives a reserved order's stock back. */
  cancel(id: string): Promise<StoredOrder> {
    return this.#move(id, 'POST', '/cancel');
  }

  /**
   * Gives money back: an amount, some lines, or all that is left. While nobody knows what became of a refund, because its answer was
   * lost or the page reloaded, the next one of the order is another try of it: the money goes back once, and another amount is refused with `key-reused`
   * if the first one had arrived. The order says `refunded` once the provider has reported it.
   */
  async refund(id: string, refund: v.InferInput<typeof NewRefund>): Promise<Refund> {
    const idempotencyKey = this.#refundKeys.keyOf(id);
    try {
      const asked = await this.#request(Refund, 'POST', `${pathOf(id)}/refund`, { body: refund, idempotencyKey });
      this.#refundKeys.forget(id);
      return asked;
    } catch (error) {
      if (!isUnsettled(error)) this.#refundKeys.forget(id);
      throw error;
    }
  }

  /** True while nobody knows what became of the last refund that was asked for here. */
  isRefundUnsettled(id: string): boolean {
    return this.#refundKeys.has(id);
  }

  /** Answers a buyer's wish for money back with no, and why. */
  decline(id: string, answer: string): Promise<StoredOrder> {
    return this.#move(id, 'POST', '/refund-request/decline', { answer });
  }

  /** Somebody has looked at what did not fit. */
  clearFlag(id: string): Promise<StoredOrder> {
    return this.#move(id, 'DELETE', '/flag');
  }

  /** Verified reports of payments that nobody here knows, newest first. */
  async strays(): Promise<readonly StrayReport[]> {
    return (await this.#request(StrayReports, 'GET', '/payments/strays')).items;
  }

  /** Looks again for the payment of such a report; false where nobody knows it still. */
  async tryStray(stray: StrayReport): Promise<boolean> {
    return (await this.#request(StrayTried, 'POST', `${pathOfStray(stray)}/try`)).known;
  }

  /** Whoever looks after the shop has dealt with it at the provider. */
  async settleStray(stray: StrayReport, leaving: Pick<RequestOptions, 'keepalive'> = {}): Promise<void> {
    await this.#request(Done, 'DELETE', pathOfStray(stray), leaving);
  }

  /** What each pop-up, show or host brought; times are milliseconds since 1970, `to` is not included. */
  async attribution(by: AttributionQuery['by'], from?: number, to?: number): Promise<readonly AttributionRow[]> {
    return (await this.#request(Attribution, 'GET', '/orders/report', { query: { by, from, to } })).items;
  }

  async #move(id: string, method: 'POST' | 'DELETE', path: string, body?: object): Promise<StoredOrder> {
    return this.#keep(await this.#request(StoredOrder, method, pathOf(id) + path, { body }));
  }

  #keep(order: StoredOrder): StoredOrder {
    this.orders.replace(order);
    return order;
  }
}

/** True for a failure after which the act may have happened all the same, or may happen yet. */
const isUnsettled = (error: unknown): boolean =>
  isTransient(error) || ['cancelled', 'in-progress', 'rate-limited', 'unauthenticated'].includes(errorCode(error));

const pathOf = (id: string): string => `/orders/${encodeURIComponent(id)}`;

const pathOfStray = ({ provider, eventId }: StrayReport): string =>
  `/payments/strays/${encodeURIComponent(provider)}/${encodeURIComponent(eventId)}`;

import { type Backoff, isTransient, retry } from '../backoff.ts';
import { errorCode, type LiveErrorCode } from '../errors.ts';
import type { Request } from '../http.ts';
import { computed, signal } from '../reactive.ts';
import type { RoomDeps } from '../room-deps.ts';
import { type NewOrder, type NewRefundRequest, Order, OrderPage, Payment, type Shipment, Shipments } from '../schemas/order.ts';
import { type EventOf, OrderEventType } from '../schemas/room-event.ts';

const ATTEMPTS = 6;
const PACE: Backoff = { baseMs: 500, capMs: 8_000 };
const PAGE = 50;
const NEXT = 10;
const MAX_PAGES = 20;

/** The visitor's own orders. Private events say that one changed; the order itself is read from the server. */
export class OrderRepository {
  readonly #request: Request;
  readonly #closed: AbortSignal;
  readonly #pace: Backoff;
  readonly #byId = signal<ReadonlyMap<string, Order>>(new Map());
  readonly #failure = signal<LiveErrorCode | undefined>(undefined);
  readonly #parcels = signal<ReadonlyMap<string, readonly Shipment[]>>(new Map());
  /** Where the next page of older orders begins; `undefined` after the last one. */
  readonly #cursor = signal<string | undefined>('');
  #reading: Promise<void> | undefined;
  readonly #orders = computed(() => [...this.#byId.value.values()].sort((a, b) => b.createdAt - a.createdAt));
  /** Counts the reads of each order, so that an answer that was overtaken is not taken. */
  readonly #asked = new Map<string, number>();
  #reads = 0;
  #wanted = false;
  /** Counts visitors: an answer that belongs to the last one is not this one's. */
  #generation = 0;

  constructor({ request, bus, closed }: Pick<RoomDeps, 'request' | 'bus' | 'closed'>, pace: Backoff = PACE) {
    this.#request = request;
    this.#closed = closed;
    this.#pace = pace;
    const changed = (event: EventOf<'order.paid'>) => this.#heard(event);
    for (const type of OrderEventType.options) bus.on(type, changed, closed);
  }

  /** Newest first; those that were placed, fetched or told of. */
  get orders(): readonly Order[] {
    return this.#orders.value;
  }
  /** True until `fetchNext` or `fetchAll` has read the oldest order. */
  get hasMore(): boolean {
    return this.#cursor.value !== undefined;
  }
  /** Why the last `fetchAll` or `fetchNext` failed; undefined once one went well. */
  get failure(): LiveErrorCode | undefined {
    return this.#failure.value;
  }

  order(id: string): Order | undefined {
    return this.#byId.value.get(id);
  }

  /** The parcels of an order, oldest first; undefined until `fetchShipments` went well once. */
  shipments(id: string): readonly Shipment[] | undefined {
    return this.#parcels.value.get(id);
  }

  /**
   * Places an order: all of its lines or none. `idempotencyKey` is the caller's, one for each order a person wants:
   * while the answer is uncertain the same order is asked for again with the same key, and a later retry must bring it along.
   */
  async place(order: NewOrder, idempotencyKey: string): Promise<Order> {
    const generation = this.#generation;
    const placed = await this.#surely(() => this.#request(Order, 'POST', '/orders', { body: order, idempotencyKey }));
    return this.#keep(placed, generation);
  }

  async fetch(id: string): Promise<Order> {
    const generation = this.#generation;
    const read = (this.#reads += 1);
    this.#asked.set(id, read);
    const order = await this.#request(Order, 'GET', orderPath(id));
    return this.#asked.get(id) === read ? this.#keep(order, generation) : (this.#byId.peek().get(id) ?? order);
  }

  /** Reads on with the next older orders, once for all who ask meanwhile. Never rejects; see `failure`. */
  fetchNext(): Promise<void> {
    this.#reading ??= this.#readNext().finally(() => (this.#reading = undefined));
    return this.#reading;
  }

  async fetchShipments(id: string): Promise<void> {
    const generation = this.#generation;
    const { items } = await this.#request(Shipments, 'GET', `${orderPath(id)}/shipments`);
    if (!this.#closed.aborted && generation === this.#generation) {
      this.#parcels.value = new Map(this.#parcels.peek()).set(id, items);
    }
  }

  /** Reads all orders, page by page; rejects where one cannot be read, keeping what is known. */
  async fetchAll(): Promise<void> {
    try {
      let cursor: string | undefined = '';
      for (let page = 0; page < MAX_PAGES && cursor !== undefined; page += 1) cursor = await this.#readPage(cursor, PAGE);
    } catch (error) {
      this.#failure.value = errorCode(error);
      throw error;
    }
  }

  /** Reads again what is known, after a reconnect: private events may have been missed. A failure shows in `failure` only. */
  refresh(): void {
    if (this.#wanted || this.#byId.peek().size > 0) this.fetchAll().catch(() => {});
  }

  /** Forgets all orders: the visitor is another one from now on. */
  forget(): void {
    this.#generation += 1;
    this.#byId.value = new Map();
    this.#parcels.value = new Map();
    this.#cursor.value = '';
  }

  /** Begins the payment; gives the address at which the buyer pays. Harmless to repeat. */
  async pay(id: string): Promise<string> {
    const options = { body: {}, idempotencyKey: `pay-${id}` };
    return (await this.#surely(() => this.#request(Payment, 'POST', `${orderPath(id)}/pay`, options))).payUrl;
  }

  async cancel(id: string): Promise<Order> {
    const generation = this.#generation;
    const options = { body: {}, idempotencyKey: `cancel-${id}` };
    return this.#keep(await this.#surely(() => this.#request(Order, 'POST', `${orderPath(id)}/cancel`, options)), generation);
  }

  /** Asks the shop for money back; without lines for all of it. The shop answers with a refund, or declines. */
  async requestRefund(id: string, reason: string, lines?: NewRefundRequest['lines']): Promise<Order> {
    const generation = this.#generation;
    const body: NewRefundRequest = { reason, ...(lines ? { lines } : {}) };
    return this.#keep(await this.#request(Order, 'POST', `${orderPath(id)}/refund-request`, { body }), generation);
  }

  async #readNext(): Promise<void> {
    const cursor = this.#cursor.peek();
    const generation = this.#generation;
    try {
      if (cursor !== undefined) await this.#readPage(cursor, NEXT);
    } catch (error) {
      if (generation === this.#generation) this.#failure.value = errorCode(error);
    }
  }

  /** Resolves to where the next page begins; undefined after the last one, and where the visitor is another one by now. */
  async #readPage(cursor: string, limit: number): Promise<string | undefined> {
    this.#wanted = true;
    const generation = this.#generation;
    const began = this.#reads;
    const page = await this.#request(OrderPage, 'GET', '/orders', { query: { cursor: cursor || undefined, limit } });
    if (generation !== this.#generation) return undefined;
    // An order that was read by itself meanwhile is newer than this page.
    this.#keepAll(
      page.items.filter(({ id }) => (this.#asked.get(id) ?? 0) <= began),
      generation,
    );
    this.#failure.value = undefined;
    return (this.#cursor.value = page.cursor || undefined);
  }

  /** Repeats an act that carries a key until its outcome is certain, within bounds. */
  #surely<T>(act: () => Promise<T>): Promise<T> {
    const worthwhile = (error: unknown) => isTransient(error) || errorCode(error) === 'in-progress';
    return retry(act, { attempts: ATTEMPTS, ...this.#pace, worthwhile, until: this.#closed });
  }

  #heard({ type, orderId, status }: EventOf<'order.paid'>): void {
    const known = this.#byId.peek().get(orderId);
    if (known) this.#keep({ ...known, status }, this.#generation);
    // Another parcel of the same order leaves its status as it was.
    if (type === 'order.shipped' && this.#parcels.peek().has(orderId)) this.fetchShipments(orderId).catch(() => {});
    const read = () => this.fetch(orderId);
    retry(read, { attempts: 4, ...this.#pace, worthwhile: isTransient, until: this.#closed }).catch(() => {});
  }

  #keep(order: Order, generation: number): Order {
    this.#keepAll([order], generation);
    return order;
  }

  #keepAll(orders: readonly Order[], generation: number): void {
    if (this.#closed.aborted || generation !== this.#generation) return;
    const byId = new Map(this.#byId.peek());
    for (const order of orders) byId.set(order.id, order);
    this.#byId.value = byId;
  }
}

const orderPath = (id: string): string => `/orders/${encodeURIComponent(id)}`;

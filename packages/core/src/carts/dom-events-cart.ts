import { isLiveErrorCode, LiveError } from '../errors.ts';
import type { Cart } from '../schemas/order.ts';
import { safeUrl } from '../schemas/url.ts';
import type { AddOptions, CartItem, CartAdapter, CartRefusal } from './cart-adapter.ts';
import {
  CART_CHANGED,
  CartAddEvent,
  CartCheckoutEvent,
  CartGetEvent,
  CartRemoveEvent,
  type CartRequestEvent,
  CartUpdateEvent,
  type ShopCartHandlers,
} from './shop-cart-events.ts';
import { readShopCart } from './shop-cart-schema.ts';

const TIMEOUT_MS = 30_000;

export interface DomEventsCartOptions {
  /** Where requests start and bubble up from; by default the document. */
  target?: EventTarget;
  /** Where the shop's own changes are heard; by default the window. */
  page?: EventTarget;
  /** The shop's functions, read anew for every request, since a shop may set them late. */
  handlers?: () => ShopCartHandlers | undefined;
  /** Resolves once the shop's own scripts have run, so that those after ours count too. */
  ready?: () => Promise<void>;
  /** Milliseconds after which a shop that does not answer has failed. */
  timeout?: number;
  /** Tells the shop's developers what does not fit; by default the browser's own way. */
  report?: (error: LiveError) => void;
}

/** A cart that the shop keeps in its own JavaScript: asked by functions on `window.vitrine.cart`, or else by DOM events. */
export class DomEventsCart implements CartAdapter {
  readonly id = 'dom-events';
  readonly #target: EventTarget;
  readonly #page: EventTarget;
  readonly #handlers: () => ShopCartHandlers | undefined;
  readonly #ready: () => Promise<void>;
  readonly #timeout: number;
  readonly #report: (error: LiveError) => void;

  constructor({ target, page, handlers, ready, timeout, report }: DomEventsCartOptions = {}) {
    this.#target = target ?? document;
    this.#page = page ?? globalThis;
    this.#handlers = handlers ?? (() => undefined);
    this.#ready = ready ?? (async () => {});
    this.#timeout = timeout ?? TIMEOUT_MS;
    this.#report = report ?? ((error) => globalThis.reportError?.(error));
  }

  async getCart(): Promise<Cart> {
    await this.#ready();
    const answer = await this.#ask(this.#handlers()?.get, [], () => new CartGetEvent());
    return this.#read(answer, CartGetEvent.type);
  }

  add(lines: readonly CartItem[], { idempotencyKey }: AddOptions): Promise<Cart> {
    const event = () => new CartAddEvent(lines, idempotencyKey);
    return this.#change(this.#ask(this.#handlers()?.add, [lines, { idempotencyKey }], event), CartAddEvent.type);
  }

  update(lineId: string, quantity: number): Promise<Cart> {
    if (quantity === 0) return this.remove(lineId);
    const event = () => new CartUpdateEvent(lineId, quantity);
    return this.#change(this.#ask(this.#handlers()?.update, [lineId, quantity], event), CartUpdateEvent.type);
  }

  remove(lineId: string): Promise<Cart> {
    const event = () => new CartRemoveEvent(lineId);
    return this.#change(this.#ask(this.#handlers()?.remove, [lineId], event), CartRemoveEvent.type);
  }

  async checkout(): Promise<string | undefined> {
    const answer = await this.#ask(this.#handlers()?.checkout, [], () => new CartCheckoutEvent());
    if (answer === undefined || answer === null) return undefined;
    const url = typeof answer === 'string' ? safeUrl(answer) : undefined;
    if (url === undefined) throw this.#failed(`${CartCheckoutEvent.type}: only http:, https: or relative URLs`);
    return url;
  }

  subscribe(listener: (cart: Cart | undefined) => void): () => void {
    let stopped = false;
    const show = (cart: Cart): void => {
      if (!stopped) listener(cart);
    };
    // What fails here was reported. What the elements show stays the last cart that fitted.
    const tell = (value: unknown): void => {
      const read = async () => (value === undefined || value === null ? this.getCart() : this.#read(value, CART_CHANGED));
      void read().then(show, () => {});
    };
    let follows = false;
    let stop: unknown;
    const follow = (): void => {
      const handlers = this.#handlers();
      if (stopped || follows || !handlers?.subscribe) return;
      follows = true;
      stop = handlers.subscribe(tell);
    };
    const hear = (event: Event): void => {
      // A shop whose script came very late says so by this event.
      follow();
      tell((event as CustomEvent<unknown>).detail);
    };
    this.#page.addEventListener(CART_CHANGED, hear);
    follow();
    void this.#ready().then(follow);
    return () => {
      stopped = true;
      this.#page.removeEventListener(CART_CHANGED, hear);
      if (typeof stop === 'function') stop();
    };
  }

  /** A shop whose answer is not the cart is asked for it. */
  async #change(asked: Promise<unknown>, from: string): Promise<Cart> {
    const answer = await asked;
    return answer === undefined || answer === null ? this.getCart() : this.#read(answer, from);
  }

  async #ask<A extends unknown[]>(
    handler: ((...given: A) => unknown) | undefined,
    given: A,
    event: () => CartRequestEvent,
  ): Promise<unknown> {
    const request = event();
    const answer = handler ? this.#call(handler, given) : this.#dispatch(request);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      const fail = () => reject(new LiveError('timeout', `${request.type}: the shop did not answer in time`));
      timer = setTimeout(fail, this.#timeout);
    });
    try {
      return await Promise.race([answer, late]);
    } catch (error) {
      throw this.#toLiveError(error, request.type);
    } finally {
      clearTimeout(timer);
    }
  }

  async #call<A extends unknown[]>(handler: (...given: A) => unknown, given: A): Promise<unknown> {
    return handler.apply(this.#handlers(), given);
  }

  async #dispatch(request: CartRequestEvent): Promise<unknown> {
    this.#target.dispatchEvent(request);
    if (!request.response) {
      throw this.#failed(`Nobody answered ${request.type}: set window.vitrine.cart, or call respondWith() in a listener`);
    }
    return request.response;
  }

  #read(value: unknown, from: string): Cart {
    try {
      return readShopCart(value, from);
    } catch (error) {
      this.#report(error as LiveError);
      throw error;
    }
  }

  #failed(message: string): LiveError {
    const error = new LiveError('unavailable', message);
    this.#report(error);
    return error;
  }

  /** A shop refuses with `{ code, message?, available? }`, thrown or rejected; anything else is a mistake of its own. */
  #toLiveError(error: unknown, from: string): LiveError {
    if (error instanceof LiveError) return error;
    const { code, message, available } = (error ?? {}) as { code?: unknown; message?: unknown; available?: unknown };
    const text = typeof message === 'string' ? message : String(error);
    if (typeof code !== 'string' || !isLiveErrorCode(code)) {
      const unexpected = new LiveError('unavailable', `${from}: ${text}`, { cause: error });
      this.#report(unexpected);
      return unexpected;
    }
    const details: CartRefusal = typeof available === 'number' ? { available } : {};
    return new LiveError(code, text, { details, cause: error });
  }
}

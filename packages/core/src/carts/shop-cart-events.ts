import { AnswerableEvent } from '../answerable-event.ts';
import type { CartItem } from './cart-adapter.ts';

/** What an element asks of a shop's own cart. The answer is the cart, or nothing, whereupon the cart is asked for; a rejection is a refusal. */
export abstract class CartRequestEvent extends AnswerableEvent {
  override respondWith(answer: unknown): void {
    super.respondWith(answer);
    this.stopPropagation();
  }
}

/** Somebody wants to see the shop's cart. */
export class CartGetEvent extends CartRequestEvent {
  static readonly type = 'live-cart-get';

  constructor() {
    super(CartGetEvent.type);
  }
}

/** Something goes into the shop's cart. */
export class CartAddEvent extends CartRequestEvent {
  static readonly type = 'live-cart-add';
  readonly lines: readonly CartItem[];
  readonly idempotencyKey: string;

  constructor(lines: readonly CartItem[], idempotencyKey: string) {
    super(CartAddEvent.type);
    this.lines = lines;
    this.idempotencyKey = idempotencyKey;
  }
}

/** A line of the shop's cart gets another quantity, above 0. */
export class CartUpdateEvent extends CartRequestEvent {
  static readonly type = 'live-cart-update';
  readonly lineId: string;
  readonly quantity: number;

  constructor(lineId: string, quantity: number) {
    super(CartUpdateEvent.type);
    this.lineId = lineId;
    this.quantity = quantity;
  }
}

/** A line leaves the shop's cart. */
export class CartRemoveEvent extends CartRequestEvent {
  static readonly type = 'live-cart-remove';
  readonly lineId: string;

  constructor(lineId: string) {
    super(CartRemoveEvent.type);
    this.lineId = lineId;
  }
}

/** Somebody wants to pay at the shop's own checkout; the answer is its address, or nothing where the shop goes there itself. */
export class CartCheckoutEvent extends CartRequestEvent {
  static readonly type = 'live-cart-checkout';

  constructor() {
    super(CartCheckoutEvent.type);
  }
}

/** Fired by the shop at the window or anywhere below: its cart is another one now. Without `detail` it is asked for. */
export const CART_CHANGED = 'vitrine-cart-changed';

type Answer<T> = T | PromiseLike<T>;

/** The same as functions, on `window.vitrine.cart`; whatever is missing there is asked for by an event. */
export interface ShopCartHandlers {
  get?(): Answer<unknown>;
  add?(lines: readonly CartItem[], options: { idempotencyKey: string }): Answer<unknown>;
  update?(lineId: string, quantity: number): Answer<unknown>;
  remove?(lineId: string): Answer<unknown>;
  checkout?(): Answer<string | undefined | void>;
  /** Calls `listener` with every new cart, or with nothing; returns how to stop. */
  subscribe?(listener: (cart?: unknown) => void): (() => void) | void;
}

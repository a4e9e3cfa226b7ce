import type { ReactiveController } from 'lit';
import type { CartItem } from '@vitrine/core/carts/cart-adapter.ts';
import { errorCode, type LiveErrorCode } from '@vitrine/core/errors.ts';
import { AddedToCartEvent, BeforeAddToCartEvent, type CartAddition } from '../events.ts';
import { rememberPopup } from './attribution.ts';
import { cartOf } from './cart.ts';
import type { ShoppingElement } from './shopping-element.ts';

const SHOW_DONE_MS = 2000;

/** Puts things into the cart for an element, and tells how that went, one SKU at a time. */
export class AddToCart implements ReactiveController {
  readonly #host: ShoppingElement;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The SKU that the other fields are about. */
  skuId: string | undefined;
  busy = false;
  /** True for a moment after it worked. */
  done = false;
  failure: LiveErrorCode | undefined;

  constructor(host: ShoppingElement) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.done = false;
  }

  /** Asks the shop first, then adds; resolves to true when it is in a cart, ours or the shop's. */
  async add(addition: Omit<CartAddition, 'liveId'>): Promise<boolean> {
    const { room } = this.#host;
    if (!room || this.busy) return false;
    const full: CartAddition = { ...addition, liveId: room.liveId };
    const before = new BeforeAddToCartEvent(full);
    const stopped = !this.#host.dispatchEvent(before);
    if (stopped && !before.response) return false;
    this.#set({ skuId: addition.skuId, busy: true });
    try {
      await (before.response ?? cartOf(this.#host)?.add(toItem(full)));
    } catch (error) {
      this.#set({ skuId: addition.skuId, failure: errorCode(error) });
      return false;
    }
    if (addition.popupEventId) rememberPopup(room.liveId, addition.skuId, addition.popupEventId);
    this.#set({ skuId: addition.skuId, done: true });
    this.#timer = setTimeout(() => this.reset(), SHOW_DONE_MS);
    this.#host.dispatchEvent(new AddedToCartEvent(full));
    return true;
  }

  reset(): void {
    this.#set({});
  }

  #set({
    skuId,
    busy = false,
    done = false,
    failure,
  }: {
    skuId?: string;
    busy?: boolean;
    done?: boolean;
    failure?: LiveErrorCode;
  }): void {
    clearTimeout(this.#timer);
    Object.assign(this, { skuId, busy, done, failure });
    this.#host.requestUpdate();
  }
}

/** The same addition as a cart of any kind wants it. */
export const toItem = ({
  skuId,
  productId,
  externalId,
  options = {},
  quantity,
  liveId,
  popupEventId,
}: CartAddition): CartItem => ({
  skuId,
  productId,
  externalId,
  options,
  quantity,
  attribution: { liveId, popupEventId },
});

import { AnswerableEvent } from '@vitrine/core/answerable-event.ts';
import type {
  CartAddEvent,
  CartCheckoutEvent,
  CartGetEvent,
  CartRemoveEvent,
  CartUpdateEvent,
} from '@vitrine/core/carts/shop-cart-events.ts';
import type { NewOrder, Order } from '@vitrine/core/schemas/order.ts';
import { LiveEvent, type PlaybackEvent, type ShowEvent } from './show-events.ts';

export { LiveEvent, PlaybackEvent, ShowEvent } from './show-events.ts';

/** Comes before something happens. `preventDefault()` stops it; `respondWith()` puts the shop's own way in place of ours. */
export abstract class LiveBeforeEvent extends AnswerableEvent {}

/** What is about to go, or went, into the cart. */
export interface CartAddition {
  readonly liveId: string;
  readonly productId: string;
  readonly skuId: string;
  readonly quantity: number;
  /** The shop's own id of the product, where it gave us one. */
  readonly externalId?: string;
  /** What the variant is, for example `{ Size: 'M' }`. */
  readonly options?: Readonly<Record<string, string>>;
  /** The popup that led to it. */
  readonly popupEventId?: string;
}

/** Somebody asks to put a product into the cart. */
export class BeforeAddToCartEvent extends LiveBeforeEvent {
  static readonly type = 'live-before-add-to-cart';
  readonly addition: CartAddition;

  constructor(addition: CartAddition) {
    super(BeforeAddToCartEvent.type);
    this.addition = addition;
  }
}

/** An order is about to be placed. */
export class BeforeCheckoutEvent extends LiveBeforeEvent {
  static readonly type = 'live-before-checkout';
  readonly order: NewOrder;

  constructor(order: NewOrder) {
    super(BeforeCheckoutEvent.type);
    this.order = order;
  }
}

/** A link is about to be followed, for example to a product's page or to the payment. */
export class BeforeNavigateEvent extends LiveBeforeEvent {
  static readonly type = 'live-before-navigate';
  readonly url: string;

  constructor(url: string) {
    super(BeforeNavigateEvent.type);
    this.url = url;
  }
}

/** A text is about to be sent into the room. */
export class BeforeSendEvent extends LiveBeforeEvent {
  static readonly type = 'live-before-send';
  readonly liveId: string;
  readonly text: string;
  /** The id of the message that it answers. */
  readonly replyTo: string | undefined;

  constructor(liveId: string, text: string, replyTo?: string) {
    super(BeforeSendEvent.type);
    this.liveId = liveId;
    this.text = text;
    this.replyTo = replyTo;
  }
}

/** A gift is about to be sent. */
export interface GiftChoice {
  readonly liveId: string;
  readonly giftId: string;
  readonly count: number;
  /** What all of them cost. */
  readonly coins: number;
}

/** Somebody asks to send a gift. */
export class BeforeGiftEvent extends LiveBeforeEvent {
  static readonly type = 'live-before-gift';
  readonly choice: GiftChoice;

  constructor(choice: GiftChoice) {
    super(BeforeGiftEvent.type);
    this.choice = choice;
  }
}

/** `<live-console>` shows another section, or the same one narrowed down otherwise. */
export class SectionEvent extends LiveEvent {
  static readonly type = 'live-section-changed';
  readonly section: string;
  /** As in an address: `status=paid`. */
  readonly filters: string;
  /** False for what is no place to come back to, such as every letter of a search. */
  readonly isPlace: boolean;

  constructor(section: string, filters: string, isPlace: boolean) {
    super(SectionEvent.type);
    this.section = section;
    this.filters = filters;
    this.isPlace = isPlace;
  }
}

/** A product is in the cart. */
export class AddedToCartEvent extends LiveEvent {
  static readonly type = 'live-added-to-cart';
  readonly addition: CartAddition;

  constructor(addition: CartAddition) {
    super(AddedToCartEvent.type);
    this.addition = addition;
  }
}

/** The goods of an order are reserved, it is paid, it was cancelled, or the shop knows that its buyer wants money back. */
export class OrderEvent extends LiveEvent {
  readonly order: Order;

  constructor(type: 'live-order-placed' | 'live-order-paid' | 'live-order-cancelled' | 'live-refund-requested', order: Order) {
    super(type);
    this.order = order;
  }
}

/** The room has accepted a text. */
export class BarrageSentEvent extends LiveEvent {
  static readonly type = 'live-barrage-sent';
  readonly liveId: string;
  readonly text: string;

  constructor(liveId: string, text: string) {
    super(BarrageSentEvent.type);
    this.liveId = liveId;
    this.text = text;
  }
}

/** The visitor tapped the like button. */
export class LikedEvent extends LiveEvent {
  static readonly type = 'live-liked';
  readonly liveId: string;

  constructor(liveId: string) {
    super(LikedEvent.type);
    this.liveId = liveId;
  }
}

/** A gift was paid and is on its way to the room. */
export class GiftSentEvent extends LiveEvent {
  static readonly type = 'live-gift-sent';
  readonly choice: GiftChoice;
  /** Of the event that the room hears. */
  readonly eventId: string;

  constructor(choice: GiftChoice, eventId: string) {
    super(GiftSentEvent.type);
    this.choice = choice;
    this.eventId = eventId;
  }
}

/** A popped-up product came into sight, or was put away by the visitor. */
export class PopupEvent extends LiveEvent {
  readonly productId: string;
  readonly popupEventId: string;

  constructor(type: 'live-popup-shown' | 'live-popup-dismissed', productId: string, popupEventId: string) {
    super(type);
    this.productId = productId;
    this.popupEventId = popupEventId;
  }
}

/** The host's product is, or is no longer, explained in the room. */
export class ProductEvent extends LiveEvent {
  readonly liveId: string;
  readonly productId: string;

  constructor(type: 'live-product-shown' | 'live-product-hidden', liveId: string, productId: string) {
    super(type);
    this.liveId = liveId;
    this.productId = productId;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'live-cart-get': CartGetEvent;
    'live-cart-add': CartAddEvent;
    'live-cart-update': CartUpdateEvent;
    'live-cart-remove': CartRemoveEvent;
    'live-cart-checkout': CartCheckoutEvent;
  }
  interface HTMLElementEventMap {
    'live-before-add-to-cart': BeforeAddToCartEvent;
    'live-before-checkout': BeforeCheckoutEvent;
    'live-before-navigate': BeforeNavigateEvent;
    'live-before-send': BeforeSendEvent;
    'live-before-gift': BeforeGiftEvent;
    'live-added-to-cart': AddedToCartEvent;
    'live-order-placed': OrderEvent;
    'live-order-paid': OrderEvent;
    'live-order-cancelled': OrderEvent;
    'live-refund-requested': OrderEvent;
    'live-section-changed': SectionEvent;
    'live-barrage-sent': BarrageSentEvent;
    'live-liked': LikedEvent;
    'live-gift-sent': GiftSentEvent;
    'live-popup-shown': PopupEvent;
    'live-popup-dismissed': PopupEvent;
    'live-product-shown': ProductEvent;
    'live-product-hidden': ProductEvent;
    'live-started': ShowEvent;
    'live-ended': ShowEvent;
    'live-playing': PlaybackEvent;
    'live-paused': PlaybackEvent;
    'live-waiting': PlaybackEvent;
    'live-blocked': PlaybackEvent;
  }
}

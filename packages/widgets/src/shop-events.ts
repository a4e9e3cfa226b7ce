import type { NewRefundRequest, Order } from '@vitrine/core/schemas/order.ts';
import { LiveBeforeEvent, LiveEvent } from './events.ts';

/** A reserved order is about to be cancelled. */
export class BeforeCancelOrderEvent extends LiveBeforeEvent {
  static readonly type = 'live-before-cancel-order';
  readonly order: Order;

  constructor(order: Order) {
    super(BeforeCancelOrderEvent.type);
    this.order = order;
  }
}

/** The shop is about to be asked for money back. */
export class BeforeRefundRequestEvent extends LiveBeforeEvent {
  static readonly type = 'live-before-refund-request';
  readonly order: Order;
  readonly request: NewRefundRequest;

  constructor(order: Order, request: NewRefundRequest) {
    super(BeforeRefundRequestEvent.type);
    this.order = order;
    this.request = request;
  }
}

/** The visitor is about to wait for a SKU that is sold out, or (`waiting` is false) to do so no longer. */
export class BeforeWaitlistEvent extends LiveBeforeEvent {
  static readonly type = 'live-before-waitlist';
  readonly productId: string;
  readonly skuId: string;
  readonly waiting: boolean;

  constructor(productId: string, skuId: string, waiting: boolean) {
    super(BeforeWaitlistEvent.type);
    this.productId = productId;
    this.skuId = skuId;
    this.waiting = waiting;
  }
}

/** The visitor waits for a SKU, or does so no longer. */
export class WaitlistEvent extends LiveEvent {
  readonly productId: string;
  readonly skuId: string;

  constructor(type: 'live-waitlist-joined' | 'live-waitlist-left', productId: string, skuId: string) {
    super(type);
    this.productId = productId;
    this.skuId = skuId;
  }
}

declare global {
  interface HTMLElementEventMap {
    'live-before-cancel-order': BeforeCancelOrderEvent;
    'live-before-refund-request': BeforeRefundRequestEvent;
    'live-before-waitlist': BeforeWaitlistEvent;
    'live-waitlist-joined': WaitlistEvent;
    'live-waitlist-left': WaitlistEvent;
  }
}

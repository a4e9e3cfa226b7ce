import * as v from 'valibot';
import { Id, Int, LiveId, Page, Text, Timestamp } from './common.ts';
import { Currency, Money } from './money.ts';
import { OrderStatus } from './order-status.ts';
import { Url } from './url.ts';

export const Address = v.object({
  name: Text(100),
  line1: Text(200),
  line2: v.optional(v.pipe(v.string(), v.maxLength(200))),
  city: Text(100),
  postalCode: v.optional(v.pipe(v.string(), v.maxLength(20))),
  country: v.pipe(v.string(), v.regex(/^[A-Z]{2}$/, 'an ISO 3166 code')),
  phone: v.optional(v.pipe(v.string(), v.maxLength(40))),
});
export type Address = v.InferOutput<typeof Address>;

const Quantity = Int(1, 999);

/** Body of `POST /api/orders`; a key of the header `Idempotency-Key` makes a repeat harmless. */
export const NewOrder = v.object({
  items: v.pipe(v.array(v.object({ skuId: Id, quantity: Quantity })), v.minLength(1), v.maxLength(100)),
  currency: v.optional(Currency),
  liveId: v.optional(LiveId),
  popupEventId: v.optional(v.pipe(v.string(), v.maxLength(128))),
  couponCode: v.optional(Text(64)),
  address: v.optional(Address),
});
export type NewOrder = v.InferOutput<typeof NewOrder>;

/** So many of one of the order's SKUs. */
const OrderLine = v.object({ skuId: Id, quantity: Quantity });
const OrderLines = v.pipe(
  v.array(OrderLine),
  v.minLength(1),
  v.maxLength(100),
  v.check((lines) => new Set(lines.map(({ skuId }) => skuId)).size === lines.length, 'each SKU once'),
);

export const OrderItem = v.object({
  skuId: Id,
  productId: Id,
  title: v.string(),
  options: v.record(v.string(), v.string()),
  imageUrl: v.optional(Url),
  quantity: Quantity,
  unitPrice: Money,
});

/** A buyer's wish to have money back. `open` until the shop answers, by a refund or by declining. */
export const RefundRequest = v.object({
  status: v.picklist(['open', 'granted', 'declined']),
  reason: v.string(),
  /** What the buyer sends back; none named means all of it. */
  lines: v.optional(v.array(OrderLine)),
  /** Why the shop declined. */
  answer: v.optional(v.string()),
  at: Timestamp,
});
export type RefundRequest = v.InferOutput<typeof RefundRequest>;

export const Order = v.object({
  id: Id,
  /** What a buyer reads out on the telephone. */
  number: v.string(),
  status: OrderStatus,
  total: Money,
  refunded: Money,
  /** What of the total is shipping. */
  shipping: v.optional(Money),
  /** What of the total is tax; with `taxIncluded` the prices of the lines hold it already. */
  tax: v.optional(Money),
  taxIncluded: v.optional(v.boolean()),
  items: v.array(OrderItem),
  expiresAt: Timestamp,
  createdAt: Timestamp,
  liveId: v.optional(LiveId),
  anchorId: v.optional(Id),
  popupEventId: v.optional(v.string()),
  address: v.optional(Address),
  refundRequest: v.optional(RefundRequest),
});
export type Order = v.InferOutput<typeof Order>;

export const OrderPage = Page(Order);

/** Where the buyer pays. */
export const Payment = v.object({ payUrl: Url });

/**
 * Body of `POST /api/orders/:id/refund`: an amount, or some of the lines, or nothing for all that is left. `restock` puts
 * those lines on sale again (without lines: everything that has not come back yet).
 */
export const NewRefund = v.pipe(
  v.object({
    amount: v.optional(Int(1, 1_000_000_000_000)),
    lines: v.optional(OrderLines),
    restock: v.optional(v.boolean(), false),
  }),
  v.check(({ amount, lines }) => amount === undefined || lines === undefined, 'an amount or lines, not both'),
  v.check(({ amount, restock }) => amount === undefined || !restock, 'an amount alone says nothing of what came back'),
);
export type NewRefund = v.InferOutput<typeof NewRefund>;

/** Body of `POST /api/orders/:id/refund-request`, by the buyer. */
export const NewRefundRequest = v.object({ reason: Text(500), lines: v.optional(OrderLines) });
export type NewRefundRequest = v.InferOutput<typeof NewRefundRequest>;

/** Body of `POST /api/orders/:id/refund-request/decline`, by the shop. */
export const RefundRefusal = v.object({ answer: Text(500) });

/** Body of `POST /api/orders/:id/shipments`. */
export const NewShipment = v.object({ carrier: Text(80), tracking: Text(120), url: v.optional(Url) });

/** A parcel on its way. */
export const Shipment = v.object({ ...NewShipment.entries, id: Id, orderId: Id, createdAt: Timestamp });
export type Shipment = v.InferOutput<typeof Shipment>;

/** The parcels of an order, oldest first. */
export const Shipments = v.object({ items: v.array(Shipment) });

export const NewCartLine = v.object({ skuId: Id, quantity: Quantity });
export const CartLinePatch = v.object({ quantity: Int(0, 999) });

export const CartLine = v.object({
  id: Id,
  skuId: Id,
  productId: Id,
  title: v.string(),
  options: v.record(v.string(), v.string()),
  imageUrl: v.optional(Url),
  quantity: Quantity,
  unitPrice: Money,
  /** How many can be bought now; less than `quantity` means that the line cannot be ordered as it stands. */
  available: v.number(),
});
export type CartLine = v.InferOutput<typeof CartLine>;

/** A cart as the server knows it: prices and stock are those of now. */
export const Cart = v.object({ lines: v.array(CartLine), total: Money });
export type Cart = v.InferOutput<typeof Cart>;

/** Body of `POST /api/cart/estimate`; without items the user's own cart. */
export const NewEstimate = v.object({
  items: v.optional(v.pipe(v.array(NewCartLine), v.minLength(1), v.maxLength(100))),
  currency: v.optional(Currency),
  /** Where it goes; shipping and tax may depend on it. */
  destination: v.optional(
    v.object({
      country: Address.entries.country,
      postalCode: Address.entries.postalCode,
    }),
  ),
});
export type NewEstimate = v.InferInput<typeof NewEstimate>;

/**
 * What a cart would cost. `total` is `subtotal + shipping`, and `+ tax` unless the prices hold it already (`taxIncluded`). The
 * `amount`s of the lines add up to `subtotal`, their `tax` and that of shipping to `tax`.
 */
export const Estimate = v.object({
  lines: v.array(v.object({ skuId: Id, quantity: Quantity, unitPrice: Money, amount: Money, tax: Money })),
  subtotal: Money,
  shipping: Money,
  shippingTax: Money,
  tax: Money,
  taxIncluded: v.boolean(),
  total: Money,
  /** Lines that cannot be ordered as they stand: too few left, or no price in this currency. They do not count. */
  unavailable: v.array(Id),
});
export type Estimate = v.InferOutput<typeof Estimate>;

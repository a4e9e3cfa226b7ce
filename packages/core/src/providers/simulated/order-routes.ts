import { ulid } from 'ulid';
import { LiveError } from '../../errors.ts';
import type { NewOrder, NewRefundRequest, Order, Shipment } from '../../schemas/order.ts';
import type { OrderStatus } from '../../schemas/order-status.ts';
import { type Route, route } from './route.ts';
import type { ShopState } from './shop-state.ts';

const ORDER_LIFETIME_MS = 900_000;

/** The visitor's cart and orders. */
export const orderRoutes: readonly Route[] = [
  route('GET', '/cart', (state) => state.cart()),
  route('POST', '/cart/lines', (state, { body }) => {
    const { skuId, quantity } = body as { skuId: string; quantity: number };
    if (state.skuOf(skuId).sku.stock < 1) throw new LiveError('sold-out', 'Sold out');
    const line = state.lines.find((entry) => entry.skuId === skuId);
    if (line) line.quantity += quantity;
    else state.lines.push({ id: ulid(), skuId, quantity });
    return state.cart();
  }),
  route('PATCH', '/cart/lines/:id', (state, { params: [id], body }) => {
    const { quantity } = body as { quantity: number };
    state.lines = state.lines.map((line) => (line.id === id ? { ...line, quantity } : line)).filter((line) => line.quantity > 0);
    return state.cart();
  }),
  route('DELETE', '/cart/lines/:id', (state, { params: [id] }) => {
    state.lines = state.lines.filter((line) => line.id !== id);
    return state.cart();
  }),
  route('POST', '/cart/estimate', (state, { body }) =>
    state.estimate((body as { items?: { skuId: string; quantity: number }[] }).items ?? state.lines),
  ),

  route('POST', '/orders', (state, { body, idempotencyKey }) => placeOrder(state, body, idempotencyKey)),
  route('POST', '/orders/:id/pay', (_state, { params: [id = ''] }) => ({ payUrl: `https://pay.example.com/${id}` })),
  route('POST', '/orders/:id/cancel', (state, { params: [id = ''] }) => ({
    ...moveOrder(state, id, 'cancelled'),
    buyerId: state.session.user.id,
  })),
  route('POST', '/orders/:id/refund-request', (state, { params: [id = ''], body }) => askRefund(state, id, body)),
];

function orderOf(state: ShopState, id: string): Order {
  const order = state.orders.get(id);
  if (!order) throw new LiveError('not-found', 'No such order');
  return order;
}

function placeOrder(state: ShopState, body: NewOrder, key: string | undefined): Order {
  if (!key) throw new LiveError('idempotency-key-missing', 'Orders need an Idempotency-Key');
  const known = state.orderKeys.get(key);
  if (known !== undefined) return orderOf(state, known);
  for (const { skuId, quantity } of body.items) {
    if (state.skuOf(skuId).sku.stock < quantity) throw new LiveError('sold-out', 'Somebody was faster: not enough left');
  }
  const items = body.items.map(({ skuId, quantity }) => state.item(skuId, quantity));
  const estimate = state.estimate(body.items);
  const createdAt = Date.now();
  const order: Order = {
    id: ulid(),
    number: String(1001 + state.orders.size),
    status: 'reserved',
    total: estimate.total,
    shipping: estimate.shipping,
    tax: estimate.tax,
    taxIncluded: estimate.taxIncluded,
    refunded: { amount: 0, currency: state.live.currency },
    items,
    createdAt,
    expiresAt: createdAt + ORDER_LIFETIME_MS,
    liveId: body.liveId,
    anchorId: state.live.hostId,
    popupEventId: body.popupEventId,
    address: body.address,
  };
  state.orders.set(order.id, order);
  state.orderKeys.set(key, order.id);
  const ordered = new Set(items.map(({ skuId }) => skuId));
  state.lines = state.lines.filter(({ skuId }) => !ordered.has(skuId));
  for (const { skuId, quantity } of items) state.setStock(skuId, state.skuOf(skuId).sku.stock - quantity);
  tellOrder(state, order, 'order.placed');
  return order;
}

/** Moves an order on and tells its buyer. */
export function moveOrder(state: ShopState, id: string, status: Exclude<OrderStatus, 'reserved'>): Order {
  const before = orderOf(state, id);
  const refunded = status === 'refunded' ? before.total : before.refunded;
  return changeOrder(state, { ...before, status, refunded }, `order.${status}`);
}

/** A parcel leaves, with its carrier and number. */
export function shipOrder(state: ShopState, id: string, parcel: Omit<Shipment, 'id' | 'orderId' | 'createdAt'>): Order {
  const parcels = state.shipments.get(id) ?? [];
  state.shipments.set(id, [...parcels, { ...parcel, id: ulid(), orderId: id, createdAt: Date.now() }]);
  return changeOrder(state, { ...orderOf(state, id), status: 'shipped' }, 'order.shipped');
}

function askRefund(state: ShopState, id: string, { reason, lines }: NewRefundRequest): Order {
  const order = orderOf(state, id);
  if (order.refundRequest?.status === 'open') throw new LiveError('conflict', 'It was asked for already');
  const refundRequest: Order['refundRequest'] = { status: 'open', reason, lines, at: Date.now() };
  return changeOrder(state, { ...order, refundRequest }, 'order.refund-requested');
}

/** The shop says no. */
export function declineRefund(state: ShopState, id: string, answer: string): Order {
  const order = orderOf(state, id);
  if (!order.refundRequest) throw new LiveError('conflict', 'Nobody asked for it');
  const refundRequest = { ...order.refundRequest, status: 'declined' as const, answer };
  return changeOrder(state, { ...order, refundRequest }, 'order.refund-declined');
}

function changeOrder(state: ShopState, order: Order, type: OrderEvent): Order {
  state.orders.set(order.id, order);
  tellOrder(state, order, type);
  return order;
}

type OrderEvent = `order.${'placed' | 'refund-requested' | 'refund-declined' | Exclude<OrderStatus, 'reserved'>}`;

function tellOrder(state: ShopState, { id, number, status }: Order, type: OrderEvent): void {
  state.emit({ type, to: state.session.user.id, orderId: id, number, status });
}

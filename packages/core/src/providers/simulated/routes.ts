import { ulid } from 'ulid';
import { LiveError } from '../../errors.ts';
import type { Member } from '../../schemas/audience.ts';
import type { Live } from '../../schemas/live.ts';
import type { Money } from '../../schemas/money.ts';
import type { NewOrder, NewRefundRequest, Order, Shipment } from '../../schemas/order.ts';
import type { OrderStatus } from '../../schemas/order-status.ts';
import { listingFromMetadata } from '../../schemas/popup.ts';
import type { SkuStock, StockEdit } from '../../schemas/product.ts';
import type { Sales, SoldProduct } from '../../schemas/sales.ts';
import type { Shelf } from '../../schemas/shelf.ts';
import { deskRoutes } from './desk-routes.ts';
import { peopleRoutes } from './people.ts';
import { pageOf, type Route, route } from './route.ts';
import type { ShopState } from './shop-state.ts';
import { sendGift, topUp } from './gifts.ts';

const ORDER_LIFETIME_MS = 900_000;

/** The server's REST interface, as far as stories and unit tests need it. */
export const routes: readonly Route[] = [
  ...deskRoutes,
  ...peopleRoutes,
  route('POST', '/sessions', (state) => state.session),

  route('GET', '/lives', (state) => ({ items: [...state.lives.values()], cursor: '' })),
  route('POST', '/lives', (state, { body }) => {
    const live: Live = { ...state.live, id: ulid(), status: 'scheduled', onAir: false, ...(body as object) };
    state.lives.set(live.id, live);
    return live;
  }),
  route('GET', '/lives/:id', (state, { params: [id = ''] }) => liveOf(state, id)),
  route('PATCH', '/lives/:id', (state, { body }) => {
    const live = state.changeLive(body);
    state.emit({ type: 'live.updated', live });
    return live;
  }),
  route('POST', '/lives/:id/start', startLive),
  route('POST', '/lives/:id/end', endLive),

  route('GET', '/lives/:id/metadata', ({ metadata }) => ({ metadata })),
  route('PUT', '/lives/:id/metadata', (state, { body }) => {
    const { metadata } = body as { metadata: Record<string, string> };
    state.metadata = { ...state.metadata, ...metadata };
    state.emit({ type: 'metadata.changed', keys: Object.keys(metadata) });
    return { metadata: state.metadata };
  }),

  route('GET', '/lives/:id/shelf', shelfOf),
  route('PUT', '/lives/:id/shelf', (state, { body }) => {
    const { productIds } = body as { productIds: string[] };
    for (const id of productIds) state.productOf(id);
    state.shelf = [...productIds];
    state.shelfVersion += 1;
    state.emit({ type: 'shelf.changed', listId: 'shelf', version: state.shelfVersion });
    return shelfOf(state);
  }),
  route('POST', '/lives/:id/popup', (state, { body }) => popUp(state, (body as { productId: string }).productId)),
  route('DELETE', '/lives/:id/popup', takeDown),

  route('POST', '/lives/:id/likes', (state, { body }) => like(state, (body as { count: number }).count)),
  route('GET', '/lives/:id/gifts', ({ categories }) => ({ categories })),
  route('POST', '/lives/:id/gifts', (state, { body }) => sendGift(state, body)),
  route('GET', '/lives/:id/gifts/summary', ({ total }) => ({ ...total, topSenders: [] })),
  route('GET', '/users/me/wallet', ({ wallet }) => wallet),
  route('POST', '/users/me/wallet/top-ups', (state, { body }) => topUp(state, (body as { packageId: string }).packageId)),
  route('GET', '/users/me/wallet/top-ups', () => ({ items: [], cursor: '' })),

  route('GET', '/lives/:id/audience', ({ audience, audienceCount }) => ({ count: audienceCount, items: audience })),
  route('POST', '/lives/:id/members/:user/mute', (state, { params, body }) => {
    const { seconds } = body as { seconds: number };
    mute(state, params[1] ?? '', seconds === 0 ? 0 : Date.now() + seconds * 1000);
  }),
  route('POST', '/lives/:id/members/:user/ban', (state, { params, body }) => {
    const { seconds } = body as { seconds: number };
    const until = seconds === 0 ? 0 : Date.now() + seconds * 1000;
    decide(state, params[1] ?? '', { bannedUntil: until });
    if (until > 0) state.audience = state.audience.filter(({ userId }) => userId !== params[1]);
    state.emit({ type: 'member.banned', userId: params[1] ?? '', until });
  }),
  route('GET', '/lives/:id/members', ({ members }, { query: { standing } }) => {
    const fits = ({ mutedUntil, bannedUntil, administrator }: Member): boolean =>
      standing === 'muted' ? mutedUntil > 0 : standing === 'banned' ? bannedUntil > 0 : administrator;
    return { items: [...members.values()].filter(fits), cursor: '' };
  }),
  route('PUT', '/lives/:id/administrators/:user', (state, { params }) => {
    decide(state, params[1] ?? '', { administrator: true });
    state.emit({ type: 'member.appointed', userId: params[1] ?? '' });
  }),
  route('DELETE', '/lives/:id/administrators/:user', (state, { params }) => {
    decide(state, params[1] ?? '', { administrator: false });
    state.emit({ type: 'member.dismissed', userId: params[1] ?? '' });
  }),
  route('GET', '/lives/:id/moderation', ({ moderation }) => moderation),
  route('PUT', '/lives/:id/moderation', (state, { body }) => {
    const { settings, own } = state.moderation;
    state.moderation = { settings: { ...settings, ...(body as object) }, own: { ...own, ...(body as object) } };
    state.emit({ type: 'chat.changed', chat: state.snapshot().chat! });
    return state.moderation;
  }),
  route('DELETE', '/lives/:id/barrages/:barrage', (state, { params }) => {
    state.emit({ type: 'barrage.removed', barrageId: params[1] ?? '' });
  }),
  route('PUT', '/lives/:id/pin', (state, { body }) => {
    const said = state.barrages.find(({ eventId }) => eventId === (body as { barrageId: string }).barrageId);
    if (said?.type !== 'barrage.sent') throw new LiveError('not-found', 'No such message');
    const { eventId, text, sender, ts } = said;
    state.emit({ type: 'barrage.pinned', pinned: { eventId, text, sender, ts } });
  }),
  route('DELETE', '/lives/:id/pin', (state) => void state.emit({ type: 'barrage.unpinned' })),
  route('PUT', '/lives/:id/notice', (state, { body }) => {
    const live = state.changeLive(body);
    state.emit({ type: 'live.updated', live });
    return live;
  }),
  route('GET', '/lives/:id/held', ({ held }) => ({ items: held, cursor: '' })),
  route('POST', '/lives/:id/held/:barrage/:decision', (state, { params: [, id = '', decision] }) => {
    const held = state.held.find(({ eventId }) => eventId === id);
    if (!held) throw new LiveError('not-found', 'No such message');
    state.held = state.held.filter((other) => other !== held);
    const { text, sender } = held;
    if (decision === 'approve') state.emit({ type: 'barrage.sent', eventId: id, id, text, sender });
    state.emit({ type: 'moderation.queued', held: state.held.length, reports: state.reports.length });
  }),
  route('POST', '/lives/:id/reports', () => undefined),
  route('GET', '/lives/:id/reports', ({ reports }) => ({ items: reports, cursor: '' })),
  route('POST', '/lives/:id/reports/:report/close', (state, { params }) => {
    state.reports = state.reports.filter(({ id }) => id !== params[1]);
    state.emit({ type: 'moderation.queued', held: state.held.length, reports: state.reports.length });
  }),
  route('GET', '/lives/:id/audit', ({ audit }) => ({ items: audit, cursor: '' })),
  route('GET', '/lives/:id/stream-key', () => ({ streamKey: 'simulated-stream-key' })),
  route('POST', '/lives/:id/stream-key', () => ({ streamKey: `simulated-${ulid()}` })),

  route('GET', '/lives/:id/sales', salesOf),
  route('POST', '/lives/:id/probe', (_state, { body }) => ({ bytes: (body as { filling: string }).filling.length })),

  route('GET', '/products', (state, { query }) => {
    if (query['status'] === 'deleted') return pageOf([...state.desk.deleted.values()].toReversed(), query);
    const words = String(query['q'] ?? '').toLowerCase();
    const fits = [...state.products.values()].filter(
      ({ title, titleZh = '', category, published = true }) =>
        `${title} ${titleZh}`.toLowerCase().includes(words) &&
        (query['category'] ?? category) === category &&
        published !== (query['status'] === 'draft'),
    );
    return pageOf(fits, query);
  }),
  route('GET', '/products/categories', ({ products }) => {
    const counts = new Map<string, number>();
    for (const { category } of products.values()) if (category) counts.set(category, (counts.get(category) ?? 0) + 1);
    return { items: [...counts].map(([category, count]) => ({ category, products: count })) };
  }),
  route('GET', '/products/waitlist', (state) => ({
    items: [...state.waiting].map(([skuId, since]) => {
      const { id, title } = state.skuOf(skuId).product;
      return { skuId, productId: id, title, since };
    }),
  })),
  route('POST', '/products/:id/skus/:sku/waitlist', (state, { params: [, skuId = ''] }) => {
    if (state.skuOf(skuId).sku.stock > 0) throw new LiveError('conflict', 'It is on sale');
    state.waiting.set(skuId, Date.now());
    return { waiting: true };
  }),
  route('DELETE', '/products/:id/skus/:sku/waitlist', (state, { params: [, skuId = ''] }) => {
    state.waiting.delete(skuId);
    return { waiting: false };
  }),
  route('GET', '/products/:id/skus/:sku/stock', (state, { params: [, skuId = ''] }) => stockOf(state, skuId)),
  route('PUT', '/products/:id/skus/:sku/stock', (state, { params: [, skuId = ''], body }) => editStock(state, skuId, body)),
  route('GET', '/products/:id', (state, { params: [id = ''] }) => state.productOf(id)),

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

function stockOf(state: ShopState, skuId: string): SkuStock {
  const { product, sku } = state.skuOf(skuId);
  const kept = state.withdrawn.get(skuId);
  return {
    skuId,
    productId: product.id,
    stock: kept ?? sku.stock,
    soldOut: kept !== undefined,
    available: sku.stock,
    waiting: state.waiting.has(skuId) ? 1 : 0,
  };
}

/** The switch keeps the number, and hides it from those who buy. */
function editStock(state: ShopState, skuId: string, { stock, stockDelta = 0, soldOut }: StockEdit): SkuStock {
  const before = stockOf(state, skuId);
  const now = Math.max(0, (stock ?? before.stock) + stockDelta);
  const withdrawn = soldOut ?? before.soldOut;
  if (withdrawn) state.withdrawn.set(skuId, now);
  else state.withdrawn.delete(skuId);
  state.setStock(skuId, withdrawn ? 0 : now);
  state.skuOf(skuId).sku.soldOut = withdrawn;
  return stockOf(state, skuId);
}

function liveOf(state: ShopState, id: string): Live {
  const live = state.lives.get(id);
  if (!live) throw new LiveError('not-found', 'No such show');
  return live;
}

function salesOf(state: ShopState): Sales {
  const orders = [...state.orders.values()].toReversed();
  const paid = orders.filter(({ status }) => status === 'paid' || status === 'shipped' || status === 'delivered');
  const amount = paid.reduce((sum, { total }) => sum + total.amount, 0);
  const sold = new Map<string, SoldProduct>();
  for (const { productId, title, quantity, unitPrice } of paid.flatMap(({ items }) => items)) {
    const { units, revenue } = sold.get(productId) ?? { units: 0, revenue: [{ ...unitPrice, amount: 0 }] };
    const amounts = revenue.map(({ amount, currency }) => ({ amount: amount + unitPrice.amount * quantity, currency }));
    sold.set(productId, { productId, title, units: units + quantity, revenue: amounts });
  }
  return {
    orders: orders.length,
    paid: paid.length,
    units: paid.flatMap(({ items }) => items).reduce((sum, { quantity }) => sum + quantity, 0),
    revenue: paid.length > 0 ? [{ amount, currency: state.live.currency }] : [],
    recent: orders
      .slice(0, 20)
      .map(({ number, status, total, items, createdAt }) => ({ number, status, total, items, at: createdAt })),
    products: [...sold.values()].toSorted((one, other) => other.units - one.units),
  };
}

function shelfOf(state: ShopState): Shelf {
  return { listId: 'shelf', version: state.shelfVersion, items: state.shelf.map((id) => state.productOf(id)) };
}

export function startLive(state: ShopState): Live {
  const live = state.changeLive({ status: 'live', startedAt: Date.now() });
  state.emit({ type: 'live.started', live });
  return live;
}

export function endLive(state: ShopState): Live {
  const live = state.changeLive({ status: 'ended', endedAt: Date.now(), onAir: false });
  state.emit({ type: 'live.ended', reason: 'host' });
  return live;
}

export function popUp(state: ShopState, productId: string): { eventId: string; startTimestamp: number } {
  if (!state.shelf.includes(productId)) throw new LiveError('not-found', 'This product is not on the shelf of this room');
  const { id, title, titleZh, images, skus } = state.productOf(productId);
  const { amount: price, currency }: Money = state.priceOf(skus[0]!);
  const startTimestamp = Math.max(Date.now(), state.lastListing + 1);
  state.lastListing = startTimestamp;
  const eventId = `evt_${id}_${startTimestamp}`;
  const names = { goodsId: id, goodsName: title, goodsNameZH: titleZh, imageUrl: images[0] };
  state.emit({ type: 'GOODS_ON_SHELF', eventId, ...names, price, currency, serverTs: Date.now(), startTimestamp });
  return { eventId, startTimestamp };
}

export function takeDown(state: ShopState): void {
  const listing = listingFromMetadata(state.metadata);
  if (listing) state.emit({ type: 'GOODS_OFF_SHELF', goodsId: listing.goodsId, startTimestamp: listing.startTimestamp });
}

export function like(state: ShopState, added: number): { total: number } {
  state.likes += added;
  state.emit({ type: 'like.counted', total: state.likes, added });
  return { total: state.likes };
}

/** Keeps what was decided about a member, for the lists of the moderators. */
function decide(state: ShopState, userId: string, change: Partial<Member>): void {
  const userName = state.audience.find((user) => user.userId === userId)?.userName ?? '';
  const before = state.members.get(userId) ?? { userId, userName, mutedUntil: 0, bannedUntil: 0, administrator: false };
  state.members.set(userId, { ...before, ...change });
}

export function mute(state: ShopState, userId: string, until: number): void {
  if (userId === state.session.user.id) state.mutedUntil = until;
  decide(state, userId, { mutedUntil: until });
  state.emit({ type: 'member.muted', userId, until });
}

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

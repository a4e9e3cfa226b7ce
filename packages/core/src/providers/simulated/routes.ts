import { ulid } from 'ulid';
import { LiveError } from '../../errors.ts';
import type { Live, Shelf } from '../../schemas/live.ts';
import type { Money } from '../../schemas/money.ts';
import type { NewOrder, Order } from '../../schemas/order.ts';
import { listingFromMetadata } from '../../schemas/popup.ts';
import type { NewProduct } from '../../schemas/product.ts';
import type { Sales } from '../../schemas/sales.ts';
import type { ShopState } from './shop-state.ts';
import { sendGift, topUp } from './gifts.ts';

interface Asked {
  readonly params: readonly string[];
  /** Whatever the page sent: the simulation trusts it. */
  readonly body: never;
  readonly query: Record<string, string | number | undefined>;
  readonly idempotencyKey: string | undefined;
}

interface Route {
  readonly method: string;
  readonly path: RegExp;
  readonly answer: (state: ShopState, asked: Asked) => unknown;
}

const route = (method: string, path: string, answer: Route['answer']): Route => ({
  method,
  path: new RegExp(`^${path.replaceAll(/:[a-z]+/gi, '([^/]+)')}$`),
  answer,
});

const ORDER_LIFETIME_MS = 900_000;

/** The server's REST interface, as far as stories and unit tests need it. */
export const routes: readonly Route[] = [
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
    state.audience = state.audience.filter(({ userId }) => userId !== params[1]);
    state.emit({ type: 'member.banned', userId: params[1] ?? '', until: seconds === 0 ? 0 : Date.now() + seconds * 1000 });
  }),
  route('GET', '/lives/:id/members', () => ({ items: [], cursor: '' })),
  route('PUT', '/lives/:id/administrators/:user', (state, { params }) => {
    state.emit({ type: 'member.appointed', userId: params[1] ?? '' });
  }),
  route('DELETE', '/lives/:id/administrators/:user', (state, { params }) => {
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
  route('GET', '/lives/:id/audit', () => ({ items: [], cursor: '' })),
  route('GET', '/lives/:id/stream-key', () => ({ streamKey: 'simulated-stream-key' })),
  route('POST', '/lives/:id/stream-key', () => ({ streamKey: `simulated-${ulid()}` })),

  route('GET', '/lives/:id/sales', salesOf),
  route('POST', '/lives/:id/probe', (_state, { body }) => ({ bytes: (body as { filling: string }).filling.length })),

  route('GET', '/products', (state, { query }) => {
    const words = String(query['q'] ?? '').toLowerCase();
    const fits = [...state.products.values()].filter(
      ({ title, category }) => title.toLowerCase().includes(words) && (query['category'] ?? category) === category,
    );
    return { items: fits, cursor: '' };
  }),
  route('POST', '/products', (state, { body }) => {
    const fields = body as NewProduct;
    const product = { ...fields, id: ulid(), createdAt: Date.now(), skus: fields.skus.map((sku) => ({ ...sku, id: ulid() })) };
    state.products.set(product.id, product);
    return product;
  }),
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

  route('POST', '/orders', (state, { body, idempotencyKey }) => placeOrder(state, body, idempotencyKey)),
  route('GET', '/orders', (state) => ({ items: [...state.orders.values()].toReversed(), cursor: '' })),
  route('GET', '/orders/:id', (state, { params: [id = ''] }) => orderOf(state, id)),
  route('POST', '/orders/:id/pay', (_state, { params: [id = ''] }) => ({ payUrl: `https://pay.example.com/${id}` })),
  route('POST', '/orders/:id/cancel', (state, { params: [id = ''] }) => moveOrder(state, id, 'cancelled')),
];

function liveOf(state: ShopState, id: string): Live {
  const live = state.lives.get(id);
  if (!live) throw new LiveError('not-found', 'No such show');
  return live;
}

function salesOf(state: ShopState): Sales {
  const orders = [...state.orders.values()].toReversed();
  const paid = orders.filter(({ status }) => status === 'paid' || status === 'shipped' || status === 'delivered');
  const amount = paid.reduce((sum, { total }) => sum + total.amount, 0);
  return {
    orders: orders.length,
    paid: paid.length,
    units: paid.flatMap(({ items }) => items).reduce((sum, { quantity }) => sum + quantity, 0),
    revenue: paid.length > 0 ? [{ amount, currency: state.live.currency }] : [],
    recent: orders
      .slice(0, 20)
      .map(({ number, status, total, items, createdAt }) => ({ number, status, total, items, at: createdAt })),
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

export function mute(state: ShopState, userId: string, until: number): void {
  if (userId === state.session.user.id) state.mutedUntil = until;
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
  const createdAt = Date.now();
  const order: Order = {
    id: ulid(),
    number: String(1001 + state.orders.size),
    status: 'reserved',
    total: state.sum(items),
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
export function moveOrder(
  state: ShopState,
  id: string,
  status: 'paid' | 'shipped' | 'cancelled' | 'expired' | 'refunded',
): Order {
  const order: Order = { ...orderOf(state, id), status };
  state.orders.set(id, order);
  tellOrder(state, order, `order.${status}`);
  return order;
}

function tellOrder(
  state: ShopState,
  { id, number, status }: Order,
  type: `order.${'placed' | 'paid' | 'shipped' | 'cancelled' | 'expired' | 'refunded'}`,
): void {
  state.emit({ type, to: state.session.user.id, orderId: id, number, status });
}

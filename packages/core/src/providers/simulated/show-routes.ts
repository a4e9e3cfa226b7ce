import { ulid } from 'ulid';
import { LiveError } from '../../errors.ts';
import type { Live } from '../../schemas/live.ts';
import type { Money } from '../../schemas/money.ts';
import { listingFromMetadata } from '../../schemas/popup.ts';
import type { Sales, SoldProduct } from '../../schemas/sales.ts';
import type { Shelf } from '../../schemas/shelf.ts';
import { type Route, route } from './route.ts';
import type { ShopState } from './shop-state.ts';

/** The shows, and what their hosts do in them. */
export const showRoutes: readonly Route[] = [
  route('GET', '/lives', (state) => ({ items: [...state.lives.values()], cursor: '' })),
  route('POST', '/lives', (state, { body }) => {
    const live: Live = { ...state.live, id: ulid(), status: 'scheduled', onAir: false, ...(body as object) };
    state.lives.set(live.id, live);
    return live;
  }),
  route('GET', '/lives/:id', (state, { params: [id = ''] }) => liveOf(state, id)),
  route('PATCH', '/lives/:id', (state, { body }) => updateLive(state, body)),
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
  route('GET', '/lives/:id/audience', ({ audience, audienceCount }) => ({ count: audienceCount, items: audience })),
  route('PUT', '/lives/:id/notice', (state, { body }) => updateLive(state, body)),
  route('GET', '/lives/:id/stream-key', () => ({ streamKey: 'simulated-stream-key' })),
  route('POST', '/lives/:id/stream-key', () => ({ streamKey: `simulated-${ulid()}` })),
  route('GET', '/lives/:id/sales', salesOf),
  route('POST', '/lives/:id/probe', (_state, { body }) => ({ bytes: (body as { filling: string }).filling.length })),
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

export function updateLive(state: ShopState, change: Partial<Live>): Live {
  const live = state.changeLive(change);
  state.emit({ type: 'live.updated', live });
  return live;
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

import { ulid } from 'ulid';
import { LiveError } from '../../errors.ts';
import type { CommissionRate } from '../../schemas/commission.ts';
import type { Word } from '../../schemas/moderation.ts';
import type { NewRefund, Order, Shipment } from '../../schemas/order.ts';
import type { Refund, StoredOrder } from '../../schemas/order-desk.ts';
import type { NewProduct } from '../../schemas/product.ts';
import type { ProductPatch } from '../../schemas/product-edit.ts';
import type { WebhookEndpoint } from '../../schemas/webhook.ts';
import { pageOf, type Route, route } from './route.ts';
import { createDeskState } from './desk-state.ts';
import type { ShopState } from './shop-state.ts';

/** The back office's part of the server's REST interface. */
export const deskRoutes: readonly Route[] = [
  route('POST', '/products', (state, { body }) => {
    const fields = body as NewProduct;
    const skus = fields.skus.map((sku) => ({ ...sku, id: ulid() }));
    const product = { ...fields, id: ulid(), createdAt: Date.now(), skus, version: 1 };
    state.products.set(product.id, product);
    return product;
  }),
  route('POST', '/products/import', ({ desk }, { body }) => ({
    ...desk.importReport,
    dryRun: (body as { dryRun?: boolean }).dryRun ?? false,
  })),
  route('PATCH', '/products/:id', (state, { params: [id = ''], body }) => changeProduct(state, id, body)),
  route('DELETE', '/products/:id', ({ products, desk }, { params: [id = ''] }) => {
    const product = products.get(id);
    if (product) desk.deleted.set(id, product);
    products.delete(id);
  }),
  route('POST', '/products/:id/restore', (state, { params: [id = ''] }) => {
    const product = state.desk.deleted.get(id);
    if (!product) throw new LiveError('not-found', 'No such product was deleted');
    state.desk.deleted.delete(id);
    state.products.set(id, { ...product, version: product.version + 1 });
    return state.productOf(id);
  }),
  route('GET', '/products/:id/skus/:sku/movements', ({ desk }, { params: [, skuId], query }) =>
    pageOf(
      desk.movements.filter((movement) => movement.skuId === skuId),
      query,
    ),
  ),

  route('GET', '/orders', (state, { query }) => {
    const { status, needs } = query;
    const orders = [...state.orders.values()].toReversed().map((order) => stored(state, order));
    const fits = orders.filter(
      (order) =>
        (status ?? order.status) === order.status &&
        (needs !== 'attention' || order.flag !== undefined) &&
        (needs !== 'refund' || order.refundRequest?.status === 'open'),
    );
    return pageOf(fits, query);
  }),
  route('GET', '/orders/report', ({ desk }) => ({ items: desk.attribution })),
  route('GET', '/orders/:id', (state, { params: [id = ''] }) => orderOf(state, id)),
  route('GET', '/orders/:id/shipments', ({ shipments }, { params: [id = ''] }) => ({ items: shipments.get(id) ?? [] })),
  route('POST', '/orders/:id/shipments', (state, { params: [id = ''], body }) => {
    const parcel: Shipment = { ...(body as Shipment), id: ulid(), orderId: id, createdAt: Date.now() };
    state.shipments.set(id, [...(state.shipments.get(id) ?? []), parcel]);
    change(state, id, { status: 'shipped' });
    return parcel;
  }),
  route('POST', '/orders/:id/delivered', (state, { params: [id = ''] }) => change(state, id, { status: 'delivered' })),
  route('POST', '/orders/:id/refund', (state, { params: [id = ''], body, idempotencyKey = '' }) => {
    const known = state.refundKeys.get(idempotencyKey);
    if (known && known.body !== JSON.stringify(body)) throw new LiveError('key-reused', 'The key was used for another refund');
    const asked = known?.refund ?? refund(state, id, body);
    state.refundKeys.set(idempotencyKey, { body: JSON.stringify(body), refund: asked });
    return asked;
  }),
  route('POST', '/orders/:id/refund-request/decline', (state, { params: [id = ''], body }) => {
    const { refundRequest } = orderOf(state, id);
    if (!refundRequest) throw new LiveError('conflict', 'Nobody asks for money back');
    return change(state, id, { refundRequest: { ...refundRequest, ...(body as object), status: 'declined' } });
  }),
  route('DELETE', '/orders/:id/flag', (state, { params: [id = ''] }) => {
    state.desk.flagged.delete(id);
    return orderOf(state, id);
  }),
  route('GET', '/payments/strays', ({ desk }) => ({ items: desk.strays })),
  route('POST', '/payments/strays/:provider/:event/try', () => ({ known: false })),
  route('DELETE', '/payments/strays/:provider/:event', ({ desk }, { params: [, eventId] }) => {
    desk.strays = desk.strays.filter((stray) => stray.eventId !== eventId);
  }),

  route('GET', '/commission/rates', ({ desk }) => ({ items: desk.rates })),
  route('PUT', '/commission/rates', ({ desk }, { body }) => {
    const rate = body as CommissionRate;
    const others = desk.rates.filter(({ hostId, productId }) => hostId !== rate.hostId || productId !== rate.productId);
    desk.rates = rate.basisPoints > 0 ? [...others, rate] : others;
    return { items: desk.rates };
  }),
  route('GET', '/commission/balances', ({ desk }) => ({ items: desk.balances })),

  route('GET', '/moderation', ({ desk }) => desk.rules),
  route('PUT', '/moderation', ({ desk }, { body }) => {
    const own = Object.fromEntries(
      Object.entries({ ...desk.rules.own, ...(body as object) }).filter(([, value]) => value !== null),
    );
    desk.rules = { settings: { ...createDeskState().rules.settings, ...own }, own };
    return desk.rules;
  }),
  route('GET', '/moderation/audit', ({ audit }, { query }) => pageOf(audit, query)),
  route('GET', '/moderation/words', ({ desk }, { query }) => ({
    items: desk.words.filter(({ language }) => (query['language'] ?? language) === language),
    cursor: '',
  })),
  route('POST', '/moderation/words', ({ desk }, { body }) => {
    const word: Word = { ...(body as Word), id: ulid(), createdAt: Date.now() };
    desk.words = [word, ...desk.words];
    return word;
  }),
  route('PATCH', '/moderation/words/:id', ({ desk }, { params: [id], body }) => {
    desk.words = desk.words.map((word) => (word.id === id ? { ...word, ...(body as object) } : word));
    return desk.words.find((word) => word.id === id);
  }),
  route('DELETE', '/moderation/words/:id', ({ desk }, { params: [id] }) => {
    desk.words = desk.words.filter((word) => word.id !== id);
  }),

  route('GET', '/webhooks', ({ desk }) => ({ items: desk.webhooks })),
  route('POST', '/webhooks', ({ desk }, { body }) => {
    const endpoint: WebhookEndpoint = { ...(body as WebhookEndpoint), id: ulid(), enabled: true, createdAt: Date.now() };
    desk.webhooks = [...desk.webhooks, endpoint];
    return { ...endpoint, secret: SECRET };
  }),
  route('PATCH', '/webhooks/:id', ({ desk }, { params: [id], body }) => {
    const changed = desk.webhooks.map((hook) => (hook.id === id ? { ...hook, ...(body as object) } : hook));
    desk.webhooks = changed;
    return changed.find((hook) => hook.id === id);
  }),
  route('DELETE', '/webhooks/:id', ({ desk }, { params: [id] }) => {
    desk.webhooks = desk.webhooks.filter((hook) => hook.id !== id);
  }),
  route('POST', '/webhooks/:id/rotate', ({ desk }, { params: [id] }) => ({
    ...desk.webhooks.find((hook) => hook.id === id),
    secret: SECRET,
  })),
  route('GET', '/webhooks/:id/deliveries', ({ desk }, { params: [id], query: { status } }) => ({
    items: desk.deliveries.filter((delivery) => delivery.endpointId === id && (status ?? delivery.status) === delivery.status),
    cursor: '',
  })),
  route('POST', '/webhooks/:id/replay', () => undefined),
];

const SECRET = 'whsec_c2ltdWxhdGVkLXNlY3JldC1vbmx5LWZvci1zdG9yaWVz';

/** An order as the shop sees it; all of the simulation's are one buyer's. */
function stored({ desk, session }: ShopState, order: Order): StoredOrder {
  const amount = desk.refunding.get(order.id);
  return {
    ...order,
    buyerId: session.user.id,
    ...(amount === undefined ? {} : { refunding: { amount, currency: order.total.currency } }),
    ...(desk.flagged.has(order.id) ? { flag: 'mismatch' } : {}),
  };
}

function orderOf(state: ShopState, id: string): StoredOrder {
  const order = state.orders.get(id);
  if (!order) throw new LiveError('not-found', 'No such order');
  return stored(state, order);
}

function change(state: ShopState, id: string, changed: Partial<Order>): StoredOrder {
  state.orders.set(id, { ...orderOf(state, id), ...changed });
  return orderOf(state, id);
}

/** The provider's report comes at once, unless it is to wait. */
function refund(state: ShopState, id: string, { amount, lines }: NewRefund): Refund {
  const order = orderOf(state, id);
  const left = order.total.amount - order.refunded.amount - (order.refunding?.amount ?? 0);
  const ofLines = lines?.reduce((sum, line) => {
    const item = order.items.find(({ skuId }) => skuId === line.skuId);
    return sum + (item?.unitPrice.amount ?? 0) * line.quantity;
  }, 0);
  const back = amount ?? ofLines ?? left;
  if (back > left) throw new LiveError('conflict', 'That is more than is left');
  const { currency } = order.total;
  const { refundRequest } = order;
  const { desk } = state;
  if (desk.refundsWait) desk.refunding.set(id, (desk.refunding.get(id) ?? 0) + back);
  change(state, id, {
    ...(desk.refundsWait ? {} : { refunded: { amount: order.refunded.amount + back, currency } }),
    ...(back === left && !desk.refundsWait ? { status: 'refunded' as const } : {}),
    ...(refundRequest?.status === 'open' ? { refundRequest: { ...refundRequest, status: 'granted' as const } } : {}),
  });
  return { id: ulid(), orderId: id, amount: { amount: back, currency }, lines: [], status: 'requested' };
}

function changeProduct(state: ShopState, id: string, patch: ProductPatch) {
  const product = state.productOf(id);
  if (patch.version !== undefined && patch.version !== product.version) {
    throw new LiveError('conflict', 'Somebody else changed it');
  }
  const { skus = [], removeSkus = [], version: _version, ...fields } = patch;
  const kept = product.skus.filter((sku) => !removeSkus.includes(sku.id));
  const changed = kept.map((sku) => {
    const { code = sku.code, ...change } = skus.find((other) => other.id === sku.id) ?? {};
    return { ...sku, ...change, ...(code === null ? { code: undefined } : { code }) };
  });
  const added = skus.flatMap((sku) => (sku.id === undefined ? [{ ...sku, id: ulid() }] : []));
  const set = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value ?? undefined]));
  const next = { ...product, ...set, skus: [...changed, ...added], version: product.version + 1 };
  state.products.set(id, next as typeof product);
  return state.productOf(id);
}

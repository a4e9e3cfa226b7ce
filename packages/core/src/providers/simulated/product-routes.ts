import { LiveError } from '../../errors.ts';
import type { SkuStock, StockEdit } from '../../schemas/product.ts';
import { pageOf, type Route, route } from './route.ts';
import type { ShopState } from './shop-state.ts';

/** What the shop sells, how much of it there is, and who waits for more. */
export const productRoutes: readonly Route[] = [
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

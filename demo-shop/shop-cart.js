import { addressOf, fetchProducts, priceOf, titleOf } from './catalogue.js';

/** The shop's own cart. It lives in this browser and holds `{ skuId, quantity, liveId?, popupEventId? }`. */
const KEY = 'alder-cart';
const listeners = new Set();
let changes = Promise.resolve();

function stored() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '[]');
  } catch {
    return [];
  }
}

function tell() {
  for (const listener of listeners) listener();
}

/** One change after the other, also when two buttons are pressed at once. */
function change(work) {
  const done = changes.then(async () => {
    localStorage.setItem(KEY, JSON.stringify(await work(stored())));
    tell();
    return shopCart.get();
  });
  changes = done.catch(() => {});
  return done;
}

async function find(skuId) {
  for (const product of await fetchProducts()) {
    const sku = product.skus.find(({ id }) => id === skuId);
    if (sku) return { product, sku };
  }
  return undefined;
}

async function checked(skuId, quantity) {
  const { sku } = (await find(skuId)) ?? {};
  if (!sku) throw { code: 'not-found', message: 'We do not sell this any more' };
  if (quantity > sku.stock) throw { code: 'sold-out', message: `Only ${sku.stock} left`, available: sku.stock };
  return quantity;
}

export const shopCart = {
  /** How many pieces, without asking anybody. */
  count: () => stored().reduce((sum, { quantity }) => sum + quantity, 0),

  /** The lines with today's names, prices and stock, and what they cost together. */
  async get() {
    const lines = [];
    for (const { skuId, quantity, liveId, popupEventId } of stored()) {
      const found = await find(skuId);
      if (!found) continue;
      const { product, sku } = found;
      lines.push({
        id: skuId,
        skuId,
        productId: product.id,
        title: titleOf(product),
        url: addressOf(product),
        options: sku.options,
        imageUrl: product.images[0],
        quantity,
        unitPrice: priceOf(sku),
        available: sku.stock,
        liveId,
        popupEventId,
      });
    }
    const amount = lines.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice.amount, 0);
    return { lines, total: { amount, currency: window.shop.currency } };
  },

  /** Rejects with `{ code: 'sold-out', available }` where there are not as many; `from` is the show that led to it. */
  add: (skuId, quantity = 1, from = {}) =>
    change(async (lines) => {
      const line = lines.find((candidate) => candidate.skuId === skuId);
      const all = await checked(skuId, quantity + (line?.quantity ?? 0));
      return line
        ? lines.map((other) => (other === line ? { ...line, quantity: all } : other))
        : [...lines, { skuId, quantity, ...from }];
    }),

  update: (id, quantity) =>
    change(async (lines) => {
      const all = await checked(id, quantity);
      return lines.map((line) => (line.skuId === id ? { ...line, quantity: all } : line));
    }),

  remove: (id) => change((lines) => lines.filter(({ skuId }) => skuId !== id)),

  clear: () => change(() => []),

  /** Calls `listener` after every change, other tabs' too; returns how to stop. */
  subscribe(listener) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

addEventListener('storage', ({ key }) => {
  if (key === KEY || key === null) tell();
});

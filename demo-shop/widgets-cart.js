// What a shop writes so that the live show fills the shop's own cart: five functions.
import { shopCart } from './shop-cart.js';

/** Keys of what was added: a repeated try of the same tap must not add twice. */
const added = new Set();

window.vitrine.cart = {
  get: shopCart.get,
  async add(lines, { idempotencyKey }) {
    if (!added.has(idempotencyKey)) {
      for (const { skuId, quantity, attribution } of lines) await shopCart.add(skuId, quantity, attribution);
      added.add(idempotencyKey);
    }
    return shopCart.get();
  },
  update: shopCart.update,
  remove: shopCart.remove,
  checkout: () => new URL('/checkout', location.origin).href,
  subscribe: shopCart.subscribe,
};

import { CartView } from '@vitrine/core/carts/cart-view.ts';
import { DomEventsCart } from '@vitrine/core/carts/dom-events-cart.ts';
import { VitrineCart } from '@vitrine/core/carts/vitrine-cart.ts';
import { untracked } from '@vitrine/core/reactive.ts';
import { type ShoppingRoom, shoppingRoom } from '@vitrine/core/shopping-room.ts';
import type { LiveElement } from './live-element.ts';
import { scriptsRan } from './page-time.ts';
import { type CartKind, cartKindOf } from './settings.ts';

/** One cart a room and kind, however many elements show it; each ends with its room. */
const views = new WeakMap<AbortSignal, Map<CartKind, CartView>>();

/** The cart that an element shows and fills; read it while rendering. Undefined without a room. */
export function cartOf(element: LiveElement & { cart?: string }): CartView | undefined {
  if (!element.room) return undefined;
  const room = shoppingRoom(element.room);
  const kind = cartKindOf(element);
  const known = views.get(room.closed) ?? new Map<CartKind, CartView>();
  views.set(room.closed, known);
  const view = known.get(kind) ?? untracked(() => new CartView(adapterOf(kind, room), room.closed));
  known.set(kind, view);
  return view;
}

const adapterOf = (kind: CartKind, room: ShoppingRoom) =>
  kind === 'dom-events'
    ? new DomEventsCart({ handlers: () => globalThis.vitrine?.cart, ready: scriptsRan })
    : new VitrineCart(room.cart);

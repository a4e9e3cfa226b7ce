import { CartView } from '@vitrine/core/carts/cart-view.ts';
import { DomEventsCart } from '@vitrine/core/carts/dom-events-cart.ts';
import { VitrineCart } from '@vitrine/core/carts/vitrine-cart.ts';
import { untracked } from '@vitrine/core/reactive.ts';
import type { LiveRoom } from './context.ts';
import type { LiveElement } from './live-element.ts';
import { type CartKind, cartKindOf } from './settings.ts';

/** One cart a room and kind, however many elements show it; each ends with its room. */
const views = new WeakMap<LiveRoom, Map<CartKind, CartView>>();

/** The cart that an element shows and fills; read it while rendering. Undefined without a room. */
export function cartOf(element: LiveElement & { cart?: string }): CartView | undefined {
  const { room } = element;
  if (!room) return undefined;
  const kind = cartKindOf(element);
  const known = views.get(room) ?? new Map<CartKind, CartView>();
  views.set(room, known);
  const view = known.get(kind) ?? untracked(() => new CartView(adapterOf(kind, room), room.closed));
  known.set(kind, view);
  return view;
}

const adapterOf = (kind: CartKind, room: LiveRoom) =>
  kind === 'dom-events' ? new DomEventsCart({ handlers: () => globalThis.vitrine?.cart }) : new VitrineCart(room.cart);

import { followReconnects } from './follow-reconnects.ts';
import type { LiveRoom } from './live-room.ts';
import { computed, effect, untracked } from './reactive.ts';
import { CartRepository } from './repositories/cart-repository.ts';
import { OrderRepository } from './repositories/order-repository.ts';
import { ProductRepository } from './repositories/product-repository.ts';
import { PopupStore } from './stores/popup-store.ts';

/** A room as its customers know it: with all that is sold there, and what they bought. */
export interface ShoppingRoom extends LiveRoom {
  readonly products: ProductRepository;
  /** The product being explained. */
  readonly popup: PopupStore;
  readonly cart: CartRepository;
  readonly orders: OrderRepository;
}

/** Only a memory of what hangs on each room, and gone with it. */
const known = new WeakMap<AbortSignal, ShoppingRoom>();

/** The shopping side of a room, always the same one for the same room. Made on demand, so that the picture need not wait for its code. */
export function shoppingRoom(room: LiveRoom): ShoppingRoom {
  const before = known.get(room.closed);
  if (before) return before;
  const made = untracked(() => open(room));
  known.set(room.closed, made);
  return made;
}

function open(room: LiveRoom): ShoppingRoom {
  const { liveList, media, login, channel, closed } = room;
  const currency = computed(() => liveList.currentLive?.currency);
  const popup = new PopupStore({ ...room, metadata: () => liveList.metadata, latency: () => media.latency });
  // What was popped up since the room was joined, before anybody here listened.
  if (liveList.joinState === 'ready') liveList.queryMetaData().catch(() => {});
  const orders = new OrderRepository(room);
  const cart = new CartRepository({ ...room, currency: () => currency.value });
  const own = [orders, cart];
  const stops = [
    // Private events stand outside the room's sequence: after a gap, what is the visitor's own is read again.
    followReconnects(channel, () => own.forEach((repository) => repository.refresh())),
    followVisitor(own, () => login.loginUserInfo?.userId),
  ];
  closed.addEventListener('abort', () => stops.forEach((stop) => stop()), { once: true });
  return { ...room, products: new ProductRepository(room), popup, cart, orders };
}

/** What belongs to one visitor is not shown to the next. */
function followVisitor(own: readonly (CartRepository | OrderRepository)[], userId: () => string | undefined): () => void {
  let before: string | undefined;
  // A renewed session of the same user must not look like a change.
  const user = computed(userId);
  return effect(() => {
    const present = user.value;
    if (before !== undefined && present !== before) {
      untracked(() => {
        for (const repository of own) {
          repository.forget();
          if (present !== undefined) repository.refresh();
        }
      });
    }
    // After signing out, whoever comes next starts from nothing.
    before = present ?? (before === undefined ? undefined : '');
  });
}

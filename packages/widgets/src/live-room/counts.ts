import { shoppingRoom } from '@vitrine/core/shopping-room.ts';
import { cartOf } from '../shared/cart.ts';
import type { LiveElement } from '../shared/live-element.ts';

type Buyer = LiveElement & { cart?: string };

/** How many products the room sells; undefined until that was read. Follows the shelf while rendering. */
export const productsIn = ({ room }: Buyer): number | undefined => room && shoppingRoom(room).products.shelf?.length;

/** How many pieces are in the cart. Follows it while rendering. */
export const piecesIn = (element: Buyer): number => cartOf(element)?.count ?? 0;

/** Reads what is not known yet. */
export function fetchCounts(element: Buyer): void {
  const { room } = element;
  if (!room) return;
  const { products } = shoppingRoom(room);
  if (!products.shelf) void products.fetchShelf();
  const cart = cartOf(element);
  if (!cart?.cart) cart?.fetch().catch(() => {});
}

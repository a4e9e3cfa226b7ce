import type { LiveErrorCode } from '../errors.ts';
import type { Cart } from '../schemas/order.ts';

/** What goes into a cart, in words that our server and the shop both understand. */
export interface CartItem {
  /** Our id of the variant. */
  readonly skuId: string;
  readonly productId: string;
  /** The shop's own id of the product, where it gave us one. */
  readonly externalId?: string;
  /** What the variant is, for example `{ Size: 'M' }`; empty where the product has only one. */
  readonly options: Readonly<Record<string, string>>;
  readonly quantity: number;
  /** What led to it, for the shop's own books. */
  readonly attribution: { readonly liveId: string; readonly popupEventId?: string };
}

export interface AddOptions {
  /** The same for every try of the same tap, so that a lost answer never adds twice. */
  idempotencyKey: string;
}

/**
 * One cart, wherever it lives. Every change resolves to the cart as it is afterwards, or rejects with a LiveError that names
 * the reason; `details.available` is how many can be had where that is the reason.
 */
export interface CartAdapter {
  readonly id: string;
  getCart(): Promise<Cart>;
  add(lines: readonly CartItem[], options: AddOptions): Promise<Cart>;
  /** A quantity of 0 removes the line. */
  update(lineId: string, quantity: number): Promise<Cart>;
  remove(lineId: string): Promise<Cart>;
  /** Where the visitor pays; undefined where the shop has taken over. Absent: the order is placed at our server. */
  checkout?(): Promise<string | undefined>;
  /** Why the cart's last read or change failed, for adapters that also read by themselves. */
  readonly failure?: LiveErrorCode | undefined;
  /** Tells of every change, whoever made it, and may begin at once; undefined: nothing is known of the cart any more. Returns how to stop. */
  subscribe(listener: (cart: Cart | undefined) => void): () => void;
}

/** What a cart contract's refusal carries in `details`. */
export interface CartRefusal {
  /** How many can be had. */
  readonly available?: number;
}

import { clientId } from '../client-id.ts';
import type { SafeStorage } from '../safe-storage.ts';

const nameOf = (orderId: string): string => `vitrine.refund/${orderId}`;

/** Keys of refunds that nobody knows the outcome of, by order: another try must be known as one, also after the page was reloaded. */
export class RefundKeys {
  readonly #storage: SafeStorage;
  /** Where a page may store nothing. */
  readonly #keys = new Map<string, string>();

  constructor(storage: SafeStorage) {
    this.#storage = storage;
  }

  has(orderId: string): boolean {
    return this.#known(orderId) !== undefined;
  }

  /** The key of the order's unsettled refund, or a new one. It is stored before anything is sent. */
  keyOf(orderId: string): string {
    const key = this.#known(orderId) ?? clientId();
    this.#keys.set(orderId, key);
    this.#storage.set(nameOf(orderId), key);
    return key;
  }

  forget(orderId: string): void {
    this.#keys.delete(orderId);
    this.#storage.remove(nameOf(orderId));
  }

  #known(orderId: string): string | undefined {
    return this.#keys.get(orderId) ?? this.#storage.get(nameOf(orderId));
  }
}

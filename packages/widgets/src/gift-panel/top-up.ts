import type { ReactiveController } from 'lit';
import { errorCode, type LiveErrorCode } from '@vitrine/core/errors.ts';
import { giftsOf } from '@vitrine/core/room-gifts.ts';
import type { CoinPackage, TopUp } from '@vitrine/core/schemas/gift.ts';
import type { LiveElement } from '../shared/live-element.ts';

/** Buys coins for an element, and notices when they have come. */
export class ToppingUp implements ReactiveController {
  readonly #host: LiveElement;
  #attempt: { packageId: string; key: string } | undefined;
  #before = 0;
  busy = false;
  failure: LiveErrorCode | undefined;
  /** Waits to be paid. */
  open: TopUp | undefined;

  constructor(host: LiveElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('focus', this.#look);
  }

  hostDisconnected(): void {
    removeEventListener('focus', this.#look);
    this.reset();
  }

  /** True once, when the coins of the open payment are there. Read it while rendering. */
  arrived(): boolean {
    const { room } = this.#host;
    const coins = room && this.open ? giftsOf(room).wallet.wallet?.coins : undefined;
    return coins !== undefined && coins >= this.#before + (this.open?.coins ?? 0);
  }

  async buy(offer: CoinPackage): Promise<void> {
    const { room } = this.#host;
    if (!room || this.busy) return;
    const { wallet } = giftsOf(room);
    // A lost answer must not open two payments.
    if (this.#attempt?.packageId !== offer.packageId) this.#attempt = { packageId: offer.packageId, key: crypto.randomUUID() };
    this.busy = true;
    this.failure = undefined;
    this.#host.requestUpdate();
    try {
      this.#before = wallet.wallet?.coins ?? 0;
      this.open = await wallet.topUp(offer, this.#attempt.key, location.href);
      this.#attempt = undefined;
    } catch (error) {
      this.failure = errorCode(error);
    }
    this.busy = false;
    this.#host.requestUpdate();
  }

  reset(): void {
    this.open = undefined;
    this.failure = undefined;
    this.#attempt = undefined;
  }

  /** Whoever comes back from paying may have missed what the server said meanwhile. */
  readonly #look = (): void => {
    const { room } = this.#host;
    if (room && this.open) void giftsOf(room).wallet.refresh();
  };
}

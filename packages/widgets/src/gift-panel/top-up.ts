import type { ReactiveController } from 'lit';
import { giftsOf } from '@vitrine/core/room-gifts.ts';
import type { CoinPackage, TopUp } from '@vitrine/core/schemas/gift.ts';
import { Acting } from '../shared/acting.ts';
import type { LiveElement } from '../shared/live-element.ts';

/** Buys coins for an element, and notices when they have come. */
export class ToppingUp extends Acting<LiveElement> implements ReactiveController {
  #attempt: { packageId: string; key: string } | undefined;
  #before = 0;
  /** Waits to be paid. */
  open: TopUp | undefined;

  constructor(host: LiveElement) {
    super(host);
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
    const { room } = this.host;
    const coins = room && this.open ? giftsOf(room).wallet.wallet?.coins : undefined;
    return coins !== undefined && coins >= this.#before + (this.open?.coins ?? 0);
  }

  async buy(offer: CoinPackage): Promise<void> {
    const { room } = this.host;
    if (!room || this.busy) return;
    const { wallet } = giftsOf(room);
    // A lost answer must not open two payments.
    if (this.#attempt?.packageId !== offer.packageId) this.#attempt = { packageId: offer.packageId, key: crypto.randomUUID() };
    const { key } = this.#attempt;
    this.#before = wallet.wallet?.coins ?? 0;
    await this.run(async () => {
      this.open = await wallet.topUp(offer, key, location.href);
      this.#attempt = undefined;
    });
  }

  reset(): void {
    this.open = undefined;
    this.failure = undefined;
    this.#attempt = undefined;
  }

  /** Whoever comes back from paying may have missed what the server said meanwhile. */
  readonly #look = (): void => {
    const { room } = this.host;
    if (room && this.open) void giftsOf(room).wallet.refresh();
  };
}

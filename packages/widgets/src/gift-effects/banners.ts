import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ReceivedGift } from '@vitrine/core/stores/gift-store.ts';

/** Who sent what, for a moment. */
export interface Banner {
  readonly id: string;
  readonly gift: ReceivedGift;
}

const MAX_SHOWN = 2;
const MAX_WAITING = 20;
const STAY_MS = 3_000;

/** Names at most two senders at a time; a combo counts up in its place and stays for as long as it goes on. */
export class Banners implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  #waiting: Banner[] = [];
  shown: readonly Banner[] = [];

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.clear();
  }

  add(gift: ReceivedGift, mine: boolean): void {
    const banner = { id: gift.comboId, gift };
    const known = this.shown.find(({ id }) => id === banner.id);
    if (known) {
      if (gift.comboCount >= known.gift.comboCount) this.shown = this.shown.map((one) => (one === known ? banner : one));
      this.#stay(banner.id);
    } else if (this.shown.length < MAX_SHOWN) this.#show(banner);
    else {
      const others = this.#waiting.filter(({ id }) => id !== banner.id);
      // The oldest give way: who came last is still looking.
      this.#waiting = mine ? [banner, ...others].slice(0, MAX_WAITING) : [...others, banner].slice(-MAX_WAITING);
    }
    this.#host.requestUpdate();
  }

  clear(): void {
    this.#timers.forEach((timer) => clearTimeout(timer));
    this.#timers.clear();
    this.#waiting = [];
    this.shown = [];
  }

  #show(banner: Banner): void {
    this.shown = [...this.shown, banner];
    this.#stay(banner.id);
  }

  #stay(id: string): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.set(
      id,
      setTimeout(() => {
        this.#timers.delete(id);
        this.shown = this.shown.filter((one) => one.id !== id);
        const next = this.#waiting.shift();
        if (next) this.#show(next);
        this.#host.requestUpdate();
      }, STAY_MS),
    );
  }
}

import { effect, untracked } from '../reactive.ts';
import type { ServerClock } from '../server-clock.ts';

interface Waiting {
  readonly happenedAt: number;
  readonly act: () => void;
}

/**
 * Holds back what the room tells until the viewer's picture is as far, since messages are faster than a picture from a CDN.
 * Keeps the order in which it happened. Where the picture is not behind, everything happens at once.
 */
export class PictureDelay {
  readonly #latency: () => number;
  readonly #clock: Pick<ServerClock, 'now'>;
  readonly #stop: () => void;
  #waiting: readonly Waiting[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `latency` is a signal inside: a viewer who moves to a faster picture gets at once what was held back. */
  constructor(latency: () => number, clock: Pick<ServerClock, 'now'>) {
    this.#latency = latency;
    this.#clock = clock;
    this.#stop = effect(() => {
      latency();
      untracked(() => this.#run());
    });
  }

  close(): void {
    this.#stop();
    clearTimeout(this.#timer);
    this.#waiting = [];
  }

  /** Calls `act` when the picture shows the moment `happenedAt`, by the server's clock; at once where that is past. */
  at(happenedAt: number, act: () => void): void {
    const next = { happenedAt: Math.min(happenedAt, this.#clock.now()), act };
    this.#waiting = [...this.#waiting, next].sort((a, b) => a.happenedAt - b.happenedAt);
    this.#run();
  }

  #run(): void {
    clearTimeout(this.#timer);
    for (let first = this.#waiting[0]; first; first = this.#waiting[0]) {
      const wait = first.happenedAt + this.#latency() - this.#clock.now();
      if (wait > 0) {
        this.#timer = setTimeout(() => this.#run(), wait);
        return;
      }
      this.#waiting = this.#waiting.slice(1);
      first.act();
    }
  }
}

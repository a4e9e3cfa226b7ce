import { setTimeout as sleep } from 'node:timers/promises';
import { LiveError } from '@vitrine/core/errors.ts';

/** More callers than this do not wait: whoever came last would wait half a minute. */
const MAX_WAITING = 5_000;

/** `first` is for what people bought, took or were told off for; `last` for likes and counts. */
export type Urgency = 'first' | 'last';

/** Lets callers through so many times a second and no faster, the urgent ones before the others. */
export class Pace {
  readonly #gap: number;
  readonly #waiting: Record<Urgency, (() => void)[]> = { first: [], last: [] };
  #nextAt = 0;
  #running = false;

  constructor(perSecond: number) {
    this.#gap = 1000 / perSecond;
  }

  get waiting(): number {
    return this.#waiting.first.length + this.#waiting.last.length;
  }

  /** Resolves when it is the caller's turn. */
  turn(urgency: Urgency): Promise<void> {
    if (this.waiting >= MAX_WAITING) {
      return Promise.reject(new LiveError('unavailable', 'Too much waits for Tencent', { retryAfter: 5 }));
    }
    return new Promise((resolve) => {
      this.#waiting[urgency].push(resolve);
      if (!this.#running) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.waiting > 0) {
      const wait = this.#nextAt - performance.now();
      if (wait > 0) {
        // Timers may be a little early; Tencent counts.
        await sleep(Math.ceil(wait));
        continue;
      }
      this.#nextAt = performance.now() + this.#gap;
      const { first, last } = this.#waiting;
      (first.shift() ?? last.shift())?.();
    }
    this.#running = false;
  }
}

import { setTimeout as sleep } from 'node:timers/promises';

/** A room hears 40 messages a second, whoever says them: half of them are left to the people. */
const PER_SECOND = 20;
const BURST = 20;
/** So many are kept for what matters: counts and likes go only while there is more. */
const RESERVED = 10;

/** How fast the server may speak in one room. */
export class RoomPace {
  #tokens = BURST;
  #at = performance.now();

  /** Resolves when the next message may go. */
  async turn(): Promise<void> {
    while (!this.#take(0)) await sleep(1000 / PER_SECOND);
  }

  /** True, and counted, where a message may go that the room could do without. */
  spare(): boolean {
    return this.#take(RESERVED);
  }

  /** The room lost a message, so it hears more than we know of: waits before the next. */
  exhaust(): void {
    this.#tokens = 0;
    this.#at = performance.now();
  }

  #take(kept: number): boolean {
    const now = performance.now();
    this.#tokens = Math.min(BURST, this.#tokens + ((now - this.#at) / 1000) * PER_SECOND);
    this.#at = now;
    if (this.#tokens < kept + 1) return false;
    this.#tokens -= 1;
    return true;
  }
}

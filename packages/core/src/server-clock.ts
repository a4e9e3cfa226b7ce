/** Estimates the server's time, since a visitor's clock may be wrong by hours: countdowns and mutes are the server's to end. */
export class ServerClock {
  #offset = 0;
  #bestRoundTrip = Number.POSITIVE_INFINITY;

  /** Milliseconds since 1970 by the server's clock, as far as it is known; before the first sample, the visitor's. */
  now(): number {
    return Date.now() + this.#offset;
  }

  /** Takes a server time `ts` that arrived just now after `roundTrip` milliseconds; the fastest answer is the most exact. */
  observe(ts: number, roundTrip: number): void {
    // Sleep and clock changes spoil old samples, so that a much worse new one still counts for something.
    this.#bestRoundTrip = Math.max(this.#bestRoundTrip * 1.1, 1);
    if (roundTrip > this.#bestRoundTrip) return;
    this.#bestRoundTrip = roundTrip;
    this.#offset = ts + roundTrip / 2 - Date.now();
  }
}

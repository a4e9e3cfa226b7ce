import type { ReportBlock, SenderClock } from './rtcp.ts';

/** Counts what arrives of one sender, so that its congestion control learns of losses and of the round trip. */
export class Reception {
  #first: number | undefined;
  #highest = 0;
  #received = 0;
  #expectedBefore = 0;
  #receivedBefore = 0;
  #jitter = 0;
  #transit: number | undefined;
  #report: { middle: number; at: number } | undefined;
  readonly #ssrc: number;
  readonly #clockRate: number;

  constructor(ssrc: number, clockRate: number) {
    this.#ssrc = ssrc;
    this.#clockRate = clockRate;
  }

  packet(sequence: number, timestamp: number, now: number): void {
    this.#first ??= sequence;
    this.#highest = Math.max(this.#highest, sequence);
    this.#received += 1;
    const transit = (now * this.#clockRate) / 1000 - timestamp;
    if (this.#transit !== undefined) {
      const difference = Math.abs(transit - this.#transit);
      // A timestamp that wraps would look like minutes of jitter.
      if (difference < this.#clockRate * 10) this.#jitter += (difference - this.#jitter) / 16;
    }
    this.#transit = transit;
  }

  clock(clock: SenderClock, now: number): void {
    this.#report = { middle: ((clock.ntpSeconds & 0xffff) * 0x10000 + (clock.ntpFraction >>> 16)) >>> 0, at: now };
  }

  /** The report since the last one; undefined before the first packet. */
  block(now: number): ReportBlock | undefined {
    if (this.#first === undefined) return undefined;
    const expected = this.#highest - this.#first + 1;
    const expectedNow = expected - this.#expectedBefore;
    const lostNow = expectedNow - (this.#received - this.#receivedBefore);
    this.#expectedBefore = expected;
    this.#receivedBefore = this.#received;
    return {
      ssrc: this.#ssrc,
      fractionLost: expectedNow > 0 && lostNow > 0 ? Math.min(255, Math.floor((lostNow * 256) / expectedNow)) : 0,
      cumulativeLost: Math.max(0, expected - this.#received),
      highestSequence: this.#highest >>> 0,
      jitter: Math.round(this.#jitter),
      lastReport: this.#report?.middle ?? 0,
      delaySinceLastReport: this.#report ? Math.round(((now - this.#report.at) * 65_536) / 1000) : 0,
    };
  }
}

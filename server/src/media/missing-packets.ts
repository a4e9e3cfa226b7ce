const RETRY_AFTER_MS = 80;
const MAX_TRIES = 8;
/** A gap as large as this is no loss but a new beginning. */
const MAX_GAP = 300;

/** Which packets of a sender are missing, and when to ask for them again. */
export class MissingPackets {
  readonly #missing = new Map<number, { tries: number; askAt: number }>();
  #highest: number | undefined;

  get size(): number {
    return this.#missing.size;
  }

  arrived(sequence: number, now: number): void {
    const highest = this.#highest;
    if (highest !== undefined && sequence <= highest) {
      this.#missing.delete(sequence);
      return;
    }
    this.#highest = sequence;
    if (highest === undefined) return;
    if (sequence - highest > MAX_GAP) this.#missing.clear();
    else for (let lost = highest + 1; lost < sequence; lost += 1) this.#missing.set(lost, { tries: 0, askAt: now });
  }

  /** The packets to ask for now; each counts as asked, and is given up after some tries. */
  due(now: number): number[] {
    const due: number[] = [];
    for (const [sequence, entry] of this.#missing) {
      if (entry.askAt > now) continue;
      if (entry.tries === MAX_TRIES) {
        this.#missing.delete(sequence);
        continue;
      }
      entry.tries += 1;
      entry.askAt = now + RETRY_AFTER_MS;
      due.push(sequence);
    }
    return due.sort((a, b) => a - b);
  }
}

/** The value below which `share` (0 to 1) of the sorted values lie; NaN of none. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** The middle of values in any order. */
export const median = (values: readonly number[]): number => percentile(sort(values), 0.5);

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

export const sort = (values: readonly number[]): number[] => values.toSorted((a, b) => a - b);

/** Counts milliseconds in tenths, so that a million of them cost no memory; all above ten seconds count as ten. */
export class Histogram {
  readonly #buckets = new Uint32Array(100_001);
  count = 0;

  add(ms: number): void {
    this.#buckets[Math.min(100_000, Math.max(0, Math.round(ms * 10)))]! += 1;
    this.count += 1;
  }

  percentile(share: number): number {
    let left = this.count * share;
    const bucket = this.#buckets.findIndex((held) => (left -= held) < 0);
    return bucket < 0 ? Number.NaN : bucket / 10;
  }
}

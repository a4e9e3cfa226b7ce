const FIRST = 1_000;
const LONGEST = 5 * 60_000;

/** When to try again after `attempts` earlier failures, in milliseconds since 1970: doubling from 1 s to 5 min, with jitter. */
export const retryAt = (now: number, attempts: number): number =>
  Math.round(now + Math.min(FIRST * 2 ** Math.min(attempts, 20), LONGEST) * (0.8 + 0.4 * Math.random()));

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Standard Webhooks' schedule: how long after one failed attempt the next one is made. */
const WAITS = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR];

/** Nobody may put us off for longer. */
const LONGEST = 24 * HOUR;

/** Up to a tenth more, so that many do not come back at the same moment. */
const jittered = (wait: number): number => wait * (1 + Math.random() / 10);

/** Milliseconds that a `Retry-After` asks for, in seconds or as a date; 0 for none. */
export function retryAfter(header: string | undefined, now: number): number {
  if (header === undefined) return 0;
  const wait = /^\d+$/.test(header) ? Number(header) * SECOND : Date.parse(header) - now;
  return Number.isFinite(wait) ? Math.min(Math.max(0, wait), LONGEST) : 0;
}

/** When to try again after `attempts` failures, never before `notBefore` milliseconds; undefined once all were made. */
export function nextAttempt(now: number, attempts: number, notBefore: number): number | undefined {
  const wait = WAITS[attempts - 1];
  return wait === undefined ? undefined : Math.round(now + Math.max(jittered(wait), notBefore));
}

import type { LiveError, LiveErrorCode } from '../../errors.ts';

/** Refusals that another try would not change. */
const FINAL: ReadonlySet<LiveErrorCode> = new Set([
  'unauthenticated',
  'forbidden',
  'invalid',
  'too-large',
  'conflict',
  'expired',
  'unsupported',
  'cancelled',
  'kicked',
  'auth',
]);

/** True for a refusal that another try would not change. */
export const isFinal = (error: LiveError): boolean => FINAL.has(error.code);

/**
 * Milliseconds until the next try. Somebody who is expected to publish is asked for often, everything else less and less;
 * chance spreads the viewers of a room that all lost their picture at once.
 */
export function retryDelay({ code, retryAfter }: LiveError, attempts: number, chance = Math.random()): number {
  const spread = 0.75 + chance / 2;
  if (code === 'not-found') return Math.min(500 * 1.5 ** (attempts - 1), 2000) * spread;
  if (retryAfter !== undefined) return Math.min(retryAfter, 30) * 1000 * (1 + chance / 2);
  return Math.min(500 * 2 ** (attempts - 1), 8000) * spread;
}

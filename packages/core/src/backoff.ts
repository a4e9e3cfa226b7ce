import { errorCode, LiveError } from './errors.ts';

export interface Backoff {
  /** The first delay is at most this long, in milliseconds; each later one at most twice the one before. */
  readonly baseMs: number;
  readonly capMs: number;
}

/** A random delay between nothing and the exponential bound: a crowd that lost its server together must not return together. */
export const fullJitter = (attempt: number, { baseMs, capMs }: Backoff): number =>
  Math.random() * Math.min(capMs, baseMs * 2 ** attempt);

/** Resolves after `ms`; rejects with `cancelled` as soon as `until` aborts. */
export function wait(ms: number, until: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = () => {
      clearTimeout(timer);
      reject(new LiveError('cancelled', 'Cancelled'));
    };
    const timer = setTimeout(() => {
      until.removeEventListener('abort', cancel);
      resolve();
    }, ms);
    if (until.aborted) cancel();
    else until.addEventListener('abort', cancel, { once: true });
  });
}

export interface RetryOptions extends Backoff {
  /** How often `act` runs at most. */
  readonly attempts: number;
  /** True where the same act may go well a little later. */
  readonly worthwhile: (error: unknown) => boolean;
  readonly until: AbortSignal;
}

/** True for a failure that says nothing against the act itself: no network, no answer, a server that is starting. */
export const isTransient = (error: unknown): boolean => ['offline', 'timeout', 'unavailable'].includes(errorCode(error));

/** Runs `act` until it goes well, fails for good or has failed `attempts` times; then rejects with the last error. */
export async function retry<T>(act: () => Promise<T>, options: RetryOptions): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await act();
    } catch (error) {
      if (attempt + 1 >= options.attempts || options.until.aborted || !options.worthwhile(error)) throw error;
      const asked = error instanceof LiveError ? (error.retryAfter ?? 0) * 1000 : 0;
      await wait(Math.max(Math.min(asked, options.capMs), fullJitter(attempt, options)), options.until);
    }
  }
}

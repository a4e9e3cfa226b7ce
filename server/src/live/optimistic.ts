import { LiveError } from '@vitrine/core/errors.ts';

const ATTEMPTS = 20;

/**
 * Repeats a change that was built on what it read: `attempt` reads, and returns undefined when its guard refused. Somebody
 * was faster then, so it reads again; `tries` counts from 0. Reasons to refuse for good are thrown by `attempt` itself.
 */
export async function optimistic<T>(attempt: (tries: number) => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < ATTEMPTS; tries++) {
    const done = await attempt(tries);
    if (done !== undefined) return done;
  }
  throw new LiveError('conflict', 'Others are changing this room at the same moment; try again');
}

import type { MiddlewareHandler } from 'hono';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { LiveError } from '@vitrine/core/errors.ts';
import type { Env } from './env.ts';

/** How often an act may happen: `points` in `seconds`, before the shop's factor. */
export interface Rate {
  points: number;
  seconds: number;
}

export interface RateLimits {
  /** Counts one act of `key`; throws `rate-limited` with the seconds to wait. */
  take(rule: string, key: string, rate: Rate): Promise<void>;
  /** A route's limits by user and by address, whichever are given. */
  limit(rule: string, rates: { user?: Rate; address?: Rate }): MiddlewareHandler<Env>;
}

/** Token buckets in memory. `factor` multiplies every allowance; load tests raise it. */
export function createRateLimits(factor: number): RateLimits {
  const limiters = new Map<string, RateLimiterMemory>();

  async function take(rule: string, key: string, { points, seconds }: Rate): Promise<void> {
    let limiter = limiters.get(rule);
    if (!limiter) {
      limiter = new RateLimiterMemory({ points: Math.max(1, Math.round(points * factor)), duration: seconds });
      limiters.set(rule, limiter);
    }
    try {
      await limiter.consume(key);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      throw new LiveError('rate-limited', 'Too many requests; slow down', { retryAfter: Math.ceil(refusal.msBeforeNext / 1000) });
    }
  }

  return {
    take,
    limit: (rule, { user, address }) =>
      async function limited(c, next) {
        const principal = c.get('principal');
        if (user && principal) await take(`${rule}:user`, principal.userId, user);
        if (address) await take(`${rule}:address`, c.get('address'), address);
        await next();
      },
  };
}

import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { Config } from './config.ts';
import type { Database } from './db/client.ts';
import type { WriteQueue } from './db/write-queue.ts';
import type { Idempotency } from './http/idempotency.ts';
import type { KeptAnswers } from './http/kept-answers.ts';
import type { RateLimits } from './http/rate-limit.ts';

/** What every domain is built from. A domain takes the slice it needs: `Pick<Deps, 'db' | 'writes'>`. */
export interface Deps {
  config: Config;
  db: Database;
  writes: WriteQueue;
  limits: RateLimits;
  idempotency: Idempotency;
  kept: KeptAnswers;
  log: Logger;
  metrics: Registry;
  /** Milliseconds since 1970; tests put their own clock here. */
  now: () => number;
}

import { createHash } from 'node:crypto';
import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { LiveError } from '@vitrine/core/errors.ts';
import type { Database } from '../db/client.ts';
import type { Statement } from '../db/write-queue.ts';
import type { Env } from './env.ts';
import { idempotencyKeys } from './tables.ts';

/** What an act needs to be done at most once. */
export interface Once {
  /** True while the key is unused; belongs into the guard of the act's change. */
  readonly unused: SQL;
  /** Stores the reply if `happened`; belongs into the act's change. */
  remember(status: number, body: unknown, happened: SQL): Statement;
}

export type Idempotency = <T>(
  c: Context<Env>,
  route: string,
  body: unknown,
  act: (once: Once) => Promise<{ status: ContentfulStatusCode; body: T }>,
) => Promise<Response>;

/**
 * Runs an act once per user, route and `Idempotency-Key`. Missing key: 400. The same key with another body: 422. Still
 * running: 409 `in-progress`. Done: the same status and body again, marked `Idempotent-Replayed: true`. Refusals are not
 * stored, so that a retry may succeed.
 */
export function createIdempotency(db: Database): Idempotency {
  const running = new Set<string>();

  return async function idempotent(c, route, body, act) {
    const key = c.req.header('Idempotency-Key');
    if (!key) throw new LiveError('idempotency-key-missing', 'The header Idempotency-Key is missing');
    if (key.length > 255) throw new LiveError('invalid', 'An Idempotency-Key has at most 255 characters');
    const userId = c.get('principal')?.userId ?? '';
    const bodyHash = createHash('sha256').update(JSON.stringify(body)).digest('hex');
    const mine = and(eq(idempotencyKeys.userId, userId), eq(idempotencyKeys.route, route), eq(idempotencyKeys.key, key));

    const replay = async (): Promise<Response | undefined> => {
      const [stored] = await db.select().from(idempotencyKeys).where(mine);
      if (!stored) return undefined;
      if (stored.bodyHash !== bodyHash) throw new LiveError('key-reused', 'This Idempotency-Key was used for another request');
      c.header('Idempotent-Replayed', 'true');
      c.header('Content-Type', 'application/json');
      return c.body(stored.body, stored.status as ContentfulStatusCode);
    };

    const name = JSON.stringify([userId, route, key]);
    if (running.has(name)) throw new LiveError('in-progress', 'The first request with this key is still running');
    running.add(name);
    try {
      const before = await replay();
      if (before) return before;
      const once: Once = {
        unused: sql`not exists (select 1 from ${idempotencyKeys} where ${mine})`,
        remember: (status, reply, happened) =>
          db
            .insert(idempotencyKeys)
            .select(
              sql`select ${userId}, ${route}, ${key}, ${bodyHash}, ${status}, ${JSON.stringify(reply)}, ${Date.now()} where ${happened}`,
            ),
      };
      const done = await act(once);
      return c.json(done.body as object, done.status);
    } catch (error) {
      // Another server may have done it in between: then its reply is ours too.
      const after = error instanceof LiveError ? await replay() : undefined;
      if (after) return after;
      throw error;
    } finally {
      running.delete(name);
    }
  };
}

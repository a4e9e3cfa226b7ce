import { createHash } from 'node:crypto';
import { type SQL, sql } from 'drizzle-orm';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { LiveError } from '@vitrine/core/errors.ts';
import type { Database } from '../db/client.ts';
import { prepareRead } from '../db/prepared.ts';
import type { Statement } from '../db/write-queue.ts';
import type { Env } from './env.ts';
import { idempotencyKeys } from './tables.ts';

/** One use of a key, as the database keeps it. */
export interface KeyUse {
  userId: string;
  route: string;
  key: string;
  /** SHA-256 of the request's body. */
  bodyHash: string;
}

/** What an act needs to be done at most once. */
export interface Once {
  readonly use: KeyUse;
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

type Places<T> = { readonly [K in keyof T]: T[K] | SQL };

const used = ({ userId, route, key }: Omit<Places<KeyUse>, 'bodyHash'>): SQL =>
  sql`from ${idempotencyKeys} where ${idempotencyKeys.userId} = ${userId} and ${idempotencyKeys.route} = ${route}
    and ${idempotencyKeys.key} = ${key}`;

/** `Once.unused`, of values or their places. */
export const keyUnused = (use: Places<KeyUse>): SQL => sql`not exists (select 1 ${used(use)})`;

/** `Once.remember`, of values or their places; `body` is JSON. */
export const rememberReply = (
  { userId, route, key, bodyHash }: Places<KeyUse>,
  { status, body, at }: Places<{ status: number; body: string; at: number }>,
  happened: SQL,
): SQL =>
  sql`insert into ${idempotencyKeys} (user_id, route, key, body_hash, status, body, created_at)
    select ${userId}, ${route}, ${key}, ${bodyHash}, ${status}, ${body}, ${at} where ${happened}`;

const readReply = prepareRead<Record<'userId' | 'route' | 'key', string>, { bodyHash: string; status: number; body: string }>(
  (use) =>
    sql`select ${idempotencyKeys.bodyHash} as "bodyHash", ${idempotencyKeys.status} as "status", ${idempotencyKeys.body} as "body"
      ${used(use)}`,
);

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
    const use: KeyUse = { userId, route, key, bodyHash };

    const replay = async (): Promise<Response | undefined> => {
      const [stored] = await readReply(db, { userId, route, key });
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
        use,
        get unused() {
          return keyUnused(use);
        },
        remember: (status, reply, happened) =>
          rememberReply(use, { status, body: JSON.stringify(reply), at: Date.now() }, happened),
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

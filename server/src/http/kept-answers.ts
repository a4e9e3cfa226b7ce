import type { MiddlewareHandler } from 'hono';
import type { WriteQueue } from '../db/write-queue.ts';
import type { Env } from './env.ts';

/** How long another server's change may stay unseen, in milliseconds. */
const MAX_AGE = 1_000;
const MAX_ANSWERS = 200;
const MAX_NAME = 500;

/**
 * Answers that are the same for everybody, kept as they go over the line until the next write. One that is kept is given out
 * before anything else of its request is looked at.
 */
export interface KeptAnswers {
  /** The kept answer of a request, by the path and query that it named. */
  get(name: string): Uint8Array<ArrayBuffer> | undefined;
  /** The kept answer, or what `read` gives, as JSON. */
  of(name: string, read: () => Promise<unknown>): Promise<Uint8Array<ArrayBuffer>>;
}

export function createKeptAnswers(writes: WriteQueue, now: () => number): KeptAnswers {
  const answers = new Map<string, { bytes: Uint8Array<ArrayBuffer>; until: number }>();
  const encoder = new TextEncoder();
  let generation = 0;
  writes.onCommit(() => {
    generation++;
    answers.clear();
  });

  const get = (name: string): Uint8Array<ArrayBuffer> | undefined => {
    const kept = answers.get(name);
    return kept && kept.until > now() ? kept.bytes : undefined;
  };

  return {
    get,
    async of(name, read) {
      const kept = get(name);
      if (kept) return kept;
      const before = generation;
      const bytes = encoder.encode(JSON.stringify(await read()));
      // What was read while somebody wrote may be old already.
      if (before === generation && name.length <= MAX_NAME) {
        if (answers.size >= MAX_ANSWERS) answers.clear();
        answers.set(name, { bytes, until: now() + MAX_AGE });
      }
      return bytes;
    },
  };
}

/** The path and query of a request's URL. */
export const nameOf = (url: string): string => url.slice(url.indexOf('/', 8));

/** Gives out what is kept. `headers` are those of every answer to a page of this origin. */
export const giveKept = (
  kept: KeptAnswers,
  headers: (origin: string | undefined) => Record<string, string>,
): MiddlewareHandler<Env> =>
  async function keptAnswer(c, next) {
    const bytes = c.req.method === 'GET' ? kept.get(nameOf(c.req.url)) : undefined;
    if (!bytes) return next();
    return new Response(bytes, { headers: { ...headers(c.req.header('Origin')), 'Content-Type': 'application/json' } });
  };

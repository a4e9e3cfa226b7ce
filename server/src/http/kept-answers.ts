import type { WriteQueue } from '../db/write-queue.ts';

/** How long another server's change may stay unseen, in milliseconds. */
const MAX_AGE = 1_000;
const MAX_ANSWERS = 200;
const MAX_NAME = 500;

/** As it goes to the socket: long ones encoded once, short ones as text, which goes out together with its head. */
type Body = string | Uint8Array<ArrayBuffer>;
const LONG = 4_096;

/**
 * Answers that are the same for everybody, kept as they go over the line until the next write. One that is kept is given out
 * before anything else of its request is looked at.
 */
export interface KeptAnswers {
  /** The kept answer of a request, by the path and query that it named. */
  get(name: string): Body | undefined;
  /** The kept answer, or what `read` gives, as JSON. */
  of(name: string, read: () => Promise<unknown>): Promise<Body>;
}

export function createKeptAnswers(writes: WriteQueue, now: () => number): KeptAnswers {
  const answers = new Map<string, { body: Body; until: number }>();
  let generation = 0;
  writes.onCommit(() => {
    generation++;
    answers.clear();
  });

  const get = (name: string): Body | undefined => {
    const kept = answers.get(name);
    return kept && kept.until > now() ? kept.body : undefined;
  };

  return {
    get,
    async of(name, read) {
      const kept = get(name);
      if (kept !== undefined) return kept;
      const before = generation;
      const text = JSON.stringify(await read());
      const body = text.length > LONG ? new TextEncoder().encode(text) : text;
      // What was read while somebody wrote may be old already.
      if (before === generation && name.length <= MAX_NAME) {
        if (answers.size >= MAX_ANSWERS) answers.clear();
        answers.set(name, { body, until: now() + MAX_AGE });
      }
      return body;
    },
  };
}

/** The path and query of a request's URL. */
export const nameOf = (url: string): string => url.slice(url.indexOf('/', 8));

/**
 * The kept answer to a request, where there is one. `headers` are those of every answer to a page of an origin; they are asked
 * for once an origin.
 */
export function keptResponse(kept: KeptAnswers, headers: (origin: string | undefined) => Record<string, string>) {
  const plain = { ...headers(undefined), 'Content-Type': 'application/json' };
  return (request: Request): Response | undefined => {
    const body = request.method === 'GET' ? kept.get(nameOf(request.url)) : undefined;
    if (body === undefined) return undefined;
    const origin = request.headers.get('Origin');
    return new Response(body, { headers: origin === null ? plain : { ...plain, ...headers(origin) } });
  };
}

import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { LiveError } from '@vitrine/core/errors.ts';
import type { MediaAnswer, MediaEngine } from './engine.ts';

const MAX_OFFER_BYTES = 64 * 1024;
const NAME = /^[\w-]{1,48}(~[\w-]{1,48})?$/;
const SESSION = /^[\w-]{1,64}$/;

/** Throws a LiveError when the bearer of the token may not do it with this name. */
export type MediaGuard = (name: string, bearer: string | undefined) => Promise<void>;

export interface MediaRoutesOptions {
  engine: Pick<MediaEngine, 'publish' | 'play' | 'remove'>;
  mayPublish: MediaGuard;
  mayPlay: MediaGuard;
}

const offerLimit = bodyLimit({
  maxSize: MAX_OFFER_BYTES,
  onError: () => {
    throw new LiveError('too-large', 'An offer has at most 64 kB');
  },
});

/** The name in the path, once the guard has let it pass. */
async function guardedName(c: Context, guard: MediaGuard): Promise<string> {
  const name = c.req.param('name') ?? '';
  if (!NAME.test(name)) throw new LiveError('invalid', 'A name is a live id, with ~ and a suffix at most');
  await guard(name, /^Bearer +(\S+)$/i.exec(c.req.header('Authorization') ?? '')?.[1]);
  return name;
}

async function readOffer(c: Context): Promise<string> {
  const type = c.req.header('Content-Type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/sdp') throw new LiveError('invalid', 'The body must be application/sdp');
  return c.req.text();
}

/** Answers with the engine's answer, or with 406 when it knows none of the codecs; every other refusal is the app's to translate. */
async function respond(c: Context, kind: 'whip' | 'whep', answering: Promise<MediaAnswer>): Promise<Response> {
  try {
    const { id, answer } = await answering;
    return c.body(answer, 201, { 'Content-Type': 'application/sdp', Location: `/${kind}/resources/${id}` });
  } catch (error) {
    const reason = error instanceof LiveError && (error.details as { reason?: string } | undefined)?.reason;
    if (!(error instanceof LiveError) || reason !== 'codec') throw error;
    return c.json({ error: { code: error.code, message: error.message, details: error.details } }, 406);
  }
}

// Neither candidates nor a restart can be added later: connections are made once, and made anew after a loss.
const noPatch = (c: Context): Response =>
  c.json({ error: { code: 'invalid', message: 'Connect again: a connection cannot be changed' } }, 405, { Allow: 'DELETE' });

/** Routes of WHIP (send) and WHEP (receive), at the root of the server. */
export function mediaRoutes({ engine, mayPublish, mayPlay }: MediaRoutesOptions) {
  const remove = async (c: Context): Promise<Response> => {
    if (!(await engine.remove(c.req.param('id') ?? ''))) throw new LiveError('not-found', 'That connection is gone');
    return c.body(null, 200);
  };
  return new Hono()
    .post('/whip/:name', offerLimit, async (c) => {
      const name = await guardedName(c, mayPublish);
      const session = c.req.query('session');
      if (session !== undefined && !SESSION.test(session))
        throw new LiveError('invalid', 'A session has letters and digits only');
      return respond(c, 'whip', engine.publish(name, await readOffer(c), session));
    })
    .post('/whep/:name', offerLimit, async (c) => {
      const name = await guardedName(c, mayPlay);
      return respond(c, 'whep', engine.play(name, await readOffer(c)));
    })
    .patch('/whip/resources/:id', noPatch)
    .patch('/whep/resources/:id', noPatch)
    .delete('/whip/resources/:id', remove)
    .delete('/whep/resources/:id', remove);
}

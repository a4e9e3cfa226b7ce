import type { MiddlewareHandler } from 'hono';
import type { Env } from './env.ts';

/** Lets a route whose fields are all optional be called without a body: an empty one counts as `{}`. */
export const emptyBody: MiddlewareHandler<Env> = async function emptyBodyAllowed(c, next) {
  // Hono keeps the promise of the text here, though its type names the text.
  if ((await c.req.text()).trim() === '') c.req.bodyCache.text = Promise.resolve('{}') as unknown as string;
  await next();
};

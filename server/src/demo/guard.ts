import type { MiddlewareHandler } from 'hono';
import { LiveError } from '@vitrine/core/errors.ts';

const LOCAL = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/**
 * True for a request that somebody on this machine made. The demo hands out a host's rights to whoever asks, so it answers
 * nobody else: a foreign `Host` means a rebound name, and forwarding headers mean that a proxy made the demo public.
 */
export const isLocalRequest = (headers: Readonly<Record<string, unknown>>): boolean =>
  LOCAL.test(String(headers.host)) &&
  !Object.keys(headers).some((name) => name.startsWith('x-forwarded-') || name === 'forwarded');

/** Refuses every request that does not come from this machine. */
export const localOnly: MiddlewareHandler = async function localRequestOnly(c, next) {
  // A request made inside the process has no Host header, but the URL it would have come from.
  if (!isLocalRequest({ host: new URL(c.req.url).host, ...c.req.header() }))
    throw new LiveError('forbidden', 'The demo answers this machine only. See the README for a real set-up.');
  await next();
};

import { getConnInfo } from '@hono/node-server/conninfo';
import type { MiddlewareHandler } from 'hono';
import type { Env } from './env.ts';

/** Where a request seems to come from: its connection, and what proxies wrote about it. */
export interface Origin {
  remoteAddress: string | undefined;
  /** The header X-Forwarded-For. */
  forwardedFor: string | undefined;
}

/** The part of an address that limits count by: for IPv6 its /64, since one household owns that many. */
function addressKey(address: string): string {
  const plain = address.replace(/^::ffff:/i, '');
  return plain.includes(':') ? plain.split(':').slice(0, 4).join(':') : plain;
}

/**
 * The address that limits count by. `proxies` is how many proxies of our own stand before us: each writes whom it heard at the
 * end of the header, so that exactly so many entries from the end can be believed. What a visitor wrote stands before those.
 */
export function clientAddress({ remoteAddress = '', forwardedFor }: Origin, proxies: number): string {
  const hops = [...(forwardedFor?.split(',').map((hop) => hop.trim()) ?? []), remoteAddress];
  return addressKey(hops.at(-1 - proxies) ?? hops[0] ?? '');
}

/** Puts the address into the context. A request made inside the process (tests, the built-in gateway) has none. */
export const knowAddress = (proxies: number): MiddlewareHandler<Env> =>
  async function addressKnown(c, next) {
    const forwardedFor = c.req.header('X-Forwarded-For');
    let remoteAddress: string | undefined;
    try {
      remoteAddress = getConnInfo(c).remote.address;
    } catch {
      remoteAddress = 'internal';
    }
    c.set('address', clientAddress({ remoteAddress, forwardedFor }, proxies));
    await next();
  };

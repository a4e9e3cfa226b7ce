import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

/**
 * The address a request came from, as far as limits care: for IPv6 its /64, since one household owns that many.
 * Headers such as X-Forwarded-For are not believed: anybody can write them.
 */
export function clientAddress(c: Context): string {
  try {
    return addressKey(getConnInfo(c).remote.address ?? '');
  } catch {
    // A request made inside the process (tests, the built-in gateway) has no connection.
    return 'internal';
  }
}

/** The part of an address that limits count by. */
export function addressKey(address: string): string {
  const plain = address.replace(/^::ffff:/, '');
  return plain.includes(':') ? plain.split(':').slice(0, 4).join(':') : plain;
}

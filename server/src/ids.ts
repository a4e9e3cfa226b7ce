import { randomFillSync } from 'node:crypto';
import { ulid as makeUlid } from 'ulid';

const pool = new Uint8Array(4096);
let used = pool.length;

/** Random numbers of the cryptographic kind, fetched by the page: the library asks for sixteen an id. */
function random(): number {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  return pool[used++]! / 256;
}

/** A new id: 26 letters and digits that sort by the time they were made, with 80 random bits. */
export const ulid = (): string => makeUlid(undefined, random);

import { createHash, timingSafeEqual } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { ulid } from '../ids.ts';
import { LiveError } from '@vitrine/core/errors.ts';
import { permit } from '../auth/permissions.ts';
import type { Principal } from '../auth/principal.ts';
import type { Database } from '../db/client.ts';
import type { Deps } from '../deps.ts';
import { newStreamKey } from './show.ts';
import { changeLive, liveById, type LiveRow, roomOf } from './statements.ts';

/** The live that a media name belongs to: `{liveId}`, `{liveId}~{guestId}` or `{liveId}~low`. */
export const liveOfName = (name: string): string => name.split('~', 1)[0]!;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Compares in the same time whatever differs; the digests only make the lengths equal. */
const sameKey = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));

/**
 * Returns the live whose picture may be published under `name` with this bearer: the room's stream key, or a session of
 * somebody who may publish in the room. Throws `unauthenticated`, `forbidden`, `not-found`, or `conflict` once the show is over.
 */
export async function authorizePublish(
  { db, verify }: { db: Database; verify: (token: string) => Promise<Principal> },
  name: string,
  bearer: string | undefined,
): Promise<LiveRow> {
  if (!bearer) throw new LiveError('unauthenticated', 'Publishing needs a bearer token or the stream key of the room');
  const live = await liveById(db, liveOfName(name));
  if (!live || !sameKey(bearer, live.streamKey)) {
    const principal = await verify(bearer);
    if (!live) throw new LiveError('not-found', 'There is no such live');
    permit(principal, 'media.publish', roomOf(live));
  }
  if (live.status === 'ended') throw new LiveError('conflict', 'This show is over');
  return live;
}

/** Gives the room another stream key; the old one opens nothing any more. */
export async function rotateStreamKey({ writes }: Pick<Deps, 'writes'>, liveId: string): Promise<string> {
  const streamKey = newStreamKey();
  const done = await writes.commit([changeLive(liveId, ulid(), sql`stream_key = ${streamKey}`, sql`true`)]);
  if (!done) throw new LiveError('not-found', 'There is no such live');
  return streamKey;
}

import { eq, sql } from 'drizzle-orm';
import { ulid } from '../ids.ts';
import { LiveError } from '@vitrine/core/errors.ts';
import { fitsMetadataLimits, METADATA_LIMITS, type Metadata } from '@vitrine/core/schemas/live.ts';
import { GOODS_LIST_KEY, GOODS_ON_SHELF_KEY } from '@vitrine/core/schemas/popup.ts';
import type { Deps } from '../deps.ts';
import { roomEvent } from '../rooms/statements.ts';
import { optimistic } from './optimistic.ts';
import { changeLive, liveChanged, metadataOf, setMetadata } from './statements.ts';
import { lives } from './tables.ts';

/** The keys that the server writes, at their largest: a room that people filled up can still pop a product up. */
const RESERVED: Metadata = Object.fromEntries(
  [GOODS_ON_SHELF_KEY, GOODS_LIST_KEY].map((key) => [
    key.padEnd(METADATA_LIMITS.keyBytes, ' '),
    ' '.repeat(METADATA_LIMITS.valueBytes),
  ]),
);

const isReserved = (key: string): boolean => key === GOODS_ON_SHELF_KEY || key === GOODS_LIST_KEY;

/**
 * Merges values into the room's metadata. Throws `forbidden` for the server's own keys and `limit-reached` where Tencent's
 * limits would not hold any more.
 */
export function mergeMetadata({ db, writes, now }: Pick<Deps, 'db' | 'writes' | 'now'>, liveId: string, metadata: Metadata) {
  const keys = Object.keys(metadata);
  if (keys.some(isReserved)) throw new LiveError('forbidden', 'The server alone writes this key');
  if (keys.length === 0) return metadataOf(db, liveId);
  return optimistic(async () => {
    // The version is read before the values, so that a change in between is noticed.
    const [live] = await db.select({ version: lives.changeId }).from(lives).where(eq(lives.id, liveId));
    const before = await metadataOf(db, liveId);
    const others = Object.fromEntries(Object.entries(before).filter(([key]) => !isReserved(key)));
    if (!live) throw new LiveError('not-found', 'There is no such room');
    if (!fitsMetadataLimits({ ...others, ...metadata, ...RESERVED })) {
      throw new LiveError(
        'limit-reached',
        'A room holds at most 10 keys and 16 KB of metadata, two keys of them the server’s own',
        {
          details: METADATA_LIMITS,
        },
      );
    }
    const changeId = ulid();
    const happened = liveChanged(liveId, changeId);
    const done = await writes.commit([
      changeLive(liveId, changeId, undefined, sql`${lives.changeId} = ${live.version}`),
      ...keys.map((key) => setMetadata(liveId, key, metadata[key]!, happened)),
      roomEvent({ type: 'metadata.changed', liveId, ts: now(), fields: { keys }, metadata }, happened),
    ]);
    return done ? { ...before, ...metadata } : undefined;
  });
}

import { type SQL, sql } from 'drizzle-orm';
import { ulid } from '../ids.ts';
import { LiveError } from '@vitrine/core/errors.ts';
import type { Metadata } from '@vitrine/core/schemas/live.ts';
import { GOODS_ON_SHELF_KEY } from '@vitrine/core/schemas/popup.ts';
import type { Statement } from '../db/write-queue.ts';
import type { Deps } from '../deps.ts';
import { productsByIds } from '../products/statements.ts';
import { products } from '../products/tables.ts';
import { roomEvent } from '../rooms/statements.ts';
import { roomEvents } from '../rooms/tables.ts';
import { activeListing, listingMetadata, shownGoods } from './listing.ts';
import { optimistic } from './optimistic.ts';
import { changeLive, liveById, liveChanged, metadataOf, metadataUnchanged, setMetadata } from './statements.ts';
import { liveProducts, lives } from './tables.ts';

type Needs = Pick<Deps, 'db' | 'writes' | 'now'>;

const onShelf = (liveId: string, productId: string): SQL =>
  sql`exists (select 1 from ${liveProducts} join ${products} on ${products.id} = ${liveProducts.productId}
    where ${liveProducts.liveId} = ${liveId} and ${liveProducts.productId} = ${productId} and ${products.deletedAt} is null)`;

/**
 * Pops a product up in the room, by the guide's two channels: the metadata for those who come later, then the message.
 * `startTimestamp` rises strictly within a room, even if the clock goes back. Throws `not-found` unless the product is on the
 * room's shelf, `conflict` once the show is over.
 */
export function popUp({ db, writes, now }: Needs, liveId: string, productId: string) {
  return optimistic(async (tries) => {
    const live = await liveById(db, liveId);
    const [product] = await productsByIds(db, [productId]);
    if (!live || !product) throw new LiveError('not-found', 'This product is not on the shelf of this room');
    if (live.status === 'ended') throw new LiveError('conflict', 'This show is over');

    const serverTs = now();
    // Another room may pop the same product up in the same millisecond, and event ids are unique in the shop.
    const startTimestamp = Math.max(serverTs, live.lastListingAt + 1) + tries;
    const goods = shownGoods(product, live.currency);
    const eventId = `evt_${goods.goodsId}_${startTimestamp}`;
    const metadata = listingMetadata(goods, startTimestamp);
    const changeId = ulid();
    const happened = liveChanged(liveId, changeId);
    const done = await writes.commit([
      changeLive(
        liveId,
        changeId,
        sql`last_listing_at = ${startTimestamp}`,
        sql`${lives.lastListingAt} = ${live.lastListingAt} and ${lives.status} <> 'ended' and ${onShelf(liveId, productId)}
          and not exists (select 1 from ${roomEvents} where ${roomEvents.eventId} = ${eventId})`,
      ),
      setMetadata(liveId, GOODS_ON_SHELF_KEY, metadata, happened),
      roomEvent(
        {
          type: 'GOODS_ON_SHELF',
          liveId,
          ts: serverTs,
          eventId,
          fields: { ...goods, serverTs, startTimestamp },
          metadata: { [GOODS_ON_SHELF_KEY]: metadata },
        },
        happened,
      ),
    ]);
    if (done) return { eventId, startTimestamp };
    const [row] = await db
      .select({ there: sql<number>`${onShelf(liveId, productId)}` })
      .from(lives)
      .where(sql`${lives.id} = ${liveId}`);
    if (!row?.there) throw new LiveError('not-found', 'This product is not on the shelf of this room');
    return undefined;
  });
}

/** What ends a listing within a change: nothing where none is on show. `unchanged` belongs into the guard. */
export function endListing(
  liveId: string,
  metadata: Metadata,
  ts: number,
  happened: SQL,
): { unchanged: SQL; statements: Statement[] } {
  const unchanged = metadataUnchanged(liveId, GOODS_ON_SHELF_KEY, metadata[GOODS_ON_SHELF_KEY]);
  const listing = activeListing(metadata);
  if (!listing) return { unchanged, statements: [] };
  const { goodsId, startTimestamp, inactive } = listing;
  return {
    unchanged,
    statements: [
      setMetadata(liveId, GOODS_ON_SHELF_KEY, inactive, happened),
      roomEvent(
        {
          type: 'GOODS_OFF_SHELF',
          liveId,
          ts,
          fields: { goodsId, startTimestamp },
          metadata: { [GOODS_ON_SHELF_KEY]: inactive },
        },
        happened,
      ),
    ],
  };
}

/** Takes the product on show away again; does nothing where none is. */
export function takeDown({ db, writes, now }: Needs, liveId: string): Promise<boolean> {
  return optimistic(async () => {
    const changeId = ulid();
    const { unchanged, statements } = endListing(liveId, await metadataOf(db, liveId), now(), liveChanged(liveId, changeId));
    if (statements.length === 0) return false;
    return (await writes.commit([changeLive(liveId, changeId, undefined, unchanged), ...statements])) || undefined;
  });
}

import { asc, eq, sql } from 'drizzle-orm';
import { ulid } from '../ids.ts';
import type * as v from 'valibot';
import { LiveError } from '@vitrine/core/errors.ts';
import type { Shelf } from '@vitrine/core/schemas/shelf.ts';
import { GOODS_LIST_KEY } from '@vitrine/core/schemas/popup.ts';
import type { Database } from '../db/client.ts';
import type { Deps } from '../deps.ts';
import { isOffered, productsByIds } from '../products/statements.ts';
import { products } from '../products/tables.ts';
import { roomEvent } from '../rooms/statements.ts';
import { activeListing } from './listing.ts';
import { optimistic } from './optimistic.ts';
import { endListing } from './popup.ts';
import { changeLive, liveById, liveChanged, metadataOf, setMetadata } from './statements.ts';
import { liveProducts, lives } from './tables.ts';

/** What the room sells, in the host's order; products that the shop deleted or unpublished are left out. */
export async function shelfOf(db: Database, liveId: string): Promise<v.InferOutput<typeof Shelf>> {
  const live = await liveById(db, liveId);
  if (!live) throw new LiveError('not-found', 'There is no such room');
  const rows = await db
    .select({ id: liveProducts.productId })
    .from(liveProducts)
    .innerJoin(products, sql`${products.id} = ${liveProducts.productId} and ${isOffered}`)
    .where(eq(liveProducts.liveId, liveId))
    .orderBy(asc(liveProducts.position));
  const items = await productsByIds(
    db,
    rows.map(({ id }) => id),
  );
  return { listId: liveId, version: live.shelfVersion, items };
}

/** Puts these products on the room's shelf in place of what was there. Throws `not-found` where the shop lacks one of them. */
export async function setShelf(
  { db, writes, now }: Pick<Deps, 'db' | 'writes' | 'now'>,
  liveId: string,
  productIds: readonly string[],
) {
  const ids = JSON.stringify([...new Set(productIds)]);
  const unknown = sql`exists (select 1 from json_each(${ids}) wanted where not exists (
    select 1 from ${products} where ${products.id} = wanted.value and ${products.deletedAt} is null))`;
  await optimistic(async () => {
    const live = await liveById(db, liveId);
    if (!live) throw new LiveError('not-found', 'There is no such room');
    const metadata = await metadataOf(db, liveId);
    const version = live.shelfVersion + 1;
    const list = JSON.stringify({ list_id: liveId, version });
    const changeId = ulid();
    const happened = liveChanged(liveId, changeId);
    const listing = endListing(liveId, metadata, now(), happened);
    const shown = activeListing(metadata)?.goodsId;
    const done = await writes.commit([
      changeLive(
        liveId,
        changeId,
        sql`shelf_version = ${version}`,
        sql`${lives.shelfVersion} = ${live.shelfVersion} and ${listing.unchanged} and not ${unknown}`,
      ),
      sql`delete from ${liveProducts} where ${liveProducts.liveId} = ${liveId} and ${happened}`,
      sql`insert into ${liveProducts} (live_id, product_id, position)
        select ${liveId}, value, key from json_each(${ids}) where ${happened}`,
      setMetadata(liveId, GOODS_LIST_KEY, list, happened),
      // A product that leaves the shelf is not explained any more either.
      ...(shown === undefined || productIds.includes(shown) ? [] : listing.statements),
      roomEvent(
        { type: 'shelf.changed', liveId, ts: now(), fields: { listId: liveId, version }, metadata: { [GOODS_LIST_KEY]: list } },
        happened,
      ),
    ]);
    if (done) return true;
    const [row] = await db
      .select({ unknown: sql<number>`${unknown}` })
      .from(lives)
      .where(eq(lives.id, liveId));
    if (row?.unknown) throw new LiveError('not-found', 'The shop has no such product');
    return undefined;
  });
  return shelfOf(db, liveId);
}

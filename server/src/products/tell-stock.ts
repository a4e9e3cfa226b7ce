import { sql } from 'drizzle-orm';
import { OUTSIDE_A_ROOM } from '@vitrine/core/schemas/room-event.ts';
import type { Deps } from '../deps.ts';
import { ulid } from '../ids.ts';
import { liveProducts } from '../live/tables.ts';
import { roomEvents } from '../rooms/tables.ts';
import { soldOutMessage } from '../webhooks/statements.ts';
import { isOffered } from './statements.ts';
import { products, skus, waitlist } from './tables.ts';

type TellDeps = Pick<Deps, 'config' | 'db' | 'writes' | 'now'>;

/** SKUs, or people, of one commit. */
const BATCH = 200;
/** Between two tellings of a rush, in milliseconds. */
const WINDOW = 300;

/**
 * Tells every room what is left of the SKUs it sells that have moved since it was told last: one event a SKU, however many
 * orders moved it. What it tells and what it notes as told are one commit, so a crash loses nothing.
 */
async function tellRooms({ config, db, writes, now }: TellDeps): Promise<boolean> {
  const untold = await db.all<{ id: string }>(sql`select ${skus.id} as "id" from ${skus} where told <> available limit ${BATCH}`);
  if (untold.length === 0) return false;
  const changeId = ulid();
  const ids = JSON.stringify(untold.map(({ id }) => id));
  const sequence = sql`(select coalesce(max(e.seq), 0) from ${roomEvents} e where e.live_id = ${liveProducts.liveId})`;
  await writes.commit([
    sql`update ${skus} set told = available, told_by = ${changeId}
      where ${skus.id} in (select value from json_each(${ids})) and told <> available`,
    sql`insert into ${roomEvents} (event_id, live_id, seq, "to", type, ts, body, metadata)
      select ${changeId} || '-' || ${liveProducts.liveId} || '-' || row_number() over (order by ${skus.id}, ${liveProducts.liveId}),
        ${liveProducts.liveId}, ${sequence} + row_number() over (partition by ${liveProducts.liveId} order by ${skus.id}), null,
        'stock.changed', ${now()}, json_object('productId', ${skus.productId}, 'skuId', ${skus.id}, 'stock', ${skus.told},
          'level', case when ${skus.told} = 0 then 'sold-out' when ${skus.told} <= ${config.lowStock} then 'low' else 'in-stock' end), null
      from ${skus} join ${liveProducts} on ${liveProducts.productId} = ${skus.productId}
      where ${skus.toldBy} = ${changeId} and ${skus.id} in (select value from json_each(${ids}))`,
    soldOutMessage(changeId, ids, now()),
  ]);
  return untold.length === BATCH;
}

/** Tells everybody who waits for a SKU that can be bought again, each once. */
async function tellWaiting({ db, writes, now }: TellDeps): Promise<boolean> {
  const [sku] = await db.all<{ id: string }>(sql`select ${skus.id} as "id" from ${skus} where back = 1 limit 1`);
  if (!sku) return false;
  const waiting = sql`${waitlist.skuId} = ${sku.id} and ${waitlist.toldAt} is null`;
  const offered = sql`exists (select 1 from ${skus} join ${products} on ${products.id} = ${skus.productId} and ${isOffered}
    where ${skus.id} = ${sku.id} and ${skus.available} > 0)`;
  const changeId = ulid();
  const happened = sql`${waitlist.skuId} = ${sku.id} and ${waitlist.changeId} = ${changeId}`;
  const told = await writes.commit([
    sql`update ${waitlist} set told_at = ${now()}, change_id = ${changeId} where ${waiting} and ${offered} and ${waitlist.userId} in (
      select w.user_id from ${waitlist} w where w.sku_id = ${sku.id} and w.told_at is null order by w.created_at limit ${BATCH})`,
    sql`insert into ${roomEvents} (event_id, live_id, seq, "to", type, ts, body, metadata)
      select ${changeId} || '-' || row_number() over (order by ${waitlist.createdAt}), coalesce(${waitlist.liveId}, ${OUTSIDE_A_ROOM}),
        null, ${waitlist.userId}, 'stock.returned', ${now()}, json_object('productId', ${skus.productId}, 'skuId', ${skus.id},
          'title', ${products.title}, 'stock', ${skus.available}), null
      from ${waitlist} join ${skus} on ${skus.id} = ${waitlist.skuId} join ${products} on ${products.id} = ${skus.productId}
      where ${happened}`,
  ]);
  // Nobody left to tell, or sold out again already: the next time it comes back is another one.
  if (!told)
    await writes.commit([
      sql`update ${skus} set back = 0 where ${skus.id} = ${sku.id} and (
      not ${offered} or not exists (select 1 from ${waitlist} where ${waiting}))`,
    ]);
  return true;
}

/** Tells rooms and people of everything that has moved. */
export async function tellStock(deps: TellDeps): Promise<void> {
  while (await tellRooms(deps));
  while (await tellWaiting(deps));
}

/** Wakes `tell` after a write: at once when nothing has moved for a while, in a rush once a window. Returns its undo. */
export function tellAfterWrites({ writes }: Pick<Deps, 'writes'>, tell: () => Promise<void>): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let told = 0;
  const stop = writes.onCommit(() => {
    if (timer) return;
    const wait = Math.max(0, told + WINDOW - performance.now());
    timer = setTimeout(async () => {
      await tell();
      told = performance.now();
      timer = undefined;
    }, wait).unref();
  });
  return () => {
    stop();
    clearTimeout(timer);
  };
}

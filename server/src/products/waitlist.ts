import { and, desc, eq, isNull, type SQL, sql } from 'drizzle-orm';
import { LiveError } from '@vitrine/core/errors.ts';
import type { Waitlist } from '@vitrine/core/schemas/product.ts';
import { insertWhere } from '../db/insert-where.ts';
import type { Statement } from '../db/write-queue.ts';
import type { Deps } from '../deps.ts';
import { ulid } from '../ids.ts';
import { skuIsOffered } from './offers.ts';
import { stockOf } from './stock.ts';
import { products, skus, waitlist } from './tables.ts';

type WaitDeps = Pick<Deps, 'db' | 'writes' | 'now'>;

/** So many SKUs one user may wait for at a time. */
const MAX_WAITING = 100;

/** Puts a user on the list of a SKU that is sold out. Throws `conflict` where it can be bought. Joining twice is joining once. */
export async function joinWaitlist(
  { db, writes, now }: WaitDeps,
  userId: string,
  productId: string,
  skuId: string,
  liveId: string | undefined,
): Promise<void> {
  await stockOf(db, productId, skuId);
  const waiting = sql`(select count(*) from ${waitlist} where ${waitlist.userId} = ${userId} and ${waitlist.toldAt} is null)`;
  const soldOut = sql`exists (select 1 from ${skus} where ${skus.id} = ${skuId} and ${skus.available} = 0)`;
  const changeId = ulid();
  const joined = await writes.commit([
    insertWhere(
      db,
      waitlist,
      { skuId, userId, changeId, liveId: liveId ?? null, createdAt: now(), toldAt: null },
      sql`${skuIsOffered(skuId)} and ${soldOut} and ${waiting} < ${MAX_WAITING}`,
    ).onConflictDoUpdate({
      target: [waitlist.skuId, waitlist.userId],
      set: { changeId, liveId: liveId ?? null, createdAt: now(), toldAt: null },
      setWhere: sql`${waitlist.toldAt} is not null`,
    }),
  ]);
  if (joined || (await waits(db, userId, skuId))) return;
  const { available } = await stockOf(db, productId, skuId);
  if (available > 0) throw new LiveError('conflict', 'It can be bought right now', { details: { skuId, available } });
  const [row] = await db.all<{ n: number }>(sql`select ${waiting} as n`);
  if (row!.n >= MAX_WAITING) throw new LiveError('limit-reached', `At most ${MAX_WAITING} at a time`);
  throw new LiveError('not-found', 'The product has no such SKU');
}

const waitingFor = (userId: string, skuId: string) =>
  and(eq(waitlist.userId, userId), eq(waitlist.skuId, skuId), isNull(waitlist.toldAt));

/** True where the user waits for the SKU. */
export async function waits(db: Deps['db'], userId: string, skuId: string): Promise<boolean> {
  return (await db.select({ skuId: waitlist.skuId }).from(waitlist).where(waitingFor(userId, skuId))).length > 0;
}

export async function leaveWaitlist({ db, writes }: Pick<Deps, 'db' | 'writes'>, userId: string, skuId: string): Promise<void> {
  await writes.commit([db.delete(waitlist).where(waitingFor(userId, skuId))]);
}

/** What a user waits for, the newest first. */
export async function waitlistOf(db: Deps['db'], userId: string): Promise<Waitlist> {
  const items = await db
    .select({ skuId: waitlist.skuId, productId: skus.productId, title: products.title, since: waitlist.createdAt })
    .from(waitlist)
    .innerJoin(skus, eq(skus.id, waitlist.skuId))
    .innerJoin(products, eq(products.id, skus.productId))
    .where(and(eq(waitlist.userId, userId), isNull(waitlist.toldAt)))
    .orderBy(desc(waitlist.createdAt))
    .limit(MAX_WAITING);
  return { items };
}

/** Hands one user's waiting to another, if `happened`: a guest's, when they sign in. */
export const moveWaitlist = (fromUserId: string, toUserId: string, happened: SQL = sql`true`): Statement[] => [
  sql`delete from ${waitlist} where ${waitlist.userId} = ${fromUserId} and ${happened}
    and ${waitlist.skuId} in (select w.sku_id from ${waitlist} w where w.user_id = ${toUserId})`,
  sql`update ${waitlist} set user_id = ${toUserId} where ${waitlist.userId} = ${fromUserId} and ${happened}`,
];

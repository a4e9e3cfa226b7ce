import { and, asc, desc, eq, gte, isNull, lt, sql } from 'drizzle-orm';
import type * as v from 'valibot';
import { LiveError } from '@vitrine/core/errors.ts';
import type { Span } from '@vitrine/core/schemas/common.ts';
import { MAX_STOCK, type SkuStock, type StockEdit, type StockMovement } from '@vitrine/core/schemas/product.ts';
import { may } from '../auth/permissions.ts';
import type { Principal } from '../auth/principal.ts';
import type { Database } from '../db/client.ts';
import type { Deps } from '../deps.ts';
import { toCsv } from '../http/csv.ts';
import { fromCursor, toCursor } from '../http/cursor.ts';
import { ulid } from '../ids.ts';
import { liveProducts, lives } from '../live/tables.ts';
import { products, skus, stockMovements, waitlist } from './tables.ts';
import { happenedTo } from './write-product.ts';

/** The stock of a SKU as the host sees it. Throws `not-found` where the product has no such SKU. */
export async function stockOf(db: Database, productId: string, skuId: string): Promise<SkuStock> {
  const [row] = await db
    .select({
      skuId: skus.id,
      productId: skus.productId,
      stock: skus.stock,
      soldOut: skus.soldOut,
      available: sql<number>`${skus.available}`,
      waiting: sql<number>`(select count(*) from ${waitlist} where ${waitlist.skuId} = ${skus.id} and ${waitlist.toldAt} is null)`,
    })
    .from(skus)
    .innerJoin(products, and(eq(products.id, skus.productId), isNull(products.deletedAt)))
    .where(and(eq(skus.id, skuId), eq(skus.productId, productId), isNull(skus.deletedAt)));
  if (!row) throw new LiveError('not-found', 'The product has no such SKU');
  return { ...row, soldOut: row.soldOut === 1 };
}

/** Throws `forbidden` for a host none of whose rooms sells the product: `stock.edit` is for their own goods. */
export async function mayEditStock(db: Database, principal: Principal, productId: string): Promise<void> {
  if (principal.role === 'admin') return;
  const rooms = await db
    .select({ id: lives.id, hostId: lives.hostId })
    .from(liveProducts)
    .innerJoin(lives, eq(lives.id, liveProducts.liveId))
    .where(eq(liveProducts.productId, productId))
    .orderBy(desc(lives.createdAt))
    .limit(500);
  if (!rooms.some((room) => may(principal, 'live.run', room))) {
    throw new LiveError('forbidden', 'None of your rooms sells this product');
  }
}

/** Sets or moves a SKU's stock, or the sold-out switch; the rooms hear of it. Throws `conflict` where it would fall below 0. */
export async function editStock(
  { db, writes }: Pick<Deps, 'db' | 'writes'>,
  { userId }: Pick<Principal, 'userId'>,
  id: string,
  skuId: string,
  { stock, stockDelta, soldOut }: StockEdit,
): Promise<SkuStock> {
  const changeId = ulid();
  const next = stock === undefined ? sql`${skus.stock} + ${stockDelta ?? 0}` : sql`${stock}`;
  const changed = await writes.commit([
    db
      .update(products)
      .set({ changeId })
      .where(
        and(
          eq(products.id, id),
          isNull(products.deletedAt),
          sql`exists (select 1 from ${skus} where ${skus.id} = ${skuId} and ${skus.productId} = ${id} and ${skus.deletedAt} is null
            and ${next} between 0 and ${MAX_STOCK})`,
        ),
      ),
    db
      .update(skus)
      .set({
        stock: next,
        movedBy: 'edit',
        movedFor: null,
        movedAs: userId,
        ...(soldOut === undefined ? {} : { soldOut: soldOut ? 1 : 0 }),
      })
      .where(and(eq(skus.id, skuId), happenedTo(id, changeId))),
  ]);
  const now = await stockOf(db, id, skuId);
  if (changed) return now;
  throw new LiveError('conflict', 'The stock cannot become less than 0', { details: { skuId, stock: now.stock } });
}

const toMovement = ({ orderId, userId, reason, ...row }: typeof stockMovements.$inferSelect): StockMovement => ({
  ...row,
  reason: reason as StockMovement['reason'],
  ...(orderId === null ? {} : { orderId }),
  ...(userId === null ? {} : { userId }),
});

/** One page of a SKU's ledger, the newest first. */
export async function movementsOf(
  db: Database,
  productId: string,
  skuId: string,
  { cursor, limit = 50 }: { cursor?: string | undefined; limit?: number | undefined },
): Promise<{ items: StockMovement[]; cursor: string }> {
  await stockOf(db, productId, skuId);
  const [before] = fromCursor(cursor, 1) ?? [];
  const rows = await db
    .select()
    .from(stockMovements)
    .where(and(eq(stockMovements.skuId, skuId), before === undefined ? undefined : lt(stockMovements.id, Number(before))))
    .orderBy(desc(stockMovements.id))
    .limit(limit + 1);
  const items = rows.slice(0, limit).map(toMovement);
  return { items, cursor: rows.length > limit ? toCursor([items.at(-1)!.id]) : '' };
}

/** A ledger of more lines is asked for in shorter times. */
const MOST_LINES = 20_000;

/** A SKU's ledger for a spreadsheet, the oldest first. Throws `limit-reached` where it is too long. */
export async function movementsCsv(
  db: Database,
  productId: string,
  skuId: string,
  { from, to }: v.InferOutput<typeof Span>,
): Promise<string> {
  await stockOf(db, productId, skuId);
  const rows = await db
    .select()
    .from(stockMovements)
    .where(and(eq(stockMovements.skuId, skuId), gte(stockMovements.at, from), lt(stockMovements.at, to)))
    .orderBy(asc(stockMovements.id))
    .limit(MOST_LINES + 1);
  if (rows.length > MOST_LINES) throw new LiveError('limit-reached', `More than ${MOST_LINES} lines: ask for a shorter time`);
  return toCsv(
    ['date', 'reason', 'delta', 'balance', 'order', 'by'],
    rows.map(({ at, reason, delta, balance, orderId, userId }) => [
      new Date(at).toISOString(),
      reason,
      delta,
      balance,
      orderId ?? '',
      userId ?? '',
    ]),
  );
}

import { type SQL, sql } from 'drizzle-orm';
import type { MovementReason, Product, Sku } from '@vitrine/core/schemas/product.ts';
import type { Database } from '../db/client.ts';
import type { Statement } from '../db/write-queue.ts';
import { products, skuPrices, skus } from './tables.ts';

/** So many of one SKU. Wherever lines are taken, each SKU is named once: see `mergeLines`. */
export interface Line {
  skuId: string;
  quantity: number;
}

/** A product as the shop keeps it; `version` rises with every change but those of stock. */
export interface StoredProduct extends Product {
  tags: string[];
  published: boolean;
  version: number;
}

interface Row extends Omit<
  StoredProduct,
  'images' | 'tags' | 'skus' | 'titleZh' | 'url' | 'externalId' | 'published' | 'maxQuantity'
> {
  titleZh: string | null;
  url: string | null;
  externalId: string | null;
  maxQuantity: number | null;
  published: 0 | 1;
  images: string;
  tags: string;
  skus: string;
}

interface SkuRow extends Pick<Sku, 'id' | 'options' | 'stock'> {
  position: number;
  code: string | null;
  soldOut: 0 | 1;
  prices: { amount: number; currency: string; compareAt: number | null }[];
}

const toSku = ({ id, code, options, stock, soldOut, prices }: SkuRow): Sku => ({
  id,
  ...(code === null ? {} : { code }),
  options,
  stock,
  ...(soldOut ? { soldOut: true } : {}),
  prices: prices.map(({ amount, currency }) => ({ amount, currency })),
  compareAt: prices.flatMap(({ compareAt, currency }) => (compareAt === null ? [] : [{ amount: compareAt, currency }])),
});

const toProduct = ({
  images,
  tags,
  skus: variants,
  titleZh,
  url,
  externalId,
  maxQuantity,
  published,
  ...row
}: Row): StoredProduct => ({
  ...row,
  published: published === 1,
  tags: JSON.parse(tags) as string[],
  ...(titleZh === null ? {} : { titleZh }),
  ...(url === null ? {} : { url }),
  ...(externalId === null ? {} : { externalId }),
  ...(maxQuantity === null ? {} : { maxQuantity }),
  images: JSON.parse(images) as string[],
  skus: (JSON.parse(variants) as SkuRow[]).sort((a, b) => a.position - b.position).map(toSku),
});

/**
 * The products of these ids in this order, deleted ones included; unknown ids are left out. One statement, so that a
 * product is never mixed from before and after a change.
 */
export async function productsByIds(db: Database, ids: readonly string[]): Promise<StoredProduct[]> {
  if (ids.length === 0) return [];
  const rows = await db.all<Row>(sql`
    select ${products.id} as "id", ${products.title} as "title", ${products.titleZh} as "titleZh",
      ${products.description} as "description", ${products.category} as "category", ${products.images} as "images",
      ${products.tags} as "tags", ${products.published} as "published", ${products.maxQuantity} as "maxQuantity",
      ${products.url} as "url", ${products.externalId} as "externalId", ${products.createdAt} as "createdAt",
      ${products.version} as "version",
      (select json_group_array(json_object('id', ${skus.id}, 'position', ${skus.position}, 'options', json(${skus.options}),
          'code', ${skus.code}, 'stock', ${skus.available}, 'soldOut', ${skus.soldOut}, 'prices', (
            select json_group_array(json_object('amount', p.amount, 'currency', p.currency, 'compareAt', p.compare_at))
            from (select * from ${skuPrices} where ${skuPrices.skuId} = ${skus.id} order by rowid) p)))
        from ${skus} where ${skus.productId} = ${products.id} and ${skus.deletedAt} is null) as "skus"
    from ${products} where ${products.id} in (select value from json_each(${JSON.stringify(ids)}))`);
  const found = new Map(rows.map((row) => [row.id, toProduct(row)]));
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** The shop's own codes of these SKUs, deleted ones included; those without one are left out. */
export async function codesOf(db: Database, skuIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await db.all<{ id: string; code: string }>(sql`
    select ${skus.id} as "id", ${skus.code} as "code" from ${skus}
    where ${skus.code} is not null and ${skus.id} in (select value from json_each(${JSON.stringify(skuIds)}))`);
  return new Map(rows.map(({ id, code }) => [id, code]));
}

/** Sums lines of the same SKU, so that two lines of one SKU are never checked against the same stock twice. */
export function mergeLines(lines: readonly Line[]): Line[] {
  const sums = new Map<string, number>();
  for (const { skuId, quantity } of lines) sums.set(skuId, (sums.get(skuId) ?? 0) + quantity);
  return [...sums].map(([skuId, quantity]) => ({ skuId, quantity }));
}

/** True where a product can be bought; what is deleted or a draft cannot. */
export const isOffered: SQL = sql`${products.deletedAt} is null and ${products.published} = 1`;

/** Lines as the database reads them; `prepared.ts` hands in their place. */
export const asJson = (lines: readonly object[] | SQL): SQL | string =>
  Array.isArray(lines) ? JSON.stringify(lines) : (lines as SQL);

/** True where every line can be bought now: the product is offered, the stock suffices. For the guard of a change. */
export const inStock = (lines: readonly Line[] | SQL): SQL =>
  sql`not exists (select 1 from json_each(${asJson(lines)}) line where not exists (
    select 1 from ${skus} join ${products} on ${products.id} = ${skus.productId} and ${isOffered}
    where ${skus.id} = line.value ->> 'skuId' and ${skus.available} >= line.value ->> 'quantity'
      and coalesce(${products.maxQuantity}, 999) >= line.value ->> 'quantity'))`;

/** What the ledger says of a change of stock. */
export interface Movement {
  reason: MovementReason;
  orderId?: string | SQL | undefined;
  /** Who of the shop did it, where it was a person. */
  userId?: string | undefined;
}

const move = (lines: readonly Line[] | SQL, sign: SQL, happened: SQL, { reason, orderId, userId }: Movement): SQL => {
  const json = asJson(lines);
  return sql`update ${skus} set moved_by = ${reason}, moved_for = ${orderId ?? null},
      moved_as = ${userId ?? null}, stock = stock ${sign} (
      select value ->> 'quantity' from json_each(${json}) where value ->> 'skuId' = ${skus.id})
    where ${skus.id} in (select value ->> 'skuId' from json_each(${json})) and ${happened}`;
};

/**
 * Takes the lines out of stock, if `happened`: the change it belongs to wrote a guard row with `inStock`. The ledger and the
 * rooms hear of it by themselves.
 */
export const takeStock = (lines: readonly Line[] | SQL, happened: SQL, movement: Movement = { reason: 'reserve' }): SQL =>
  move(lines, sql.raw('-'), happened, movement);

/** Puts the lines back into stock, if `happened`: `release` of a reservation, or `restock` of what was paid and came back. */
export const returnStock = (lines: readonly Line[], happened: SQL, movement: Movement = { reason: 'release' }): Statement =>
  move(lines, sql.raw('+'), happened, movement);

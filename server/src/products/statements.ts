import { type SQL, sql } from 'drizzle-orm';
import type { Product, Sku } from '@vitrine/core/schemas/product.ts';
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
  version: number;
}

interface Row extends Omit<StoredProduct, 'images' | 'skus' | 'titleZh' | 'url' | 'externalId'> {
  titleZh: string | null;
  url: string | null;
  externalId: string | null;
  images: string;
  skus: string;
}

interface SkuRow extends Pick<Sku, 'id' | 'options' | 'stock'> {
  position: number;
  prices: { amount: number; currency: string; compareAt: number | null }[];
}

const toSku = ({ id, options, stock, prices }: SkuRow): Sku => ({
  id,
  options,
  stock,
  prices: prices.map(({ amount, currency }) => ({ amount, currency })),
  compareAt: prices.flatMap(({ compareAt, currency }) => (compareAt === null ? [] : [{ amount: compareAt, currency }])),
});

const toProduct = ({ images, skus: variants, titleZh, url, externalId, ...row }: Row): StoredProduct => ({
  ...row,
  ...(titleZh === null ? {} : { titleZh }),
  ...(url === null ? {} : { url }),
  ...(externalId === null ? {} : { externalId }),
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
      ${products.url} as "url", ${products.externalId} as "externalId", ${products.createdAt} as "createdAt",
      ${products.version} as "version",
      (select json_group_array(json_object('id', ${skus.id}, 'position', ${skus.position}, 'options', json(${skus.options}),
          'stock', ${skus.stock}, 'prices', (
            select json_group_array(json_object('amount', p.amount, 'currency', p.currency, 'compareAt', p.compare_at))
            from (select * from ${skuPrices} where ${skuPrices.skuId} = ${skus.id} order by rowid) p)))
        from ${skus} where ${skus.productId} = ${products.id}) as "skus"
    from ${products} where ${products.id} in (select value from json_each(${JSON.stringify(ids)}))`);
  const found = new Map(rows.map((row) => [row.id, toProduct(row)]));
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** Sums lines of the same SKU, so that two lines of one SKU are never checked against the same stock twice. */
export function mergeLines(lines: readonly Line[]): Line[] {
  const sums = new Map<string, number>();
  for (const { skuId, quantity } of lines) sums.set(skuId, (sums.get(skuId) ?? 0) + quantity);
  return [...sums].map(([skuId, quantity]) => ({ skuId, quantity }));
}

/** True where every line can be bought now: the product is offered and the stock suffices. For the guard of a change. */
export const inStock = (lines: readonly Line[]): SQL =>
  sql`not exists (select 1 from json_each(${JSON.stringify(lines)}) line where not exists (
    select 1 from ${skus} join ${products} on ${products.id} = ${skus.productId} and ${products.deletedAt} is null
    where ${skus.id} = line.value ->> 'skuId' and ${skus.stock} >= line.value ->> 'quantity'))`;

const move = (lines: readonly Line[], sign: SQL, happened: SQL): Statement => {
  const json = JSON.stringify(lines);
  return sql`update ${skus} set stock = stock ${sign} (
      select value ->> 'quantity' from json_each(${json}) where value ->> 'skuId' = ${skus.id})
    where ${skus.id} in (select value ->> 'skuId' from json_each(${json})) and ${happened}`;
};

/** Takes the lines out of stock, if `happened`: the change it belongs to wrote a guard row with `inStock`. */
export const takeStock = (lines: readonly Line[], happened: SQL): Statement => move(lines, sql.raw('-'), happened);

/** Puts the lines back into stock, if `happened`. */
export const returnStock = (lines: readonly Line[], happened: SQL): Statement => move(lines, sql.raw('+'), happened);

import { type SQL, sql } from 'drizzle-orm';
import type { Money } from '@vitrine/core/schemas/money.ts';
import { insertWhere } from '../db/insert-where.ts';
import type { Change, Statement } from '../db/write-queue.ts';
import type { Deps } from '../deps.ts';
import { ulid } from '../ids.ts';
import { putIntoIndex } from './search-index.ts';
import type { StoredProduct } from './statements.ts';
import { products, skuPrices, skus } from './tables.ts';
import { INDEXED_AS } from './words.ts';

/** A SKU as it should be; without an id it is a new one. */
export interface DesiredSku {
  id?: string | undefined;
  code?: string | undefined;
  options: Record<string, string>;
  prices: Money[];
  compareAt: Money[];
  /** How many there are; a SKU that exists keeps what it has where this is not said. */
  stock?: number | undefined;
}

/** A product as it should be, whole. */
export interface Desired extends Pick<
  StoredProduct,
  'title' | 'titleZh' | 'description' | 'category' | 'tags' | 'images' | 'url' | 'externalId' | 'published' | 'maxQuantity'
> {
  skus: DesiredSku[];
}

/** Why a product is written, and by whom. */
export interface Writing {
  reason: 'initial' | 'import';
  userId: string;
}

export const happenedTo = (id: string, changeId: string): SQL =>
  sql`exists (select 1 from ${products} where ${products.id} = ${id} and ${products.changeId} = ${changeId})`;

const rowOf = ({ published, titleZh, url, externalId, maxQuantity, ...desired }: Desired) => ({
  title: desired.title,
  titleZh: titleZh ?? null,
  description: desired.description,
  category: desired.category,
  tags: desired.tags,
  images: desired.images,
  url: url ?? null,
  externalId: externalId ?? null,
  published: published ? 1 : 0,
  maxQuantity: maxQuantity ?? null,
});

const insertSkus = (productId: string, added: readonly object[], { reason, userId }: Writing, happened: SQL): Statement =>
  sql`insert into ${skus} (id, product_id, position, code, options, stock, told, moved_by, moved_as)
    select value ->> 'id', ${productId}, value ->> 'position', value ->> 'code', value -> 'options',
      value ->> 'stock', value ->> 'stock', ${reason}, ${userId}
    from json_each(${JSON.stringify(added)}) where ${happened}`;

function insertPrices(variants: readonly (DesiredSku & { id: string })[], happened: SQL): Statement {
  const rows = variants.flatMap(({ id, prices, compareAt }) =>
    prices.map(({ amount, currency }) => ({
      skuId: id,
      currency,
      amount,
      compareAt: compareAt.find((money) => money.currency === currency)?.amount ?? null,
    })),
  );
  return sql`insert into ${skuPrices} (sku_id, currency, amount, compare_at)
    select value ->> 'skuId', value ->> 'currency', value ->> 'amount', value ->> 'compareAt'
    from json_each(${JSON.stringify(rows)}) where ${happened} order by key`;
}

const numbered = (variants: readonly DesiredSku[]) =>
  variants.map((sku, position) => ({ ...sku, id: sku.id ?? ulid(), position, stock: sku.stock ?? null }));

const withStock = (variants: ReturnType<typeof numbered>) => variants.map((sku) => ({ ...sku, stock: sku.stock ?? undefined }));

/** Adds a product with its SKUs. The guard refuses an `externalId` that is taken. */
export function addProduct({ db, now }: Pick<Deps, 'db' | 'now'>, id: string, desired: Desired, writing: Writing): Change {
  const changeId = ulid();
  const happened = happenedTo(id, changeId);
  const variants = numbered(desired.skus);
  return [
    insertWhere(
      db,
      products,
      {
        ...rowOf(desired),
        id,
        serial: sql`(select coalesce(max(${products.serial}), 0) + 1 from ${products})`,
        changeId,
        version: 1,
        indexedAs: INDEXED_AS,
        createdAt: now(),
        deletedAt: null,
      },
      sql`not exists (select 1 from ${products} where ${products.externalId} = ${desired.externalId ?? null}
        and ${products.deletedAt} is null)`,
    ),
    insertSkus(
      id,
      variants.map((sku) => ({ ...sku, stock: sku.stock ?? 0 })),
      writing,
      happened,
    ),
    insertPrices(withStock(variants), happened),
    ...putIntoIndex(id, desired, happened),
  ];
}

/** Makes a product what it should be. The guard refuses where it is not `before` any more, or its new `externalId` is taken. */
export function rewriteProduct(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  before: Pick<StoredProduct, 'id' | 'version' | 'skus'>,
  desired: Desired,
  writing: Writing,
): Change {
  const { id, version } = before;
  const changeId = ulid();
  const happened = happenedTo(id, changeId);
  const variants = numbered(desired.skus);
  const known = new Set(before.skus.map((sku) => sku.id));
  const kept = variants.filter((sku) => known.has(sku.id));
  const counted = kept.filter(({ stock }) => stock !== null);
  const json = (value: unknown): string => JSON.stringify(value);
  return [
    db
      .update(products)
      .set({ ...rowOf(desired), changeId, version: version + 1, indexedAs: INDEXED_AS })
      .where(
        sql`${products.id} = ${id} and ${products.version} = ${version} and ${products.deletedAt} is null and not exists (
          select 1 from ${products} other where other.external_id = ${desired.externalId ?? null} and other.deleted_at is null
            and other.id <> ${id})`,
      ),
    sql`update ${skus} set deleted_at = ${now()} where ${skus.productId} = ${id} and ${skus.deletedAt} is null
      and ${skus.id} not in (select value ->> 'id' from json_each(${json(variants)})) and ${happened}`,
    sql`update ${skus} set position = j.value ->> 'position', code = j.value ->> 'code', options = j.value -> 'options'
      from json_each(${json(kept)}) j where ${skus.id} = j.value ->> 'id' and ${happened}`,
    sql`update ${skus} set stock = j.value ->> 'stock', moved_by = ${writing.reason}, moved_for = null,
        moved_as = ${writing.userId}
      from json_each(${json(counted)}) j where ${skus.id} = j.value ->> 'id' and ${happened}`,
    insertSkus(
      id,
      variants.filter((sku) => !known.has(sku.id)).map((sku) => ({ ...sku, stock: sku.stock ?? 0 })),
      writing,
      happened,
    ),
    sql`delete from ${skuPrices} where ${skuPrices.skuId} in (select value ->> 'id' from json_each(${json(variants)})) and ${happened}`,
    insertPrices(withStock(variants), happened),
    ...putIntoIndex(id, desired, happened),
  ];
}

import { and, eq, isNull, type SQL, sql } from 'drizzle-orm';
import { ulid } from '../ids.ts';
import { LiveError } from '@vitrine/core/errors.ts';
import type { NewSku } from '@vitrine/core/schemas/product.ts';
import type { InferOutput } from 'valibot';
import { insertWhere } from '../db/insert-where.ts';
import type { Statement } from '../db/write-queue.ts';
import type { Deps } from '../deps.ts';
import { stockChanged } from '../rooms/statements.ts';
import type { ProductBody, ProductPatch, StockPatch } from './schema.ts';
import { productsByIds, type StoredProduct } from './statements.ts';
import { products, skuPrices, skus } from './tables.ts';

type ProductDeps = Pick<Deps, 'db' | 'writes' | 'now'>;
type Priced = Pick<InferOutput<typeof NewSku>, 'prices' | 'compareAt'> & { id: string };

/** The product, unless it is unknown or deleted: then `not-found`. */
export async function offeredProduct({ db }: Pick<Deps, 'db'>, id: string): Promise<StoredProduct> {
  const [offered] = await db
    .select({ id: products.id })
    .from(products)
    .where(and(eq(products.id, id), isNull(products.deletedAt)));
  const [product] = await productsByIds(db, offered ? [id] : []);
  if (!product) throw new LiveError('not-found', 'There is no such product');
  return product;
}

const happenedTo = (id: string, changeId: string): SQL =>
  sql`exists (select 1 from ${products} where ${products.id} = ${id} and ${products.changeId} = ${changeId})`;

const insertPrices = (priced: readonly Priced[], happened: SQL): Statement => {
  const rows = priced.flatMap(({ id, prices, compareAt }) =>
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
};

/** Adds a product and its SKUs. Throws `conflict` where the shop's `externalId` is taken. */
export async function createProduct(deps: ProductDeps, body: ProductBody): Promise<StoredProduct> {
  const { db, writes, now } = deps;
  const id = ulid();
  const changeId = ulid();
  const happened = happenedTo(id, changeId);
  const variants = body.skus.map((sku) => ({ ...sku, id: ulid() }));
  const { title, titleZh = null, description, category, images, url = null, externalId = null } = body;
  const created = await writes.commit([
    insertWhere(
      db,
      products,
      {
        id,
        changeId,
        title,
        titleZh,
        description,
        category,
        images,
        url,
        externalId,
        version: 1,
        createdAt: now(),
        deletedAt: null,
      },
      sql`not exists (select 1 from ${products} where ${products.externalId} = ${externalId})`,
    ),
    sql`insert into ${skus} (id, product_id, position, options, stock)
      select value ->> 'id', ${id}, key, value -> 'options', value ->> 'stock'
      from json_each(${JSON.stringify(variants)}) where ${happened}`,
    insertPrices(variants, happened),
  ]);
  if (!created) throw new LiveError('conflict', 'There is a product with this externalId already');
  return offeredProduct(deps, id);
}

/** Changes a product's own fields and prices. Throws `conflict` where `version` is not the current one any more. */
export async function changeProduct(deps: ProductDeps, id: string, patch: ProductPatch): Promise<StoredProduct> {
  const { db, writes } = deps;
  const { version, skus: priced = [], ...fields } = patch;
  const changeId = ulid();
  const happened = happenedTo(id, changeId);
  const skuIds = JSON.stringify(priced.map((sku) => sku.id));
  const allItsOwn = sql`not exists (select 1 from json_each(${skuIds}) where value not in (
    select ${skus.id} from ${skus} where ${skus.productId} = ${id}))`;
  const changed = await writes.commit([
    db
      .update(products)
      .set({ ...fields, changeId, version: sql`${products.version} + 1` })
      .where(
        and(
          eq(products.id, id),
          isNull(products.deletedAt),
          version === undefined ? undefined : eq(products.version, version),
          allItsOwn,
        ),
      ),
    sql`delete from ${skuPrices} where ${skuPrices.skuId} in (select value from json_each(${skuIds})) and ${happened}`,
    insertPrices(priced, happened),
  ]);
  const product = await offeredProduct(deps, id);
  if (changed) return product;
  if (version !== undefined && product.version !== version) {
    throw new LiveError('conflict', 'Somebody changed this product in the meantime', { details: { version: product.version } });
  }
  throw new LiveError('not-found', 'The product has no such SKU');
}

/** Sets or moves the stock of one SKU and tells the rooms that sell it. Throws `conflict` where it would fall below 0. */
export async function changeStock(deps: ProductDeps, id: string, skuId: string, patch: StockPatch): Promise<StoredProduct> {
  const { db, writes, now } = deps;
  const changeId = ulid();
  const happened = happenedTo(id, changeId);
  const stock = 'stock' in patch ? sql`${patch.stock}` : sql`${skus.stock} + ${patch.stockDelta}`;
  const changed = await writes.commit([
    db
      .update(products)
      .set({ changeId })
      .where(
        and(
          eq(products.id, id),
          isNull(products.deletedAt),
          sql`exists (select 1 from ${skus} where ${skus.id} = ${skuId} and ${skus.productId} = ${id}
            and ${stock} between 0 and 1000000000)`,
        ),
      ),
    db
      .update(skus)
      .set({ stock })
      .where(and(eq(skus.id, skuId), happened)),
    stockChanged(skuId, now(), happened),
  ]);
  const product = await offeredProduct(deps, id);
  if (changed) return product;
  const sku = product.skus.find((one) => one.id === skuId);
  if (!sku) throw new LiveError('not-found', 'The product has no such SKU');
  throw new LiveError('conflict', 'The stock cannot become less than 0', { details: { skuId, stock: sku.stock } });
}

/** Takes a product off sale for ever; orders and old shows can still name it. Its `externalId` becomes free again. */
export async function deleteProduct({ db, writes, now }: ProductDeps, id: string): Promise<void> {
  const deleted = await writes.commit([
    db
      .update(products)
      .set({ changeId: ulid(), deletedAt: now(), externalId: null })
      .where(and(eq(products.id, id), isNull(products.deletedAt))),
  ]);
  if (!deleted) throw new LiveError('not-found', 'There is no such product');
}

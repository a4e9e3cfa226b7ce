import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import { ulid } from '../ids.ts';
import { LiveError } from '@vitrine/core/errors.ts';
import type { Principal } from '../auth/principal.ts';
import type { Deps } from '../deps.ts';
import type { ProductBody, ProductPatch } from '@vitrine/core/schemas/product-edit.ts';
import { putIntoIndex, removeFromIndex } from './search-index.ts';
import { productsByIds, type StoredProduct } from './statements.ts';
import { products } from './tables.ts';
import { addProduct, type Desired, type DesiredSku, happenedTo, rewriteProduct } from './write-product.ts';

type ProductDeps = Pick<Deps, 'db' | 'writes' | 'now'>;
type By = Pick<Principal, 'userId'>;

/** How often a change without a version is tried again because somebody else changed the product in the same moment. */
const ATTEMPTS = 5;

/** The product, unless it is unknown or deleted, or a draft and the reader is not the shop: then `not-found`. */
export async function readProduct({ db }: Pick<Deps, 'db'>, id: string, { drafts }: { drafts: boolean }): Promise<StoredProduct> {
  const [row] = await db
    .select({ id: products.id })
    .from(products)
    .where(and(eq(products.id, id), isNull(products.deletedAt)));
  const [product] = await productsByIds(db, row ? [id] : []);
  if (!product || (!product.published && !drafts)) throw new LiveError('not-found', 'There is no such product');
  return product;
}

/** Adds a product and its SKUs. Throws `conflict` where the shop's `externalId` is taken. */
export async function createProduct(deps: ProductDeps, { userId }: By, body: ProductBody): Promise<StoredProduct> {
  const id = ulid();
  const created = await deps.writes.commit(addProduct(deps, id, body, { reason: 'initial', userId }));
  if (!created) throw new LiveError('conflict', 'There is a product with this externalId already');
  return readProduct(deps, id, { drafts: true });
}

type SkuPatch = NonNullable<ProductPatch['skus']>[number];

function patchSku(sku: StoredProduct['skus'][number], patch: SkuPatch | undefined): DesiredSku {
  const { id, options, prices, compareAt, code } = sku;
  const kept = { id, options, prices, compareAt, code };
  if (!patch) return kept;
  // Old prices to compare with say nothing of new ones.
  const compared = patch.compareAt ?? (patch.prices ? [] : compareAt);
  return {
    id,
    options: patch.options ?? options,
    prices: patch.prices ?? prices,
    compareAt: compared,
    code: patch.code === undefined ? code : (patch.code ?? undefined),
  };
}

/** `undefined` keeps what there is, null removes it. */
const patched = <T>(before: T, change: NonNullable<T> | null | undefined): T =>
  change === undefined ? before : ((change ?? undefined) as T);

function patchProduct(before: StoredProduct, patch: ProductPatch): Desired {
  const { skus: changes = [], removeSkus } = patch;
  const own = new Set(before.skus.map(({ id }) => id));
  if ([...changes.flatMap(({ id }) => id ?? []), ...removeSkus].some((id) => !own.has(id))) {
    throw new LiveError('not-found', 'The product has no such SKU');
  }
  const kept = before.skus
    .filter(({ id }) => !removeSkus.includes(id))
    .map((sku) =>
      patchSku(
        sku,
        changes.find(({ id }) => id === sku.id),
      ),
    );
  const added = changes.filter((sku): sku is Extract<SkuPatch, { id?: undefined }> => sku.id === undefined);
  const skus = [...kept, ...added];
  if (skus.length === 0) throw new LiveError('invalid', 'A product has at least one SKU');
  if (skus.length > 200) throw new LiveError('limit-reached', 'A product has at most 200 SKUs');
  return {
    title: patch.title ?? before.title,
    titleZh: patched(before.titleZh, patch.titleZh),
    description: patch.description ?? before.description,
    category: patch.category ?? before.category,
    tags: patch.tags ?? before.tags,
    images: patch.images ?? before.images,
    url: patched(before.url, patch.url),
    externalId: patched(before.externalId, patch.externalId),
    published: patch.published ?? before.published,
    maxQuantity: patched(before.maxQuantity, patch.maxQuantity),
    skus,
  };
}

/** Changes a product, its SKUs and prices. Throws `conflict` where `version` is not the current one any more. */
export async function changeProduct(deps: ProductDeps, { userId }: By, id: string, patch: ProductPatch): Promise<StoredProduct> {
  const { db, writes } = deps;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const before = await readProduct(deps, id, { drafts: true });
    if (patch.version !== undefined && before.version !== patch.version) {
      throw new LiveError('conflict', 'Somebody changed this product in the meantime', { details: { version: before.version } });
    }
    const desired = patchProduct(before, patch);
    const change = rewriteProduct(deps, before, desired, { reason: 'initial', userId });
    if (await writes.commit(change)) return readProduct(deps, id, { drafts: true });
    const [twin] = await db
      .select({ id: products.id })
      .from(products)
      .where(and(eq(products.externalId, desired.externalId ?? ''), isNull(products.deletedAt)));
    if (twin && twin.id !== id) throw new LiveError('conflict', 'There is a product with this externalId already');
  }
  throw new LiveError('conflict', 'Too many change this product at once; try again');
}

/** Takes a product off sale; orders and old shows can still name it. Another one may have its `externalId` now. */
export async function deleteProduct({ db, writes, now }: ProductDeps, id: string): Promise<void> {
  const changeId = ulid();
  const deleted = await writes.commit([
    db
      .update(products)
      .set({ changeId, deletedAt: now() })
      .where(and(eq(products.id, id), isNull(products.deletedAt))),
    ...removeFromIndex(id, happenedTo(id, changeId)),
  ]);
  if (!deleted) throw new LiveError('not-found', 'There is no such product');
}

/** Puts a deleted product back as it was. Throws `conflict` where another one has its `externalId` now, or somebody was faster. */
export async function restoreProduct(deps: ProductDeps, id: string): Promise<StoredProduct> {
  const { db, writes } = deps;
  const [deleted] = await db
    .select({ id: products.id })
    .from(products)
    .where(and(eq(products.id, id), isNotNull(products.deletedAt)));
  const [product] = await productsByIds(db, deleted ? [id] : []);
  if (!product) throw new LiveError('not-found', 'No such product was deleted');
  const changeId = ulid();
  const restored = await writes.commit([
    db
      .update(products)
      .set({ changeId, deletedAt: null, version: product.version + 1 })
      .where(
        sql`${products.id} = ${id} and ${products.deletedAt} is not null and not exists (select 1 from ${products} other
          where other.external_id = ${product.externalId ?? null} and other.deleted_at is null)`,
      ),
    ...putIntoIndex(id, product, happenedTo(id, changeId)),
  ]);
  if (!restored) throw new LiveError('conflict', 'It is back already, or another product has its externalId');
  return readProduct(deps, id, { drafts: true });
}

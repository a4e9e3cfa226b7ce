import { asc, lt, type SQL, sql } from 'drizzle-orm';
import type { Statement } from '../db/write-queue.ts';
import type { Deps } from '../deps.ts';
import { ulid } from '../ids.ts';
import { productsByIds, type StoredProduct } from './statements.ts';
import { productPrices, products, skuPrices, skus } from './tables.ts';
import { facet, INDEXED_AS, toIndex } from './words.ts';

/** What the index knows a product by. */
export type Indexed = Pick<StoredProduct, 'title' | 'titleZh' | 'description' | 'category' | 'tags' | 'externalId'> & {
  skus: readonly { code?: string | undefined }[];
};

const serialOf = (id: string): SQL => sql`(select ${products.serial} from ${products} where ${products.id} = ${id})`;

/** Takes a product out of search and of the lists by price, if `happened`. */
export const removeFromIndex = (id: string, happened: SQL): Statement[] => [
  sql`delete from product_search where rowid in (${serialOf(id)}, -${serialOf(id)}) and ${happened}`,
  sql`delete from ${productPrices} where ${productPrices.serial} = ${serialOf(id)} and ${happened}`,
];

/**
 * Puts a product as it now stands into search and into the lists by price, if `happened`; goes after the statements that
 * change it. A draft stands under the negative of its serial, and has no price to sort by.
 */
export function putIntoIndex(id: string, product: Indexed, happened: SQL): Statement[] {
  const { title, titleZh = '', description = '', category = '', tags, externalId = '' } = product;
  const codes = product.skus.map(({ code = '' }) => code);
  const facets = [...(category ? [facet('c', category)] : []), ...tags.map((tag) => facet('t', tag))];
  return [
    ...removeFromIndex(id, happened),
    sql`insert into product_search (rowid, title, more, description, facets)
      select iif(${products.published}, ${products.serial}, -${products.serial}), ${toIndex(title)},
        ${toIndex([titleZh, category, ...tags, externalId, ...codes].join(' '))}, ${toIndex(description)}, ${facets.join(' ')}
      from ${products} where ${products.id} = ${id} and ${products.deletedAt} is null and ${happened}`,
    sql`insert into ${productPrices} (serial, currency, amount, category)
      select ${products.serial}, ${skuPrices.currency}, min(${skuPrices.amount}), ${products.category}
      from ${products} join ${skus} on ${skus.productId} = ${products.id} and ${skus.deletedAt} is null
        join ${skuPrices} on ${skuPrices.skuId} = ${skus.id}
      where ${products.id} = ${id} and ${products.published} = 1 and ${products.deletedAt} is null and ${happened}
      group by ${skuPrices.currency}`,
  ];
}

const BATCH = 50;

/** Puts in what was written before there was an index, or by other rules; resolves to how many. A change that comes between wins. */
export async function indexOutdated({ db, writes }: Pick<Deps, 'db' | 'writes'>): Promise<number> {
  const outdated = await db
    .select({ id: products.id })
    .from(products)
    .where(lt(products.indexedAs, INDEXED_AS))
    .orderBy(asc(products.indexedAs))
    .limit(BATCH);
  const found = await productsByIds(
    db,
    outdated.map(({ id }) => id),
  );
  for (const product of found) {
    const changeId = ulid();
    const happened = sql`exists (select 1 from ${products} where ${products.id} = ${product.id} and ${products.changeId} = ${changeId})`;
    await writes.commit(
      [
        sql`update ${products} set indexed_as = ${INDEXED_AS}, change_id = ${changeId}
          where ${products.id} = ${product.id} and ${products.version} = ${product.version} and ${products.indexedAs} < ${INDEXED_AS}`,
        ...putIntoIndex(product.id, product, happened),
      ],
      'bulk',
    );
  }
  return found.length === BATCH ? BATCH + (await indexOutdated({ db, writes })) : found.length;
}

import { and, desc, isNotNull, type SQL, sql } from 'drizzle-orm';
import type { InferOutput } from 'valibot';
import { LiveError } from '@vitrine/core/errors.ts';
import type { Categories, ProductQuery, ProductSort } from '@vitrine/core/schemas/product.ts';
import type { Database } from '../db/client.ts';
import { fromCursor, toCursor } from '../http/cursor.ts';
import { productsByIds } from './statements.ts';
import { productPrices, products } from './tables.ts';
import { facet, toFacetMatch, toMatch } from './words.ts';

export type Query = InferOutput<typeof ProductQuery>;

/**
 * How many finds of a search are sorted by anything but their age, the youngest first: the file API would freeze every socket
 * on more.
 */
const LOOK_THROUGH = 5_000;

interface Position {
  id: string;
  serial: number;
  /** What the list is sorted by, where that is not the serial alone. */
  key: string | number;
}

interface Order {
  key: SQL;
  descending: boolean;
}

const orderOf = (sort: ProductSort): Order => {
  if (sort === 'title') return { key: sql`lower(${products.title})`, descending: false };
  if (sort === 'price') return { key: sql`${productPrices.amount}`, descending: false };
  if (sort === 'price-desc') return { key: sql`${productPrices.amount}`, descending: true };
  if (sort === 'relevance') return { key: sql`found.score`, descending: false };
  return { key: sql`${products.serial}`, descending: true };
};

/** What is asked of the search index; undefined where the tables alone can answer. */
function matchOf({ q, category, tag }: Query): { match: string; words: boolean } | 'nothing' | undefined {
  const words = q?.trim() ? toMatch(q) : undefined;
  if (q?.trim() && !words) return 'nothing';
  if (!words && tag === undefined) return undefined;
  const parts = [
    ...(category === undefined ? [] : [toFacetMatch(facet('c', category))]),
    ...(tag === undefined ? [] : [toFacetMatch(facet('t', tag))]),
    ...(words ? [words] : []),
  ];
  return { match: parts.map((part) => `(${part})`).join(' AND '), words: words !== undefined };
}

/** The finds of a search, the youngest first and no more than are needed: `serial`, and the `score` where it is asked for. */
function findsOf(match: string, draft: boolean, sort: ProductSort, after: number | undefined, limit: number): SQL {
  // Titles count most. The index gives the youngest first by itself; drafts, which stand the other way round, are few.
  const score = sort === 'relevance' ? sql`bm25(product_search, 8.0, 4.0, 1.0, 0.0)` : sql`0`;
  const range = draft
    ? sql`rowid < 0 and ${after === undefined ? sql`true` : sql`rowid > ${-after}`} order by rowid`
    : sql`rowid > 0 and ${after === undefined ? sql`true` : sql`rowid < ${after}`} order by rowid desc`;
  return sql`(select abs(rowid) as serial, ${score} as score from product_search where product_search match ${match}
    and ${range} limit ${limit})`;
}

/** One page of what was deleted, the last first. It stands in no index, so that it cannot be searched. */
async function listDeleted(db: Database, { q, category, tag, sort, cursor, limit = 20 }: Query) {
  if ([q, category, tag, sort].some((given) => given !== undefined)) {
    throw new LiveError('invalid', 'What is deleted can neither be searched nor sorted');
  }
  const from = fromCursor(cursor, 2);
  const rows = await db
    .select({ id: products.id, serial: products.serial, deletedAt: products.deletedAt })
    .from(products)
    .where(
      and(
        isNotNull(products.deletedAt),
        from && sql`(${products.deletedAt}, ${products.serial}) < (${Number(from[0])}, ${Number(from[1])})`,
      ),
    )
    .orderBy(desc(products.deletedAt), desc(products.serial))
    .limit(limit + 1);
  return pageOf(db, rows, limit, ({ deletedAt, serial }) => [deletedAt!, serial]);
}

/** The products of these rows, of which one more than `limit` was read where more follow. */
async function pageOf<Row extends { id: string }>(
  db: Database,
  rows: readonly Row[],
  limit: number,
  placeOf: (row: Row) => Parameters<typeof toCursor>[0],
) {
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  const items = await productsByIds(
    db,
    page.map(({ id }) => id),
  );
  return { items, cursor: last ? toCursor(placeOf(last)) : '' };
}

/** One page of what the shop offers, of its drafts, or of what was deleted. */
export async function listProducts(db: Database, query: Query, defaultCurrency: string) {
  if (query.status === 'deleted') return listDeleted(db, query);
  const { category, cursor, limit = 20, status = 'published' } = query;
  const draft = status === 'draft';
  const match = matchOf(query);
  if (match === 'nothing') return { items: [], cursor: '' };
  const searched = match?.words ?? false;
  const wanted = query.sort ?? (searched ? 'relevance' : 'newest');
  const sort = wanted === 'relevance' && !searched ? 'newest' : wanted;
  const byPrice = sort === 'price' || sort === 'price-desc';
  if (byPrice && draft) throw new LiveError('invalid', 'Drafts cannot be sorted by price');

  const newest = sort === 'newest';
  const from = fromCursor(cursor, newest ? 1 : 2);
  const after = newest && from ? Number(from[0]) : undefined;
  const { key, descending } = orderOf(sort);
  const direction = sql.raw(descending ? 'desc' : 'asc');
  const beyond = sql.raw(descending ? '<' : '>');
  const rest = from && !newest ? sql`(${key}, ${products.serial}) ${beyond} (${from[0]}, ${from[1]})` : sql`true`;
  const older = after === undefined ? sql`true` : sql`${products.serial} < ${after}`;
  const finds = match && findsOf(match.match, draft, sort, after, newest ? limit + 1 : LOOK_THROUGH);
  // Of finds the category is known already. The prices carry it too, so that a list by price walks one index.
  const ofCategory =
    match || category === undefined ? sql`true` : sql`${byPrice ? productPrices.category : products.category} = ${category}`;
  const currency = query.currency ?? defaultCurrency;
  const sources = sql.join(
    [...(finds ? [sql`${finds} found`] : []), ...(byPrice ? [sql`${productPrices}`] : []), sql`${products}`],
    // The order in which they stand is the one in which they are walked.
    sql` cross join `,
  );
  const joined = [
    ...(finds && byPrice ? [sql`${productPrices.serial} = found.serial`] : []),
    ...(finds ? [sql`${products.serial} = found.serial`] : byPrice ? [sql`${products.serial} = ${productPrices.serial}`] : []),
    ...(byPrice ? [sql`${productPrices.currency} = ${currency}`] : []),
  ];
  const tie = byPrice && !finds ? sql`${productPrices.serial}` : sql`${products.serial}`;
  const rows = await db.all<Position>(sql`
    select ${products.id} as "id", ${products.serial} as "serial", ${key} as "key" from ${sources}
    where ${sql.join([...joined, ofCategory, rest, older, sql`${products.deletedAt} is null`, sql`${products.published} = ${draft ? 0 : 1}`], sql` and `)}
    order by ${newest ? sql`${products.serial} desc` : sql`${key} ${direction}, ${tie} ${direction}`} limit ${limit + 1}`);
  return pageOf(db, rows, limit, ({ serial, key: value }) => (newest ? [serial] : [value, serial]));
}

/** The categories of what is on sale, the fullest first. */
export async function listCategories(db: Database): Promise<Categories> {
  const items = await db.all<Categories['items'][number]>(sql`
    select ${products.category} as "category", count(*) as "products" from ${products}
    where ${products.deletedAt} is null and ${products.published} = 1 and ${products.category} <> ''
    group by ${products.category} order by count(*) desc, ${products.category} limit 500`);
  return { items };
}

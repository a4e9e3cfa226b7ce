import { type SQL, sql } from 'drizzle-orm';
import type { InferOutput } from 'valibot';
import type { ProductQuery } from '@vitrine/core/schemas/product.ts';
import type { Database } from '../db/client.ts';
import type { Deps } from '../deps.ts';
import { fromCursor, toCursor } from '../http/cursor.ts';
import { productsByIds } from './statements.ts';
import { products } from './tables.ts';

type Query = InferOutput<typeof ProductQuery>;

/** How many products one request looks through for a word: the file API would freeze every socket on a longer search. */
const LOOK_THROUGH = 10_000;
/** How long another server's change may stay unseen, in milliseconds. */
const MAX_AGE = 1_000;
const MAX_PAGES = 200;

const likePattern = (text: string): string => `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;

interface Position {
  id: string;
  title: string;
  matches: 0 | 1;
}

/**
 * One page of what the shop offers, newest or by title. A search looks through a bounded stretch of the list, so a page may be
 * short, even empty, and still have a cursor.
 */
async function listProducts(db: Database, { q, category, sort = 'newest', cursor, limit = 20 }: Query) {
  const byTitle = sort === 'title';
  const from = fromCursor(cursor, byTitle ? 2 : 1);
  const after: SQL = !from
    ? sql`true`
    : byTitle
      ? sql`(lower(${products.title}), ${products.id}) > (${from[0]}, ${from[1]})`
      : sql`${products.id} < ${from[0]}`;
  const search = q?.trim();
  const matches = search
    ? sql`(${products.title} like ${likePattern(search)} escape '\\' or ${products.titleZh} like ${likePattern(search)} escape '\\')`
    : sql`true`;
  const stretch = search ? LOOK_THROUGH : limit + 1;
  const rows = await db.all<Position>(sql`
    select ${products.id} as "id", lower(${products.title}) as "title", ${matches} as "matches"
    from ${products}
    where ${products.deletedAt} is null and ${category === undefined ? sql`true` : sql`${products.category} = ${category}`} and ${after}
    order by ${byTitle ? sql`lower(${products.title}), ${products.id}` : sql`${products.id} desc`} limit ${stretch}`);
  const found = rows.filter((row) => row.matches === 1);
  const page = found.slice(0, limit);
  const last = found.length > limit ? page.at(-1) : rows.length === stretch ? rows.at(-1) : undefined;
  return {
    items: await productsByIds(
      db,
      page.map(({ id }) => id),
    ),
    cursor: last ? toCursor(byTitle ? [last.title, last.id] : [last.id]) : '',
  };
}

/** Lists products as JSON text; first pages are kept until the next write. */
export function createListing({ db, writes, now }: Pick<Deps, 'db' | 'writes' | 'now'>) {
  const pages = new Map<string, { text: string; until: number }>();
  let generation = 0;
  const forget = writes.onCommit(() => {
    generation++;
    pages.clear();
  });

  async function list(query: Query): Promise<string> {
    const name = JSON.stringify([query.q, query.category, query.sort, query.limit]);
    const kept = query.cursor ? undefined : pages.get(name);
    if (kept && kept.until > now()) return kept.text;
    const before = generation;
    const text = JSON.stringify(await listProducts(db, query));
    // What was read while somebody wrote may be old already.
    if (!query.cursor && before === generation) {
      if (pages.size >= MAX_PAGES) pages.clear();
      pages.set(name, { text, until: now() + MAX_AGE });
    }
    return text;
  }

  return { list, close: forget };
}

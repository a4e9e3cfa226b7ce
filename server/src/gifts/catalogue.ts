import { asc, eq, sql } from 'drizzle-orm';
import { LiveError } from '@vitrine/core/errors.ts';
import type { CatalogueCategory, CatalogueGift, GiftCategory, GiftInfo, GiftLanguage } from '@vitrine/core/schemas/gift.ts';
import type { Database } from '../db/client.ts';
import { insertWhere } from '../db/insert-where.ts';
import type { Deps } from '../deps.ts';
import { ulid } from '../ids.ts';
import { giftCategories, gifts } from './tables.ts';

type CatalogueDeps = Pick<Deps, 'db' | 'writes'>;
export type GiftRow = typeof gifts.$inferSelect;
type CategoryRow = typeof giftCategories.$inferSelect;

/** More than a panel can show, and so bounded that the whole catalogue is one small read. Tencent takes fewer. */
const MOST_GIFTS = 100;
const MOST_CATEGORIES = 3;

const toGift = ({ changeId: _changeId, resourceUrl, ...gift }: GiftRow): CatalogueGift => ({
  ...gift,
  ...(resourceUrl === null ? {} : { resourceUrl }),
});
const toCategory = ({ changeId: _changeId, ...category }: CategoryRow): CatalogueCategory => category;

const giftRows = (db: Database): Promise<GiftRow[]> => db.select().from(gifts).orderBy(asc(gifts.position), asc(gifts.giftId));
const categoryRows = (db: Database): Promise<CategoryRow[]> =>
  db.select().from(giftCategories).orderBy(asc(giftCategories.position), asc(giftCategories.categoryId));

/** The gift of this id; undefined where there is none. */
export async function giftById(db: Database, giftId: string): Promise<GiftRow | undefined> {
  return (await db.select().from(gifts).where(eq(gifts.giftId, giftId)))[0];
}

/** Everything the shop keeps, also what nobody can send at the moment. */
export async function catalogueOf(db: Database): Promise<{ categories: CatalogueCategory[]; gifts: CatalogueGift[] }> {
  return { categories: (await categoryRows(db)).map(toCategory), gifts: (await giftRows(db)).map(toGift) };
}

/** A language tag as the catalogue has it: `zh-TW` is `zh-Hant`, other Chinese is `zh-Hans`; undefined for what it does not speak. */
export function giftLanguage(tag: string | undefined): GiftLanguage | undefined {
  const [language, ...rest] = (tag ?? '').toLowerCase().split(/[-_]/);
  if (language === 'en') return 'en';
  if (language !== 'zh') return undefined;
  return rest.some((part) => ['hant', 'tw', 'hk', 'mo'].includes(part)) ? 'zh-Hant' : 'zh-Hans';
}

/** The name of a gift or category in a language, else in its default one. */
export function wordsOf(
  { names, defaultName, defaultDesc }: Pick<GiftRow, 'names' | 'defaultName' | 'defaultDesc'>,
  language: GiftLanguage | undefined,
): { name: string; desc: string } {
  const words = language && names[language];
  return { name: words?.name ?? defaultName, desc: words?.desc || defaultDesc };
}

/** What can be sent, by category, as whoever speaks this language reads it. Empty categories are left out. */
export async function usableGifts(db: Database, language: GiftLanguage | undefined): Promise<GiftCategory[]> {
  const all = (await giftRows(db)).filter(({ enabled }) => enabled);
  const info = (gift: GiftRow): GiftInfo => ({
    giftId: gift.giftId,
    ...wordsOf(gift, language),
    iconUrl: gift.iconUrl,
    ...(gift.resourceUrl === null ? {} : { resourceUrl: gift.resourceUrl }),
    level: gift.level,
    coins: gift.coins,
    extensionInfo: gift.extensionInfo,
  });
  return (await categoryRows(db))
    .map((category) => ({
      categoryId: category.categoryId,
      ...wordsOf(category, language),
      extensionInfo: category.extensionInfo,
      giftList: all.filter(({ categoryIds }) => categoryIds.includes(category.categoryId)).map(info),
    }))
    .filter(({ giftList }) => giftList.length > 0);
}

/** Puts a gift into the catalogue, or changes it. Throws `not-found` for a category that is not there, `limit-reached`. */
export async function putGift({ db, writes }: CatalogueDeps, gift: CatalogueGift): Promise<CatalogueGift> {
  const row: GiftRow = { ...gift, resourceUrl: gift.resourceUrl ?? null, changeId: ulid() };
  const { giftId, ...fields } = row;
  const known = new Set((await categoryRows(db)).map(({ categoryId }) => categoryId));
  if (!gift.categoryIds.every((id) => known.has(id))) throw new LiveError('not-found', 'There is no such category of gifts');
  const room = sql`((select count(*) from ${gifts}) < ${MOST_GIFTS} or exists (select 1 from ${gifts} where ${gifts.giftId} = ${giftId}))`;
  const done = await writes.commit([insertWhere(db, gifts, row, room).onConflictDoUpdate({ target: gifts.giftId, set: fields })]);
  if (!done) throw new LiveError('limit-reached', `At most ${MOST_GIFTS} gifts`);
  return gift;
}

/** Takes a gift out of the catalogue. What was sent stays counted. */
export async function removeGift({ db, writes }: CatalogueDeps, giftId: string): Promise<void> {
  if (!(await writes.commit([db.delete(gifts).where(eq(gifts.giftId, giftId))]))) {
    throw new LiveError('not-found', 'There is no such gift');
  }
}

/** Adds a category, or changes it. Throws `limit-reached`: the cloud has room for three. */
export async function putCategory({ db, writes }: CatalogueDeps, category: CatalogueCategory): Promise<CatalogueCategory> {
  const { categoryId, ...fields } = category;
  const row: CategoryRow = { ...category, changeId: ulid() };
  const room = sql`((select count(*) from ${giftCategories}) < ${MOST_CATEGORIES}
    or exists (select 1 from ${giftCategories} where ${giftCategories.categoryId} = ${categoryId}))`;
  const done = await writes.commit([
    insertWhere(db, giftCategories, row, room).onConflictDoUpdate({
      target: giftCategories.categoryId,
      set: { ...fields, changeId: row.changeId },
    }),
  ]);
  if (!done) throw new LiveError('limit-reached', `At most ${MOST_CATEGORIES} categories of gifts`);
  return category;
}

/** Removes a category that holds no gifts any more. Throws `conflict` while it does. */
export async function removeCategory({ db, writes }: CatalogueDeps, categoryId: string): Promise<void> {
  const held = sql`exists (select 1 from ${gifts}, json_each(${gifts.categoryIds}) where json_each.value = ${categoryId})`;
  const done = await writes.commit([
    db.delete(giftCategories).where(sql`${giftCategories.categoryId} = ${categoryId} and not ${held}`),
  ]);
  if (done) return;
  const left = await db.select().from(giftCategories).where(eq(giftCategories.categoryId, categoryId));
  throw left.length > 0
    ? new LiveError('conflict', 'There are gifts in this category')
    : new LiveError('not-found', 'There is no such category of gifts');
}

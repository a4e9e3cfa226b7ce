import { sql } from 'drizzle-orm';
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

/**
 * `serial` rises with every product made: "newest" sorts by it, and it is the row of the search index (`product_search`, an
 * FTS5 table that the migration makes by hand), where a draft stands under its negative.
 */
export const products = sqliteTable(
  'products',
  {
    id: text().primaryKey(),
    serial: integer().notNull().default(0),
    changeId: text().notNull(),
    title: text().notNull(),
    titleZh: text(),
    description: text().notNull().default(''),
    category: text().notNull().default(''),
    tags: text({ mode: 'json' }).$type<string[]>().notNull().default([]),
    images: text({ mode: 'json' }).$type<string[]>().notNull(),
    url: text(),
    externalId: text(),
    published: integer().notNull().default(1),
    maxQuantity: integer(),
    version: integer().notNull().default(1),
    /** By which rules its words stand in the search index; 0 where they do not yet. */
    indexedAs: integer().notNull().default(0),
    createdAt: integer().notNull(),
    deletedAt: integer(),
  },
  (table) => [
    index('products_by_serial').on(table.serial),
    index('products_by_category').on(table.category, table.serial),
    index('products_by_title').on(sql`lower(${table.title})`, table.serial),
    index('products_by_index').on(table.indexedAs),
    // What is deleted keeps its own, in case it comes back.
    uniqueIndex('products_external_id')
      .on(table.externalId)
      .where(sql`deleted_at is null`),
    index('products_deleted')
      .on(table.deletedAt, table.serial)
      .where(sql`deleted_at is not null`),
  ],
);

/**
 * `stock` is what can still be bought: reservations have already been taken out of it. Whoever changes it says why in
 * `movedBy`, for which order in `movedFor`, and in `movedAs` who they are; a trigger, made by the migration by hand, writes the ledger from them, so that no
 * change can miss it.
 */
export const skus = sqliteTable(
  'skus',
  {
    id: text().primaryKey(),
    productId: text().notNull(),
    position: integer().notNull(),
    code: text(),
    options: text({ mode: 'json' }).$type<Record<string, string>>().notNull(),
    stock: integer().notNull(),
    /** The host's switch. */
    soldOut: integer().notNull().default(0),
    movedBy: text(),
    movedFor: text(),
    movedAs: text(),
    deletedAt: integer(),
    available: integer().generatedAlwaysAs(sql`iif(sold_out or deleted_at is not null, 0, stock)`, { mode: 'virtual' }),
    /** What the rooms were told last. */
    told: integer().notNull().default(0),
    toldBy: text(),
    /** 1 once it can be bought again and somebody waits for it; set by a trigger too. */
    back: integer().notNull().default(0),
  },
  (table) => [
    index('skus_by_product').on(table.productId),
    index('skus_untold')
      .on(table.id)
      .where(sql`told <> available`),
    index('skus_back')
      .on(table.id)
      .where(sql`back = 1`),
    check('skus_stock', sql`${table.stock} >= 0`),
  ],
);

/** Amounts in minor units. */
export const skuPrices = sqliteTable(
  'sku_prices',
  { skuId: text().notNull(), currency: text().notNull(), amount: integer().notNull(), compareAt: integer() },
  (table) => [primaryKey({ columns: [table.skuId, table.currency] }), check('sku_prices_amount', sql`${table.amount} >= 0`)],
);

/** What each published product costs at least, to sort by. */
export const productPrices = sqliteTable(
  'product_prices',
  { serial: integer().notNull(), currency: text().notNull(), amount: integer().notNull(), category: text().notNull() },
  (table) => [
    primaryKey({ columns: [table.serial, table.currency] }),
    index('product_prices_by_amount').on(table.currency, table.amount, table.serial),
    index('product_prices_by_category').on(table.currency, table.category, table.amount, table.serial),
  ],
);

/** Every change of every stock; the deltas of a SKU add up to its stock. Written by triggers on `skus` alone. */
export const stockMovements = sqliteTable(
  'stock_movements',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    skuId: text().notNull(),
    delta: integer().notNull(),
    reason: text().notNull(),
    orderId: text(),
    /** Who did it, where it was a person of the shop. */
    userId: text(),
    /** What was in store afterwards. */
    balance: integer().notNull().default(0),
    at: integer().notNull(),
  },
  (table) => [index('stock_movements_by_sku').on(table.skuId, table.id)],
);

/** Who wants to hear that a SKU is back; told once, then `toldAt` says when. */
export const waitlist = sqliteTable(
  'waitlist',
  {
    skuId: text().notNull(),
    userId: text().notNull(),
    changeId: text().notNull(),
    liveId: text(),
    createdAt: integer().notNull(),
    toldAt: integer(),
  },
  (table) => [
    primaryKey({ columns: [table.skuId, table.userId] }),
    index('waitlist_by_user').on(table.userId, table.createdAt),
    index('waitlist_waiting')
      .on(table.skuId, table.createdAt)
      .where(sql`told_at is null`),
  ],
);

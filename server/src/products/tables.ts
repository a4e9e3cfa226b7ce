import { sql } from 'drizzle-orm';
import { check, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const products = sqliteTable(
  'products',
  {
    id: text().primaryKey(),
    changeId: text().notNull(),
    title: text().notNull(),
    titleZh: text(),
    description: text().notNull().default(''),
    category: text().notNull().default(''),
    images: text({ mode: 'json' }).$type<string[]>().notNull(),
    url: text(),
    externalId: text().unique(),
    version: integer().notNull().default(1),
    createdAt: integer().notNull(),
    deletedAt: integer(),
  },
  (table) => [
    index('products_by_category').on(table.category, table.id),
    index('products_by_title').on(sql`lower(${table.title})`, table.id),
  ],
);

/** `stock` is what can still be bought: reservations have already been taken out of it. */
export const skus = sqliteTable(
  'skus',
  {
    id: text().primaryKey(),
    productId: text().notNull(),
    position: integer().notNull(),
    options: text({ mode: 'json' }).$type<Record<string, string>>().notNull(),
    stock: integer().notNull(),
  },
  (table) => [index('skus_by_product').on(table.productId), check('skus_stock', sql`${table.stock} >= 0`)],
);

/** Amounts in minor units. */
export const skuPrices = sqliteTable(
  'sku_prices',
  { skuId: text().notNull(), currency: text().notNull(), amount: integer().notNull(), compareAt: integer() },
  (table) => [primaryKey({ columns: [table.skuId, table.currency] }), check('sku_prices_amount', sql`${table.amount} >= 0`)],
);

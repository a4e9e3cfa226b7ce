import { sql } from 'drizzle-orm';
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

/** What a host gets, in hundredths of a percent. An empty id stands for any; the rate that names more wins. */
export const commissionRates = sqliteTable(
  'commission_rates',
  {
    hostId: text().notNull(),
    productId: text().notNull(),
    changeId: text().notNull(),
    basisPoints: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.hostId, table.productId] }),
    check('commission_rates_bounds', sql`${table.basisPoints} between 0 and 10000`),
  ],
);

/**
 * What hosts earned, and what refunds took back: a line of an order is `earned` once, at the rate of that moment, and its
 * entries always add up to what it earns after all refunds. Settled when the time for refunds is over.
 */
export const commissionEntries = sqliteTable(
  'commission_entries',
  {
    id: text().primaryKey(),
    /** The refund that took it back; empty where it was earned. */
    refundId: text().notNull(),
    orderId: text().notNull(),
    skuId: text().notNull(),
    hostId: text().notNull(),
    currency: text().notNull(),
    basisPoints: integer().notNull(),
    amount: integer().notNull(),
    createdAt: integer().notNull(),
    settleAt: integer().notNull(),
    settledAt: integer(),
  },
  (table) => [
    uniqueIndex('commission_entries_once').on(table.orderId, table.skuId, table.refundId),
    index('commission_entries_by_host').on(table.hostId, table.createdAt),
    index('commission_entries_open')
      .on(table.settleAt)
      .where(sql`settled_at is null`),
  ],
);

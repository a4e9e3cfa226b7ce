import { sql } from 'drizzle-orm';
import { check, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Coins being bought. Like a payment of an order, it only moves up; `mismatch` waits for somebody to look. */
export const topUps = sqliteTable(
  'top_ups',
  {
    id: text().primaryKey(),
    changeId: text().notNull(),
    userId: text().notNull(),
    coins: integer().notNull(),
    amount: integer().notNull(),
    currency: text().notNull(),
    provider: text().notNull(),
    /** What the provider calls it; null where it goes by our own id. */
    reference: text(),
    /** Of the money, in minor units. */
    refunded: integer().notNull().default(0),
    status: text({ enum: ['created', 'failed', 'paid', 'refunded', 'mismatch'] }).notNull(),
    payUrl: text().notNull(),
    /** When the provider's books are asked next; null once there is nothing more to learn. */
    checkAt: integer(),
    checks: integer().notNull(),
    createdAt: integer().notNull(),
  },
  (table) => [
    index('top_ups_by_user').on(table.userId, table.id),
    index('top_ups_by_reference').on(table.reference),
    index('top_ups_to_check')
      .on(table.checkAt)
      .where(sql`check_at is not null`),
    check('top_ups_amounts', sql`${table.coins} > 0 and ${table.amount} > 0`),
    check('top_ups_refunded', sql`${table.refunded} between 0 and ${table.amount}`),
  ],
);

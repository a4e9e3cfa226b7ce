import { sql } from 'drizzle-orm';
import { check, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/**
 * What everybody holds of one unit. A user's account never falls below 0; the shop's own, with an empty `userId`, is the other
 * side of what is given and taken, so that all accounts of a unit add up to 0.
 */
export const accounts = sqliteTable(
  'accounts',
  {
    userId: text().notNull(),
    unit: text({ enum: ['points', 'coins'] }).notNull(),
    amount: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.unit] }),
    check('accounts_amount', sql`${table.userId} = '' or ${table.amount} >= 0`),
  ],
);

/** Every movement, both of its sides in one row. `id` names the act: the same act moves nothing twice. */
export const transfers = sqliteTable(
  'transfers',
  {
    id: text().primaryKey(),
    changeId: text().notNull(),
    unit: text({ enum: ['points', 'coins'] }).notNull(),
    fromUserId: text().notNull(),
    toUserId: text().notNull(),
    amount: integer().notNull(),
    reason: text().notNull(),
    createdAt: integer().notNull(),
  },
  (table) => [
    index('transfers_from').on(table.fromUserId, table.createdAt),
    index('transfers_to').on(table.toUserId, table.createdAt),
    check('transfers_amount', sql`${table.amount} > 0 and ${table.fromUserId} <> ${table.toUserId}`),
  ],
);

export const follows = sqliteTable(
  'follows',
  { followerId: text().notNull(), hostId: text().notNull(), changeId: text().notNull(), createdAt: integer().notNull() },
  (table) => [primaryKey({ columns: [table.followerId, table.hostId] }), index('follows_by_host').on(table.hostId)],
);

/** How many follow a host, moved by the change that moves the follow. */
export const followCounts = sqliteTable('follow_counts', { hostId: text().primaryKey(), count: integer().notNull() }, (table) => [
  check('follow_counts_count', sql`${table.count} >= 0`),
]);

/** What the shop says of a user beside their level. `change` numbers the changes of all rows, so that a reader finds the new ones. */
export const identities = sqliteTable('identities', {
  userId: text().primaryKey(),
  change: integer().notNull().unique(),
  /** JSON. */
  identity: text().notNull(),
});

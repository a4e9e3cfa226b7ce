import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** The replies to acts that must not be repeated, written in the batch of the act itself. */
export const idempotencyKeys = sqliteTable(
  'idempotency_keys',
  {
    userId: text().notNull(),
    route: text().notNull(),
    key: text().notNull(),
    /** SHA-256 of the request's body. */
    bodyHash: text().notNull(),
    status: integer().notNull(),
    body: text().notNull(),
    createdAt: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.route, table.key] })],
);

/** One row that the health check writes again and again. */
export const healthProbes = sqliteTable('health_probes', { id: integer().primaryKey(), at: integer().notNull() });

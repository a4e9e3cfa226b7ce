import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** The shop's users. `sub` is the shop's own id of any length; `id` is ours and short, as Tencent needs it. Guests have no row. */
export const users = sqliteTable('users', {
  id: text().primaryKey(),
  sub: text().notNull().unique(),
  changeId: text().notNull(),
  name: text().notNull(),
  avatarUrl: text(),
  createdAt: integer().notNull(),
});

import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** The relays to a CDN that Tencent runs for us; `taskId` is the only way to end one. */
export const tencentRelays = sqliteTable('tencent_relays', {
  liveId: text().primaryKey(),
  changeId: text().notNull(),
  taskId: text().notNull(),
  startedAt: integer().notNull(),
});

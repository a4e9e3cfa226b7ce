import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** The relays to a CDN that Tencent runs for us; `taskId` is the only way to end one. */
export const tencentRelays = sqliteTable('tencent_relays', {
  liveId: text().primaryKey(),
  changeId: text().notNull(),
  taskId: text().notNull(),
  startedAt: integer().notNull(),
});

/** What was written last into Tencent's catalogue of gifts, where Tencent does not tell it back: `gift/rose`, `gift/rose/zh-Hans`. */
export const tencentWritten = sqliteTable('tencent_written', { key: text().primaryKey(), text: text().notNull() });

import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

/** The rules of a room's chat, as far as somebody set them; the empty scope is the whole shop. */
export const moderationSettings = sqliteTable('moderation_settings', {
  scope: text().primaryKey(),
  changeId: text().notNull(),
  /** JSON of what was set here. */
  settings: text().notNull(),
});

/** The shop's own words, beside the built-in list. */
export const listedWords = sqliteTable(
  'listed_words',
  {
    id: text().primaryKey(),
    changeId: text().notNull(),
    word: text().notNull(),
    language: text().notNull(),
    action: text({ enum: ['allow', 'hold', 'block'] }).notNull(),
    match: text({ enum: ['word', 'part'] }).notNull(),
    createdAt: integer().notNull(),
  },
  (table) => [uniqueIndex('listed_words_by_word').on(table.word, table.language)],
);

/** Messages that wait, or waited, for a moderator. */
export const heldBarrages = sqliteTable(
  'held_barrages',
  {
    eventId: text().primaryKey(),
    liveId: text().notNull(),
    changeId: text().notNull(),
    userId: text().notNull(),
    ts: integer().notNull(),
    /** The whole event as JSON. */
    body: text().notNull(),
    rule: text().notNull(),
    status: text({ enum: ['waiting', 'approved', 'rejected'] }).notNull(),
  },
  (table) => [index('held_barrages_by_live').on(table.liveId, table.status, table.ts)],
);

export const reports = sqliteTable(
  'reports',
  {
    id: text().primaryKey(),
    liveId: text().notNull(),
    changeId: text().notNull(),
    ts: integer().notNull(),
    reporterId: text().notNull(),
    userId: text().notNull(),
    /** Empty where it is about the person. */
    barrageId: text().notNull(),
    text: text(),
    reason: text({ enum: ['spam', 'abuse', 'fraud', 'illegal', 'other'] }).notNull(),
    note: text().notNull(),
    status: text({ enum: ['open', 'closed'] }).notNull(),
  },
  (table) => [
    index('reports_by_live').on(table.liveId, table.status, table.id),
    uniqueIndex('reports_once').on(table.liveId, table.reporterId, table.userId, table.barrageId),
  ],
);

/** Who did what to whom, when and why. Rows are only ever added. */
export const moderationLog = sqliteTable(
  'moderation_log',
  {
    id: text().primaryKey(),
    ts: integer().notNull(),
    /** Empty for the whole shop. */
    liveId: text().notNull(),
    actorId: text().notNull(),
    actorName: text().notNull(),
    act: text().notNull(),
    userId: text(),
    barrageId: text(),
    reason: text(),
    details: text(),
  },
  (table) => [index('moderation_log_by_live').on(table.liveId, table.id)],
);

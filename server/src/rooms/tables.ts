import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

/**
 * Everything durable that happened in a room: outbox of the relay, history, recovery source and replay log in one.
 * Private events carry `to` and have no `seq`.
 */
export const roomEvents = sqliteTable(
  'room_events',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    eventId: text().notNull().unique(),
    liveId: text().notNull(),
    seq: integer(),
    to: text(),
    type: text().notNull(),
    ts: integer().notNull(),
    /** The event's own fields as JSON; the envelope is put around it when read. */
    body: text().notNull(),
    /** Metadata that must be in place before the message goes out: a JSON object of key and value, or of key and null. */
    metadata: text(),
    deliveredAt: integer(),
    attempts: integer().notNull().default(0),
    nextAttemptAt: integer().notNull().default(0),
    /** Why the relay gave up; shown in the back office. */
    deadReason: text(),
  },
  (table) => [
    uniqueIndex('room_events_by_seq').on(table.liveId, table.seq),
    index('room_events_waiting').on(table.deliveredAt, table.id),
    index('room_events_private').on(table.to, table.id),
  ],
);

/** The log of what people wrote. */
export const barrages = sqliteTable(
  'barrages',
  {
    eventId: text().primaryKey(),
    liveId: text().notNull(),
    userId: text().notNull(),
    ts: integer().notNull(),
    /** The whole event as JSON. */
    body: text().notNull(),
    /** The change in which a moderator took it away; nobody sees it since. */
    removalId: text(),
  },
  (table) => [index('barrages_by_live').on(table.liveId, table.ts)],
);

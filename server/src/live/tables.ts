import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** One row a show. `epoch` names the life of its event history: it changes only if that history is lost. */
export const lives = sqliteTable(
  'lives',
  {
    id: text().primaryKey(),
    changeId: text().notNull(),
    epoch: text().notNull(),
    title: text().notNull(),
    hostId: text().notNull(),
    hostName: text().notNull().default(''),
    hostAvatarUrl: text(),
    status: text({ enum: ['scheduled', 'live', 'ended'] }).notNull(),
    startsAt: integer(),
    startedAt: integer(),
    endedAt: integer(),
    coverUrl: text(),
    currency: text().notNull(),
    notice: text().notNull().default(''),
    likeCount: integer().notNull().default(0),
    shelfVersion: integer().notNull().default(0),
    /** The youngest pop-up's `startTimestamp`; the next one must be greater. */
    lastListingAt: integer().notNull().default(0),
    /** What OBS publishes with; revoked by making another. */
    streamKey: text().notNull(),
    createdAt: integer().notNull(),
    /** The message that stays in view, as JSON. */
    pinned: text(),
  },
  (table) => [index('lives_by_status').on(table.status, table.createdAt)],
);

/** The room's metadata; every value is text (the guide's channel B lives under `goods_on_shelf`). */
export const liveMetadata = sqliteTable(
  'live_metadata',
  { liveId: text().notNull(), key: text().notNull(), value: text().notNull() },
  (table) => [primaryKey({ columns: [table.liveId, table.key] })],
);

/** Which products a room sells, in the host's order. */
export const liveProducts = sqliteTable(
  'live_products',
  { liveId: text().notNull(), productId: text().notNull(), position: integer().notNull() },
  (table) => [primaryKey({ columns: [table.liveId, table.productId] }), index('live_products_by_product').on(table.productId)],
);

/** What was decided about a member of a room; times are milliseconds, 0 means never. */
export const liveMembers = sqliteTable(
  'live_members',
  {
    liveId: text().notNull(),
    userId: text().notNull(),
    changeId: text().notNull(),
    mutedUntil: integer().notNull().default(0),
    bannedUntil: integer().notNull().default(0),
    reason: text(),
    /** May moderate this room, whatever their token says. */
    administrator: integer({ mode: 'boolean' }).notNull().default(false),
    /** Of a guest who signed in: the user whom what was decided went along with. */
    carriedTo: text(),
  },
  (table) => [primaryKey({ columns: [table.liveId, table.userId] }), index('live_members_by_user').on(table.userId)],
);

import { sql } from 'drizzle-orm';
import type { CatalogueCategory, CatalogueGift } from '@vitrine/core/schemas/gift.ts';
import { check, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const giftCategories = sqliteTable('gift_categories', {
  categoryId: text().primaryKey(),
  changeId: text().notNull(),
  defaultName: text().notNull(),
  defaultDesc: text().notNull(),
  names: text({ mode: 'json' }).$type<CatalogueCategory['names']>().notNull(),
  extensionInfo: text().notNull(),
  position: integer().notNull(),
});

/** The catalogue. `changeId` is another whenever anything of a gift is: whoever sends it pays what they saw. */
export const gifts = sqliteTable(
  'gifts',
  {
    giftId: text().primaryKey(),
    changeId: text().notNull(),
    defaultName: text().notNull(),
    defaultDesc: text().notNull(),
    names: text({ mode: 'json' }).$type<CatalogueGift['names']>().notNull(),
    iconUrl: text().notNull(),
    resourceUrl: text(),
    coins: integer().notNull(),
    level: integer().notNull(),
    extensionInfo: text().notNull(),
    categoryIds: text({ mode: 'json' }).$type<string[]>().notNull(),
    position: integer().notNull(),
    enabled: integer({ mode: 'boolean' }).notNull(),
  },
  (table) => [check('gifts_coins', sql`${table.coins} > 0`)],
);

/** Every gift that was paid and told. `id` is its event's too. */
export const giftSends = sqliteTable(
  'gift_sends',
  {
    id: text().primaryKey(),
    changeId: text().notNull(),
    liveId: text().notNull(),
    userId: text().notNull(),
    giftId: text().notNull(),
    count: integer().notNull(),
    /** What all of them cost. */
    coins: integer().notNull(),
    billing: text({ enum: ['coins', 'shop'] }).notNull(),
    createdAt: integer().notNull(),
  },
  (table) => [
    index('gift_sends_by_live').on(table.liveId, table.id),
    check('gift_sends_amounts', sql`${table.count} > 0 and ${table.coins} > 0`),
  ],
);

/** The combo that the next gift of the same kind belongs to, while it comes before `until`. */
export const giftCombos = sqliteTable(
  'gift_combos',
  {
    liveId: text().notNull(),
    userId: text().notNull(),
    giftId: text().notNull(),
    comboId: text().notNull(),
    count: integer().notNull(),
    until: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.liveId, table.userId, table.giftId] })],
);

/** What each sender gave to a show. */
export const giftSenders = sqliteTable(
  'gift_senders',
  {
    liveId: text().notNull(),
    userId: text().notNull(),
    userName: text().notNull(),
    avatarUrl: text(),
    coins: integer().notNull(),
    gifts: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.liveId, table.userId] }),
    index('gift_senders_by_coins').on(table.liveId, table.coins),
  ],
);

/** What a show was given in all. */
export const giftTotals = sqliteTable('gift_totals', {
  liveId: text().primaryKey(),
  gifts: integer().notNull(),
  coins: integer().notNull(),
  senders: integer().notNull(),
});

/**
 * A gift that the shop was asked to bill. `asked` until it is known what became of it; what the shop may have charged for
 * nothing is `cancelling` until the shop has been told.
 */
export const giftBills = sqliteTable(
  'gift_bills',
  {
    id: text().primaryKey(),
    changeId: text().notNull(),
    liveId: text().notNull(),
    userId: text().notNull(),
    giftId: text().notNull(),
    count: integer().notNull(),
    coins: integer().notNull(),
    status: text({ enum: ['asked', 'sent', 'refused', 'cancelling', 'cancelled'] }).notNull(),
    attempts: integer().notNull(),
    nextAttemptAt: integer().notNull(),
    createdAt: integer().notNull(),
  },
  (table) => [
    index('gift_bills_waiting')
      .on(table.nextAttemptAt)
      .where(sql`status in ('asked', 'cancelling')`),
  ],
);

import { sql } from 'drizzle-orm';
import type { CatalogueCategory, CatalogueGift } from '@vitrine/core/schemas/gift.ts';
import type { LiveUser } from '@vitrine/core/schemas/user.ts';
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

/**
 * A gift that somebody sends through the cloud, which asked us first. It is paid and `held` until the cloud has counted it, and then
 * `delivered`, or `returned` where it was not. `unclear` ones, and `unpaid` ones that were counted and could not be charged, wait for the shop.
 */
export const giftClaims = sqliteTable(
  'gift_claims',
  {
    id: text().primaryKey(),
    changeId: text().notNull(),
    /** What the cloud named the gift by; the same asked again has the first one's with an id of its own behind it. */
    key: text().notNull().unique(),
    liveId: text().notNull(),
    sender: text({ mode: 'json' }).$type<LiveUser>().notNull(),
    userId: text().notNull(),
    /** As it was when it was sent, whatever becomes of the catalogue. */
    gift: text({ mode: 'json' }).$type<typeof gifts.$inferSelect>().notNull(),
    count: integer().notNull(),
    /** What all of them cost. */
    coins: integer().notNull(),
    billing: text({ enum: ['coins', 'shop'] }).notNull(),
    /** False where the same was asked again: that costs only if the cloud counts another gift. */
    charged: integer({ mode: 'boolean' }).notNull(),
    status: text({ enum: ['held', 'delivered', 'returned', 'unclear', 'unpaid'] }).notNull(),
    createdAt: integer().notNull(),
    settledAt: integer(),
  },
  (table) => [
    index('gift_claims_held')
      .on(table.liveId, table.id)
      .where(sql`status = 'held'`),
    index('gift_claims_waiting')
      .on(table.id)
      .where(sql`status in ('unclear', 'unpaid')`),
    index('gift_claims_by_live').on(table.liveId, table.createdAt),
    check('gift_claims_amounts', sql`${table.count} > 0 and ${table.coins} > 0`),
  ],
);

/** What the cloud counted in a show's room, in coins, as far as we know whose gifts they were. */
export const giftTallies = sqliteTable('gift_tallies', {
  liveId: text().primaryKey(),
  changeId: text().notNull(),
  coins: integer().notNull(),
  /** Counted by the cloud, though it never asked us. */
  unasked: integer().notNull(),
  /** Delivered by us, though the cloud did not count it in the end. */
  missing: integer().notNull(),
  /** True where something was delivered by appearance, so that the sums are to be compared again once it is quiet. */
  audit: integer({ mode: 'boolean' }).notNull(),
});

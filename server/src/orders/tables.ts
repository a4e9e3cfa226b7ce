import { sql } from 'drizzle-orm';
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { Address, RefundRequest } from '@vitrine/core/schemas/order.ts';

export const cartLines = sqliteTable(
  'cart_lines',
  {
    id: text().primaryKey(),
    changeId: text().notNull().default(''),
    userId: text().notNull(),
    skuId: text().notNull(),
    quantity: integer().notNull(),
    createdAt: integer().notNull(),
  },
  (table) => [
    uniqueIndex('cart_lines_by_sku').on(table.userId, table.skuId),
    check('cart_lines_quantity', sql`${table.quantity} between 1 and 999`),
  ],
);

/** `changeId` is that of the change that last moved the order, so that every statement of a change can test whether it happened. */
export const orders = sqliteTable(
  'orders',
  {
    id: text().primaryKey(),
    changeId: text().notNull(),
    number: text().notNull().unique(),
    buyerId: text().notNull(),
    status: text({ enum: ['reserved', 'paid', 'shipped', 'delivered', 'cancelled', 'expired', 'refunded'] }).notNull(),
    currency: text().notNull(),
    total: integer().notNull(),
    refunded: integer().notNull().default(0),
    /** Parts of the total, beside the goods; tax is one only where prices do not hold it already. */
    shipping: integer().notNull().default(0),
    tax: integer().notNull().default(0),
    taxIncluded: integer({ mode: 'boolean' }).notNull().default(false),
    liveId: text(),
    anchorId: text(),
    popupEventId: text(),
    address: text({ mode: 'json' }).$type<Address>(),
    /** Something that a person has to look at: a provider reported another amount or currency than the order's. */
    flag: text({ enum: ['mismatch'] }),
    expiresAt: integer().notNull(),
    createdAt: integer().notNull(),
  },
  (table) => [
    index('orders_by_buyer').on(table.buyerId, table.id),
    index('orders_by_live').on(table.liveId, table.id),
    index('orders_by_expiry').on(table.status, table.expiresAt),
    index('orders_flagged')
      .on(table.id)
      .where(sql`flag is not null`),
    check('orders_refunded', sql`${table.refunded} between 0 and ${table.total}`),
  ],
);

/** Prices and titles as they were when the order was placed. */
export const orderItems = sqliteTable(
  'order_items',
  {
    orderId: text().notNull(),
    skuId: text().notNull(),
    productId: text().notNull(),
    title: text().notNull(),
    options: text({ mode: 'json' }).$type<Record<string, string>>().notNull(),
    imageUrl: text(),
    quantity: integer().notNull(),
    unitPrice: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.orderId, table.skuId] }), check('order_items_quantity', sql`${table.quantity} > 0`)],
);

export const shipments = sqliteTable(
  'shipments',
  {
    id: text().primaryKey(),
    orderId: text().notNull(),
    changeId: text().notNull(),
    carrier: text().notNull(),
    tracking: text().notNull(),
    url: text(),
    createdAt: integer().notNull(),
  },
  (table) => [index('shipments_by_order').on(table.orderId)],
);

/** What buyers want back; one row an order, since a second wish replaces one that was declined. */
export const refundRequests = sqliteTable('refund_requests', {
  orderId: text().primaryKey(),
  changeId: text().notNull(),
  status: text({ enum: ['open', 'granted', 'declined'] }).notNull(),
  reason: text().notNull(),
  lines: text({ mode: 'json' }).$type<RefundRequest['lines']>(),
  answer: text(),
  createdAt: integer().notNull(),
});

import { sql } from 'drizzle-orm';
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

/**
 * One attempt to pay an order, on our side. Its state only moves up, in the order below: money that arrives after a failed
 * attempt still counts. `mismatch` stands aside: the provider reported another amount, and somebody has to look.
 */
export const payments = sqliteTable(
  'payments',
  {
    id: text().primaryKey(),
    changeId: text().notNull(),
    orderId: text().notNull(),
    provider: text().notNull(),
    amount: integer().notNull(),
    currency: text().notNull(),
    status: text({ enum: ['created', 'failed', 'captured', 'refunding', 'refunded', 'mismatch'] }).notNull(),
    refunded: integer().notNull().default(0),
    payUrl: text().notNull(),
    createdAt: integer().notNull(),
  },
  (table) => [
    index('payments_by_order').on(table.orderId),
    uniqueIndex('payments_open')
      .on(table.orderId)
      .where(sql`status = 'created'`),
    check('payments_refunded', sql`${table.refunded} between 0 and ${table.amount}`),
  ],
);

/** Every report a provider sent, once: a repeat finds its row and changes nothing. */
export const paymentEvents = sqliteTable(
  'payment_events',
  {
    provider: text().notNull(),
    eventId: text().notNull(),
    changeId: text().notNull(),
    type: text().notNull(),
    paymentId: text().notNull(),
    receivedAt: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.provider, table.eventId] })],
);

/** Money that goes back. `requested` until the provider has reported it. */
export const refunds = sqliteTable(
  'refunds',
  {
    id: text().primaryKey(),
    changeId: text().notNull(),
    paymentId: text().notNull(),
    orderId: text().notNull(),
    amount: integer().notNull(),
    /** The shop `asked` for it; the money came too `late`; or the order had been paid already: a `duplicate`. */
    reason: text({ enum: ['asked', 'late', 'duplicate'] }).notNull(),
    status: text({ enum: ['requested', 'done'] }).notNull(),
    attempts: integer().notNull().default(0),
    nextAttemptAt: integer().notNull().default(0),
    createdAt: integer().notNull(),
  },
  (table) => [
    index('refunds_waiting').on(table.status, table.nextAttemptAt),
    index('refunds_by_payment').on(table.paymentId),
    check('refunds_amount', sql`${table.amount} > 0`),
  ],
);

/** The built-in gateway's own books; nothing but the gateway reads them. */
export const gatewayPayments = sqliteTable('gateway_payments', {
  id: text().primaryKey(),
  changeId: text().notNull(),
  reference: text().notNull().unique(),
  description: text().notNull(),
  returnUrl: text().notNull(),
  amount: integer().notNull(),
  currency: text().notNull(),
  status: text({ enum: ['open', 'captured', 'declined', 'refunded'] }).notNull(),
  refunded: integer().notNull().default(0),
  createdAt: integer().notNull(),
});

/** Webhooks the gateway still has to deliver, and those it has delivered. */
export const gatewayDeliveries = sqliteTable(
  'gateway_deliveries',
  {
    id: text().primaryKey(),
    body: text().notNull(),
    attempts: integer().notNull().default(0),
    nextAttemptAt: integer().notNull(),
    deliveredAt: integer(),
  },
  (table) => [index('gateway_deliveries_waiting').on(table.deliveredAt, table.nextAttemptAt)],
);

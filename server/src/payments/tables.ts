import { sql } from 'drizzle-orm';
import { check, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** One attempt to pay an order, on our side. Its state only moves up. */
export const payments = sqliteTable(
  'payments',
  {
    id: text().primaryKey(),
    changeId: text().notNull(),
    orderId: text().notNull(),
    provider: text().notNull(),
    amount: integer().notNull(),
    currency: text().notNull(),
    status: text({ enum: ['created', 'captured', 'refunding', 'refunded', 'mismatch'] }).notNull(),
    refunded: integer().notNull().default(0),
    payUrl: text().notNull(),
    createdAt: integer().notNull(),
  },
  (table) => [
    index('payments_by_order').on(table.orderId),
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
    reason: text().notNull(),
    status: text({ enum: ['requested', 'done'] }).notNull(),
    createdAt: integer().notNull(),
  },
  (table) => [index('refunds_by_status').on(table.status, table.createdAt), check('refunds_amount', sql`${table.amount} > 0`)],
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

import { sql } from 'drizzle-orm';
import type { PaymentReport } from './provider.ts';
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
    /** What the provider calls it, for asking it later; null where it goes by our own id. */
    reference: text(),
    /** When the provider's books are asked about it next; null once there is nothing more to learn. */
    checkAt: integer(),
    checks: integer().notNull().default(0),
    createdAt: integer().notNull(),
  },
  (table) => [
    index('payments_to_check')
      .on(table.checkAt)
      .where(sql`check_at is not null`),
    index('payments_by_order').on(table.orderId),
    index('payments_by_reference').on(table.reference),
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

/**
 * Verified reports of something that we do not know (yet): our own row may be a moment behind. They are tried again for some
 * days; what is left then is somebody's payment that we cannot place, and waits for a person.
 */
export const strayReports = sqliteTable(
  'stray_reports',
  {
    provider: text().notNull(),
    eventId: text().notNull(),
    report: text({ mode: 'json' }).$type<PaymentReport>().notNull(),
    attempts: integer().notNull().default(0),
    /** Null once it was given up. */
    nextAttemptAt: integer(),
    receivedAt: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.provider, table.eventId] }), index('stray_reports_waiting').on(table.nextAttemptAt)],
);

/** Money that goes back. `requested` until the provider has reported it; `failed` counts as never asked for. */
export const refunds = sqliteTable(
  'refunds',
  {
    id: text().primaryKey(),
    changeId: text().notNull(),
    paymentId: text().notNull(),
    orderId: text().notNull(),
    amount: integer().notNull(),
    /**
     * The shop `asked` for it; the money came too `late`; the order had been paid already: a `duplicate`; or the shop gave it
     * back `elsewhere`, at the provider itself.
     */
    reason: text({ enum: ['asked', 'late', 'duplicate', 'elsewhere'] }).notNull(),
    status: text({ enum: ['requested', 'done', 'failed'] }).notNull(),
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

/** How a refund is spread over the order's lines: the amounts add up to the refund's. `quantity` 0: money alone. */
export const refundLines = sqliteTable(
  'refund_lines',
  {
    refundId: text().notNull(),
    skuId: text().notNull(),
    quantity: integer().notNull(),
    amount: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.refundId, table.skuId] }),
    check('refund_lines_amount', sql`${table.amount} >= 0 and ${table.quantity} >= 0`),
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

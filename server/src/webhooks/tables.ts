import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { WebhookType } from '@vitrine/core/schemas/webhook.ts';

/** Where the shop's own programs hear of what happens. While a secret is being replaced, both sign. */
export const webhookEndpoints = sqliteTable('webhook_endpoints', {
  id: text().primaryKey(),
  changeId: text().notNull(),
  url: text().notNull(),
  types: text({ mode: 'json' }).$type<WebhookType[]>().notNull(),
  secret: text().notNull(),
  previousSecret: text(),
  previousUntil: integer(),
  status: text({ enum: ['enabled', 'disabled'] }).notNull(),
  /** Why we stopped sending, where it was not the shop that said so. */
  disabledReason: text(),
  createdAt: integer().notNull(),
});

/** One message to one endpoint: outbox and log in one. */
export const webhookDeliveries = sqliteTable(
  'webhook_deliveries',
  {
    id: text().primaryKey(),
    /** The message's id; an endpoint sees the same one with every attempt. */
    messageId: text().notNull(),
    endpointId: text().notNull(),
    type: text().notNull(),
    body: text().notNull(),
    status: text({ enum: ['waiting', 'delivered', 'failed'] }).notNull(),
    attempts: integer().notNull().default(0),
    nextAttemptAt: integer().notNull(),
    /** What the last attempt met: an HTTP status, or 0 where there was no answer. */
    lastStatus: integer(),
    lastError: text(),
    createdAt: integer().notNull(),
    finishedAt: integer(),
  },
  (table) => [
    index('webhook_deliveries_waiting').on(table.status, table.nextAttemptAt),
    index('webhook_deliveries_finished').on(table.finishedAt),
    index('webhook_deliveries_by_endpoint').on(table.endpointId, table.id),
  ],
);

import { type SQL, sql } from 'drizzle-orm';
import type { WebhookType } from '@vitrine/core/schemas/webhook.ts';
import type { Statement } from '../db/write-queue.ts';
import { ulid } from '../ids.ts';
import { products, skus } from '../products/tables.ts';
import { webhookDeliveries, webhookEndpoints } from './tables.ts';

const columns = sql.raw('(id, message_id, endpoint_id, type, body, status, attempts, next_attempt_at, created_at)');

const wanted = (type: WebhookType): SQL =>
  sql`${webhookEndpoints.status} = 'enabled' and exists (select 1 from json_each(${webhookEndpoints.types}) where value = ${type})`;

/**
 * Tells the shop's programs of something, if `happened`: one row for each endpoint that wants to hear of it, in the change it
 * tells of. Costs next to nothing where there are none.
 */
export const webhookMessage = (type: WebhookType, data: Record<string, unknown>, ts: number, happened: SQL): Statement =>
  webhookRows(type, ulid(), webhookBody(type, data, ts), ts, happened);

/** The body of a message. */
export const webhookBody = (type: WebhookType, data: Record<string, unknown>, ts: number): string =>
  JSON.stringify({ type, timestamp: new Date(ts).toISOString(), data });

/** Like `webhookMessage`, of values or their places. */
export const webhookRows = (type: WebhookType, id: string | SQL, body: string | SQL, ts: number | SQL, happened: SQL): SQL =>
  sql`insert into ${webhookDeliveries} ${columns}
    select ${id} || '-' || ${webhookEndpoints.id}, ${id}, ${webhookEndpoints.id}, ${type}, ${body}, 'waiting', 0, ${ts}, ${ts}
    from ${webhookEndpoints} where ${wanted(type)} and ${happened}`;

/**
 * Tells of the products of which nothing is left any more. Goes into the change that tells the rooms of stock: `changeId` is
 * that change's, so it is told once whatever took the last one; `skuIds`: a JSON list of what it tells of.
 */
export function soldOutMessage(changeId: string, skuIds: string, ts: number): Statement {
  const id = ulid();
  const type: WebhookType = 'product.sold-out';
  const moved = sql`exists (select 1 from ${skus} where ${skus.productId} = ${products.id}
    and ${skus.toldBy} = ${changeId} and ${skus.told} = 0)`;
  const left = sql`exists (select 1 from ${skus} where ${skus.productId} = ${products.id} and ${skus.available} > 0)`;
  return sql`insert into ${webhookDeliveries} ${columns}
    select ${id} || '-' || row_number() over (order by ${products.id}, ${webhookEndpoints.id}),
      ${id} || '-' || dense_rank() over (order by ${products.id}), ${webhookEndpoints.id}, ${type},
      json_object('type', ${type}, 'timestamp', ${new Date(ts).toISOString()},
        'data', json_object('productId', ${products.id}, 'title', ${products.title})), 'waiting', 0, ${ts}, ${ts}
    from ${webhookEndpoints} join ${products}
    where ${wanted(type)} and ${products.id} in (select ${skus.productId} from ${skus} where ${skus.id} in (select value from json_each(${skuIds})))
      and ${moved} and not ${left}`;
}

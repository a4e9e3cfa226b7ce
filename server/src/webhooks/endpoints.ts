import { and, asc, desc, eq, lt, sql } from 'drizzle-orm';
import type * as v from 'valibot';
import { LiveError } from '@vitrine/core/errors.ts';
import type { NewWebhook, WebhookDelivery, WebhookEndpoint, WebhookPatch, WebhookReplay } from '@vitrine/core/schemas/webhook.ts';
import type { Database } from '../db/client.ts';
import { insertWhere } from '../db/insert-where.ts';
import type { Deps } from '../deps.ts';
import { ulid } from '../ids.ts';
import { newSecret } from './secret.ts';
import { webhookDeliveries, webhookEndpoints } from './tables.ts';

type EndpointDeps = Pick<Deps, 'db' | 'writes' | 'now'>;
type Row = typeof webhookEndpoints.$inferSelect;

/** Every message is written once for each endpoint, in the change it tells of. */
const MOST = 10;

export const toEndpoint = ({ id, url, types, status, disabledReason, createdAt }: Row): WebhookEndpoint => ({
  id,
  url,
  types,
  enabled: status === 'enabled',
  ...(disabledReason === null ? {} : { disabledReason }),
  createdAt,
});

export async function endpointOf(db: Database, id: string): Promise<Row> {
  const [row] = await db.select().from(webhookEndpoints).where(eq(webhookEndpoints.id, id));
  if (!row) throw new LiveError('not-found', 'There is no such webhook');
  return row;
}

export const endpointsOf = (db: Database): Promise<Row[]> => db.select().from(webhookEndpoints).orderBy(asc(webhookEndpoints.id));

/** Makes an endpoint with a secret of its own. Throws `limit-reached`. */
export async function addEndpoint(
  { db, writes, now }: EndpointDeps,
  { url, types }: v.InferOutput<typeof NewWebhook>,
): Promise<Row> {
  const row: Row = {
    id: ulid(),
    changeId: ulid(),
    url,
    types,
    secret: newSecret(),
    previousSecret: null,
    previousUntil: null,
    status: 'enabled',
    disabledReason: null,
    createdAt: now(),
  };
  const room = sql`(select count(*) from ${webhookEndpoints}) < ${MOST}`;
  if (!(await writes.commit([insertWhere(db, webhookEndpoints, row, room)]))) {
    throw new LiveError('limit-reached', `At most ${MOST} webhooks`);
  }
  return row;
}

export async function changeEndpoint(
  { db, writes }: EndpointDeps,
  id: string,
  { url, types, enabled }: v.InferOutput<typeof WebhookPatch>,
): Promise<Row> {
  await writes.commit([
    db
      .update(webhookEndpoints)
      .set({
        changeId: ulid(),
        ...(url === undefined ? {} : { url }),
        ...(types === undefined ? {} : { types }),
        ...(enabled === undefined ? {} : { status: enabled ? 'enabled' : 'disabled', disabledReason: null }),
      })
      .where(eq(webhookEndpoints.id, id)),
  ]);
  return endpointOf(db, id);
}

/** Gives an endpoint a new secret; the old one signs beside it for a while, so that receivers can change over. */
export async function rotateSecret({ db, writes, now }: EndpointDeps, id: string, overlapSeconds: number): Promise<Row> {
  const secret = newSecret();
  await writes.commit([
    db
      .update(webhookEndpoints)
      .set({
        changeId: ulid(),
        previousSecret: sql`${webhookEndpoints.secret}`,
        previousUntil: now() + overlapSeconds * 1000,
        secret,
      })
      .where(eq(webhookEndpoints.id, id)),
  ]);
  return endpointOf(db, id);
}

/** Removes an endpoint and everything that was to be sent to it. */
export async function removeEndpoint({ db, writes }: EndpointDeps, id: string): Promise<void> {
  const removed = await writes.commit([
    db.delete(webhookEndpoints).where(eq(webhookEndpoints.id, id)),
    db.delete(webhookDeliveries).where(eq(webhookDeliveries.endpointId, id)),
  ]);
  if (!removed) throw new LiveError('not-found', 'There is no such webhook');
}

const PAGE = 50;

/** The log of an endpoint, newest first, before the delivery `before`. */
export async function deliveriesOf(
  db: Database,
  endpointId: string,
  { before, status }: { before: string | undefined; status: WebhookDelivery['status'] | undefined },
): Promise<{ items: WebhookDelivery[]; more: boolean }> {
  const rows = await db
    .select()
    .from(webhookDeliveries)
    .where(
      and(
        eq(webhookDeliveries.endpointId, endpointId),
        before === undefined ? undefined : lt(webhookDeliveries.id, before),
        status && eq(webhookDeliveries.status, status),
      ),
    )
    .orderBy(desc(webhookDeliveries.id))
    .limit(PAGE + 1);
  const items = rows.slice(0, PAGE).map(({ nextAttemptAt, lastStatus, lastError, finishedAt, type, ...row }) => ({
    ...row,
    type: type as WebhookDelivery['type'],
    ...(row.status === 'waiting' ? { nextAttemptAt } : {}),
    ...(lastStatus === null ? {} : { lastStatus }),
    ...(lastError === null ? {} : { lastError }),
    ...(finishedAt === null ? {} : { finishedAt }),
  }));
  return { items, more: rows.length > PAGE };
}

/** Sends again what was not delivered (or all of it), from the first attempt on, under the same message ids. */
export async function replay(
  { writes, now }: EndpointDeps,
  endpointId: string,
  { since, delivered }: v.InferOutput<typeof WebhookReplay>,
): Promise<void> {
  await writes.commit([
    sql`update ${webhookDeliveries} set status = 'waiting', attempts = 0, next_attempt_at = ${now()}, finished_at = null
      where ${webhookDeliveries.endpointId} = ${endpointId} and ${webhookDeliveries.createdAt} >= ${since}
        and (${webhookDeliveries.status} <> 'delivered' or ${delivered ? 1 : 0})`,
  ]);
}

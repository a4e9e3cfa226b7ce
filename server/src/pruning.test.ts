import assert from 'node:assert/strict';
import { test } from 'node:test';
import { idempotencyKeys } from './http/tables.ts';
import { paymentEvents } from './payments/tables.ts';
import { prune } from './pruning.ts';
import { setUp } from './testing/set-up.ts';
import { webhookDeliveries } from './webhooks/tables.ts';

const HOUR = 3_600_000;

test('old keys, delivered messages and reports go; young ones and what still waits stay', async () => {
  const now = 1_000 * 24 * HOUR;
  const { deps, close } = await setUp({ now: () => now });
  const { db } = deps;
  const key = (index: number, createdAt: number) => ({
    userId: 'u',
    route: 'r',
    key: `k${index}`,
    bodyHash: '',
    status: 201,
    body: '{}',
    createdAt,
  });
  await db
    .insert(idempotencyKeys)
    .values([...Array.from({ length: 1300 }, (_, index) => key(index, now - 49 * HOUR)), key(2000, now - 47 * HOUR)]);
  const delivery = (id: string, finishedAt: number | null) => ({
    id,
    messageId: id,
    endpointId: 'e',
    type: 'order.paid',
    body: '{}',
    status: finishedAt === null ? ('waiting' as const) : ('delivered' as const),
    nextAttemptAt: 0,
    createdAt: 0,
    finishedAt,
  });
  await db
    .insert(webhookDeliveries)
    .values([delivery('old', now - 31 * 24 * HOUR), delivery('young', now - HOUR), delivery('waiting', null)]);
  const report = (eventId: string, receivedAt: number) => ({
    provider: 'p',
    eventId,
    changeId: 'c',
    type: 't',
    paymentId: 'x',
    receivedAt,
  });
  await db.insert(paymentEvents).values([report('old', now - 91 * 24 * HOUR), report('young', now - HOUR)]);

  await prune(deps);

  assert.deepEqual(
    (await db.select().from(idempotencyKeys)).map((row) => row.key),
    ['k2000'],
  );
  assert.deepEqual((await db.select().from(webhookDeliveries)).map(({ id }) => id).sort(), ['waiting', 'young']);
  assert.deepEqual(
    (await db.select().from(paymentEvents)).map(({ eventId }) => eventId),
    ['young'],
  );
  await close();
});

import { type SQL, sql } from 'drizzle-orm';
import type { Deps } from './deps.ts';
import { giftClaims } from './gifts/tables.ts';
import { idempotencyKeys } from './http/tables.ts';
import { gatewayDeliveries, paymentEvents } from './payments/tables.ts';
import { webhookDeliveries } from './webhooks/tables.ts';
import { createWorker } from './worker.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Rows that go in one statement: few enough that nobody waits for it. */
const CHUNK = 500;

/** What is kept for how long, in milliseconds. `inOrder`: its rows were written in the order of their age, so the oldest are first. */
const KEPT: { table: SQL; at: SQL; age: number; inOrder?: boolean }[] = [
  { table: sql`${idempotencyKeys}`, at: sql`${idempotencyKeys.createdAt}`, age: 48 * HOUR, inOrder: true },
  { table: sql`${webhookDeliveries}`, at: sql`${webhookDeliveries.finishedAt}`, age: 30 * DAY },
  { table: sql`${gatewayDeliveries}`, at: sql`${gatewayDeliveries.deliveredAt}`, age: 30 * DAY },
  // Those that wait for the shop have no end yet.
  {
    table: sql`${giftClaims}`,
    at: sql`iif(${giftClaims.status} in ('delivered', 'returned'), ${giftClaims.settledAt}, null)`,
    age: 30 * DAY,
  },
  // Longer than any provider repeats itself; refunds made elsewhere are known by their own rows for ever.
  { table: sql`${paymentEvents}`, at: sql`${paymentEvents.receivedAt}`, age: 90 * DAY, inOrder: true },
];

/** Deletes what nobody will ask for any more. */
export async function prune({ writes, now }: Pick<Deps, 'writes' | 'now'>): Promise<void> {
  for (const { table, at, age, inOrder } of KEPT) {
    // Without an index on the age, only the first rows are looked at.
    const first = inOrder ? sql`rowid < (select min(rowid) from ${table}) + ${CHUNK} and` : sql``;
    let more = true;
    while (more) {
      more = await writes.commit(
        [
          sql`delete from ${table} where rowid in (select rowid from ${table} where ${first} ${at} < ${now() - age} limit ${CHUNK})`,
        ],
        'bulk',
      );
    }
  }
}

/** Tidies up once an hour. */
export const createPruning = (deps: Pick<Deps, 'writes' | 'now' | 'log'>) =>
  createWorker('pruning', () => prune(deps), HOUR, deps.log);

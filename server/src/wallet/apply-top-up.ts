import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { OUTSIDE_A_ROOM } from '@vitrine/core/schemas/room-event.ts';
import { accounts } from '../users/tables.ts';
import type { Database } from '../db/client.ts';
import { insertWhere } from '../db/insert-where.ts';
import type { Statement } from '../db/write-queue.ts';
import type { Deps } from '../deps.ts';
import { ulid } from '../ids.ts';
import type { PaymentReport } from '../payments/provider.ts';
import { paymentEvents } from '../payments/tables.ts';
import { privateEvent } from '../rooms/statements.ts';
import { holdingsOf, SHOP, transfer } from '../users/ledger.ts';
import { topUps } from './tables.ts';
import { topUpMoved, type TopUpRow } from './top-ups.ts';

const ATTEMPTS = 5;

type ApplyDeps = Pick<Deps, 'db' | 'writes' | 'now' | 'log'>;

/** The user's pages hear what they hold now. */
const walletChanged = (userId: string, ts: number, happened: SQL): Statement =>
  privateEvent(
    userId,
    {
      type: 'wallet.changed',
      liveId: OUTSIDE_A_ROOM,
      ts,
      fields: sql`json_object('coins', coalesce((select ${accounts.amount} from ${accounts}
        where ${accounts.userId} = ${userId} and ${accounts.unit} = 'coins'), 0))`,
    },
    happened,
  );

/** The coins that so much of the price is worth; all of it is worth all of them. */
const worth = ({ coins, amount }: TopUpRow, paid: number): number => Number((BigInt(coins) * BigInt(paid)) / BigInt(amount));

/** What one report changes, beside its own row; `held` are the coins that the buyer has left. */
interface Applied {
  changeId: string;
  reported: SQL;
  held: number;
  reference: string | undefined;
}

const move = (
  db: Database,
  { id }: TopUpRow,
  { changeId, reported, reference }: Applied,
  from: readonly TopUpRow['status'][],
  to: Pick<TopUpRow, 'status'> & Partial<Pick<TopUpRow, 'refunded'>>,
): Statement =>
  db
    .update(topUps)
    .set({ ...to, changeId, checkAt: null, ...(reference === undefined ? {} : { reference }) })
    .where(and(eq(topUps.id, id), inArray(topUps.status, from), reported));

/** The coins that were paid for, if `happened`. */
const credit = (db: Database, { id, userId, coins }: TopUpRow, changeId: string, ts: number, happened: SQL): Statement[] =>
  transfer(
    db,
    {
      id: `top-up:${id}`,
      changeId,
      unit: 'coins',
      fromUserId: SHOP,
      toUserId: userId,
      amount: coins,
      reason: 'top-up',
      createdAt: ts,
    },
    happened,
  );

/**
 * Money went back at the provider: so do the coins that it was worth, as far as they were not spent. That there was something to
 * give back means that it had come in, whether we have heard of that or not.
 */
function refunded({ db, now, log }: ApplyDeps, row: TopUpRow, report: PaymentReport, applied: Applied): Statement[] {
  const { id, userId } = row;
  const { changeId } = applied;
  const overtook = row.status === 'created' || row.status === 'failed';
  const total = row.refunded + report.amount;
  const due = worth(row, total) - worth(row, row.refunded);
  const back = Math.min(applied.held + (overtook ? row.coins : 0), due);
  if (back < due) log.warn({ topUp: id, back, due }, 'coins whose money went back had been spent');
  const moved = topUpMoved(id, changeId);
  const entry = { changeId, unit: 'coins', fromUserId: userId, toUserId: SHOP, reason: 'refund', createdAt: now() } as const;
  return [
    move(db, row, applied, ['created', 'failed', 'paid'], {
      status: total === row.amount ? 'refunded' : 'paid',
      refunded: total,
    }),
    ...(overtook ? credit(db, row, changeId, now(), moved) : []),
    ...(back > 0 ? transfer(db, { ...entry, id: `top-up-refund:${id}:${report.eventId}`, amount: back }, moved) : []),
    walletChanged(userId, now(), moved),
  ];
}

function effectsOf(deps: ApplyDeps, row: TopUpRow, report: PaymentReport, applied: Applied): Statement[] {
  const { db, now, log } = deps;
  const { id, userId, amount, currency } = row;
  const { type } = report;
  if (type === 'payment.failed') return [move(db, row, applied, ['created'], { status: 'failed' })];
  if (type === 'refund.failed') return [];
  const fits =
    type === 'payment.captured' ? report.amount === amount : report.amount > 0 && report.amount <= amount - row.refunded;
  if (!fits || report.currency !== currency) {
    log.error(
      { topUp: id, type, amount: report.amount, currency: report.currency },
      'a report of coins does not match our books',
    );
    return [move(db, row, applied, ['created', 'failed'], { status: 'mismatch' })];
  }
  if (type === 'payment.refunded') return refunded(deps, row, report, applied);
  const moved = topUpMoved(id, applied.changeId);
  return [
    move(db, row, applied, ['created', 'failed'], { status: 'paid' }),
    ...credit(db, row, applied.changeId, now(), moved),
    walletChanged(userId, now(), moved),
  ];
}

/**
 * Does what a provider's verified report says of coins, once however often it comes. Resolves to false for a payment that is
 * no top-up. The same rules as for orders: what comes out of order only ever moves it up.
 */
export async function applyTopUpReport(deps: ApplyDeps, provider: string, report: PaymentReport): Promise<boolean> {
  const { db, writes, now } = deps;
  const { eventId, type, paymentId, reference } = report;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const [row] = await db
      .select()
      .from(topUps)
      .where(
        paymentId === ''
          ? sql`${topUps.reference} = ${reference ?? ''} and ${topUps.provider} = ${provider}`
          : sql`${topUps.id} = ${paymentId} and ${topUps.provider} = ${provider}`,
      );
    if (!row) return false;
    const seen = sql`select 1 from ${paymentEvents} where ${paymentEvents.provider} = ${provider} and ${paymentEvents.eventId} = ${eventId}`;
    if ((await db.all(seen)).length > 0) return true;
    const changeId = ulid();
    const { coins: held } = await holdingsOf(db, row.userId);
    const reported = sql`exists (${seen} and ${paymentEvents.changeId} = ${changeId})`;
    // What is taken back depends on what is held, and what a report means on what came before.
    const asRead = sql`${topUps.changeId} = ${row.changeId}`;
    const sameBalance =
      type === 'payment.refunded'
        ? sql`coalesce((select ${accounts.amount} from ${accounts} where ${accounts.userId} = ${row.userId}
            and ${accounts.unit} = 'coins'), 0) = ${held}`
        : sql`true`;
    const done = await writes.commit([
      insertWhere(
        db,
        paymentEvents,
        { provider, eventId, changeId, type, paymentId: row.id, receivedAt: now() },
        sql`exists (select 1 from ${topUps} where ${topUps.id} = ${row.id} and ${asRead}) and ${sameBalance} and not exists (${seen})`,
      ),
      ...effectsOf(deps, row, report, { changeId, reported, held, reference }),
    ]);
    if (done) return true;
  }
  return false;
}

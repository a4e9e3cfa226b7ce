import { type SQL, sql } from 'drizzle-orm';
import { OUTSIDE_A_ROOM } from '@vitrine/core/schemas/room-event.ts';
import { accounts } from '../users/tables.ts';
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

/** What a report does to a top-up; `held` are the coins that its buyer has left. */
function effectsOf(
  { db, now, log }: ApplyDeps,
  { id, userId, coins, amount, currency, status }: TopUpRow,
  report: PaymentReport,
  { changeId, reported, held }: { changeId: string; reported: SQL; held: number },
): Statement[] {
  const move = (to: TopUpRow['status'], from: readonly TopUpRow['status'][]): Statement =>
    db
      .update(topUps)
      .set({ status: to, changeId, checkAt: null, ...(report.reference === undefined ? {} : { reference: report.reference }) })
      .where(
        sql`${topUps.id} = ${id} and ${reported} and ${topUps.status} in (${sql.join(
          from.map((one) => sql`${one}`),
          sql`, `,
        )})`,
      );
  const moved = topUpMoved(id, changeId);
  const entry = { changeId, unit: 'coins' as const, createdAt: now() };
  if (report.type === 'payment.failed') return [move('failed', ['created'])];
  if (report.type === 'refund.failed') return [];
  if (report.type === 'payment.captured') {
    if (report.amount !== amount || report.currency !== currency) {
      log.error({ topUp: id, amount: report.amount, currency: report.currency }, 'a payment for coins does not match our books');
      return [move('mismatch', ['created', 'failed'])];
    }
    return [
      move('paid', ['created', 'failed']),
      ...transfer(
        db,
        { ...entry, id: `top-up:${id}`, fromUserId: SHOP, toUserId: userId, amount: coins, reason: 'top-up' },
        moved,
      ),
      walletChanged(userId, now(), moved),
    ];
  }
  // Money went back: so do the coins, as far as they were not spent.
  const back = Math.min(held, Math.floor((coins * Math.min(report.amount, amount)) / amount));
  const refund = { ...entry, id: `top-up-refund:${report.eventId}`, fromUserId: userId, toUserId: SHOP, reason: 'refund' };
  if (back < coins && report.amount >= amount)
    log.warn({ topUp: id, status, back, coins }, 'coins that were refunded had been spent');
  return [
    move('refunded', ['created', 'failed', 'paid', 'refunded']),
    ...(back > 0 && status === 'paid' ? transfer(db, { ...refund, amount: back }, moved) : []),
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
      ...effectsOf(deps, row, report, { changeId, reported, held }),
    ]);
    if (done) return true;
  }
  return false;
}

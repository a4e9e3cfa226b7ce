import { and, asc, eq, lte, type SQL, sql } from 'drizzle-orm';
import * as v from 'valibot';
import { LiveError } from '@vitrine/core/errors.ts';
import { users } from '../auth/tables.ts';
import { insertWhere } from '../db/insert-where.ts';
import type { Statement } from '../db/write-queue.ts';
import type { Deps } from '../deps.ts';
import type { SafeFetch } from '../http/safe-fetch.ts';
import { ulid } from '../ids.ts';
import { signedHeaders } from '../webhooks/secret.ts';
import { createWorker } from '../worker.ts';
import { sendable, type Sending } from './statements.ts';
import { giftBills } from './tables.ts';

type Bill = typeof giftBills.$inferSelect;
type Asked = Pick<Bill, 'id' | 'liveId' | 'userId' | 'giftId' | 'count' | 'coins'>;

/** What the shop answers with 200; anything else, or nothing in time, is no answer. */
const Answer = v.variant('allow', [
  v.object({ allow: v.literal(true) }),
  v.object({
    allow: v.literal(false),
    code: v.optional(v.picklist(['insufficient-balance', 'forbidden', 'limit-reached'])),
    message: v.optional(v.pipe(v.string(), v.maxLength(200))),
  }),
]);

const ANSWER_MS = 2_000;
const CANCEL_MS = 10_000;
const MAX_ANSWER = 16_384;
/** A bill that nobody settled after so long was left by a process that ended, in milliseconds. */
const ABANDONED_MS = 15_000;
const TICK = 1_000;
const BATCH = 16;
const LONGEST_WAIT = 3_600_000;

export interface BillingOptions {
  url: string;
  /** `whsec_…`: signs what the shop is asked, by Standard Webhooks. */
  secret: string;
  fetch: SafeFetch;
}

/** Bills at the shop's side. */
export interface Billing {
  /**
   * Asks the shop and then, if `when` holds, makes the change that `deliver` gives; it must test `billed`. Throws what the shop answered, or
   * `unavailable` where it did not in time: then nothing is sent, and the shop is told to take it back.
   */
  bill(sending: Sending, when: SQL, deliver: (billed: SQL) => Statement[], answerMs?: number): Promise<void>;
  /** Has a gift taken back that was billed and then not delivered, if `when`; belongs into a change. */
  takeBack(id: string, when: SQL): Statement;
  start(): void;
  stop(): Promise<void>;
  /** Tells the shop of everything that is to be taken back now. */
  settle(): Promise<void>;
}

/** See `docs/gifts.md` for what the shop has to answer. */
export function createBilling(
  deps: Pick<Deps, 'db' | 'writes' | 'now' | 'log'>,
  { url, secret, fetch }: BillingOptions,
): Billing {
  const { db, writes, now, log } = deps;
  /** Bills of this very process, which are no leftovers however long they take. */
  const running = new Set<string>();

  async function ask(type: 'gift.charge' | 'gift.cancel', bill: Asked, timeoutMs: number) {
    const { id, liveId, userId, giftId, count, coins } = bill;
    // The shop knows its users by its own ids.
    const [user] = await db.select({ sub: users.sub }).from(users).where(eq(users.id, userId));
    const data = { id, liveId, userId: user?.sub ?? userId, giftId, count, coins };
    const body = JSON.stringify({ type, timestamp: new Date(now()).toISOString(), data });
    return fetch(url, {
      method: 'POST',
      headers: signedHeaders([secret], `${id}_${type === 'gift.charge' ? 'charge' : 'cancel'}`, body),
      body,
      timeoutMs,
      maxBytes: MAX_ANSWER,
    });
  }

  const settled = (id: string, status: Bill['status'], changeId = ulid(), when = sql`true`): Statement =>
    db
      .update(giftBills)
      .set({ status, changeId, nextAttemptAt: now() })
      .where(sql`${giftBills.id} = ${id} and ${giftBills.status} = 'asked' and ${when}`);

  async function answerOf(sending: Sending, answerMs: number): Promise<v.InferOutput<typeof Answer> | undefined> {
    const { id, liveId, sender, gift, count, coins } = sending;
    try {
      const bill = { id, liveId, userId: sender.userId, giftId: gift.giftId, count, coins };
      const { status, body } = await ask('gift.charge', bill, answerMs);
      const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), Answer), body.toString('utf8'));
      if (status === 200 && parsed.success) return parsed.output;
      log.warn({ bill: id, status }, 'the shop’s billing gave no answer that we understand');
    } catch (err) {
      log.warn({ err, bill: id }, 'the shop’s billing did not answer');
    }
    return undefined;
  }

  /** Leftovers of a process that ended may have been charged. */
  async function sweep(): Promise<void> {
    const left = await db
      .select({ id: giftBills.id })
      .from(giftBills)
      .where(and(eq(giftBills.status, 'asked'), lte(giftBills.nextAttemptAt, now() - ABANDONED_MS)))
      .limit(BATCH);
    for (const { id } of left) if (!running.has(id)) await writes.commit([settled(id, 'cancelling')]);
  }

  async function cancelDue(): Promise<void> {
    await sweep();
    const due = await db
      .select()
      .from(giftBills)
      .where(and(eq(giftBills.status, 'cancelling'), lte(giftBills.nextAttemptAt, now())))
      .orderBy(asc(giftBills.nextAttemptAt))
      .limit(BATCH);
    await Promise.all(
      due.map(async (bill) => {
        const status = await ask('gift.cancel', bill, CANCEL_MS).then(
          (answer) => answer.status,
          () => 0,
        );
        const done = status >= 200 && status < 300;
        if (!done) log.warn({ bill: bill.id, status }, 'the shop did not take a cancelled gift back; it will be told again');
        const wait = Math.min(TICK * 2 ** Math.min(bill.attempts, 12), LONGEST_WAIT);
        await writes.commit([
          db
            .update(giftBills)
            .set({
              changeId: ulid(),
              attempts: bill.attempts + 1,
              ...(done ? { status: 'cancelled' as const } : { nextAttemptAt: now() + wait }),
            })
            .where(and(eq(giftBills.id, bill.id), eq(giftBills.status, 'cancelling'))),
        ]);
      }),
    );
    // Whatever was not taken is due later, so this ends.
    if (due.length === BATCH) await cancelDue();
  }

  const worker = createWorker('gift-billing', cancelDue, TICK, log);

  return {
    async bill(sending, when, deliver, answerMs = ANSWER_MS) {
      const { id, changeId, liveId, sender, gift, count, coins, ts } = sending;
      const row: Bill = {
        id,
        changeId: ulid(),
        liveId,
        userId: sender.userId,
        giftId: gift.giftId,
        count,
        coins,
        status: 'asked',
        attempts: 0,
        nextAttemptAt: ts,
        createdAt: ts,
      };
      running.add(id);
      try {
        // Written before the shop is asked: whatever happens to us then, somebody knows that it may have charged.
        if (!(await writes.commit([insertWhere(db, giftBills, row, sendable(sending))]))) {
          throw new LiveError('conflict', 'Something changed meanwhile; try again');
        }
        const answer = await answerOf(sending, answerMs);
        if (answer?.allow) {
          const billed = sql`exists (select 1 from ${giftBills} where ${giftBills.id} = ${id} and ${giftBills.changeId} = ${changeId})`;
          const still = sql`${sendable(sending)} and ${when}`;
          if (await writes.commit([settled(id, 'sent', changeId, still), ...deliver(billed)])) return;
        }
        await writes.commit([settled(id, answer?.allow === false ? 'refused' : 'cancelling')]);
        if (answer?.allow === false) {
          throw new LiveError(answer.code ?? 'forbidden', answer.message || 'The shop does not let this gift pass');
        }
        void worker.kick();
        throw new LiveError('unavailable', 'The gift could not be charged: nothing was sent', { retryAfter: 1 });
      } finally {
        running.delete(id);
      }
    },
    takeBack: (id, when) =>
      db
        .update(giftBills)
        .set({ status: 'cancelling', changeId: ulid(), nextAttemptAt: now() })
        .where(sql`${giftBills.id} = ${id} and ${giftBills.status} = 'sent' and ${when}`),
    start: worker.start,
    stop: worker.stop,
    settle: worker.kick,
  };
}

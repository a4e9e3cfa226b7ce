import { type SQL, sql } from 'drizzle-orm';
import { LiveError } from '@vitrine/core/errors.ts';
import { MAX_GIFT_COUNT } from '@vitrine/core/schemas/gift-event.ts';
import type { Principal } from '../../auth/principal.ts';
import { permit } from '../../auth/permissions.ts';
import type { Statement } from '../../db/write-queue.ts';
import type { Deps } from '../../deps.ts';
import { ulid } from '../../ids.ts';
import { holds, holdingsOf } from '../../users/ledger.ts';
import { createWorker } from '../../worker.ts';
import type { Billing } from '../billing.ts';
import { changed, GIFT_RATES, prepare, tooPoor, type Wanted } from '../send.ts';
import { chargeGift, deliverGift, giftSent, recordGift, sendable, type Sending } from '../statements.ts';
import { decide, SETTLED } from './decide.ts';
import {
  changeTally,
  type Claim,
  claimChanged,
  claimOf,
  heldIn,
  keyFree,
  openRooms,
  recordClaim,
  recordRepeat,
  returnCoins,
  roomMadeAnew,
  settleClaim,
  type TallyChange,
  tallyOf,
  waitingClaim,
} from './statements.ts';

/** The cloud waits two seconds for our answer; later than this it is not sure to hear it, in milliseconds. */
const ANSWER_MS = 1_400;
/** So long the shop may take to bill: what is left is for us. */
const BILL_MS = 900;
/** How soon the cloud is asked what it counted, in milliseconds, and how often at least. */
const SOON = 250;
const TICK = 1_000;
const SELDOM = 5_000;

/** A gift that somebody is about to send through the cloud. */
export interface Claimed extends Wanted {
  /** What the cloud names it by: the same again is the same gift. */
  key: string;
  /** The price of one, or of all, as the sender saw it. */
  price: number;
}

/** How many coins the cloud counted in a room; undefined where the room is gone. Rejects where it does not say. */
export type CountCoins = (liveId: string) => Promise<number | undefined>;

const sumOf = (claims: readonly Claim[]): number => claims.reduce((sum, { coins }) => sum + coins, 0);

/** Gifts that people send through the cloud, with its own apps. See `docs/gifts.md`. */
export interface Claims {
  /** Charges a gift that the cloud asks about. Resolves where it may be sent; throws why not, as `sendGift` does. */
  claim(principal: Principal, claimed: Claimed): Promise<void>;
  /** The cloud made the room of this show, and counts from nothing. */
  roomMade(liveId: string): Promise<void>;
  /** What the shop knows of a gift that waits for it. Throws `not-found`, and `conflict` where it cannot be charged. */
  resolve(id: string, delivered: boolean): Promise<void>;
  start(): void;
  stop(): Promise<void>;
  /** Asks the cloud about all rooms at once, and settles what can be. */
  settle(): Promise<void>;
}

export function createClaims(
  deps: Pick<Deps, 'db' | 'writes' | 'now' | 'limits' | 'log'>,
  count: CountCoins,
  shop: Billing | undefined,
): Claims {
  const { db, writes, now, limits, log } = deps;
  const running = new Map<string, Promise<void>>();
  /** What this process said yes to in time. */
  const answered = new Set<string>();
  const askedAt = new Map<string, number>();
  let soon: NodeJS.Timeout | undefined;

  async function charge(principal: Principal, { key, price, ...wanted }: Claimed): Promise<void> {
    const began = performance.now();
    if (!Number.isInteger(wanted.count) || wanted.count < 1 || wanted.count > MAX_GIFT_COUNT) {
      throw new LiveError('invalid', `At least one gift, and at most ${MAX_GIFT_COUNT}`);
    }
    const sending = await prepare(deps, principal, wanted, shop ? 'shop' : 'coins');
    const { id, changeId, gift, coins } = sending;
    if (price !== gift.coins && price !== coins) {
      throw new LiveError('conflict', 'This gift costs something else by now', { details: { price: gift.coins } });
    }
    const happened = claimChanged(id, changeId);
    if (shop) {
      await shop.bill(sending, keyFree(key), (billed) => [recordClaim(db, sending, key, billed)], BILL_MS);
    } else {
      const can = sql`${sendable(sending)} and ${keyFree(key)} and ${holds(principal.userId, 'coins', coins)}`;
      const done = await writes.commit([recordClaim(db, sending, key, can), ...chargeGift(db, sending, happened)]);
      if (!done) {
        const { coins: balance } = await holdingsOf(db, principal.userId);
        throw balance < coins ? tooPoor(coins, balance) : changed();
      }
    }
    if (performance.now() - began < ANSWER_MS) answered.add(id);
    askSoon();
  }

  /** The same answer again. */
  async function repeat(key: string): Promise<void> {
    const first = await claimOf(db, key);
    if (!first || !(await writes.commit([recordRepeat(db, first, ulid(), ulid(), now())]))) throw changed();
    askSoon();
  }

  function askSoon(): void {
    soon ??= setTimeout(() => {
      soon = undefined;
      void worker.kick();
    }, SOON).unref();
  }

  /** As it was to be sent, told now. */
  const sendingOf = ({ id, liveId, sender, gift, count: times, coins, billing }: Claim, changeId: string): Sending => ({
    id,
    changeId,
    liveId,
    sender,
    gift,
    count: times,
    coins,
    billing,
    ts: now(),
    via: 'tencent',
  });

  /** Resolves to false where it was another gift than the one that was paid, and nobody can be charged for it. */
  async function deliver(claim: Claim, follow: (happened: SQL, changeId: string) => Statement[]): Promise<boolean> {
    const changeId = ulid();
    const sending = sendingOf(claim, changeId);
    const happened = claimChanged(claim.id, changeId);
    const told = [
      recordGift(db, sending, happened),
      ...deliverGift(db, sending, giftSent(sending)),
      ...follow(happened, changeId),
    ];
    const settled = (when?: SQL): Statement => settleClaim(db, claim, 'delivered', changeId, now(), when);
    if (claim.charged) return writes.commit([settled(), ...told]);
    if (claim.billing === 'coins' || !shop) {
      const can = holds(claim.userId, 'coins', claim.coins);
      return writes.commit([settled(can), ...chargeGift(db, sending, happened), ...told]);
    }
    return shop
      .bill(sending, sql`true`, (billed) => [settled(billed), ...told])
      .then(
        () => true,
        (error: unknown) => {
          log.warn({ err: error, claim: claim.id }, 'a gift that was sent could not be billed');
          return false;
        },
      );
  }

  async function giveBack(claim: Claim, tally: TallyChange = {}): Promise<boolean> {
    const changeId = ulid();
    const happened = claimChanged(claim.id, changeId);
    const billed = shop ? [shop.takeBack(claim.id, happened)] : [];
    const refund = claim.billing === 'coins' ? returnCoins(db, claim, changeId, now(), happened) : billed;
    return writes.commit([
      settleClaim(db, claim, 'returned', changeId, now()),
      ...(claim.charged ? refund : []),
      changeTally(claim.liveId, tally, changeId, happened),
    ]);
  }

  const leave = (claim: Claim, status: 'unclear' | 'unpaid', tally: TallyChange): Promise<boolean> => {
    const changeId = ulid();
    const settled = settleClaim(db, claim, status, changeId, now());
    return writes.commit([settled, changeTally(claim.liveId, tally, changeId, claimChanged(claim.id, changeId))]);
  };

  async function settleRoom(liveId: string, lastAt: number): Promise<void> {
    const total = await count(liveId);
    // Read only now: whatever the cloud counted was written here before.
    const [held, tally] = await Promise.all([heldIn(db, liveId), tallyOf(db, liveId)]);
    const quiet = now() - lastAt >= SETTLED;
    if (total === undefined) return quiet ? giveUp(liveId, held) : undefined;
    let missing = tally.coins + sumOf(held) - total;
    if (missing < 0) {
      log.warn({ liveId, coins: -missing }, 'the cloud counted gifts that it did not ask us about');
      await writes.commit([changeTally(liveId, { coins: -missing, unasked: -missing }, ulid())]);
      missing = 0;
    }
    const decision = decide(
      held.map((claim) => ({ ...claim, answered: answered.has(claim.id) })),
      missing,
      now(),
    );
    const [delivered, returned, unclear] = [decision.delivered, decision.returned, decision.unclear].map((ids) =>
      held.filter(({ id }) => ids.includes(id)),
    ) as [Claim[], Claim[], Claim[]];
    // Where it is not certain, the sums are compared once more when it is quiet.
    const audit = decision.presumed || returned.length > 0 || unclear.length > 0 ? { audit: true } : {};
    await Promise.all([
      ...delivered.map(async (claim) => {
        const counted = { coins: claim.coins, ...audit };
        const done = await deliver(claim, (happened, changeId) => [changeTally(liveId, counted, changeId, happened)]);
        if (!done) await leave(claim, 'unpaid', counted);
      }),
      ...returned.map((claim) => giveBack(claim, audit)),
      ...unclear.map((claim) => leave(claim, 'unclear', audit)),
    ]);
    for (const { id } of [...delivered, ...returned, ...unclear]) answered.delete(id);
    if (unclear.length > 0) {
      log.error({ liveId, gifts: decision.unclear }, 'nobody can say which of these gifts were delivered');
      const counted = sumOf(unclear) - Math.max(0, missing - sumOf(returned));
      await writes.commit([changeTally(liveId, { coins: counted }, ulid())]);
    }
    if (quiet && held.length === delivered.length + returned.length + unclear.length) await close(liveId, total);
  }

  async function giveUp(liveId: string, held: readonly Claim[]): Promise<void> {
    log.error({ liveId, gifts: held.length }, 'a room went away before it had told which gifts it counted');
    await Promise.all(held.map((claim) => leave(claim, 'unclear', {})));
    await writes.commit([changeTally(liveId, { audit: false }, ulid())]);
  }

  /** Everything is settled: whatever differs now stays so. */
  async function close(liveId: string, total: number): Promise<void> {
    const { coins, audit } = await tallyOf(db, liveId);
    const missing = Math.max(0, coins - total);
    if (missing === 0 && !audit) return;
    if (missing > 0) log.error({ liveId, coins: missing }, 'gifts were delivered that the cloud did not count');
    await writes.commit([changeTally(liveId, { coins: -missing, missing, audit: false }, ulid())]);
  }

  /** The younger the last gift, the sooner. */
  const isDue = (liveId: string, lastAt: number): boolean => {
    const wait = Math.min(SELDOM, Math.max(SOON, (now() - lastAt) / 2));
    return now() - (askedAt.get(liveId) ?? 0) >= wait;
  };

  async function settleRooms(all: boolean): Promise<void> {
    const rooms = await openRooms(db);
    for (const liveId of askedAt.keys()) if (!rooms.some((room) => room.liveId === liveId)) askedAt.delete(liveId);
    await Promise.all(
      rooms.map(async ({ liveId, lastAt }) => {
        if (!all && !isDue(liveId, lastAt)) return;
        askedAt.set(liveId, now());
        await settleRoom(liveId, lastAt).catch((err: unknown) =>
          log.warn({ err, liveId }, 'the gifts of a room were not settled; it will be tried again'),
        );
      }),
    );
  }

  let everything = false;
  const worker = createWorker(
    'gift-claims',
    () => {
      const all = everything;
      everything = false;
      return settleRooms(all);
    },
    TICK,
    log,
  );

  return {
    async claim(principal, claimed) {
      permit(principal, 'gifts.send');
      await limits.take('gift:user', principal.userId, GIFT_RATES.user);
      const { key } = claimed;
      const before = running.get(key);
      if (before) {
        await before;
        return repeat(key);
      }
      const act = claimOf(db, key).then((known) => (known ? repeat(key) : charge(principal, claimed)));
      running.set(key, act);
      try {
        await act;
      } finally {
        running.delete(key);
      }
    },
    async roomMade(liveId) {
      await writes.commit(roomMadeAnew(db, liveId, ulid(), now()));
    },
    async resolve(id, delivered) {
      const claim = await waitingClaim(db, id);
      if (!claim) throw new LiveError('not-found', 'No such gift waits for you');
      const done = delivered ? await deliver(claim, () => []) : await giveBack(claim);
      if (!done) throw changed();
    },
    start: worker.start,
    async stop() {
      clearTimeout(soon);
      await worker.stop();
    },
    async settle() {
      everything = true;
      await worker.kick();
    },
  };
}

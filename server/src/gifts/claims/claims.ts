import { sql } from 'drizzle-orm';
import { LiveError } from '@vitrine/core/errors.ts';
import { MAX_GIFT_COUNT } from '@vitrine/core/schemas/gift-event.ts';
import { permit } from '../../auth/permissions.ts';
import type { Principal } from '../../auth/principal.ts';
import type { Deps } from '../../deps.ts';
import { ulid } from '../../ids.ts';
import { holds, holdingsOf } from '../../users/ledger.ts';
import { createWorker } from '../../worker.ts';
import type { Billing } from '../billing.ts';
import { changed, GIFT_RATES, prepare, tooPoor, type Wanted } from '../send.ts';
import { chargeGift, sendable } from '../statements.ts';
import { createOutcomes } from './outcomes.ts';
import { type CountCoins, createRoomSettling, SOON } from './rooms.ts';
import { claimChanged, claimOf, keyFree, recordClaim, recordRepeat, roomMadeAnew, waitingClaim } from './statements.ts';

/** The cloud waits two seconds for our answer; later than this it is not sure to hear it, in milliseconds. */
const ANSWER_MS = 1_400;
/** So long the shop may take to bill: what is left is for us. */
const BILL_MS = 900;
const TICK = 1_000;

/** A gift that somebody is about to send through the cloud. */
export interface Claimed extends Wanted {
  /** What the cloud names it by: the same again is the same gift. */
  key: string;
  /** The price of one, or of all, as the sender saw it. */
  price: number;
}

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
  const outcomes = createOutcomes(deps, shop);
  const settleRooms = createRoomSettling(deps, outcomes, count, answered);
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
      const done = delivered ? await outcomes.deliver(claim, {}) : await outcomes.giveBack(claim, {});
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

import { sql } from 'drizzle-orm';
import { LiveError } from '@vitrine/core/errors.ts';
import type { SentGift } from '@vitrine/core/schemas/gift.ts';
import type { Principal } from '../auth/principal.ts';
import type { Deps } from '../deps.ts';
import type { Once } from '../http/idempotency.ts';
import { ulid } from '../ids.ts';
import { isBanned, liveById, roomOf } from '../live/statements.ts';
import { senderIn } from '../rooms/sender.ts';
import { holds, holdingsOf } from '../users/ledger.ts';
import { levelOf } from '../users/levels.ts';
import type { Billing } from './billing.ts';
import { giftById } from './catalogue.ts';
import { chargeGift, deliverGift, giftSent, recordGift, sendable, type Sending } from './statements.ts';

/** A finger that taps a combo is as fast as this; more at once is what `count` is for. */
export const GIFT_RATES = { user: { points: 25, seconds: 5 } };

export interface Wanted {
  liveId: string;
  giftId: string;
  count: number;
}

type SendDeps = Pick<Deps, 'db' | 'writes' | 'now'>;

/** Reads what is needed to send a gift, and refuses where it cannot be sent: the guard looks again. */
export async function prepare(
  { db, now }: SendDeps,
  principal: Principal,
  { liveId, giftId, count }: Wanted,
  billing: Sending['billing'],
): Promise<Sending> {
  const live = await liveById(db, liveId);
  if (!live) throw new LiveError('not-found', 'There is no such live');
  if (live.status !== 'live') throw new LiveError('conflict', 'The show is not on');
  const ts = now();
  if (await isBanned(db, liveId, principal.userId, ts)) throw new LiveError('forbidden', 'You were removed from this room');
  const gift = await giftById(db, giftId);
  if (!gift?.enabled) throw new LiveError('not-found', 'There is no such gift');
  const { points, coins: balance } = await holdingsOf(db, principal.userId);
  const { level } = levelOf(points);
  if (level < gift.level) {
    throw new LiveError('forbidden', `This gift is for level ${gift.level} and above`, { details: { level: gift.level } });
  }
  const coins = gift.coins * count;
  if (billing === 'coins' && balance < coins) throw tooPoor(coins, balance);
  return {
    id: ulid(),
    changeId: ulid(),
    liveId,
    sender: senderIn(principal, roomOf(live), { level }),
    gift,
    count,
    coins,
    billing,
    ts,
  };
}

export const tooPoor = (coins: number, balance: number): LiveError =>
  new LiveError('insufficient-balance', 'Not enough coins', { details: { coins, balance } });

export const changed = (): LiveError => new LiveError('conflict', 'Something changed meanwhile; try again');

/**
 * Sends a gift: charged first, told in the same change, or neither. Throws `insufficient-balance`, `forbidden` (the level, or a
 * ban), `not-found`, `conflict` while the show is not on, and `unavailable` where the shop did not bill it in time.
 */
export async function sendGift(
  deps: SendDeps,
  principal: Principal,
  wanted: Wanted,
  once: Once,
  shop: Billing | undefined,
): Promise<SentGift> {
  const { db, writes } = deps;
  const sending = await prepare(deps, principal, wanted, shop ? 'shop' : 'coins');
  const { id, gift, count, coins } = sending;
  const reply: SentGift = { eventId: id, giftId: gift.giftId, count, coins };
  const happened = giftSent(sending);
  const remembered = once.remember(201, reply, happened);
  if (shop) {
    await shop.bill(sending, once.unused, (billed) => [
      recordGift(db, sending, billed),
      ...deliverGift(db, sending, happened),
      remembered,
    ]);
    return reply;
  }
  const done = await writes.commit([
    recordGift(db, sending, sql`${sendable(sending)} and ${once.unused} and ${holds(sending.sender.userId, 'coins', coins)}`),
    ...chargeGift(db, sending, happened),
    ...deliverGift(db, sending, happened),
    remembered,
  ]);
  if (done) return reply;
  const { coins: balance } = await holdingsOf(db, principal.userId);
  throw balance < coins ? tooPoor(coins, balance) : changed();
}

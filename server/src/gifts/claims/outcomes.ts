import { type SQL, sql } from 'drizzle-orm';
import type { Statement } from '../../db/write-queue.ts';
import type { Deps } from '../../deps.ts';
import { ulid } from '../../ids.ts';
import { holds } from '../../users/ledger.ts';
import type { Billing } from '../billing.ts';
import { chargeGift, deliverGift, giftSent, recordGift, type Sending } from '../statements.ts';
import { changeTally, type Claim, claimChanged, returnCoins, settleClaim, type TallyChange } from './statements.ts';

/** What can become of a claim; each resolves to false where it was settled before, or cannot be. */
export type Outcomes = ReturnType<typeof createOutcomes>;

/** `tally` is what the change adds to what the cloud counted in the room. */
export function createOutcomes({ db, writes, now, log }: Pick<Deps, 'db' | 'writes' | 'now' | 'log'>, shop: Billing | undefined) {
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
  async function deliver(claim: Claim, tally: TallyChange): Promise<boolean> {
    const changeId = ulid();
    const sending = sendingOf(claim, changeId);
    const happened = claimChanged(claim.id, changeId);
    const told = [
      recordGift(db, sending, happened),
      ...deliverGift(db, sending, giftSent(sending)),
      changeTally(claim.liveId, tally, changeId, happened),
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

  async function giveBack(claim: Claim, tally: TallyChange): Promise<boolean> {
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

  return { deliver, giveBack, leave };
}

import { LiveError } from '@vitrine/core/errors.ts';
import { TENCENT_GIFT_REFUSALS, TENCENT_GIFT_RULES } from '@vitrine/core/schemas/tencent.ts';
import type { Claimed } from '../../gifts/claims/claims.ts';
import type { BeforeSendGift } from './schemas.ts';
import type { Verdict } from './receive.ts';

const RULES = Object.keys(TENCENT_GIFT_RULES) as (keyof typeof TENCENT_GIFT_RULES)[];

/** The gift as it is charged. Tencent gives it no number of its own: the same words about it are the same gift. */
export function toClaimed({ RoomId, GiftWater }: BeforeSendGift): Claimed {
  const { From_Account, Time, GiftId, Count, Coins } = GiftWater;
  return {
    key: JSON.stringify([RoomId, From_Account, GiftId, Time, Count]),
    liveId: RoomId,
    giftId: GiftId,
    count: Count,
    price: Coins,
  };
}

/** Tells the sender's app why, in a code that Tencent hands on to it. */
export function giftRefusal(error: unknown): Verdict {
  const { code, message, details } = error instanceof LiveError ? error : new LiveError('unavailable', 'Try again');
  const rule = RULES.find((name) => details !== null && typeof details === 'object' && name in details);
  const known = Object.hasOwn(TENCENT_GIFT_REFUSALS, code) ? (code as keyof typeof TENCENT_GIFT_REFUSALS) : 'unavailable';
  return { ErrorCode: rule ? TENCENT_GIFT_RULES[rule] : TENCENT_GIFT_REFUSALS[known], ErrorInfo: message };
}

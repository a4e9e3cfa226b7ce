import * as v from 'valibot';
import { Id } from './common.ts';
import { Url } from './url.ts';

/** The most that one gift can be sent at once, and the most that one combo counts. */
export const MAX_GIFT_COUNT = 999;

/** The name of a gift or a category in the catalogue. */
export const GiftId = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,20}$/, 'letters, digits, _ and -, at most 20'));

/** What a room was given so far. The names are AtomicXCore's. */
export const GiftCount = v.object({
  totalGiftsSent: v.number(),
  totalGiftCoins: v.number(),
  totalUniqueGiftSenders: v.number(),
});
export type GiftCount = v.InferOutput<typeof GiftCount>;

/** The guide's custom gift message, and what our pages want to know besides. */
export const LiveGiftFields = {
  giftId: GiftId,
  giftName: v.string(),
  giftCount: v.number(),
  /** The price of one in coins. */
  giftValue: v.number(),
  effectUrl: v.optional(Url),
  senderId: Id,
  senderName: v.string(),
  senderAvatar: v.optional(Url),
  iconUrl: v.optional(Url),
  /** Sent with an app of Tencent's, whose own apps have shown it by themselves. */
  via: v.optional(v.literal('tencent')),
  /** The same gift of the same sender within a few seconds is one combo. */
  comboId: v.string(),
  /** How many the combo counts by now, these ones included. */
  comboCount: v.number(),
  /** What the room was given so far. */
  total: GiftCount,
};

import * as v from 'valibot';
import { Id, Int, Timestamp } from './common.ts';
import { GiftCount, GiftId, MAX_GIFT_COUNT } from './gift-event.ts';
import { Money } from './money.ts';
import { LiveUser } from './user.ts';
import { Url } from './url.ts';

/** Text within the cloud's limits, which count bytes of UTF-8: 20 are about six Chinese characters. */
const Bytes = (max: number) => v.pipe(v.string(), v.trim(), v.maxBytes(max, `at most ${max} bytes`));
const Name = v.pipe(Bytes(20), v.minLength(1));

/** The languages that a catalogue can speak besides its default one. */
export const GiftLanguage = v.picklist(['en', 'zh-Hans', 'zh-Hant']);
export type GiftLanguage = v.InferOutput<typeof GiftLanguage>;

/** A gift as whoever sends it sees it. AtomicXCore's GiftInfo; `coins` is the price of one. */
export const GiftInfo = v.object({
  giftId: GiftId,
  name: v.string(),
  desc: v.string(),
  iconUrl: Url,
  /** What is played when it is sent: a Lottie file (`.json`, `.lottie`) or a video with transparency (`.mp4`). */
  resourceUrl: v.optional(Url),
  /** From this level on it may be sent. */
  level: v.number(),
  coins: v.number(),
  extensionInfo: v.string(),
});
export type GiftInfo = v.InferOutput<typeof GiftInfo>;

/** AtomicXCore's GiftCategory: one tab of the panel. */
export const GiftCategory = v.object({
  categoryId: GiftId,
  name: v.string(),
  desc: v.string(),
  extensionInfo: v.string(),
  giftList: v.array(GiftInfo),
});
export type GiftCategory = v.InferOutput<typeof GiftCategory>;

/** Answer to `GET /api/lives/:id/gifts`. */
export const UsableGifts = v.object({ categories: v.array(GiftCategory) });

const Translations = (desc: number) => {
  const words = v.optional(v.object({ name: Name, desc: v.optional(Bytes(desc), '') }));
  return v.optional(v.strictObject({ en: words, 'zh-Hans': words, 'zh-Hant': words }), {});
};
const IconUrl = v.pipe(Url, v.maxBytes(200, 'at most 200 bytes'));
const ExtensionInfo = v.optional(Bytes(100), '');

/** What a gift is, but for its id: body of `PUT /api/gifts/:giftId`. Its limits are those of Tencent's catalogue. */
export const GiftFields = v.object({
  defaultName: Name,
  defaultDesc: v.optional(Bytes(20), ''),
  /** Its names in other languages. */
  names: Translations(20),
  iconUrl: IconUrl,
  resourceUrl: v.optional(IconUrl),
  coins: Int(1, 1_000_000),
  level: v.optional(Int(0, 9_999), 0),
  extensionInfo: ExtensionInfo,
  categoryIds: v.pipe(v.array(GiftId), v.minLength(1), v.maxLength(3)),
  /** Smaller ones come first. */
  position: v.optional(Int(0, 9_999), 0),
  /** Others keep it in the catalogue, but nobody can send it. */
  enabled: v.optional(v.boolean(), true),
});

/** A gift as the shop keeps it. */
export const CatalogueGift = v.object({ giftId: GiftId, ...GiftFields.entries });
export type CatalogueGift = v.InferOutput<typeof CatalogueGift>;

/** Body of `PUT /api/gifts/categories/:categoryId`. */
export const GiftCategoryFields = v.object({
  defaultName: Name,
  defaultDesc: v.optional(Bytes(60), ''),
  names: Translations(60),
  extensionInfo: ExtensionInfo,
  position: v.optional(Int(0, 9_999), 0),
});

/** A category as the shop keeps it. */
export const CatalogueCategory = v.object({ categoryId: GiftId, ...GiftCategoryFields.entries });
export type CatalogueCategory = v.InferOutput<typeof CatalogueCategory>;

export const GiftCatalogue = v.object({ categories: v.array(CatalogueCategory), gifts: v.array(CatalogueGift) });

/** Body of `POST /api/lives/:id/gifts`. */
export const NewGift = v.object({ giftId: GiftId, count: v.optional(Int(1, MAX_GIFT_COUNT), 1) });

/** A gift was charged and delivered; `coins` is what it cost in all. */
export const SentGift = v.object({ eventId: v.string(), giftId: GiftId, count: v.number(), coins: v.number() });
export type SentGift = v.InferOutput<typeof SentGift>;

/** Answer to `GET /api/lives/:id/gifts/summary`: the senders who gave most come first. */
export const GiftSummary = v.object({
  ...GiftCount.entries,
  topSenders: v.array(v.object({ sender: LiveUser, coins: v.number(), gifts: v.number() })),
});
export type GiftSummary = v.InferOutput<typeof GiftSummary>;

/**
 * Answer to `GET /api/gifts/claims`: gifts sent through Tencent's own apps of which nobody can say whether they were delivered, or that
 * were and could not be charged; and shows in which Tencent counted other coins than we did.
 */
export const ClaimBooks = v.object({
  claims: v.array(
    v.object({
      id: Id,
      liveId: v.string(),
      sender: LiveUser,
      giftId: GiftId,
      count: v.number(),
      /** What all of them cost. */
      coins: v.number(),
      status: v.picklist(['unclear', 'unpaid']),
      createdAt: Timestamp,
    }),
  ),
  shows: v.array(
    v.object({
      liveId: v.string(),
      /** Counted by Tencent. */
      coins: v.number(),
      /** Of these, of gifts that it did not ask us about. */
      unasked: v.number(),
      /** Charged and told, but not counted by Tencent in the end. */
      missing: v.number(),
    }),
  ),
});

/** Body of `POST /api/gifts/claims/:id`: with `false` the coins go back. */
export const ResolvedClaim = v.object({ delivered: v.boolean() });

/** What can be bought: some coins for some money. */
export const CoinPackage = v.object({ packageId: v.string(), coins: v.number(), price: Money });
export type CoinPackage = v.InferOutput<typeof CoinPackage>;

/** Answer to `GET /api/users/me/wallet`. Where the shop bills on its side, nothing is known of coins here. */
export const Wallet = v.object({
  billing: v.picklist(['coins', 'shop']),
  coins: v.number(),
  level: v.number(),
  packages: v.array(CoinPackage),
});
export type Wallet = v.InferOutput<typeof Wallet>;

/** Body of `POST /api/users/me/wallet/top-ups`: `returnUrl` is a page of the shop to come back to. */
export const NewTopUp = v.object({ packageId: v.pipe(v.string(), v.maxLength(40)), returnUrl: v.optional(Url) });

/** Coins being bought; they are there once `status` is `paid`. */
export const TopUp = v.object({
  id: Id,
  coins: v.number(),
  price: Money,
  status: v.picklist(['created', 'failed', 'paid', 'refunded', 'mismatch']),
  payUrl: Url,
  createdAt: Timestamp,
});
export type TopUp = v.InferOutput<typeof TopUp>;
export const TopUpPage = v.object({ items: v.array(TopUp), cursor: v.string() });

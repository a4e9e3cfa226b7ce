import * as v from 'valibot';
import { Id, Timestamp } from './common.ts';
import { Currency } from './money.ts';
import { Url } from './url.ts';

/** The metadata keys that the server itself writes. */
export const GOODS_ON_SHELF_KEY = 'goods_on_shelf';
export const GOODS_LIST_KEY = 'goods_list';

/** The fields of a popped-up product that the guide prescribes for the message. `price` is in minor units of `currency`. */
export const ListingFields = {
  goodsId: Id,
  goodsName: v.string(),
  goodsNameZH: v.optional(v.string()),
  goodsNameEN: v.optional(v.string()),
  price: v.number(),
  currency: v.optional(Currency),
  priceUSD: v.optional(v.number()),
  priceCNY: v.optional(v.number()),
  imageUrl: v.optional(Url),
  serverTs: Timestamp,
  startTimestamp: Timestamp,
};

/** The guide's metadata object, kept as JSON text under `goods_on_shelf`. It has no eventId: readers make `attr_…` themselves. */
export const ListingMetadata = v.object({
  goods_id: Id,
  goods_name: v.string(),
  goods_name_zh: v.optional(v.string()),
  goods_name_en: v.optional(v.string()),
  price: v.number(),
  currency: v.optional(Currency),
  price_usd: v.optional(v.number()),
  price_cny: v.optional(v.number()),
  image_url: v.optional(Url),
  start_timestamp: Timestamp,
  status: v.picklist(['active', 'inactive']),
});
export type ListingMetadata = v.InferOutput<typeof ListingMetadata>;

/** A product being explained right now, whichever channel told of it. Its identity is (`goodsId`, `startTimestamp`). */
export interface Listing {
  /** `evt_…` from the message, `attr_…` from metadata; both name the same listing. */
  eventId: string;
  goodsId: string;
  goodsName: string;
  goodsNameZH?: string;
  goodsNameEN?: string;
  price: number;
  currency?: string;
  imageUrl?: string;
  startTimestamp: number;
}

/** Reads the listing out of a room's metadata; undefined where there is none, it is inactive or it is malformed. */
export function listingFromMetadata(metadata: Record<string, string>): Listing | undefined {
  const text = metadata[GOODS_ON_SHELF_KEY];
  if (text === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const parsed = v.safeParse(ListingMetadata, value);
  if (!parsed.success || parsed.output.status !== 'active') return undefined;
  const { goods_id, goods_name, goods_name_zh, goods_name_en, price, currency, image_url, start_timestamp } = parsed.output;
  return {
    eventId: `attr_${goods_id}_${start_timestamp}`,
    goodsId: goods_id,
    goodsName: goods_name,
    goodsNameZH: goods_name_zh,
    goodsNameEN: goods_name_en,
    price,
    currency,
    imageUrl: image_url,
    startTimestamp: start_timestamp,
  };
}

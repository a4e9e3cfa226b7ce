import { GOODS_ON_SHELF_KEY, listingFromMetadata, type ListingMetadata } from '@vitrine/core/schemas/popup.ts';
import { METADATA_LIMITS, type Metadata } from '@vitrine/core/schemas/live.ts';
import type { Product } from '@vitrine/core/schemas/product.ts';

/** The guide gives dollars and yuan in major units; both have a hundred minor ones. */
const MINOR_PER_MAJOR = 100;

/** A product as a pop-up shows it, without the times. */
export interface ShownGoods {
  goodsId: string;
  goodsName: string;
  goodsNameZH: string;
  goodsNameEN: string;
  /** Minor units of `currency`. */
  price: number;
  currency: string;
  /** Major units; only where the shop has such a price. */
  priceUSD?: number;
  priceCNY?: number;
  imageUrl?: string;
}

/** What a pop-up shows of a product: its first SKU's price in the room's currency, else in the first one it has. */
export function shownGoods(product: Product, currency: string): ShownGoods {
  const prices = product.skus[0]?.prices ?? [];
  const inCurrency = (code: string) => prices.find((price) => price.currency === code);
  const shown = inCurrency(currency) ?? prices[0];
  const major = (code: string): number | undefined => {
    const price = inCurrency(code);
    return price && price.amount / MINOR_PER_MAJOR;
  };
  return {
    goodsId: product.id,
    goodsName: product.title,
    goodsNameZH: product.titleZh ?? product.title,
    goodsNameEN: product.title,
    price: shown?.amount ?? 0,
    currency: shown?.currency ?? currency,
    priceUSD: major('USD'),
    priceCNY: major('CNY'),
    imageUrl: product.images[0],
  };
}

const fits = (text: string): boolean => Buffer.byteLength(text) <= METADATA_LIMITS.valueBytes;

/** The guide's metadata value. Where long names and a long address exceed its 2 KB, readers do without what repeats itself. */
export function listingMetadata(goods: ShownGoods, startTimestamp: number): string {
  const whole: ListingMetadata = {
    goods_id: goods.goodsId,
    goods_name: goods.goodsName,
    goods_name_zh: goods.goodsNameZH,
    goods_name_en: goods.goodsNameEN,
    price: goods.price,
    currency: goods.currency,
    price_usd: goods.priceUSD,
    price_cny: goods.priceCNY,
    image_url: goods.imageUrl,
    start_timestamp: startTimestamp,
    status: 'active',
  };
  const names = { goods_name_zh: undefined, goods_name_en: undefined };
  const smaller = [
    whole,
    { ...whole, ...names },
    { ...whole, image_url: undefined },
    { ...whole, ...names, image_url: undefined },
  ];
  const texts = smaller.map((value) => JSON.stringify(value));
  return texts.find(fits) ?? texts.at(-1)!;
}

/** The listing on show, and the value that says that it is over; undefined where nothing is on show. */
export function activeListing(metadata: Metadata) {
  const listing = listingFromMetadata(metadata);
  if (!listing) return undefined;
  const value = { ...(JSON.parse(metadata[GOODS_ON_SHELF_KEY]!) as object), status: 'inactive' };
  return { goodsId: listing.goodsId, startTimestamp: listing.startTimestamp, inactive: JSON.stringify(value) };
}

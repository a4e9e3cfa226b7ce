import * as v from 'valibot';
import { Id, Int, Text } from '@vitrine/core/schemas/common.ts';
import { NewProduct, NewSku, Product } from '@vitrine/core/schemas/product.ts';
import { Url } from '@vitrine/core/schemas/url.ts';

type Prices = Pick<v.InferOutput<typeof NewSku>, 'prices' | 'compareAt'>;

/** One price a currency, and something to compare it with only where there is a price. */
const pricesFit = ({ prices, compareAt }: Prices): boolean => {
  const currencies = new Set(prices.map(({ currency }) => currency));
  const compared = new Set(compareAt.map(({ currency }) => currency));
  return (
    currencies.size === prices.length &&
    compared.size === compareAt.length &&
    compareAt.every(({ currency }) => currencies.has(currency))
  );
};
const PRICES_FIT = 'one price a currency, and compareAt only in a currency that has a price';

/** Body of `POST /api/products`. */
export const ProductBody = v.pipe(
  NewProduct,
  v.check(({ skus }) => skus.every(pricesFit), PRICES_FIT),
);
export type ProductBody = v.InferOutput<typeof ProductBody>;

/** What the shop sees of a product: `version` goes back with a change, so that two editors do not overwrite each other. */
export const VersionedProduct = v.object({ ...Product.entries, version: v.number() });

const SkuPrices = v.object({ id: Id, prices: NewSku.entries.prices, compareAt: NewSku.entries.compareAt });

/** Body of `PATCH /api/products/:id`; null removes. With `version` it is refused if somebody else was faster. */
export const ProductPatch = v.object({
  version: v.optional(Int(1, Number.MAX_SAFE_INTEGER)),
  title: v.optional(Text(200)),
  titleZh: v.optional(v.nullable(Text(200))),
  description: v.optional(v.pipe(v.string(), v.maxLength(5000))),
  category: v.optional(v.pipe(v.string(), v.maxLength(80))),
  images: v.optional(v.pipe(v.array(Url), v.maxLength(20))),
  url: v.optional(v.nullable(Url)),
  /** New prices of some of its SKUs; the others keep theirs. */
  skus: v.optional(
    v.pipe(
      v.array(SkuPrices),
      v.maxLength(200),
      v.check((skus) => skus.every(pricesFit), PRICES_FIT),
      v.check((skus) => new Set(skus.map(({ id }) => id)).size === skus.length, 'each SKU once'),
    ),
  ),
});
export type ProductPatch = v.InferOutput<typeof ProductPatch>;

const MOST = 1_000_000_000;

/** Body of `PATCH /api/products/:id/skus/:skuId`: either how many there are, or how many more or fewer. */
export const StockPatch = v.union([v.strictObject({ stock: Int(0, MOST) }), v.strictObject({ stockDelta: Int(-MOST, MOST) })]);
export type StockPatch = v.InferOutput<typeof StockPatch>;

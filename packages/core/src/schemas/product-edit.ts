import * as v from 'valibot';
import { Id, Int, Page, Text } from './common.ts';
import { MAX_STOCK, NewProduct, NewSku, Product } from './product.ts';
import { Url } from './url.ts';

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

const codesDiffer = (skus: { code?: string | null | undefined }[]): boolean => {
  const codes = skus.flatMap(({ code }) => code ?? []);
  return new Set(codes).size === codes.length;
};
const CODES_DIFFER = 'each SKU’s code once';

/** Body of `POST /api/products`. */
export const ProductBody = v.pipe(
  NewProduct,
  v.check(({ skus }) => skus.every(pricesFit), PRICES_FIT),
  v.check(({ skus }) => codesDiffer(skus), CODES_DIFFER),
);
export type ProductBody = v.InferOutput<typeof ProductBody>;

/** What the shop sees of a product: `version` goes back with a change, so that two editors do not overwrite each other. */
export const VersionedProduct = v.object({ ...Product.entries, version: v.number() });
export type VersionedProduct = v.InferOutput<typeof VersionedProduct>;
export const VersionedProductPage = Page(VersionedProduct);

/** A change of one of its SKUs; what is not named stays. */
const ChangedSku = v.object({
  id: Id,
  options: v.optional(v.unwrap(NewSku.entries.options)),
  prices: v.optional(NewSku.entries.prices),
  compareAt: v.optional(v.unwrap(NewSku.entries.compareAt)),
  code: v.optional(v.nullable(Text(80))),
});
/** A SKU that it did not have. */
const AddedSku = v.object({ ...NewSku.entries, id: v.optional(v.undefined()) });

/** Body of `PATCH /api/products/:id`; null removes. With `version` it is refused if somebody else was faster. */
export const ProductPatch = v.object({
  version: v.optional(Int(1, Number.MAX_SAFE_INTEGER)),
  title: v.optional(Text(200)),
  titleZh: v.optional(v.nullable(Text(200))),
  description: v.optional(v.unwrap(NewProduct.entries.description)),
  category: v.optional(v.unwrap(NewProduct.entries.category)),
  tags: v.optional(v.unwrap(NewProduct.entries.tags)),
  images: v.optional(v.unwrap(NewProduct.entries.images)),
  url: v.optional(v.nullable(Url)),
  externalId: v.optional(v.nullable(Text(128))),
  published: v.optional(v.boolean()),
  maxQuantity: v.optional(v.nullable(Int(1, 999))),
  /** Changes of some of its SKUs, and new ones, which have no id; the others stay as they are. */
  skus: v.optional(
    v.pipe(
      v.array(v.union([ChangedSku, AddedSku])),
      v.maxLength(200),
      v.check((skus) => skus.every(({ prices, compareAt = [] }) => !prices || pricesFit({ prices, compareAt })), PRICES_FIT),
      v.check((skus) => {
        const ids = skus.flatMap(({ id }) => id ?? []);
        return new Set(ids).size === ids.length;
      }, 'each SKU once'),
      v.check((skus) => codesDiffer(skus), CODES_DIFFER),
    ),
  ),
  /** SKUs that go off sale for ever; old orders keep them. */
  removeSkus: v.optional(v.pipe(v.array(Id), v.maxLength(200)), []),
});
export type ProductPatch = v.InferOutput<typeof ProductPatch>;
/** A change as a form sends it. */
export type ProductEdit = v.InferInput<typeof ProductPatch>;

/** Body of `PATCH /api/products/:id/skus/:skuId`: either how many there are, or how many more or fewer. */
export const StockPatch = v.union([
  v.strictObject({ stock: Int(0, MAX_STOCK) }),
  v.strictObject({ stockDelta: Int(-MAX_STOCK, MAX_STOCK) }),
]);

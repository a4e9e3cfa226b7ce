import * as v from 'valibot';
import { Id, Int, Page, Text, Timestamp } from './common.ts';
import { Money } from './money.ts';
import { Url } from './url.ts';

const Options = v.record(
  v.pipe(v.string(), v.minLength(1), v.maxLength(40)),
  v.pipe(v.string(), v.minLength(1), v.maxLength(80)),
);

/** One thing that can be bought: a variant of a product, with as many option axes as the shop likes. */
export const NewSku = v.object({
  options: v.optional(Options, {}),
  prices: v.pipe(v.array(Money), v.minLength(1), v.maxLength(20)),
  compareAt: v.optional(v.pipe(v.array(Money), v.maxLength(20)), []),
  stock: Int(0, 1_000_000_000),
});
export const Sku = v.object({ ...NewSku.entries, id: Id });
export type Sku = v.InferOutput<typeof Sku>;

/** Body of `POST /api/products`. */
export const NewProduct = v.object({
  title: Text(200),
  titleZh: v.optional(Text(200)),
  description: v.optional(v.pipe(v.string(), v.maxLength(5000)), ''),
  category: v.optional(v.pipe(v.string(), v.maxLength(80)), ''),
  images: v.optional(v.pipe(v.array(Url), v.maxLength(20)), []),
  url: v.optional(Url),
  externalId: v.optional(Text(128)),
  skus: v.pipe(v.array(NewSku), v.minLength(1), v.maxLength(200)),
});
export type NewProduct = v.InferOutput<typeof NewProduct>;

export const Product = v.object({ ...NewProduct.entries, id: Id, skus: v.array(Sku), createdAt: Timestamp });
export type Product = v.InferOutput<typeof Product>;

export const ProductPage = Page(Product);

/** Query of `GET /api/products`. */
export const ProductQuery = v.object({
  q: v.optional(v.pipe(v.string(), v.maxLength(100))),
  category: v.optional(v.pipe(v.string(), v.maxLength(80))),
  sort: v.optional(v.picklist(['newest', 'title'])),
  cursor: v.optional(v.pipe(v.string(), v.maxLength(200))),
  limit: v.optional(v.pipe(v.string(), v.regex(/^\d{1,3}$/), v.transform(Number), v.minValue(1), v.maxValue(100))),
});

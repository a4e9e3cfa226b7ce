import * as v from 'valibot';
import { Id, Int, LiveId, Page, Text, Timestamp } from './common.ts';
import { Currency, Money } from './money.ts';
import { Url } from './url.ts';

/** Names that objects have a meaning of their own for; no shop's option is called that by accident. */
const RESERVED = new Set(['__proto__', 'constructor', 'prototype']);

const Options = v.pipe(
  v.record(
    v.pipe(
      v.string(),
      v.minLength(1),
      v.maxLength(40),
      v.check((name) => !RESERVED.has(name), 'a reserved name'),
    ),
    v.pipe(v.string(), v.minLength(1), v.maxLength(80)),
  ),
  v.check((options) => Object.keys(options).length <= 20, 'at most 20 option axes'),
);

const Tags = v.pipe(v.array(Text(40)), v.maxLength(30));

/** The most of one SKU that a shop can hold. */
export const MAX_STOCK = 1_000_000_000;

/** One thing that can be bought: a variant of a product, with as many option axes as the shop likes. */
export const NewSku = v.object({
  options: v.optional(Options, {}),
  prices: v.pipe(v.array(Money), v.minLength(1), v.maxLength(20)),
  compareAt: v.optional(v.pipe(v.array(Money), v.maxLength(20)), []),
  stock: Int(0, MAX_STOCK),
  /** The shop's own number of it. */
  code: v.optional(Text(80)),
});
/** `stock` is what can be bought now; `soldOut` where the host said so, whatever is in store. */
export const Sku = v.object({ ...NewSku.entries, id: Id, soldOut: v.optional(v.boolean()) });
export type Sku = v.InferOutput<typeof Sku>;

/** Body of `POST /api/products`. */
export const NewProduct = v.object({
  title: Text(200),
  titleZh: v.optional(Text(200)),
  description: v.optional(v.pipe(v.string(), v.maxLength(5000)), ''),
  category: v.optional(v.pipe(v.string(), v.maxLength(80)), ''),
  tags: v.optional(Tags, []),
  images: v.optional(v.pipe(v.array(Url), v.maxLength(20)), []),
  url: v.optional(Url),
  /** The shop's own id of it; no two products on sale share one. */
  externalId: v.optional(Text(128)),
  /** An unpublished product is a draft: only the shop sees it, and nobody can buy it. */
  published: v.optional(v.boolean(), true),
  /** At most so many of one SKU in a cart and an order; 999 where nothing is said. */
  maxQuantity: v.optional(Int(1, 999)),
  skus: v.pipe(v.array(NewSku), v.minLength(1), v.maxLength(200)),
});
export type NewProduct = v.InferOutput<typeof NewProduct>;
/** A new product as a form sends it: what has a default may be missing. */
export type ProductInput = v.InferInput<typeof NewProduct>;

export const Product = v.object({
  ...NewProduct.entries,
  tags: v.optional(Tags),
  published: v.optional(v.boolean()),
  id: Id,
  skus: v.array(Sku),
  createdAt: Timestamp,
});
export type Product = v.InferOutput<typeof Product>;

export const ProductPage = Page(Product);

/** How a list of products can be sorted; `relevance` is the order of a search, `newest` that of everything else. */
export const ProductSort = v.picklist(['newest', 'title', 'price', 'price-desc', 'relevance']);
export type ProductSort = v.InferOutput<typeof ProductSort>;

/** Query of `GET /api/products`. */
export const ProductQuery = v.object({
  /** Words, each of which must be there, by its beginning; Chinese, Japanese and the like by any part. */
  q: v.optional(v.pipe(v.string(), v.maxLength(100))),
  category: v.optional(v.pipe(v.string(), v.maxLength(80))),
  tag: v.optional(v.pipe(v.string(), v.maxLength(40))),
  sort: v.optional(ProductSort),
  /** Sorting by price needs one: products without a price in it are left out. By default the shop's. */
  currency: v.optional(Currency),
  /** `draft` lists what is not published, `deleted` what can be put back; for the shop alone. */
  status: v.optional(v.picklist(['published', 'draft', 'deleted'])),
  cursor: v.optional(v.pipe(v.string(), v.maxLength(600))),
  limit: v.optional(v.pipe(v.string(), v.regex(/^\d{1,3}$/), v.transform(Number), v.minValue(1), v.maxValue(100))),
});

/** What is on sale by category, the fullest first. */
export const Categories = v.object({ items: v.array(v.object({ category: v.string(), products: v.number() })) });
export type Categories = v.InferOutput<typeof Categories>;

/** Body of `PUT /api/products/:id/skus/:skuId/stock`: how many there are, how many more or fewer, the sold-out switch. */
export const StockEdit = v.pipe(
  v.strictObject({
    stock: v.optional(Int(0, MAX_STOCK)),
    stockDelta: v.optional(Int(-MAX_STOCK, MAX_STOCK)),
    soldOut: v.optional(v.boolean()),
  }),
  v.check(({ stock, stockDelta }) => stock === undefined || stockDelta === undefined, 'either stock or stockDelta'),
  v.check((edit) => Object.values(edit).some((value) => value !== undefined), 'stock, stockDelta or soldOut'),
);
export type StockEdit = v.InferInput<typeof StockEdit>;

/** A SKU's stock as the host sees it: `stock` in store and not reserved, `available` what can be bought. */
export const SkuStock = v.object({
  skuId: Id,
  productId: Id,
  stock: v.number(),
  soldOut: v.boolean(),
  available: v.number(),
  /** How many people wait to be told that it is back. */
  waiting: v.number(),
});
export type SkuStock = v.InferOutput<typeof SkuStock>;

/** Why a stock changed: `reserve` by an order, `release` by one that was not paid in time or cancelled, `restock` after a refund. */
export const MovementReason = v.picklist(['initial', 'edit', 'import', 'reserve', 'release', 'restock']);
export type MovementReason = v.InferOutput<typeof MovementReason>;

/** One line of the ledger; the deltas of a SKU always add up to its stock. */
export const StockMovement = v.object({
  id: v.number(),
  skuId: Id,
  delta: v.number(),
  reason: MovementReason,
  /** The order it belongs to, where it belongs to one. */
  orderId: v.optional(Id),
  /** Who did it, where it was a person of the shop. */
  userId: v.optional(Id),
  /** What was in store afterwards. */
  balance: v.number(),
  at: Timestamp,
});
export type StockMovement = v.InferOutput<typeof StockMovement>;
export const StockMovementPage = Page(StockMovement);

/** Body of `POST /api/products/:id/skus/:skuId/waitlist`. */
export const NewWait = v.object({ liveId: v.optional(LiveId) });

/** Whether the user waits for a SKU. */
export const Waiting = v.object({ waiting: v.boolean() });

/** What the user waits for, the newest first. */
export const Waitlist = v.object({ items: v.array(v.object({ skuId: Id, productId: Id, title: v.string(), since: Timestamp })) });
export type Waitlist = v.InferOutput<typeof Waitlist>;

/** Body of `POST /api/products/import`: a CSV, or the address of a product page that describes itself in JSON-LD. */
export const NewImport = v.pipe(
  v.object({
    csv: v.optional(v.pipe(v.string(), v.minLength(1))),
    url: v.optional(Url),
    /** Says what would happen, and writes nothing. */
    dryRun: v.optional(v.boolean(), false),
    /** The currency of prices that name none; by default the shop's. */
    currency: v.optional(Currency),
    /** Stock of a new SKU of which the source does not say how many there are. */
    stock: v.optional(Int(0, MAX_STOCK), 0),
  }),
  v.check(({ csv, url }) => (csv === undefined) !== (url === undefined), 'either csv or url'),
);
export type NewImport = v.InferOutput<typeof NewImport>;

/** What an import did, or would do. A product with a bad line is left out whole; the others are imported. */
export const ImportReport = v.object({
  dryRun: v.boolean(),
  created: v.number(),
  updated: v.number(),
  unchanged: v.number(),
  failed: v.number(),
  products: v.array(
    v.object({
      externalId: v.string(),
      title: v.string(),
      /** There once it exists. */
      id: v.optional(Id),
      outcome: v.picklist(['created', 'updated', 'unchanged', 'failed']),
    }),
  ),
  /** Every fault: the line of the file (1 is the header), or 0 for a page. */
  problems: v.array(v.object({ line: v.number(), field: v.string(), reason: v.string() })),
});
export type ImportReport = v.InferOutput<typeof ImportReport>;

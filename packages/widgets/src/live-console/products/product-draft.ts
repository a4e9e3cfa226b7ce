import { msg, str } from '@lit/localize';
import { parseAmount, writeAmount } from '@vitrine/core/amount.ts';
import type { Money } from '@vitrine/core/schemas/money.ts';
import type { ProductInput, Sku } from '@vitrine/core/schemas/product.ts';
import type { ProductEdit, VersionedProduct } from '@vitrine/core/schemas/product-edit.ts';
import { safeUrl } from '@vitrine/core/schemas/url.ts';

/** A variant as it stands in the form: texts, whatever they will turn out to be. */
export interface SkuDraft {
  /** Undefined for one that the product did not have. */
  readonly id: string | undefined;
  /** What was in store when the form was opened. */
  readonly shownStock: number;
  options: Record<string, string>;
  code: string;
  stock: string;
  /** By currency. */
  prices: Record<string, string>;
  compareAt: Record<string, string>;
}

/** A product as it stands in the form. */
export interface ProductDraft {
  title: string;
  titleZh: string;
  description: string;
  category: string;
  tags: string;
  images: string;
  url: string;
  externalId: string;
  maxQuantity: string;
  published: boolean;
  axes: string[];
  currencies: string[];
  skus: SkuDraft[];
}

const amounts = (prices: readonly Money[]): Record<string, string> =>
  Object.fromEntries(prices.map((price) => [price.currency, writeAmount(price)]));

const toSku = ({ id, options, code, stock, prices, compareAt }: Sku): SkuDraft => ({
  id,
  shownStock: stock,
  options: { ...options },
  code: code ?? '',
  stock: String(stock),
  prices: amounts(prices),
  compareAt: amounts(compareAt),
});

export const emptySku = (): SkuDraft => ({
  id: undefined,
  shownStock: 0,
  options: {},
  code: '',
  stock: '0',
  prices: {},
  compareAt: {},
});

/** The form of a product, or of one that does not exist yet. */
export function draftOf(product: VersionedProduct | undefined, currency: string): ProductDraft {
  const skus = product?.skus ?? [];
  const currencies = new Set(skus.flatMap(({ prices }) => prices.map((price) => price.currency)));
  return {
    title: product?.title ?? '',
    titleZh: product?.titleZh ?? '',
    description: product?.description ?? '',
    category: product?.category ?? '',
    tags: (product?.tags ?? []).join(', '),
    images: (product?.images ?? []).join('\n'),
    url: product?.url ?? '',
    externalId: product?.externalId ?? '',
    maxQuantity: product?.maxQuantity === undefined ? '' : String(product.maxQuantity),
    published: product?.published ?? true,
    axes: [...new Set(skus.flatMap(({ options }) => Object.keys(options)))],
    currencies: currencies.size > 0 ? [...currencies] : [currency],
    skus: skus.length > 0 ? skus.map(toSku) : [emptySku()],
  };
}

/** What is wrong with a form, by the name of the field. */
export type Faults = ReadonlyMap<string, string>;

type Fields = Omit<ProductInput, 'skus'>;
interface SkuFields {
  readonly options: Record<string, string>;
  readonly prices: Money[];
  readonly compareAt: Money[];
  readonly code: string | undefined;
  readonly stock: number;
}

/** What a form says, or what is wrong with it. */
export function readDraft(draft: ProductDraft): { fields: Fields; skus: SkuFields[]; faults: Faults } {
  const faults = new Map<string, string>();
  const text = (value: string): string | undefined => value.trim() || undefined;
  const lines = (value: string, separator: RegExp): string[] => value.split(separator).flatMap((part) => text(part) ?? []);
  const images = lines(draft.images, /\s*\n\s*/);
  const maxQuantity = wholeNumber(draft.maxQuantity, 999);
  if (!text(draft.title)) faults.set('title', msg('A product needs a name.'));
  for (const url of images) if (!safeUrl(url)) faults.set('images', msg(str`This is no link to a picture: ${url}`));
  if (text(draft.url) && !safeUrl(text(draft.url))) faults.set('url', msg('Only http: and https: links can be used.'));
  if (text(draft.maxQuantity) && !maxQuantity) faults.set('maxQuantity', msg('A whole number from 1 to 999.'));
  const skus = draft.skus.map((sku, index) => readSku(sku, index, draft, faults));
  const keys = skus.map(({ options }) => JSON.stringify(Object.entries(options).sort()));
  keys.forEach((key, index) => {
    if (keys.indexOf(key) < index) faults.set(`sku-${index}`, msg('Two variants have the same options.'));
  });
  return {
    fields: {
      title: draft.title.trim(),
      titleZh: text(draft.titleZh),
      description: draft.description.trim(),
      category: draft.category.trim(),
      tags: lines(draft.tags, /,/),
      images,
      url: text(draft.url),
      externalId: text(draft.externalId),
      maxQuantity,
      published: draft.published,
    },
    skus,
    faults,
  };
}

function readSku(sku: SkuDraft, index: number, { axes, currencies }: ProductDraft, faults: Map<string, string>): SkuFields {
  const stock = wholeNumber(sku.stock, 1_000_000_000);
  if (stock === undefined) faults.set(`sku-${index}-stock`, msg('A whole number, 0 or more.'));
  const read = (texts: Record<string, string>, kind: string): Money[] =>
    currencies.flatMap((currency) => {
      const text = texts[currency]?.trim();
      if (!text) return [];
      const amount = parseAmount(text, currency);
      if (amount !== undefined) return [{ amount, currency }];
      faults.set(`sku-${index}-${kind}-${currency}`, msg(str`“${text}” is no amount in ${currency}.`));
      return [];
    });
  const prices = read(sku.prices, 'price');
  const compareAt = read(sku.compareAt, 'compare');
  if (prices.length === 0 && ![...faults.keys()].some((name) => name.startsWith(`sku-${index}-price`))) {
    faults.set(`sku-${index}-price-${currencies[0]}`, msg('A variant needs a price.'));
  }
  for (const { currency } of compareAt) {
    if (!prices.some((price) => price.currency === currency)) {
      faults.set(`sku-${index}-compare-${currency}`, msg('There is no price to compare with.'));
    }
  }
  const options: Record<string, string> = {};
  for (const axis of axes) {
    const value = sku.options[axis]?.trim();
    if (value) options[axis] = value;
  }
  return { options, prices, compareAt, code: sku.code.trim() || undefined, stock: stock ?? 0 };
}

/** A whole number that a person typed, at most `max`; undefined where it is none. */
function wholeNumber(text: string, max: number): number | undefined {
  const trimmed = text.normalize('NFKC').trim();
  const number = /^\d{1,10}$/.test(trimmed) ? Number(trimmed) : undefined;
  return number !== undefined && number <= max ? number : undefined;
}

/** The change that makes `product` what the form says. Stock is not part of it: it moves while the form is open. */
export function patchOf(product: VersionedProduct, draft: ProductDraft): ProductEdit {
  const { fields, skus } = readDraft(draft);
  const kept = new Set(draft.skus.map(({ id }) => id));
  return {
    ...fields,
    version: product.version,
    titleZh: fields.titleZh ?? null,
    url: fields.url ?? null,
    externalId: fields.externalId ?? null,
    maxQuantity: fields.maxQuantity ?? null,
    skus: skus.map(({ stock, code, ...rest }, index) => {
      const id = draft.skus[index]?.id;
      return id === undefined ? { ...rest, stock, ...(code ? { code } : {}) } : { ...rest, id, code: code ?? null };
    }),
    removeSkus: product.skus.flatMap(({ id }) => (kept.has(id) ? [] : [id])),
  };
}

/** How many more or fewer there are than were shown; what was sold meanwhile stays sold. */
export function stockMoves(draft: ProductDraft): { skuId: string; stockDelta: number }[] {
  const { skus } = readDraft(draft);
  return draft.skus.flatMap(({ id, shownStock }, index) => {
    const stockDelta = (skus[index]?.stock ?? shownStock) - shownStock;
    return id !== undefined && stockDelta !== 0 ? [{ skuId: id, stockDelta }] : [];
  });
}

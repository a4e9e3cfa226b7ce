import * as v from 'valibot';
import { decimalsOf, MAX_AMOUNT } from '@vitrine/core/schemas/money.ts';
import { NewProduct, NewSku } from '@vitrine/core/schemas/product.ts';

/** One fault of what is to be imported. `line` 0 where there are no lines. */
export interface Problem {
  line: number;
  field: string;
  reason: string;
}

const CandidateSku = v.object({
  options: NewSku.entries.options,
  prices: NewSku.entries.prices,
  compareAt: NewSku.entries.compareAt,
  code: NewSku.entries.code,
  /** Undefined where the source does not say. */
  stock: v.optional(NewSku.entries.stock),
});
export type CandidateSku = v.InferInput<typeof CandidateSku>;

const { title, titleZh, category, tags, images, url, maxQuantity, published, skus } = NewProduct.entries;

/** A product as an outside source describes it. What the source does not say, an existing product keeps. */
export const Candidate = v.object({
  externalId: v.unwrap(NewProduct.entries.externalId),
  title,
  titleZh,
  description: v.optional(v.unwrap(NewProduct.entries.description)),
  category: v.optional(v.unwrap(category)),
  tags: v.optional(v.unwrap(tags)),
  images: v.optional(v.unwrap(images)),
  url,
  published: v.optional(v.unwrap(published)),
  maxQuantity,
  skus: v.pipe(v.array(CandidateSku), v.minLength(1), v.maxLength(skus.pipe[2].requirement)),
});
export type Candidate = v.InferOutput<typeof Candidate>;
export type RawCandidate = v.InferInput<typeof Candidate>;

/** What a source held: each product, with where in the source its parts stand. */
export interface Found {
  raw: RawCandidate;
  /** The line of the product, and those of its SKUs. */
  line: number;
  skuLines: number[];
  /** Faults that its source shows by itself; such a product is not imported. */
  problems: Problem[];
}

/**
 * An amount as people write it, in minor units; undefined where it is none. More decimals than the currency has are no amount,
 * unless they are zeros: a price is never rounded.
 */
export function toMinor(text: string, currency: string): number | undefined {
  const decimals = decimalsOf(currency);
  const [, whole, fraction = ''] = /^(\d{1,13})(?:\.(\d{1,6}))?$/.exec(text.trim()) ?? [];
  if (whole === undefined || /[^0]/.test(fraction.slice(decimals))) return undefined;
  const amount = Number(whole + fraction.slice(0, decimals).padEnd(decimals, '0'));
  return amount <= MAX_AMOUNT ? amount : undefined;
}

/** Checks a product as it would be checked by `POST /api/products`; every fault is named with its line. */
export function checkCandidate({ raw, line, skuLines, problems }: Found): { candidate?: Candidate; problems: Problem[] } {
  const parsed = v.safeParse(Candidate, raw);
  if (parsed.success && problems.length === 0) return { candidate: parsed.output, problems };
  const faults = (parsed.issues ?? []).map((issue): Problem => {
    const path = (issue.path ?? []).map(({ key }) => String(key));
    const [first, place] = path;
    const ofSku = first === 'skus' && place !== undefined;
    return {
      line: ofSku ? (skuLines[Number(place)] ?? line) : line,
      field: (ofSku ? path.slice(2) : path).join('.') || 'product',
      reason: issue.message,
    };
  });
  return { problems: [...problems, ...faults] };
}

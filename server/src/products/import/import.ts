import { isDeepStrictEqual } from 'node:util';
import { sql } from 'drizzle-orm';
import { errorCode, LiveError } from '@vitrine/core/errors.ts';
import type { ImportReport, NewImport } from '@vitrine/core/schemas/product.ts';
import type { Principal } from '../../auth/principal.ts';
import type { Deps } from '../../deps.ts';
import type { SafeFetch } from '../../http/safe-fetch.ts';
import { ulid } from '../../ids.ts';
import { ProductBody } from '@vitrine/core/schemas/product-edit.ts';
import { productsByIds, type StoredProduct } from '../statements.ts';
import { products } from '../tables.ts';
import { addProduct, type Desired, type DesiredSku, rewriteProduct } from '../write-product.ts';
import { type Candidate, checkCandidate, type Found, type Problem } from './candidate.ts';
import { readCsv } from './csv.ts';
import { readJsonLd } from './json-ld.ts';
import * as v from 'valibot';

type ImportDeps = Pick<Deps, 'config' | 'db' | 'writes' | 'now'>;
type By = Pick<Principal, 'userId'>;
type Outcome = ImportReport['products'][number];

/** A product page is read up to so many bytes. */
const MAX_PAGE = 4_194_304;
/** How often a product is tried again that somebody else changed in the same moment. */
const ATTEMPTS = 3;
/** So many products are written at a time, so that sockets get their turn. */
const AT_ONCE = 16;

async function read(safeFetch: SafeFetch, { csv, url, currency }: NewImport & { currency: string }) {
  if (csv !== undefined) return readCsv({ csv, currency });
  const {
    status,
    body,
    url: from,
  } = await safeFetch(url!, {
    redirects: 3,
    maxBytes: MAX_PAGE,
    headers: { Accept: 'text/html', 'User-Agent': 'Vitrine' },
  });
  if (status !== 200) throw new LiveError('unavailable', `The page answered ${status}`);
  return readJsonLd(body.toString('utf8'), from, currency);
}

const sameOptions = (a: Record<string, string>, b: Record<string, string>): boolean => isDeepStrictEqual({ ...a }, { ...b });

/** The SKU that a described one is: of the same code, else of the same options. */
function twinOf(sku: Candidate['skus'][number], before: readonly StoredProduct['skus'][number][]) {
  return (
    (sku.code && before.find(({ code }) => code === sku.code)) || before.find(({ options }) => sameOptions(options, sku.options))
  );
}

/** What the product should be: as described, and for the rest as it is. SKUs that are not described stay on sale. */
function desiredOf(candidate: Candidate, before: StoredProduct | undefined, stock: number): Desired {
  const taken = new Set<string>();
  const described = candidate.skus.map((sku): DesiredSku => {
    const twin = twinOf(sku, before?.skus.filter(({ id }) => !taken.has(id)) ?? []);
    if (!twin) return { ...sku, stock: sku.stock ?? stock };
    taken.add(twin.id);
    return { ...sku, id: twin.id, code: sku.code ?? twin.code };
  });
  const others = before?.skus.filter(({ id }) => !taken.has(id)).map(({ stock: _stock, soldOut: _soldOut, ...sku }) => sku) ?? [];
  return {
    title: candidate.title,
    titleZh: candidate.titleZh ?? before?.titleZh,
    description: candidate.description ?? before?.description ?? '',
    category: candidate.category ?? before?.category ?? '',
    tags: candidate.tags ?? before?.tags ?? [],
    images: candidate.images ?? before?.images ?? [],
    url: candidate.url ?? before?.url,
    externalId: candidate.externalId,
    published: candidate.published ?? before?.published ?? true,
    maxQuantity: candidate.maxQuantity ?? before?.maxQuantity,
    skus: [...described, ...others],
  };
}

/** True where writing it would change nothing. */
function isAsDesired(before: StoredProduct, desired: Desired): boolean {
  const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
  const { id: _id, version: _version, createdAt: _createdAt, skus, ...fields } = before;
  const { skus: wanted, ...rest } = desired;
  return (
    isDeepStrictEqual(plain(fields), plain(rest)) &&
    skus.length === wanted.length &&
    wanted.every((sku, place) => {
      const { stock, soldOut: _switch, ...now } = skus[place]!;
      const { stock: count = stock, ...other } = sku;
      return isDeepStrictEqual(plain(now), plain(other)) && count === stock;
    })
  );
}

async function byExternalId({ db }: ImportDeps, externalId: string): Promise<StoredProduct | undefined> {
  const rows = await db.all<{ id: string }>(
    sql`select ${products.id} as "id" from ${products} where ${products.externalId} = ${externalId}
      and ${products.deletedAt} is null`,
  );
  return (
    await productsByIds(
      db,
      rows.map(({ id }) => id),
    )
  )[0];
}

/** Imports one product, or says what would become of it. */
async function importOne(deps: ImportDeps, { userId }: By, candidate: Candidate, { dryRun, stock }: NewImport): Promise<Outcome> {
  const { externalId, title } = candidate;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const before = await byExternalId(deps, externalId);
    const desired = desiredOf(candidate, before, stock);
    // The parts fit by themselves; whether the whole does may depend on what there is already.
    const fault = v.safeParse(ProductBody, { ...desired, skus: desired.skus.map((sku) => ({ ...sku, stock: sku.stock ?? 0 })) });
    if (!fault.success) throw new LiveError('invalid', fault.issues[0].message);
    if (before && isAsDesired(before, desired)) return { externalId, title, id: before.id, outcome: 'unchanged' };
    const id = before?.id ?? ulid();
    const outcome = before ? 'updated' : 'created';
    if (dryRun) return { externalId, title, ...(before ? { id } : {}), outcome };
    const writing = { reason: 'import', userId } as const;
    const change = before ? rewriteProduct(deps, before, desired, writing) : addProduct(deps, id, desired, writing);
    if (await deps.writes.commit(change, 'bulk')) return { externalId, title, id, outcome };
  }
  throw new LiveError('conflict', 'somebody changes this product at the same moment');
}

/**
 * Imports the products of a CSV or of a page, each by its `externalId`: what is there already is changed to what the source
 * says, and a repeat changes nothing. A product with a bad line is left out; every bad line is named.
 */
export async function importProducts(deps: ImportDeps, safeFetch: SafeFetch, by: By, body: NewImport): Promise<ImportReport> {
  const { found, problems } = await read(safeFetch, { ...body, currency: body.currency ?? deps.config.currency });
  const results: Outcome[] = [];
  const faults: Problem[] = [...problems];

  async function one(source: Found): Promise<Outcome> {
    const { candidate, problems: own } = checkCandidate(source);
    faults.push(...own);
    const { externalId, title } = source.raw;
    if (!candidate) return { externalId, title, outcome: 'failed' };
    try {
      return await importOne(deps, by, candidate, body);
    } catch (error) {
      if (!['invalid', 'conflict'].includes(errorCode(error))) throw error;
      faults.push({ line: source.line, field: 'product', reason: (error as Error).message });
      return { externalId, title, outcome: 'failed' };
    }
  }

  for (let start = 0; start < found.length; start += AT_ONCE) {
    results.push(...(await Promise.all(found.slice(start, start + AT_ONCE).map(one))));
    await new Promise((resolve) => setImmediate(resolve));
  }
  const count = (outcome: Outcome['outcome']): number => results.filter((result) => result.outcome === outcome).length;
  return {
    dryRun: body.dryRun,
    created: count('created'),
    updated: count('updated'),
    unchanged: count('unchanged'),
    failed: count('failed'),
    products: results,
    problems: faults.sort((a, b) => a.line - b.line),
  };
}

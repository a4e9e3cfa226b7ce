import { type Context, Hono, type MiddlewareHandler } from 'hono';
import * as v from 'valibot';
import { Done, Id, Page, Span } from '@vitrine/core/schemas/common.ts';
import {
  Categories,
  ImportReport,
  NewImport,
  NewWait,
  ProductQuery,
  SkuStock,
  StockEdit,
  StockMovement,
  Waiting,
  Waitlist,
} from '@vitrine/core/schemas/product.ts';
import { may, permit } from '../auth/permissions.ts';
import type { Deps } from '../deps.ts';
import { allow } from '../http/allow.ts';
import { emptyBody } from '../http/empty-body.ts';
import type { Env } from '../http/env.ts';
import { nameOf } from '../http/kept-answers.ts';
import type { SafeFetch } from '../http/safe-fetch.ts';
import { describe, valid } from '../http/validate.ts';
import { changeProduct, createProduct, deleteProduct, readProduct, restoreProduct } from './changes.ts';
import { importProducts } from './import/import.ts';
import { listCategories, listProducts } from './listing.ts';
import { ProductBody, ProductPatch, StockPatch, VersionedProduct } from '@vitrine/core/schemas/product-edit.ts';
import { editStock, mayEditStock, movementsCsv, movementsOf, stockOf } from './stock.ts';
import { joinWaitlist, leaveWaitlist, waitlistOf, waits } from './waitlist.ts';

const OfProduct = v.object({ id: Id });
const OfSku = v.object({ id: Id, skuId: Id });
const MovementQuery = v.object({ cursor: ProductQuery.entries.cursor, limit: ProductQuery.entries.limit });

const JSON_TYPE = { 'Content-Type': 'application/json' };
const WAIT_RATES = { user: { points: 30, seconds: 60 } };
const IMPORT_RATES = { user: { points: 20, seconds: 60 } };

/** Routes under `/api/products`. */
export function productRoutes(deps: Pick<Deps, 'config' | 'db' | 'writes' | 'now' | 'limits' | 'kept'>, safeFetch: SafeFetch) {
  const { config, db, limits, kept } = deps;
  const seesDrafts = (c: Context<Env>): boolean => may(c.get('principal'), 'products.write');

  /** Whoever may edit the stock of the product in the path. */
  const stockEditor: MiddlewareHandler<Env> = async function stockEditorOnly(c, next) {
    await mayEditStock(db, permit(c.get('principal'), 'stock.edit'), c.req.param('id') ?? '');
    await next();
  };

  const editor = (c: Context<Env>) => permit(c.get('principal'), 'products.write');
  const waiter = (c: Context<Env>): string => permit(c.get('principal'), 'waitlist.join').userId;

  return new Hono<Env>()
    .use(allow('products.read'))
    .get(
      '/',
      describe('List or search what the shop offers', 'Products', { 200: Page(VersionedProduct) }),
      valid('query', ProductQuery),
      async (c) => {
        const query = c.req.valid('query');
        const isHidden = query.status === 'draft' || query.status === 'deleted';
        if (isHidden) editor(c);
        const read = () => listProducts(db, query, config.currency);
        // What is hidden is the shop's alone, and pages in the middle are asked for once.
        if (isHidden || query.cursor) return c.json(await read());
        return c.body(await kept.of(nameOf(c.req.url), read), 200, JSON_TYPE);
      },
    )
    .post(
      '/',
      describe('Add a product', 'Products', { 201: VersionedProduct }),
      allow('products.write'),
      valid('json', ProductBody),
      async (c) => c.json(await createProduct(deps, editor(c), c.req.valid('json')), 201),
    )
    .get('/categories', describe('The categories of what is on sale', 'Products', { 200: Categories }), async (c) =>
      c.body(await kept.of(nameOf(c.req.url), () => listCategories(db)), 200, JSON_TYPE),
    )
    .get('/waitlist', describe('What the user waits for', 'Waitlist', { 200: Waitlist }), async (c) =>
      c.json(await waitlistOf(db, waiter(c))),
    )
    .post(
      '/import',
      describe('Import a CSV, or a product page’s JSON-LD; idempotent by externalId', 'Products', { 200: ImportReport }),
      allow('products.write'),
      limits.limit('import', IMPORT_RATES),
      valid('json', NewImport),
      async (c) => c.json(await importProducts(deps, safeFetch, editor(c), c.req.valid('json'))),
    )
    .get('/:id', describe('Read a product', 'Products', { 200: VersionedProduct }), valid('param', OfProduct), async (c) =>
      c.json(await readProduct(deps, c.req.valid('param').id, { drafts: seesDrafts(c) })),
    )
    .patch(
      '/:id',
      describe('Change a product, its SKUs and prices; publish it or take it back', 'Products', { 200: VersionedProduct }),
      allow('products.write'),
      valid('param', OfProduct),
      valid('json', ProductPatch),
      async (c) => c.json(await changeProduct(deps, editor(c), c.req.valid('param').id, c.req.valid('json'))),
    )
    .delete(
      '/:id',
      describe('Take a product off sale; it can be put back', 'Products', { 200: Done }),
      allow('products.write'),
      valid('param', OfProduct),
      async (c) => {
        await deleteProduct(deps, c.req.valid('param').id);
        return c.json({});
      },
    )
    .post(
      '/:id/restore',
      describe('Put a deleted product back as it was', 'Products', { 200: VersionedProduct }),
      allow('products.write'),
      valid('param', OfProduct),
      async (c) => c.json(await restoreProduct(deps, c.req.valid('param').id)),
    )
    .patch(
      '/:id/skus/:skuId',
      describe('Set or move the stock of a SKU', 'Products', { 200: VersionedProduct }),
      allow('products.write'),
      valid('param', OfSku),
      valid('json', StockPatch),
      async (c) => {
        const { id, skuId } = c.req.valid('param');
        await editStock(deps, editor(c), id, skuId, c.req.valid('json'));
        return c.json(await readProduct(deps, id, { drafts: true }));
      },
    )
    .get(
      '/:id/skus/:skuId/stock',
      describe('Read the stock of a SKU, and how many wait for it', 'Stock', { 200: SkuStock }),
      stockEditor,
      valid('param', OfSku),
      async (c) => {
        const { id, skuId } = c.req.valid('param');
        return c.json(await stockOf(db, id, skuId));
      },
    )
    .put(
      '/:id/skus/:skuId/stock',
      describe('Set or move the stock of a SKU, or switch it to sold out; for hosts whose room sells it', 'Stock', {
        200: SkuStock,
      }),
      stockEditor,
      valid('param', OfSku),
      valid('json', StockEdit),
      async (c) => {
        const { id, skuId } = c.req.valid('param');
        return c.json(await editStock(deps, permit(c.get('principal'), 'stock.edit'), id, skuId, c.req.valid('json')));
      },
    )
    .get(
      '/:id/skus/:skuId/movements',
      describe('The ledger of a SKU, the newest first; its deltas add up to the stock', 'Stock', { 200: Page(StockMovement) }),
      allow('products.write'),
      valid('param', OfSku),
      valid('query', MovementQuery),
      async (c) => {
        const { id, skuId } = c.req.valid('param');
        return c.json(await movementsOf(db, id, skuId, c.req.valid('query')));
      },
    )
    .get(
      '/:id/skus/:skuId/movements.csv',
      describe('The ledger of a SKU as CSV, the oldest first', 'Stock', { 200: 'CSV' }),
      allow('products.write'),
      valid('param', OfSku),
      valid('query', Span),
      async (c) => {
        const { id, skuId } = c.req.valid('param');
        return c.body(await movementsCsv(db, id, skuId, c.req.valid('query')), 200, {
          'Content-Type': 'text/csv; charset=utf-8',
          'Content-Disposition': 'attachment; filename="stock.csv"',
        });
      },
    )
    .get(
      '/:id/skus/:skuId/waitlist',
      describe('Whether the user waits for a SKU', 'Waitlist', { 200: Waiting }),
      valid('param', OfSku),
      async (c) => c.json({ waiting: await waits(db, waiter(c), c.req.valid('param').skuId) }),
    )
    .post(
      '/:id/skus/:skuId/waitlist',
      describe('Wait for a SKU that is sold out: one private event `stock.returned` once it is back', 'Waitlist', {
        200: Waiting,
      }),
      allow('waitlist.join'),
      limits.limit('waitlist', WAIT_RATES),
      valid('param', OfSku),
      emptyBody,
      valid('json', NewWait),
      async (c) => {
        const { id, skuId } = c.req.valid('param');
        await joinWaitlist(deps, waiter(c), id, skuId, c.req.valid('json').liveId);
        return c.json({ waiting: true });
      },
    )
    .delete(
      '/:id/skus/:skuId/waitlist',
      describe('Wait no more', 'Waitlist', { 200: Waiting }),
      valid('param', OfSku),
      async (c) => {
        await leaveWaitlist(deps, waiter(c), c.req.valid('param').skuId);
        return c.json({ waiting: false });
      },
    );
}

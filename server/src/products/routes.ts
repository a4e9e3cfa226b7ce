import { Hono } from 'hono';
import * as v from 'valibot';
import { Done, Id, Page } from '@vitrine/core/schemas/common.ts';
import { ProductQuery } from '@vitrine/core/schemas/product.ts';
import type { Deps } from '../deps.ts';
import { allow } from '../http/allow.ts';
import type { Env } from '../http/env.ts';
import { describe, valid } from '../http/validate.ts';
import { changeProduct, changeStock, createProduct, deleteProduct, offeredProduct } from './changes.ts';
import { createListing } from './listing.ts';
import { ProductBody, ProductPatch, StockPatch, VersionedProduct } from './schema.ts';

const OfProduct = v.object({ id: Id });
const OfSku = v.object({ id: Id, skuId: Id });

/** Routes under `/api/products`. */
export function productRoutes(deps: Pick<Deps, 'db' | 'writes' | 'now'>) {
  const listing = createListing(deps);
  return new Hono<Env>()
    .use(allow('products.read'))
    .get(
      '/',
      describe('List what the shop offers', 'Products', { 200: Page(VersionedProduct) }),
      valid('query', ProductQuery),
      async (c) => c.body(await listing.list(c.req.valid('query')), 200, { 'Content-Type': 'application/json' }),
    )
    .post(
      '/',
      describe('Add a product', 'Products', { 201: VersionedProduct }),
      allow('products.write'),
      valid('json', ProductBody),
      async (c) => c.json(await createProduct(deps, c.req.valid('json')), 201),
    )
    .get('/:id', describe('Read a product', 'Products', { 200: VersionedProduct }), valid('param', OfProduct), async (c) =>
      c.json(await offeredProduct(deps, c.req.valid('param').id)),
    )
    .patch(
      '/:id',
      describe('Change a product or its prices', 'Products', { 200: VersionedProduct }),
      allow('products.write'),
      valid('param', OfProduct),
      valid('json', ProductPatch),
      async (c) => c.json(await changeProduct(deps, c.req.valid('param').id, c.req.valid('json'))),
    )
    .delete(
      '/:id',
      describe('Take a product off sale for ever', 'Products', { 200: Done }),
      allow('products.write'),
      valid('param', OfProduct),
      async (c) => {
        await deleteProduct(deps, c.req.valid('param').id);
        return c.json({});
      },
    )
    .patch(
      '/:id/skus/:skuId',
      describe('Set or move the stock of a SKU', 'Products', { 200: VersionedProduct }),
      allow('products.write'),
      valid('param', OfSku),
      valid('json', StockPatch),
      async (c) => {
        const { id, skuId } = c.req.valid('param');
        return c.json(await changeStock(deps, id, skuId, c.req.valid('json')));
      },
    );
}

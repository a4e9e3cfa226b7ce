import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import * as fc from 'fast-check';
import { setUpShop, type Shop } from '../orders/test-shop.ts';

/** What is no quantity, whatever it looks like, as it is written in JSON. */
const NO_QUANTITY = [
  '-1',
  '0',
  '1.5',
  '1e9',
  '9007199254740992',
  '"1"',
  'NaN',
  'null',
  'true',
  '[]',
  '[1]',
  '{}',
  '1e400',
  '-0',
  '01',
];

describe('numbers and names that are none', () => {
  let shop: Shop;
  let product: Awaited<ReturnType<Shop['product']>>;
  before(async () => {
    shop = await setUpShop();
    product = await shop.product(5);
  });
  after(() => shop.close());

  /** Sends a body as it is written, which `JSON.stringify` could not. */
  const send = async (method: string, path: string, body: string, role: 'admin' | 'viewer' = 'viewer') =>
    shop.app.request(path, { method, body, headers: await shop.as(role, {}, { 'Idempotency-Key': `k${Math.random()}` }) });
  const state = async () =>
    JSON.stringify([await shop.stock(product.skuId), await shop.count('orders'), await shop.count('cart_lines')]);

  test('a quantity is a whole number from 1 on', async () => {
    const untouched = await state();
    for (const quantity of NO_QUANTITY) {
      const line = `{"skuId":"${product.skuId}","quantity":${quantity}}`;
      for (const [path, body] of [
        ['/api/cart/lines', line],
        ['/api/orders', `{"items":[${line}]}`],
        ['/api/cart/estimate', `{"items":[${line}]}`],
      ] as const)
        assert.equal((await send('POST', path, body)).status, 400, `${path} ${body}`);
    }
    assert.equal(await state(), untouched);
  });

  test('a price and a stock are whole numbers from 0 on, within bounds', async () => {
    const count = await shop.count('products');
    for (const number of NO_QUANTITY.filter((text) => !['0', '-0', '1e9'].includes(text))) {
      for (const sku of [
        `{"prices":[{"amount":${number},"currency":"USD"}],"stock":1}`,
        `{"prices":[{"amount":1,"currency":"USD"}],"stock":${number}}`,
      ])
        assert.equal((await send('POST', '/api/products', `{"title":"x","skus":[${sku}]}`, 'admin')).status, 400, sku);
    }
    assert.equal(await shop.count('products'), count);
  });

  test('of keys that come twice the last one counts, and is checked', async () => {
    const body = `{"skuId":"${product.skuId}","quantity":1,"quantity":-1}`;
    assert.equal((await send('POST', '/api/cart/lines', body)).status, 400);
  });

  test('what a client says of prices and totals is ignored', async () => {
    const line = `{"skuId":"${product.skuId}","quantity":1,"unitPrice":{"amount":1,"currency":"USD"},"amount":1}`;
    const answer = await send('POST', '/api/orders', `{"items":[${line}],"total":{"amount":1,"currency":"USD"},"status":"paid"}`);
    const order = (await answer.json()) as { total: { amount: number }; status: string };
    assert.deepEqual([order.total.amount, order.status], [1000, 'reserved']);
  });

  test('names that objects have a meaning for make no object anything else', async () => {
    for (const name of ['__proto__', 'constructor', 'prototype']) {
      const sku = `{"options":{"${name}":"x"},"prices":[{"amount":1,"currency":"USD"}],"stock":1}`;
      await send('POST', '/api/products', `{"${name}":{"role":"admin"},"title":"Odd","skus":[${sku}]}`, 'admin');
      await send('PATCH', `/api/products/${product.id}`, `{"${name}":{"polluted":1},"title":"Still a lamp"}`, 'admin');
      const csv = `externalId,title,price,option:${name}\\nodd-${name},Odd,1,x`;
      await send('POST', '/api/products/import', `{"csv":"${csv}"}`, 'admin');
    }
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
    assert.equal(({} as Record<string, unknown>)['role'], undefined);
  });

  test('whatever JSON comes, the server answers and no stock goes astray', async () => {
    const untouched = await shop.stock(product.skuId);
    const routes = [
      ['POST', '/api/products'],
      ['PATCH', `/api/products/${product.id}`],
      ['PUT', `/api/products/${product.id}/skus/${product.skuId}/stock`],
      ['POST', '/api/products/import'],
      ['POST', '/api/cart/lines'],
      ['POST', '/api/cart/estimate'],
    ] as const;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...routes), fc.json({ maxDepth: 3 }), async ([method, path], body) => {
        const { status } = await send(method, path, body, 'admin');
        assert.ok(status === 400 || status < 300, `${method} ${path} ${body}: ${status}`);
      }),
      { numRuns: 300 },
    );
    assert.equal(await shop.stock(product.skuId), untouched);
  });
});

import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { sql } from 'drizzle-orm';
import { Page } from '@vitrine/core/schemas/common.ts';
import { Categories } from '@vitrine/core/schemas/product.ts';
import { setUpShop, type Shop } from '../orders/test-shop.ts';
import { read, refusal } from '../testing/set-up.ts';
import { VersionedProduct } from '@vitrine/core/schemas/product-edit.ts';

describe('the list of products', () => {
  let shop: Shop;
  beforeEach(async () => {
    shop = await setUpShop();
  });
  afterEach(() => shop.close());

  const add = (title: string, more: object = {}, ...amounts: number[]) =>
    read(
      VersionedProduct,
      shop.ask('POST', '/api/products', 'admin', {
        title,
        skus: (amounts.length ? amounts : [1000]).map((amount, i) => ({
          options: { n: `${i}` },
          prices: [{ amount, currency: 'USD' }],
          stock: 1,
        })),
        ...more,
      }),
    );
  const patch = (id: string, body: object) => read(VersionedProduct, shop.ask('PATCH', `/api/products/${id}`, 'admin', body));

  /** The titles of a list, followed to its end by its cursors. */
  async function titles(query: Record<string, string>, limit = 2, by: 'guest' | 'admin' = 'guest'): Promise<string[]> {
    const seen: string[] = [];
    let cursor = '';
    do {
      const search = new URLSearchParams({ ...query, limit: String(limit), cursor });
      const page = await read(Page(VersionedProduct), shop.ask('GET', `/api/products?${search}`, by));
      seen.push(...page.items.map(({ title }) => title));
      cursor = page.cursor;
    } while (cursor && seen.length < 100);
    return seen;
  }

  test('is sorted by the lowest price in the currency, either way, ties included', async () => {
    await add('Dear', {}, 5000, 3000);
    await add('Cheap', {}, 9000, 100);
    await add('Middle', { category: 'home' }, 3000);
    await add('Yen', { skus: [{ prices: [{ amount: 1, currency: 'JPY' }], stock: 1 }] });

    assert.deepEqual(await titles({ sort: 'price' }), ['Cheap', 'Dear', 'Middle']);
    assert.deepEqual(await titles({ sort: 'price-desc' }), ['Middle', 'Dear', 'Cheap']);
    assert.deepEqual(await titles({ sort: 'price', currency: 'JPY' }), ['Yen']);
    assert.deepEqual(await titles({ sort: 'price', category: 'home' }), ['Middle']);
  });

  test('is searched in every sort, a page at a time, each product once', async () => {
    for (const [title, amount] of [
      ['Red lamp', 3],
      ['Blue lamp', 1],
      ['Lamp', 2],
      ['Vase', 9],
      ['Green lamp', 5],
    ] as const) {
      await add(title, { description: title === 'Vase' ? 'goes with a lamp' : '' }, amount);
    }
    assert.deepEqual(await titles({ q: 'lamp', sort: 'newest' }), ['Green lamp', 'Vase', 'Lamp', 'Blue lamp', 'Red lamp']);
    assert.deepEqual(await titles({ q: 'lamp', sort: 'title' }), ['Blue lamp', 'Green lamp', 'Lamp', 'Red lamp', 'Vase']);
    assert.deepEqual(await titles({ q: 'lamp', sort: 'price' }), ['Blue lamp', 'Lamp', 'Red lamp', 'Green lamp', 'Vase']);
    const byRelevance = await titles({ q: 'lamp' });
    assert.deepEqual([...byRelevance].sort(), ['Blue lamp', 'Green lamp', 'Lamp', 'Red lamp', 'Vase']);
    assert.deepEqual([byRelevance[0], byRelevance.at(-1)], ['Lamp', 'Vase']);
  });

  test('finds 手表 in 复古手表, tags, codes and the shop’s own ids', async () => {
    await add('复古手表', { tags: ['送礼'] });
    await add('Vintage watch', { titleZh: '古董腕表', externalId: 'W-77', tags: ['Été'] });
    await add('Lamp', { skus: [{ prices: [{ amount: 1, currency: 'USD' }], stock: 1, code: 'LMP-0042' }] });

    assert.deepEqual(await titles({ q: '手表' }), ['复古手表']);
    assert.deepEqual(await titles({ q: '腕表' }), ['Vintage watch']);
    assert.deepEqual(await titles({ q: 'w-77' }), ['Vintage watch']);
    assert.deepEqual(await titles({ q: '0042' }), ['Lamp']);
    assert.deepEqual(await titles({ q: '送礼' }), ['复古手表']);
    assert.deepEqual(await titles({ tag: 'ete' }), ['Vintage watch']);
    assert.deepEqual(await titles({ q: '***' }), []);
  });

  test('is narrowed by category and tag together with words', async () => {
    await add('Red lamp', { category: 'Home', tags: ['sale'] });
    await add('Blue lamp', { category: 'Home' });
    await add('Lamp shade', { category: 'Garden', tags: ['sale'] });

    assert.deepEqual(await titles({ q: 'lamp', category: 'Home' }), ['Blue lamp', 'Red lamp']);
    assert.deepEqual(await titles({ q: 'lamp', tag: 'sale', sort: 'title' }), ['Lamp shade', 'Red lamp']);
    assert.deepEqual(await titles({ tag: 'sale', category: 'Home' }), ['Red lamp']);
    assert.deepEqual(await titles({ category: 'Home', sort: 'title' }), ['Blue lamp', 'Red lamp']);
    assert.deepEqual(await titles({ category: 'home' }), []);
    const { items } = await read(Categories, shop.ask('GET', '/api/products/categories', 'guest'));
    assert.deepEqual(items, [
      { category: 'Home', products: 2 },
      { category: 'Garden', products: 1 },
    ]);
  });

  test('follows every change of a product, in search as in prices', async () => {
    const { id } = await add('Old lamp', { tags: ['a'] }, 100);
    const { skus } = await patch(id, { title: 'New vase', tags: ['b'] });
    assert.deepEqual(
      [await titles({ q: 'lamp' }), await titles({ q: 'vase' }), await titles({ tag: 'a' })],
      [[], ['New vase'], []],
    );

    await add('Second', {}, 500);
    await patch(id, { skus: [{ id: skus[0]!.id, prices: [{ amount: 900, currency: 'USD' }] }] });
    assert.deepEqual(await titles({ sort: 'price' }), ['Second', 'New vase']);

    await shop.ask('DELETE', `/api/products/${id}`, 'admin');
    assert.deepEqual([await titles({ q: 'vase' }), await titles({ sort: 'price' })], [[], ['Second']]);
    const [left] = await shop.deps.db.all<{ n: number }>(sql`select count(*) as n from product_search`);
    assert.equal(left!.n, 1);
  });

  test('does not show a draft, which only the shop sees and nobody buys', async () => {
    const draft = await add('Secret lamp', { published: false });
    const [sku] = draft.skus;
    assert.deepEqual(await titles({}), []);
    assert.deepEqual(await titles({ q: 'lamp' }), []);
    assert.deepEqual(await titles({ sort: 'price' }), []);
    assert.equal(await refusal(shop.ask('GET', `/api/products/${draft.id}`, 'guest')), 'not-found');
    assert.equal(await refusal(shop.ask('GET', '/api/products?status=draft', 'guest')), 'forbidden');
    assert.equal(await refusal(shop.place('ann!', [{ skuId: sku!.id, quantity: 1 }])), 'not-found');
    assert.equal(await refusal(shop.ask('POST', '/api/cart/lines', 'ann!', { skuId: sku!.id, quantity: 1 })), 'not-found');
    assert.deepEqual(await titles({ status: 'draft', q: 'lamp' }, 2, 'admin'), ['Secret lamp']);
    for (const title of ['Second lamp', 'Third lamp']) await add(title, { published: false });
    assert.deepEqual(await titles({ status: 'draft', q: 'lamp', sort: 'newest' }, 1, 'admin'), [
      'Third lamp',
      'Second lamp',
      'Secret lamp',
    ]);
    assert.deepEqual(await titles({ status: 'draft' }, 2, 'admin'), ['Third lamp', 'Second lamp', 'Secret lamp']);

    await patch(draft.id, { published: true });
    assert.deepEqual(await titles({ q: 'lamp' }), ['Secret lamp']);
    assert.equal((await shop.place('ann!', [{ skuId: sku!.id, quantity: 1 }])).status, 201);
    await patch(draft.id, { published: false });
    assert.deepEqual(await titles({}), []);
  });

  test('puts in what was written before there was an index', async () => {
    await add('Old lamp');
    await shop.deps.writes.commit([
      sql`update products set indexed_as = 0`,
      sql`delete from product_search`,
      sql`delete from product_prices`,
    ]);
    assert.deepEqual(await titles({ q: 'lamp' }), []);
    await shop.commerce.settle();
    assert.deepEqual([await titles({ q: 'lamp' }), await titles({ sort: 'price' })], [['Old lamp'], ['Old lamp']]);
  });

  test('refuses what it does not know', async () => {
    for (const query of ['sort=cheapest', 'limit=0', 'limit=101', 'limit=1.5', 'currency=usd', 'status=all', 'cursor=bm8'])
      assert.equal(await refusal(shop.ask('GET', `/api/products?${query}`, 'guest')), 'invalid', query);
  });
});

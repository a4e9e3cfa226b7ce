import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { sql } from 'drizzle-orm';
import { Page } from '@vitrine/core/schemas/common.ts';
import type { Role } from '@vitrine/core/schemas/user.ts';
import { setUpShop, type Shop } from '../orders/test-shop.ts';
import { read, refusal } from '../testing/set-up.ts';
import { VersionedProduct } from '@vitrine/core/schemas/product-edit.ts';
import { mergeLines, productsByIds } from './statements.ts';

const lamp = { title: 'A lamp', skus: [{ prices: [{ amount: 1000, currency: 'USD' }], stock: 5 }] };

describe('products', () => {
  let shop: Shop;
  beforeEach(async () => {
    shop = await setUpShop();
  });
  afterEach(() => shop.close());

  const create = (body: object) => shop.ask('POST', '/api/products', 'admin', body);
  const created = (body: object) => read(VersionedProduct, create(body));
  const list = (query = '') => read(Page(VersionedProduct), shop.ask('GET', `/api/products${query}`, 'guest'));
  const titles = async (query = ''): Promise<string[]> => (await list(query)).items.map(({ title }) => title);

  test('are created as they were sent, with ids', async () => {
    const body = {
      ...lamp,
      titleZh: '台灯',
      description: 'Warm light',
      category: 'home',
      tags: ['warm', '灯'],
      published: true,
      maxQuantity: 3,
      images: ['https://cdn.example/1.webp', '/2.webp'],
      url: 'https://shop.example/lamp',
      externalId: 'sku-9',
      skus: [
        {
          options: { Colour: 'Red', 尺寸: '大' },
          prices: [
            { amount: 9900, currency: 'USD' },
            { amount: 70_000, currency: 'CNY' },
          ],
          compareAt: [{ amount: 12_000, currency: 'USD' }],
          stock: 3,
        },
        { options: { Colour: 'Blue', 尺寸: '大' }, prices: [{ amount: 9900, currency: 'USD' }], compareAt: [], stock: 0 },
      ],
    };
    const answer = await create(body);
    const product = await read(VersionedProduct, answer);

    assert.equal(answer.status, 201);
    const { id, createdAt, version, skus, ...rest } = product;
    assert.deepEqual(
      { ...rest, skus: skus.map(({ options, prices, compareAt, stock }) => ({ options, prices, compareAt, stock })) },
      body,
    );
    assert.deepEqual([createdAt, version, new Set(skus.map((sku) => sku.id)).size], [shop.clock.now, 1, 2]);
    assert.deepEqual(await read(VersionedProduct, shop.ask('GET', `/api/products/${id}`, 'guest')), product);
  });

  test('are written by the shop alone, and read by anybody', async () => {
    const { id, skuId } = await shop.product(1);
    for (const role of ['guest', 'viewer', 'host', 'moderator', 'agent'] as const satisfies Role[]) {
      assert.equal(await refusal(shop.ask('POST', '/api/products', role, {})), 'forbidden');
      assert.equal(await refusal(shop.ask('PATCH', `/api/products/${id}`, role, {})), 'forbidden');
      assert.equal(await refusal(shop.ask('DELETE', `/api/products/${id}`, role)), 'forbidden');
      assert.equal(await refusal(shop.ask('PATCH', `/api/products/${id}/skus/${skuId}`, role, { stock: 9 })), 'forbidden');
      assert.equal((await shop.ask('GET', `/api/products/${id}`, role)).status, 200);
    }
    assert.equal((await shop.app.request('/api/products')).status, 200);
    assert.equal((await shop.app.request('/api/products', { method: 'POST' })).status, 401);
  });

  test('with a URL that is a script are refused, however it is spelt', async () => {
    for (const url of [
      'javascript:alert(1)',
      'JaVaScRiPt:alert(1)',
      'java\tscript:alert(1)',
      '\u0001javascript:alert(1)',
      'data:text/html,x',
    ]) {
      assert.equal(await refusal(create({ ...lamp, url })), 'invalid');
      assert.equal(await refusal(create({ ...lamp, images: [url] })), 'invalid');
      const { id } = await created(lamp);
      assert.equal(await refusal(shop.ask('PATCH', `/api/products/${id}`, 'admin', { url })), 'invalid');
      assert.equal(await refusal(shop.ask('PATCH', `/api/products/${id}`, 'admin', { images: [url] })), 'invalid');
    }
  });

  test('cost one price a currency, in whole minor units', async () => {
    const usd = { amount: 1, currency: 'USD' };
    for (const sku of [
      { prices: [usd, usd], stock: 1 },
      { prices: [usd], compareAt: [{ amount: 2, currency: 'CNY' }], stock: 1 },
      { prices: [{ amount: 1.5, currency: 'USD' }], stock: 1 },
      { prices: [{ amount: -1, currency: 'USD' }], stock: 1 },
      { prices: [usd], stock: -1 },
    ]) {
      assert.equal(await refusal(create({ ...lamp, skus: [sku] })), 'invalid');
    }
  });

  test('share no externalId, until the first is deleted', async () => {
    const { id } = await created({ ...lamp, externalId: 'x' });
    assert.equal(await refusal(create({ ...lamp, externalId: 'x' })), 'conflict');
    await shop.ask('DELETE', `/api/products/${id}`, 'admin');
    assert.equal((await create({ ...lamp, externalId: 'x' })).status, 201);
  });

  test('are listed newest first or by title, a page at a time, each once', async () => {
    for (const title of ['pear', 'Apple', 'apple', 'Zebra', 'fig']) {
      await created({ ...lamp, title });
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    const pages = async (query: string): Promise<string[]> => {
      const seen: string[] = [];
      let cursor = '';
      do {
        const page = await list(`?limit=2&${query}&cursor=${cursor}`);
        seen.push(...page.items.map(({ title }) => title));
        cursor = page.cursor;
      } while (cursor && seen.length < 20);
      return seen;
    };
    assert.deepEqual(await pages(''), ['fig', 'Zebra', 'apple', 'Apple', 'pear']);
    assert.deepEqual(await pages('sort=title'), ['Apple', 'apple', 'fig', 'pear', 'Zebra']);
    assert.equal(await refusal(shop.ask('GET', '/api/products?cursor=bm9uc2Vuc2U', 'guest')), 'invalid');
  });

  test('are found by a part of their title in either language, and by category', async () => {
    await created({ ...lamp, title: 'Desk lamp', titleZh: '护眼台灯', category: 'home' });
    await created({ ...lamp, title: '100% wool', category: 'clothes' });
    await created({ ...lamp, title: '1000 nails', category: 'home' });

    assert.deepEqual(await titles('?q=LAMP'), ['Desk lamp']);
    assert.deepEqual(await titles(`?q=${encodeURIComponent('台灯')}`), ['Desk lamp']);
    assert.deepEqual(await titles('?q=100%25'), ['100% wool', '1000 nails']);
    assert.deepEqual(await titles('?category=clothes'), ['100% wool']);
    assert.deepEqual(await titles('?category=home&q=1000'), ['1000 nails']);
    assert.deepEqual(await titles('?q=nothing'), []);
  });

  test('are listed as they are after every write, though pages are kept', async () => {
    const { id, skuId } = await shop.product(5);
    const stockListed = async (): Promise<number> => (await list()).items[0]!.skus[0]!.stock;
    assert.equal(await stockListed(), 5);
    await shop.place('ann!', [{ skuId, quantity: 2 }]);
    assert.equal(await stockListed(), 3);
    await shop.ask('DELETE', `/api/products/${id}`, 'admin');
    assert.deepEqual((await list()).items, []);
  });

  test('change by version: the second of two editors hears that the first was faster', async () => {
    const { id, version, skuId } = await shop.product(5);
    const patch = (body: object) => shop.ask('PATCH', `/api/products/${id}`, 'admin', body);
    const changed = await read(
      VersionedProduct,
      patch({ version, title: 'New', url: '/new', skus: [{ id: skuId, prices: [{ amount: 1, currency: 'EUR' }] }] }),
    );

    assert.deepEqual([changed.title, changed.url, changed.version], ['New', '/new', 2]);
    assert.deepEqual([changed.skus[0]?.prices, changed.skus[0]?.stock], [[{ amount: 1, currency: 'EUR' }], 5]);
    assert.equal(await refusal(patch({ version, title: 'Mine' })), 'conflict');
    assert.equal((await read(VersionedProduct, patch({ url: null }))).url, undefined);
    const other = await shop.product(1);
    const stranger = [{ id: other.skuId, prices: [{ amount: 1, currency: 'USD' }] }];
    assert.equal(await refusal(patch({ skus: stranger, title: 'Stolen' })), 'not-found');
    assert.equal((await read(VersionedProduct, shop.ask('GET', `/api/products/${id}`, 'admin'))).title, 'New');
  });

  test('have a stock that is set or moved, never below 0', async () => {
    const { id, skuId } = await shop.product(5);
    const patch = (body: object, of = id) => shop.ask('PATCH', `/api/products/${of}/skus/${skuId}`, 'admin', body);

    await Promise.all(Array.from({ length: 10 }, () => patch({ stockDelta: 2 })));
    assert.equal(await shop.stock(skuId), 25);
    assert.equal(await refusal(patch({ stockDelta: -26 })), 'conflict');
    assert.equal((await read(VersionedProduct, patch({ stock: 7 }))).skus[0]?.stock, 7);
    assert.equal(await refusal(patch({ stock: 1, stockDelta: 1 })), 'invalid');
    const other = await shop.product(1);
    assert.equal(await refusal(patch({ stock: 1 }, other.id)), 'not-found');
  });

  test('gain and lose SKUs; what an order bought stays readable', async () => {
    const product = await shop.product(5, { options: { Size: 'L' }, code: 'L-1' });
    const [kept, lost] = product.skus;
    const order = await shop.order('ann!', lost!.id);
    await shop.ask('POST', '/api/cart/lines', 'bob!', { skuId: lost!.id, quantity: 1 });
    const patch = (body: object) => shop.ask('PATCH', `/api/products/${product.id}`, 'admin', body);

    const changed = await read(
      VersionedProduct,
      patch({
        removeSkus: [lost!.id],
        skus: [
          { id: kept!.id, options: { Size: 'S' }, code: 'S-1' },
          { options: { Size: 'M', Colour: 'Red' }, prices: [{ amount: 700, currency: 'JPY' }], stock: 2 },
        ],
      }),
    );

    assert.deepEqual(
      changed.skus.map(({ options, code, stock }) => [options, code, stock]),
      [
        [{ Size: 'S' }, 'S-1', 5],
        [{ Size: 'M', Colour: 'Red' }, undefined, 2],
      ],
    );
    assert.deepEqual(changed.skus[0]!.prices, kept!.prices);
    assert.equal((await shop.orderNow(order.id)).items[0]!.skuId, lost!.id);
    assert.equal(await refusal(shop.place('bob!', [{ skuId: lost!.id, quantity: 1 }])), 'not-found');
    assert.equal(await refusal(patch({ removeSkus: changed.skus.map(({ id }) => id) })), 'invalid');
    assert.equal(await refusal(patch({ removeSkus: [lost!.id] })), 'not-found');
    // What was reserved comes back to a SKU that is off sale, and is sold to nobody.
    await shop.ask('POST', `/api/orders/${order.id}/cancel`, 'ann!');
    assert.equal(await shop.stock(lost!.id), 5);
    assert.equal(await refusal(shop.place('bob!', [{ skuId: lost!.id, quantity: 1 }])), 'not-found');
  });

  test('that many editors change at once lose none of their changes', async () => {
    const { id } = await shop.product(5);
    const patch = (body: object) => shop.ask('PATCH', `/api/products/${id}`, 'admin', body);
    const fields = [{ title: 'T' }, { category: 'c' }, { tags: ['t'] }, { url: '/u' }];
    const answers = await Promise.all(fields.map(patch));
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200, 200, 200],
    );
    const { title, category, tags, url, version } = await read(VersionedProduct, shop.ask('GET', `/api/products/${id}`, 'admin'));
    assert.deepEqual([title, category, tags, url, version], ['T', 'c', ['t'], '/u', 5]);

    const versioned = await Promise.all(['a', 'b', 'c'].map((name) => patch({ version, title: name })));
    assert.deepEqual(versioned.map(({ status }) => status).sort(), [200, 409, 409]);
  });

  test('take an externalId that is free, by a change too', async () => {
    await created({ ...lamp, externalId: 'x' });
    const { id } = await created({ ...lamp, externalId: 'y' });
    const patch = (externalId: string | null) => shop.ask('PATCH', `/api/products/${id}`, 'admin', { externalId });
    assert.equal(await refusal(patch('x')), 'conflict');
    assert.equal((await patch('y')).status, 200);
    assert.equal((await patch(null)).status, 200);
    assert.equal((await create({ ...lamp, externalId: 'y' })).status, 201);
  });

  test('are sold in no greater number than their limit', async () => {
    const { skus } = await created({ ...lamp, maxQuantity: 2 });
    const { id: skuId } = skus[0]!;
    assert.equal(await refusal(shop.place('ann!', [{ skuId, quantity: 3 }])), 'limit-reached');
    const twice = [
      { skuId, quantity: 2 },
      { skuId, quantity: 1 },
    ];
    assert.equal(await refusal(shop.place('ann!', twice)), 'limit-reached');
    assert.equal((await shop.place('ann!', [{ skuId, quantity: 2 }])).status, 201);
  });

  test('that are deleted are gone for buyers but still readable by id for old shows', async () => {
    const { id } = await shop.product(5);
    const other = await shop.product(5);
    await shop.ask('DELETE', `/api/products/${id}`, 'admin');

    assert.equal(await refusal(shop.ask('GET', `/api/products/${id}`, 'admin')), 'not-found');
    assert.equal(await refusal(shop.ask('DELETE', `/api/products/${id}`, 'admin')), 'not-found');
    assert.equal(await refusal(shop.ask('PATCH', `/api/products/${id}`, 'admin', { title: 'x' })), 'not-found');
    const read = await productsByIds(shop.deps.db, [other.id, 'none', id]);
    assert.deepEqual(
      read.map((product) => product.id),
      [other.id, id],
    );
  });

  test('that are deleted come back as they were, on sale and in search, for the shop alone', async () => {
    const before = await created({ ...lamp, title: 'Storm lantern', externalId: 'x' });
    const draft = await created({ ...lamp, title: 'Draft', published: false });
    const hidden = (query = 'status=deleted') => read(Page(VersionedProduct), shop.ask('GET', `/api/products?${query}`, 'admin'));
    const restore = (id: string, by: 'admin' | 'host' = 'admin') => shop.ask('POST', `/api/products/${id}/restore`, by);
    assert.equal(await refusal(restore(before.id)), 'not-found');
    for (const { id } of [before, draft]) await shop.ask('DELETE', `/api/products/${id}`, 'admin');
    assert.deepEqual(await titles('?q=lantern'), []);
    assert.equal(await refusal(shop.ask('GET', '/api/products?status=deleted', 'host')), 'forbidden');
    assert.equal(await refusal(restore(before.id, 'host')), 'forbidden');
    assert.equal(await refusal(shop.ask('GET', '/api/products?status=deleted&q=lamp', 'admin')), 'invalid');
    const first = await hidden('status=deleted&limit=1');
    const rest = await hidden(`status=deleted&limit=1&cursor=${first.cursor}`);
    assert.deepEqual(
      [...first.items, ...rest.items].map(({ id }) => id),
      [draft.id, before.id],
    );
    assert.equal(rest.cursor, '');

    const after = await read(VersionedProduct, restore(before.id));
    assert.deepEqual(after, { ...before, version: before.version + 1 });
    assert.deepEqual(await titles('?q=lantern'), ['Storm lantern']);
    assert.deepEqual(await titles('?sort=price&currency=USD'), ['Storm lantern']);
    await restore(draft.id);
    assert.deepEqual(await titles(), ['Storm lantern'], 'a draft comes back as one');
    assert.deepEqual((await hidden()).items, []);
  });

  test('come back once, and nothing that was done since is undone', async () => {
    const { id, version } = await created({ ...lamp, title: 'Before' });
    await shop.ask('DELETE', `/api/products/${id}`, 'admin');
    const restore = () => shop.ask('POST', `/api/products/${id}/restore`, 'admin');
    const { writes } = shop.deps;
    const { commit } = writes;
    writes.commit = async (...change) => {
      writes.commit = commit;
      await restore();
      await shop.ask('PATCH', `/api/products/${id}`, 'admin', { title: 'Since' });
      return commit(...change);
    };
    assert.equal(await refusal(restore()), 'conflict');
    const now = await read(VersionedProduct, shop.ask('GET', `/api/products/${id}`, 'admin'));
    assert.deepEqual([now.title, now.version], ['Since', version + 2]);
    assert.deepEqual(await titles('?q=before'), []);
  });

  test('come back only while no other has their externalId', async () => {
    const { id } = await created({ ...lamp, externalId: 'x' });
    await shop.ask('DELETE', `/api/products/${id}`, 'admin');
    const twin = await created({ ...lamp, externalId: 'y' });
    assert.equal((await shop.ask('PATCH', `/api/products/${twin.id}`, 'admin', { externalId: 'x' })).status, 200);
    assert.equal(await refusal(shop.ask('POST', `/api/products/${id}/restore`, 'admin')), 'conflict');
    await shop.ask('PATCH', `/api/products/${twin.id}`, 'admin', { externalId: null });
    assert.equal((await shop.ask('POST', `/api/products/${id}/restore`, 'admin')).status, 200);
  });

  test('of two hundred variants are written in one go', async () => {
    const skus = Array.from({ length: 200 }, (_, i) => ({ ...lamp.skus[0]!, options: { Size: `${i}` } }));
    const product = await created({ ...lamp, skus });
    assert.deepEqual(
      product.skus.map(({ options }) => options.Size),
      skus.map(({ options }) => options.Size),
    );
    const [row] = await shop.deps.db.all<{ n: number }>(sql`select count(*) as n from sku_prices`);
    assert.equal(row?.n, 200);
  });
});

test('lines of one SKU are summed', () => {
  const lines = [
    { skuId: 'a', quantity: 2 },
    { skuId: 'b', quantity: 1 },
    { skuId: 'a', quantity: 3 },
  ];
  assert.deepEqual(mergeLines(lines), [
    { skuId: 'a', quantity: 5 },
    { skuId: 'b', quantity: 1 },
  ]);
});

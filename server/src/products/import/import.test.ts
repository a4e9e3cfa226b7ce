import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { sql } from 'drizzle-orm';
import { Page } from '@vitrine/core/schemas/common.ts';
import { ImportReport } from '@vitrine/core/schemas/product.ts';
import { createSafeFetch } from '../../http/safe-fetch.ts';
import { setUpShop, type Shop } from '../../orders/test-shop.ts';
import { read, refusal } from '../../testing/set-up.ts';
import { VersionedProduct } from '@vitrine/core/schemas/product-edit.ts';
import { importProducts } from './import.ts';
import { toMinor } from './candidate.ts';

const CSV = `externalId,title,titleZh,category,tags,price,price:JPY,compareAt,stock,code,option:Colour,option:尺寸,images,description
mug,Mug,马克杯,Kitchen,"gift, warm",12.50,1800,15,7,MUG-R,Red,大,https://cdn.example/1.jpg|https://cdn.example/2.jpg,"<p>Holds <b>coffee</b> &amp; tea.</p>
<p>Washable</p>"
mug,,,,,13,,,2,MUG-B,Blue,大,,
lamp,Lamp,,Home,,99,,,1,,,,,
`;

/** As Shopify exports it: names of options in the first line only, further pictures in lines of their own. */
const SHOPIFY = `Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU,Variant Inventory Qty,Variant Price,Variant Compare At Price,Image Src,Status
tee,Tee,<p>Soft</p>,Us,Shirts,"cotton, summer",TRUE,Size,S,Colour,White,TEE-S,3,20.00,25.00,https://cdn.example/tee.jpg,active
tee,,,,,,,,M,,White,TEE-M,0,20.00,,,
tee,,,,,,,,,,,,,,,https://cdn.example/tee-back.jpg,
poster,Poster,,Us,Prints,,FALSE,Title,Default Title,,,P-1,10,5,,,draft
`;

const page = (...scripts: string[]): string =>
  `<!doctype html><html><head>${scripts.map((json) => `<script type="application/ld+json">${json}</script>`).join('')}</head></html>`;

const GROUP = {
  '@context': 'https://schema.org',
  '@graph': [
    { '@type': 'BreadcrumbList' },
    {
      '@type': 'ProductGroup',
      productGroupID: 'coat',
      name: 'Wool coat',
      description: 'Warm &amp; <b>long</b>',
      image: ['/coat.jpg', { '@type': 'ImageObject', url: 'https://cdn.example/back.jpg' }, 'javascript:alert(1)'],
      variesBy: ['https://schema.org/color', 'https://schema.org/size'],
      hasVariant: [
        {
          '@type': 'Product',
          sku: 'C-1',
          color: 'Green',
          size: 'small',
          offers: { '@type': 'Offer', price: 39.99, priceCurrency: 'USD', inventoryLevel: { value: 4 } },
        },
        {
          '@type': 'Product',
          sku: 'C-2',
          color: 'Green',
          size: { '@type': 'SizeSpecification', name: 'large' },
          offers: [
            { price: '49.99', priceCurrency: 'USD', availability: 'https://schema.org/OutOfStock' },
            { price: '7000', priceCurrency: 'JPY' },
          ],
        },
      ],
    },
  ],
};

test('amounts are read as they are written, and never rounded', () => {
  for (const [text, currency, amount] of [
    ['12.50', 'USD', 1250],
    ['12.5', 'USD', 1250],
    ['12', 'USD', 1200],
    ['0', 'USD', 0],
    ['1.10', 'USD', 110],
    ['1234', 'JPY', 1234],
    ['1234.00', 'JPY', 1234],
    ['1.234', 'KWD', 1234],
    ['0.29', 'USD', 29],
    ['4.35', 'USD', 435],
  ] as const)
    assert.equal(toMinor(text, currency), amount, text);
  for (const [text, currency] of [
    ['12.505', 'USD'],
    ['1.5', 'JPY'],
    ['-1', 'USD'],
    ['1e3', 'USD'],
    ['1,50', 'USD'],
    ['', 'USD'],
    ['$5', 'USD'],
    ['99999999999999', 'USD'],
    ['NaN', 'USD'],
  ] as const)
    assert.equal(toMinor(text, currency), undefined, text);
});

describe('an import', () => {
  let shop: Shop;
  let site: Server;
  let html = '';
  beforeEach(async () => {
    shop = await setUpShop();
    site = createServer((_request, response) => void response.end(html)).listen(0, '127.0.0.1');
    await once(site, 'listening');
  });
  afterEach(async () => {
    site.closeAllConnections();
    site.close();
    await shop.close();
  });

  const post = (body: object) => shop.ask('POST', '/api/products/import', 'admin', body);
  const imported = (body: object) => read(ImportReport, post(body));
  const counts = ({ created, updated, unchanged, failed }: ImportReport) => [created, updated, unchanged, failed];
  const all = async () => {
    const { items } = await read(Page(VersionedProduct), shop.ask('GET', '/api/products?sort=title', 'guest'));
    return new Map(items.map((product) => [product.externalId, product]));
  };
  const siteUrl = (): string => `http://127.0.0.1:${(site.address() as AddressInfo).port}/coat`;
  /** Past the guard, which would not let a test reach this machine. */
  const fromPage = (more: object = {}) =>
    importProducts(
      shop.deps,
      createSafeFetch({ allowLoopback: true }),
      { userId: 'boss' },
      { url: siteUrl(), dryRun: false, stock: 0, ...more },
    );

  test('makes products of lines, with axes, currencies and pictures', async () => {
    const report = await imported({ csv: CSV });
    assert.deepEqual([counts(report), report.problems], [[2, 0, 0, 0], []]);

    const mug = (await all()).get('mug')!;
    assert.deepEqual(
      [mug.title, mug.titleZh, mug.category, mug.tags, mug.images, mug.description],
      [
        'Mug',
        '马克杯',
        'Kitchen',
        ['gift', 'warm'],
        ['https://cdn.example/1.jpg', 'https://cdn.example/2.jpg'],
        'Holds coffee & tea.\n\nWashable',
      ],
    );
    assert.deepEqual(
      mug.skus.map(({ code, options, prices, compareAt, stock }) => ({ code, options, prices, compareAt, stock })),
      [
        {
          code: 'MUG-R',
          options: { Colour: 'Red', 尺寸: '大' },
          prices: [
            { amount: 1250, currency: 'USD' },
            { amount: 1800, currency: 'JPY' },
          ],
          compareAt: [{ amount: 1500, currency: 'USD' }],
          stock: 7,
        },
        {
          code: 'MUG-B',
          options: { Colour: 'Blue', 尺寸: '大' },
          prices: [{ amount: 1300, currency: 'USD' }],
          compareAt: [],
          stock: 2,
        },
      ],
    );
  });

  test('takes a Shopify export as it is', async () => {
    const report = await imported({ csv: SHOPIFY });
    assert.deepEqual([counts(report), report.problems], [[2, 0, 0, 0], []]);
    const tee = (await all()).get('tee')!;
    assert.deepEqual(
      tee.skus.map(({ options, stock, code }) => [options, stock, code]),
      [
        [{ Size: 'S', Colour: 'White' }, 3, 'TEE-S'],
        [{ Size: 'M', Colour: 'White' }, 0, 'TEE-M'],
      ],
    );
    assert.deepEqual([tee.tags, tee.images.length, tee.category, tee.description], [['cotton', 'summer'], 2, 'Shirts', 'Soft']);
    const drafts = await read(Page(VersionedProduct), shop.ask('GET', '/api/products?status=draft', 'admin'));
    assert.deepEqual(
      drafts.items.map(({ externalId, skus }) => [externalId, skus[0]!.options]),
      [['poster', {}]],
    );
  });

  test('brings what was deleted as a new product, and leaves the old one deleted', async () => {
    await imported({ csv: CSV });
    const { id } = (await all()).get('mug')!;
    await shop.ask('DELETE', `/api/products/${id}`, 'admin');
    assert.deepEqual(counts(await imported({ csv: CSV })), [1, 0, 1, 0]);
    assert.notEqual((await all()).get('mug')!.id, id);
    assert.equal(await refusal(shop.ask('GET', `/api/products/${id}`, 'admin')), 'not-found');
  });

  test('that is repeated changes nothing; one that differs changes what differs', async () => {
    await imported({ csv: CSV });
    const before = await all();
    assert.deepEqual(counts(await imported({ csv: CSV })), [0, 0, 2, 0]);
    assert.deepEqual(await all(), before);

    await shop.place('ann!', [{ skuId: before.get('mug')!.skus[0]!.id, quantity: 2 }]);
    const changed = `externalId,title,price,stock,code\nmug,Big mug,14,9,MUG-R\nmug,,5,1,MUG-G\n`;
    assert.deepEqual(counts(await imported({ csv: changed })), [0, 1, 0, 0]);
    const mug = (await all()).get('mug')!;
    assert.deepEqual([mug.id, mug.title, mug.category, mug.version], [before.get('mug')!.id, 'Big mug', 'Kitchen', 2]);
    assert.deepEqual(
      mug.skus.map(({ code, stock }) => [code, stock]),
      [
        ['MUG-R', 9],
        ['MUG-G', 1],
        ['MUG-B', 2],
      ],
    );
    const ledger = await shop.deps.db.all(
      sql`select reason, sum(delta) as n from stock_movements group by reason order by reason`,
    );
    assert.deepEqual(
      ledger.map((row) => ({ ...(row as object) })),
      [
        { reason: 'import', n: 10 + 4 + 1 },
        { reason: 'reserve', n: -2 },
      ],
    );
  });

  test('names every bad line, and imports the good products all the same', async () => {
    const bad = [
      'externalId,title,price,price:KWD,stock,published,url,option:Size',
      'a,Good,1,,1,,,', // 2
      ',No id,1,,1,,,', // 3
      'b,,1,,1,,,', // 4
      'c,Price,1.999,,1,,,', // 5
      'd,Stock,1,,-1,,,', // 6
      'd,,1,0.0001,1.5,,,L', // 7
      'e,Link,1,,1,perhaps,javascript:alert(1),', // 8
      'f,Too many,1,,1,,,,,,', // 9
      'g,Nothing to pay,,,1,,,', // 10
      'h,"Two', // 11
      'lines",2,,x,,,', // 12
    ].join('\n');
    const dry = await imported({ csv: bad, dryRun: true });

    assert.deepEqual(
      dry.problems.map(({ line, field }) => [line, field]),
      [
        [3, 'externalId'],
        [4, 'title'],
        [5, 'price'],
        [5, 'prices'],
        [6, 'stock'],
        [7, 'price:kwd'],
        [7, 'stock'],
        [8, 'published'],
        [8, 'url'],
        [9, ''],
        [10, 'prices'],
        [11, 'stock'],
      ],
    );
    assert.ok(dry.problems.every(({ reason }) => reason.length > 5));
    assert.deepEqual([dry.dryRun, counts(dry), await shop.count('products')], [true, [1, 0, 0, 6], 0]);

    const real = await imported({ csv: bad });
    assert.deepEqual([counts(real), real.problems], [counts(dry), dry.problems]);
    assert.deepEqual([...(await all()).keys()], ['a']);
  });

  test('of a file that is no CSV says where it breaks', async () => {
    const { problems } = await imported({ csv: 'externalId,title\na,"open', dryRun: true });
    assert.deepEqual([problems.length, problems[0]!.line], [1, 2]);
    const twice = await imported({ csv: 'externalId,price,Price\na,1,2', dryRun: true });
    assert.deepEqual([twice.problems[0]!.line, twice.problems[0]!.field], [1, 'price']);
    for (const body of [{}, { csv: '' }, { csv: 'a', url: 'https://x.example' }, { url: 'javascript:alert(1)' }])
      assert.equal(await refusal(post(body)), 'invalid');
  });

  test('of codes and ids that clash names the product', async () => {
    const { problems, failed } = await imported({ csv: 'externalId,title,price,code\na,A,1,X\na,,2,X', dryRun: true });
    assert.deepEqual([failed, problems[0]!.line, problems[0]!.field], [1, 2, 'product']);
  });

  test('reads the JSON-LD of a page: groups, variants, several currencies', async () => {
    html = page('not json', JSON.stringify(GROUP));
    const dry = await fromPage({ dryRun: true });
    assert.deepEqual([counts(dry), dry.products[0]!.externalId, await shop.count('products')], [[1, 0, 0, 0], 'coat', 0]);
    assert.deepEqual(dry.problems, [{ line: 0, field: 'JSON-LD 1', reason: 'not JSON' }]);

    const report = await fromPage({ stock: 3 });
    assert.deepEqual(counts(report), [1, 0, 0, 0]);
    assert.deepEqual(counts(await fromPage({ stock: 3 })), [0, 0, 1, 0]);
    const coat = (await all()).get('coat')!;
    assert.deepEqual(
      [coat.title, coat.description, coat.images, coat.url],
      ['Wool coat', 'Warm & long', [`${siteUrl().replace('/coat', '')}/coat.jpg`, 'https://cdn.example/back.jpg'], siteUrl()],
    );
    assert.deepEqual(
      coat.skus.map(({ options, prices, stock, code }) => ({ options, prices, stock, code })),
      [
        { code: 'C-1', options: { Color: 'Green', Size: 'small' }, prices: [{ amount: 3999, currency: 'USD' }], stock: 4 },
        {
          code: 'C-2',
          options: { Color: 'Green', Size: 'large' },
          prices: [
            { amount: 4999, currency: 'USD' },
            { amount: 7000, currency: 'JPY' },
          ],
          stock: 0,
        },
      ],
    );
  });

  test('of a page that does not say how many there are leaves the stock alone', async () => {
    const single = {
      '@type': 'Product',
      sku: 's1',
      name: 'Vase',
      color: 'Blue',
      offers: { price: '10', priceCurrency: 'EUR', availability: 'InStock' },
    };
    html = page(JSON.stringify([single]));
    await fromPage({ stock: 5 });
    const { skus, id } = (await all()).get('s1')!;
    assert.deepEqual([skus[0]!.stock, skus[0]!.options], [5, {}]);
    await shop.ask('PATCH', `/api/products/${id}/skus/${skus[0]!.id}`, 'admin', { stock: 2 });
    html = page(JSON.stringify({ ...single, name: 'Tall vase' }));
    assert.deepEqual(counts(await fromPage({ stock: 5 })), [0, 1, 0, 0]);
    assert.equal(await shop.stock(skus[0]!.id), 2);
  });

  test('of a page without a product, or without a price, says so', async () => {
    html = page('{"@type":"Organization"}');
    await assert.rejects(fromPage(), { code: 'invalid' });
    html = page('{"@type":"Product","name":"Free?","offers":{}}');
    const { problems, failed } = await fromPage();
    assert.deepEqual([failed, problems[0]!.field], [1, 'offers.price']);
    html = page(
      '{"@type":"Product","__proto__":{"polluted":1},"name":{"@type":[]},"offers":[[],null,3],"image":[{}],"hasVariant":[1,null]}',
    );
    assert.equal((await fromPage()).failed, 1);
  });

  test('reaches nothing inside, and is for the shop alone', async () => {
    for (const url of [siteUrl(), 'http://localhost/', 'http://169.254.169.254/latest/meta-data', 'http://[::1]/', '/relative'])
      assert.equal(await refusal(post({ url })), 'invalid', url);
    assert.equal(await refusal(shop.ask('POST', '/api/products/import', 'host', { csv: CSV })), 'forbidden');
  });
});

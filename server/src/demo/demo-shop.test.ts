import assert from 'node:assert/strict';
import { test } from 'node:test';
import { demoShopApp } from './demo-shop.ts';
import { PRODUCTS } from './products.ts';

const server = 'http://localhost:8787';

const items = PRODUCTS.map((product, n) => ({
  ...product,
  id: `p${n}`,
  images: product.images.map((image) => `http://localhost:8788/images/${image}`),
  skus: product.skus.map((sku, m) => ({ ...sku, id: `s${n}-${m}` })),
  createdAt: n,
})).toReversed();

const coverUrl = 'https://shop.example/a.jpg?b="c"';

/** Our API as the shop's backend sees it. */
const api = (path: string): Response => {
  if (path.startsWith('/api/products')) return Response.json({ items, cursor: '' });
  const live = {
    id: 'friday',
    title: 'Friday <live>',
    hostId: 'h',
    hostName: 'Mia',
    status: 'scheduled',
    currency: 'USD',
    coverUrl,
  };
  return path === '/api/lives/friday' ? Response.json(live) : Response.json({}, { status: 404 });
};

const shop = () => demoShopApp({ server, api });
const get = (path: string, headers: Record<string, string> = {}) =>
  shop().request(`http://localhost:8788${path}`, { headers: { Host: 'localhost:8788', ...headers } });
const read = async (path: string, headers?: Record<string, string>): Promise<string> => (await get(path, headers)).text();

const PAGES = [
  '/',
  '/category/for-the-home',
  '/products/vintage-watch',
  '/products/vintage-watch/live/friday',
  '/cart',
  '/checkout',
  '/orders',
  '/orders/01ABC',
  '/live',
  '/live/friday',
  '/live/friday?cart=shop',
  '/nowhere',
];

test('every page names our origin and leaves no place unfilled', async () => {
  for (const path of PAGES) {
    const page = await read(path);
    assert.match(page, /data-server="http:\/\/localhost:8787"/, path);
    assert.doesNotMatch(page, /\{\{/, path);
  }
});

test('every page has a title and a description of its own', async () => {
  const titles = await Promise.all(PAGES.map(async (path) => /<title>(.+)<\/title>/.exec(await read(path))?.[1]));
  assert.equal(new Set(titles).size, PAGES.length - 1, 'only the same show with either cart shares its title');
  for (const path of PAGES) assert.match(await read(path), /<meta name="description" content="[^"]+"/, path);
});

test('a show’s page has the two lines that a shop pastes', async () => {
  const page = await read('/live/friday');
  assert.match(page, /<script type="module" src="http:\/\/localhost:8787\/embed\/vitrine.js"><\/script>/);
  assert.match(page, /<live-room live-id="friday">/);
});

test('the show’s script comes before the shop’s own, which could keep its picture waiting', async () => {
  for (const path of PAGES) {
    const scripts = [...(await read(path)).matchAll(/<script type="module" src="([^"]+)"/g)].map(([, src]) => src);
    assert.ok(scripts.includes('/shop.js'), path);
    const at = scripts.indexOf(`${server}/embed/vitrine.js`);
    assert.ok(at <= 0, `${path}: ${scripts.join()}`);
  }
});

test('a page is called as the link that leads to it', async () => {
  const links = [...(await read('/')).matchAll(/<a href="(\/category\/[^"]+)">([^<]+)<\/a>/g)];
  assert.equal(links.length, 4);
  for (const [, path, name] of links) assert.match(await read(path!), new RegExp(`<h1>${name}</h1>`), path);
});

test('where a page knows the show’s picture, it is there without a script', async () => {
  const poster = '<img slot="poster" src="https://shop.example/a.jpg?b=&#34;c&#34;" alt="" fetchpriority="high" />';
  for (const path of ['/live/friday', '/live/friday?cart=shop', '/products/vintage-watch/live/friday'])
    assert.ok((await read(path)).includes(poster), path);
  assert.match(await read('/live/friday?cart=shop'), /<live-room live-id="friday" cart="dom-events"><img /);
});

test('what others wrote is text on our pages', async () => {
  assert.match(await read('/live/friday'), /<title>Friday &#60;live&#62; · /);
  const answer = await get(`/live/${encodeURIComponent('"><img src=x>')}`);
  assert.equal(answer.status, 404);
  assert.doesNotMatch(await answer.text(), /src=x/);
  assert.doesNotMatch(await read(`/orders/${encodeURIComponent('"><img src=x>')}`), /<img src=x/);
});

test('the shop’s policy is strict and lets in our origin only', async () => {
  const policy = (await get('/live/friday')).headers.get('Content-Security-Policy')!;
  assert.match(policy, /script-src 'self' 'wasm-unsafe-eval' http:\/\/localhost:8787;/);
  assert.match(policy, /connect-src 'self' http:\/\/localhost:8787 ws:\/\/localhost:8787;/);
  assert.match(policy, /style-src 'self';/);
  assert.match(policy, /require-trusted-types-for 'script'/);
  assert.doesNotMatch(policy, /'unsafe/);
  // Blocks of data are never run; every script is a file.
  const code = /<style|style=|\son\w+=|<script(?![^>]*( src=|type="application\/))/;
  for (const path of PAGES) assert.doesNotMatch(await read(path), code, path);
});

test('a product’s page tells search engines what it costs and whether there is any', async () => {
  const data = async (path: string) => {
    const [, json = ''] = /<script type="application\/ld\+json"[^>]*>(.+?)<\/script>/.exec(await read(path)) ?? [];
    return JSON.parse(json) as { '@type': string; name: string; offers: Record<string, string>[] };
  };
  const watch = await data('/products/vintage-watch');
  assert.equal(watch['@type'], 'Product');
  assert.equal(watch.name, 'Vintage Watch');
  assert.equal(watch.offers.length, 2);
  assert.equal(watch.offers[0]!.price, '99.00');
  assert.equal(watch.offers[0]!.priceCurrency, 'USD');
  assert.match(watch.offers[0]!.availability!, /InStock$/);
  assert.match((await data('/products/beeswax-candles')).offers[0]!.availability!, /OutOfStock$/);
  assert.equal((await data('/products/vintage-watch?currency=CNY')).offers[0]!.price, '712.80');
});

test('a product is found by either id, and its old address still leads there', async () => {
  assert.match(await read('/products/p0'), /<h1>Vintage Watch<\/h1>/);
  assert.equal((await get('/product?id=vintage-watch')).headers.get('Location'), '/products/vintage-watch');
  assert.equal((await get('/products/nothing')).status, 404);
});

test('language, currency and direction are remembered', async () => {
  const answer = await get('/products/stoneware-mug?lang=zh&currency=CNY&dir=rtl');
  assert.match(await answer.text(), /<html lang="zh-CN" dir="rtl">[\s\S]*<h1>粗陶马克杯<\/h1>[\s\S]*¥172.80/);
  const Cookie = answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
  assert.match(await read('/cart', { Cookie }), /<html lang="zh-CN" dir="rtl">/);
  assert.match(await read('/cart?lang=xx&dir=up'), /<html lang="en" dir="ltr">/);
});

test('every product of the demo has a Chinese name, two prices and its pictures', async () => {
  for (const { title, titleZh, images, skus } of PRODUCTS) {
    assert.match(titleZh ?? '', /\p{Script=Han}/u, title);
    for (const sku of skus)
      assert.deepEqual(
        sku.prices.map(({ currency }) => currency),
        ['USD', 'CNY'],
        title,
      );
    for (const image of images) {
      const answer = await get(`/images/${image}`);
      assert.equal(answer.status, 200, image);
      assert.match(answer.headers.get('Content-Type')!, /^image\/svg/);
    }
  }
});

test('only what a storefront hands out is served', async () => {
  for (const path of [
    '/package.json',
    '/index.html',
    '/parts/head.html',
    '/texts/zh.json',
    '/../package.json',
    '/.git/config',
    '/images',
  ]) {
    assert.equal((await get(path)).status, 404, path);
  }
});

test('the demo shop answers this machine only', async () => {
  assert.equal((await get('/', { Host: 'shop.example' })).status, 403);
  assert.equal((await get('/', { 'X-Forwarded-For': '203.0.113.5' })).status, 403);
});

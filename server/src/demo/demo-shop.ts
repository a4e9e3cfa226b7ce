import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import { LiveId } from '@vitrine/core/schemas/common.ts';
import { Live } from '@vitrine/core/schemas/live.ts';
import { type Product, ProductPage } from '@vitrine/core/schemas/product.ts';
import { FOLDERS } from '../pages/folders.ts';
import { createStaticFiles } from '../pages/static-files.ts';
import { gallery, type Goods, optionFields, pathOf, priceLine, productCard, productJsonLd, slugOf, titleOf } from './goods.ts';
import { isLocalRequest } from './guard.ts';
import { dataBlock, type Markup, markup } from './markup.ts';
import { fillTemplate, type Values } from './templates.ts';
import { visitorOf } from './visitor.ts';
import type { TencentConfig } from '../tencent/config.ts';
import { withTencent } from '../tencent/page-policy.ts';

export interface DemoShopOptions {
  /** Our own origin, which is another one than the shop's. */
  server: string;
  folder?: string;
  /** Asks our API for a path, as the shop's backend does; by default over HTTP. */
  api?: (path: string) => Response | Promise<Response>;
  /** The app of Tencent's whose SDKs the elements load. */
  tencent?: TencentConfig | undefined;
}

/** As strict as a careful shop's: whatever the elements need beyond this is a fault of ours. */
const policy = (server: string): readonly string[] => [
  "default-src 'none'",
  // WebAssembly moves the gifts' drawings; a shop that does not allow it gets them still.
  `script-src 'self' 'wasm-unsafe-eval' ${server}`,
  `connect-src 'self' ${server} ${server.replace(/^http/, 'ws')}`,
  'img-src * data:',
  "style-src 'self'",
  `media-src blob: ${server}`,
  "form-action 'self'",
  "base-uri 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
];

/** Pages whose content the visitor's own browser knows, or our elements show. */
const PLAIN_PAGES = { '/cart': 'cart', '/checkout': 'checkout', '/orders': 'orders', '/live': 'lives' } as const;

/** A merchant's storefront: plain pages with a few places to fill in, plain style sheets and scripts. */
export function demoShopApp({
  server,
  folder = FOLDERS.demoShop,
  api = (path) => fetch(server + path),
  tencent,
}: DemoShopOptions) {
  const files = createStaticFiles(folder);
  const chinese: Record<string, string> = JSON.parse(readFileSync(join(folder, 'texts/zh.json'), 'utf8'));
  const headers = {
    'Content-Security-Policy': withTencent(policy(server), tencent).join('; '),
    'Referrer-Policy': 'strict-origin-when-cross-origin',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-cache',
  };

  async function ask<S extends v.GenericSchema>(schema: S, path: string): Promise<v.InferOutput<S> | undefined> {
    const answer = await api(path);
    return answer.ok ? v.parse(schema, await answer.json()) : undefined;
  }
  /** Everything the shop sells, in the order in which it came in. */
  const catalogue = async (): Promise<Product[]> => (await ask(ProductPage, '/api/products?limit=100'))?.items.toReversed() ?? [];

  const goodsFor = (c: Context): Goods => {
    const visitor = visitorOf(c);
    return { visitor, texts: (english) => (visitor.lang === 'zh' && chinese[english]) || english };
  };

  async function page(c: Context, name: string, values: Values = {}): Promise<Response> {
    const { visitor, texts } = goodsFor(c);
    const { lang, currency, dir } = visitorOf(c);
    const to = (query: string): string => `${c.req.path}?${query}`;
    const isChinese = lang === 'zh';
    const common = {
      server,
      dir,
      currency,
      lang: isChinese ? 'zh-CN' : 'en',
      path: c.req.path,
      origin: new URL(c.req.url).origin,
      texts: isChinese ? dataBlock('application/json', 'texts', chinese) : markup``,
      otherLanguage: isChinese ? 'English' : '中文',
      otherLang: isChinese ? 'en' : 'zh-CN',
      otherLanguageUrl: to(`lang=${isChinese ? 'en' : 'zh'}`),
      currencies: markup`${(['USD', 'CNY'] as const).map((code) =>
        visitor.currency === code
          ? markup`<a href="${to(`currency=${code}`)}" aria-current="true">${code}</a>`
          : markup`<a href="${to(`currency=${code}`)}">${code}</a>`,
      )}`,
    };
    const filled = await fillTemplate(folder, name, texts, { ...common, ...values });
    return c.html(filled, name === 'not-found' ? 404 : 200, headers);
  }

  const list = (products: readonly Product[], goods: Goods) =>
    markup`${products.map((product, index) => productCard(product, goods, index))}`;

  async function productPage(c: Context, name: string, values: Values = {}): Promise<Response> {
    const goods = goodsFor(c);
    const products = await catalogue();
    const id = c.req.param('id');
    const product = products.find((candidate) => candidate.externalId === id || candidate.id === id);
    if (!product) return page(c, 'not-found');
    const others = products.filter((other) => other !== product);
    const akin = [...others].sort((a, b) => Number(b.category === product.category) - Number(a.category === product.category));
    const { origin } = new URL(c.req.url);
    return page(c, name, {
      title: titleOf(product, goods),
      description: goods.texts(product.description),
      category: goods.texts(product.category),
      categoryPath: `/category/${slugOf(product.category)}`,
      productPath: pathOf(product),
      image: product.images[0] ?? '',
      price: priceLine(product, goods),
      gallery: gallery(product, goods),
      options: optionFields(product, goods),
      akin: list(akin.slice(0, 4), goods),
      data: markup`${[
        productJsonLd(product, origin, goods),
        dataBlock('application/json', 'product-data', { id: product.id, skus: product.skus }),
      ]}`,
      ...values,
    });
  }

  /** A page with a show in it, and that show's picture, which is there before our script is. */
  async function livePage(c: Context, show: (live: string, known: Live | undefined, poster: Markup) => Promise<Response>) {
    const live = v.safeParse(LiveId, c.req.param('live'));
    if (!live.success) return page(c, 'not-found');
    const known = await ask(Live, `/api/lives/${live.output}`);
    const cover = known?.coverUrl;
    return show(live.output, known, cover ? markup`<img slot="poster" src="${cover}" alt="" fetchpriority="high" />` : markup``);
  }

  const shop = new Hono()
    .use(async (c, next) => (isLocalRequest(c.req.header()) ? next() : c.text('The demo answers this machine only.', 403)))
    .get('/', async (c) => page(c, 'index', { products: list(await catalogue(), goodsFor(c)) }))
    .get('/category/:slug', async (c) => {
      const goods = goodsFor(c);
      const products = (await catalogue()).filter(({ category }) => slugOf(category) === c.req.param('slug'));
      if (!products[0]) return page(c, 'not-found');
      return page(c, 'category', { title: goods.texts(products[0].category), products: list(products, goods) });
    })
    .get('/product', (c) => c.redirect(`/products/${encodeURIComponent(c.req.query('id') ?? '')}`, 301))
    .get('/products/:id', (c) => productPage(c, 'product'))
    .get('/products/:id/live/:live', (c) => livePage(c, (live, _, poster) => productPage(c, 'product-live', { live, poster })))
    .get('/orders/:id', (c) => page(c, 'order', { order: c.req.param('id') }))
    .get('/live/:live', (c) =>
      livePage(c, (live, known, poster) => {
        const title = known?.title ?? goodsFor(c).texts('Live');
        return page(c, c.req.query('cart') === 'shop' ? 'live-shop-cart' : 'live', { live, title, poster });
      }),
    );
  for (const [path, name] of Object.entries(PLAIN_PAGES)) shop.get(path, (c) => page(c, name));
  return shop.get('*', async (c) => {
    const path = c.req.path.slice(1);
    const cross = { 'Cross-Origin-Resource-Policy': 'cross-origin' };
    const found = /\.(css|js|svg)$/.test(path) ? await files(c, path, { cacheControl: 'no-cache', headers: cross }) : undefined;
    return found ?? page(c, 'not-found');
  });
}

import * as v from 'valibot';
import { GiftCatalogue } from '@vitrine/core/schemas/gift.ts';
import { Product, ProductPage } from '@vitrine/core/schemas/product.ts';
import { GIFT_CATEGORIES, GIFTS } from './gifts.ts';
import { PRODUCTS } from './products.ts';

type Fetch = (path: string, init: RequestInit) => Response | Promise<Response>;

/** Fills an empty shop with products, shows and gifts, through the same API that every shop uses. Does nothing the second time. */
export async function seedDemo(request: Fetch, adminToken: string, hostToken: string, shopOrigin: string): Promise<void> {
  const call = async <S extends v.GenericSchema>(
    schema: S,
    token: string,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<v.InferOutput<S>> => {
    const answer = await request(path, {
      method,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`Seeding failed: ${method} ${path} answered ${answer.status} ${await answer.text()}`);
    return v.parse(schema, await answer.json());
  };

  const { gifts } = await call(GiftCatalogue, adminToken, 'GET', '/api/gifts');
  if (gifts.length === 0) {
    for (const { categoryId, ...category } of GIFT_CATEGORIES) {
      await call(v.unknown(), adminToken, 'PUT', `/api/gifts/categories/${categoryId}`, category);
    }
    for (const { giftId, ...gift } of GIFTS) await call(v.unknown(), adminToken, 'PUT', `/api/gifts/${giftId}`, gift);
  }

  const { items } = await call(ProductPage, adminToken, 'GET', '/api/products?limit=1');
  if (items.length > 0) return;

  const ids = new Map<string | undefined, string>();
  for (const product of PRODUCTS) {
    const { id } = await call(Product, adminToken, 'POST', '/api/products', {
      ...product,
      images: product.images.map((image) => `${shopOrigin}/images/${image}`),
      url: `${shopOrigin}/products/${product.externalId}`,
    });
    ids.set(product.externalId, id);
  }
  for (const { shelf, cover, ...show } of shows(Date.now())) {
    const coverUrl = `${shopOrigin}/images/${cover}`;
    await call(v.unknown(), hostToken, 'POST', '/api/lives', { ...show, coverUrl });
    const productIds = shelf.map((externalId) => ids.get(externalId));
    await call(v.unknown(), hostToken, 'PUT', `/api/lives/${show.id}/shelf`, { productIds });
  }
}

/** The shows of the demo, the newest last. Friday's can begin at any moment, so it has no time. */
const shows = (now: number) => [
  {
    id: 'listening-evening',
    title: 'Listening evening: records, radios and a very good pair of headphones',
    startsAt: nextEvening(now),
    cover: 'show-listening.svg',
    shelf: ['turntable', 'table-radio', 'studio-headphones'],
  },
  {
    id: 'sunday',
    title: 'Sunday slow morning',
    startsAt: nextSunday(now),
    cover: 'show-sunday.svg',
    shelf: ['stoneware-mug', 'pour-over-kettle', 'serving-board', 'beeswax-candles'],
  },
  {
    id: 'friday',
    title: 'Friday live: autumn favourites',
    notice: 'Free shipping while we are live.',
    cover: 'show-friday.svg',
    shelf: ['vintage-watch', 'wool-scarf', 'stoneware-mug', 'reading-lamp', 'weekend-bag', 'studio-headphones', 'card-wallet'],
  },
];

/** Eight in the evening by this machine's clock, today's or else tomorrow's. */
function nextEvening(now: number): number {
  const day = new Date(now);
  if (day.getHours() >= 19) day.setDate(day.getDate() + 1);
  return day.setHours(20, 0, 0, 0);
}

/** The coming Sunday at 10:00 by this machine's clock. */
function nextSunday(now: number): number {
  const day = new Date(now);
  day.setDate(day.getDate() + (7 - day.getDay()));
  return day.setHours(10, 0, 0, 0);
}

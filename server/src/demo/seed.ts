import * as v from 'valibot';
import { Product, ProductPage } from '@vitrine/core/schemas/product.ts';
import { PRODUCTS } from './products.ts';

type Fetch = (path: string, init: RequestInit) => Response | Promise<Response>;

/** Fills an empty shop with products and two shows, through the same API that every shop uses. Does nothing the second time. */
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

  const { items } = await call(ProductPage, adminToken, 'GET', '/api/products?limit=1');
  if (items.length > 0) return;

  const productIds: string[] = [];
  for (const product of PRODUCTS) {
    const { id } = await call(Product, adminToken, 'POST', '/api/products', {
      ...product,
      images: product.images.map((image) => `${shopOrigin}/images/${image}`),
      url: `${shopOrigin}/product?id=${product.externalId}`,
    });
    productIds.push(id);
  }
  const live = v.object({ id: v.string() });
  await call(live, hostToken, 'POST', '/api/lives', {
    id: 'friday',
    title: 'Friday live: autumn favourites',
    notice: 'Free shipping while we are live.',
  });
  await call(v.unknown(), hostToken, 'PUT', '/api/lives/friday/shelf', { productIds });
  await call(live, hostToken, 'POST', '/api/lives', {
    id: 'sunday',
    title: 'Sunday slow morning',
    startsAt: nextSunday(Date.now()),
  });
  await call(v.unknown(), hostToken, 'PUT', '/api/lives/sunday/shelf', { productIds: productIds.slice(0, 3) });
}

/** The coming Sunday at 10:00 by this machine's clock. */
function nextSunday(now: number): number {
  const day = new Date(now);
  day.setDate(day.getDate() + (7 - day.getDay()));
  return day.setHours(10, 0, 0, 0);
}

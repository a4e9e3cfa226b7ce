import { eq, sql } from 'drizzle-orm';
import type * as v from 'valibot';
import type { NewSku } from '@vitrine/core/schemas/product.ts';
import type { Role } from '@vitrine/core/schemas/user.ts';
import { VersionedProduct } from '@vitrine/core/schemas/product-edit.ts';
import { StoredOrder } from '@vitrine/core/schemas/order-desk.ts';
import { skus } from '../products/tables.ts';
import { roomEvents } from '../rooms/tables.ts';
import { read, setUp, type SetUpOptions } from '../testing/set-up.ts';
import { createCommerce, type Commerce } from './create-commerce.ts';

export type NewSkuInput = Partial<v.InferInput<typeof NewSku>>;

/** How the built-in gateway's reports reach the server in a test; by default they do. */
export type Carry = (
  body: string,
  headers: Record<string, string>,
  deliver: (body: string, headers: Record<string, string>) => Promise<Response>,
) => Promise<Response>;

export interface ShopOptions extends SetUpOptions {
  carry?: Carry;
}

export type Shop = Awaited<ReturnType<typeof setUpShop>>;

/** A whole shop for tests: products, carts, orders, payments and the built-in gateway, with a clock that the test moves. */
export async function setUpShop({ carry = (body, headers, deliver) => deliver(body, headers), ...options }: ShopOptions = {}) {
  const clock = { now: Date.now() };
  let commerce: Commerce | undefined;
  const server = await setUp({
    now: () => clock.now,
    ...options,
    mount(app, deps) {
      const deliver = async (body: string, headers: Record<string, string>): Promise<Response> =>
        app.request('/api/payments/webhooks/builtin', { method: 'POST', headers, body });
      commerce = createCommerce(deps, {
        deliver: (body, headers) => carry(body, headers, deliver),
        origins: deps.config.allowedOrigins ?? [],
      });
      commerce.mount(app);
    },
  });
  const { app, deps } = server;
  let keys = 0;

  /** One request; a viewer's name stands for their id. */
  async function ask(
    method: string,
    path: string,
    by: Role | `${string}!`,
    body?: unknown,
    headers: Record<string, string> = {},
  ) {
    const isName = by.endsWith('!');
    const principal = isName ? { userId: by.slice(0, -1) } : {};
    return app.request(path, {
      method,
      headers: await server.as(isName ? 'viewer' : (by as Role), principal, headers),
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  }

  return {
    ...server,
    clock,
    commerce: commerce!,
    ask,
    /** A product of one SKU, or of as many as are given. */
    async product(stock: number, ...more: NewSkuInput[]) {
      const sku = { prices: [{ amount: 1000, currency: 'USD' }], stock };
      const answer = ask('POST', '/api/products', 'admin', {
        title: 'A lamp',
        skus: [sku, ...more.map((one) => ({ ...sku, ...one }))],
      });
      const product = await read(VersionedProduct, answer);
      return { ...product, skuId: product.skus[0]!.id };
    },
    /** Places an order; `key` names the act. */
    place: (by: `${string}!`, items: { skuId: string; quantity: number }[], more: object = {}, key = `key-${++keys}`) =>
      ask('POST', '/api/orders', by, { items, ...more }, { 'Idempotency-Key': key }),
    async order(by: `${string}!`, skuId: string, quantity = 1): Promise<StoredOrder> {
      return read(StoredOrder, this.place(by, [{ skuId, quantity }]));
    },
    orderNow: async (id: string): Promise<StoredOrder> => read(StoredOrder, ask('GET', `/api/orders/${id}`, 'admin')),
    async stock(skuId: string): Promise<number> {
      const [sku] = await deps.db.select().from(skus).where(eq(skus.id, skuId));
      return sku!.stock;
    },
    /** The types of the private events a user was sent, oldest first. */
    async told(userId: string): Promise<string[]> {
      const rows = await deps.db.select().from(roomEvents).where(eq(roomEvents.to, userId)).orderBy(roomEvents.id);
      return rows.map(({ type }) => type);
    },
    async count(table: string): Promise<number> {
      const [row] = await deps.db.all<{ n: number }>(sql`select count(*) as n from ${sql.identifier(table)}`);
      return row!.n;
    },
    /** Opens the pay page of an order and answers it; resolves to its address. */
    async pay(order: Pick<StoredOrder, 'id' | 'buyerId'>, outcome: 'captured' | 'declined' = 'captured'): Promise<string> {
      const answer = await ask('POST', `/api/orders/${order.id}/pay`, `${order.buyerId}!`);
      const { payUrl } = (await answer.json()) as { payUrl: string };
      await app.request(new URL(payUrl).pathname, { method: 'POST', body: new URLSearchParams({ outcome }) });
      return payUrl;
    },
    /** Ends the server but leaves its folder, for the next one. */
    async abandon(): Promise<string> {
      await commerce!.stop();
      await server.close(false);
      return server.dataDir;
    },
    async close(): Promise<void> {
      await commerce!.stop();
      await server.close();
    },
  };
}

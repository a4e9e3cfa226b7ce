import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { serve } from '@hono/node-server';
import { createClient } from '@libsql/client';
import { and, eq, gte, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/libsql';
import { Hono } from 'hono';
import { ulid } from 'ulid';
import { openDatabase } from '../../../server/src/db/client.ts';
import { idempotencyKeys } from '../../../server/src/http/tables.ts';
import { cartLines, orderItems, orders } from '../../../server/src/orders/tables.ts';
import { products, skuPrices, skus } from '../../../server/src/products/tables.ts';
import { roomEvents } from '../../../server/src/rooms/tables.ts';

/*
 * How one would write a checkout with the same framework, driver and tables: an order is one transaction (`/transaction`) or
 * one batch (`/batch`), and writes what ours writes: order, line, stock, two events, cart, the idempotency key. It knows
 * neither users nor validation, and tells nobody.
 */
const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-bench-peer-'));
process.on('exit', () => rmSync(dataDir, { recursive: true, force: true }));
process.on('SIGTERM', () => process.exit(0));
// The schema comes from our migrations; the driver is the one that everybody uses, as it is.
const migrated = await openDatabase({ dataDir });
migrated.close();
const db = drizzle(createClient({ url: pathToFileURL(join(dataDir, 'vitrine.db')).href }), { casing: 'snake_case' });

const PRODUCT = ulid();
const SKU = ulid();
await db
  .insert(products)
  .values({ id: PRODUCT, changeId: ulid(), title: 'A thing that everybody wants', images: [], createdAt: 0 });
await db.insert(skus).values({ id: SKU, productId: PRODUCT, position: 0, options: {}, stock: Number(process.env.STOCK) });
await db.insert(skuPrices).values({ skuId: SKU, currency: 'USD', amount: 1999 });

interface Wanted {
  items: [{ skuId: string; quantity: number }];
  liveId: string;
}

class SoldOut extends Error {}

/** The client has one connection: a transaction that begins inside another one fails, so they wait for each other. */
let last: Promise<unknown> = Promise.resolve();
function alone<T>(act: () => Promise<T>): Promise<T> {
  const turn = last.then(act);
  last = turn.catch(() => {});
  return turn;
}

const nextSeq = (liveId: string) =>
  sql<number>`(select coalesce(max(${roomEvents.seq}), 0) + 1 from ${roomEvents} where ${roomEvents.liveId} = ${liveId})`;

/** The rows of an order, ready to be written. */
function rowsOf({ items: [{ skuId, quantity }], liveId }: Wanted, buyerId: string, key: string, price: number) {
  const id = ulid();
  const now = Date.now();
  const order = {
    id,
    changeId: ulid(),
    number: id.slice(-10),
    buyerId,
    status: 'reserved' as const,
    currency: 'USD',
    total: price * quantity,
    liveId,
    expiresAt: now + 900_000,
    createdAt: now,
  };
  return {
    order,
    item: {
      orderId: id,
      skuId,
      productId: PRODUCT,
      title: 'A thing that everybody wants',
      options: {},
      quantity,
      unitPrice: price,
    },
    told: { eventId: ulid(), liveId, seq: nextSeq(liveId), type: 'stock.changed', ts: now, body: JSON.stringify({ skuId }) },
    toldBuyer: { eventId: ulid(), liveId, to: buyerId, type: 'order.placed', ts: now, body: JSON.stringify({ orderId: id }) },
    reply: { userId: buyerId, route: 'orders', key, bodyHash: id, status: 201, body: JSON.stringify(order), createdAt: now },
    cart: and(eq(cartLines.userId, buyerId), eq(cartLines.skuId, skuId)),
  };
}

const keyed = (userId: string, key: string) =>
  db
    .select()
    .from(idempotencyKeys)
    .where(and(eq(idempotencyKeys.userId, userId), eq(idempotencyKeys.route, 'orders'), eq(idempotencyKeys.key, key)));

const offered = (skuId: string) =>
  db
    .select({ amount: skuPrices.amount, stock: skus.stock, title: products.title })
    .from(skus)
    .innerJoin(products, eq(products.id, skus.productId))
    .innerJoin(skuPrices, and(eq(skuPrices.skuId, skus.id), eq(skuPrices.currency, 'USD')))
    .where(eq(skus.id, skuId));

const transaction = (wanted: Wanted, buyerId: string, key: string) =>
  alone(async () => {
    const [before] = await keyed(buyerId, key);
    if (before) return JSON.parse(before.body) as object;
    const [{ skuId, quantity }] = wanted.items;
    const [offer] = await offered(skuId);
    const { order, item, told, toldBuyer, reply, cart } = rowsOf(wanted, buyerId, key, offer!.amount);
    await db.transaction(async (tx) => {
      const { rowsAffected } = await tx
        .update(skus)
        .set({ stock: sql`${skus.stock} - ${quantity}` })
        .where(and(eq(skus.id, skuId), gte(skus.stock, quantity)));
      if (rowsAffected === 0) throw new SoldOut();
      await tx.insert(orders).values(order);
      await tx.insert(orderItems).values(item);
      await tx.insert(roomEvents).values(told);
      await tx.insert(roomEvents).values(toldBuyer);
      await tx.delete(cartLines).where(and(cart, sql`${cartLines.quantity} <= ${quantity}`));
      await tx
        .update(cartLines)
        .set({ quantity: sql`${cartLines.quantity} - ${quantity}` })
        .where(cart);
      await tx.insert(idempotencyKeys).values(reply);
    });
    return order;
  });

async function batch(wanted: Wanted, buyerId: string, key: string): Promise<object> {
  const [before] = await keyed(buyerId, key);
  if (before) return JSON.parse(before.body) as object;
  const [{ skuId, quantity }] = wanted.items;
  const [offer] = await offered(skuId);
  if (offer!.stock < quantity) throw new SoldOut();
  const { order, item, told, toldBuyer, reply, cart } = rowsOf(wanted, buyerId, key, offer!.amount);
  // The table's own check ends the whole batch where too little is left.
  await db.batch([
    db
      .update(skus)
      .set({ stock: sql`${skus.stock} - ${quantity}` })
      .where(eq(skus.id, skuId)),
    db.insert(orders).values(order),
    db.insert(orderItems).values(item),
    db.insert(roomEvents).values(told),
    db.insert(roomEvents).values(toldBuyer),
    db.delete(cartLines).where(and(cart, sql`${cartLines.quantity} <= ${quantity}`)),
    db
      .update(cartLines)
      .set({ quantity: sql`${cartLines.quantity} - ${quantity}` })
      .where(cart),
    db.insert(idempotencyKeys).values(reply),
  ]);
  return order;
}

const acts = { transaction, batch };

const app = new Hono()
  .get('/', async (c) => {
    const [row] = await db.select({ stock: skus.stock }).from(skus);
    return c.json({ skuId: SKU, stock: row!.stock });
  })
  .post('/:kind', async (c) => {
    const act = acts[c.req.param('kind') as keyof typeof acts];
    try {
      const buyerId = c.req.header('Authorization') ?? '';
      return c.json(await act(await c.req.json<Wanted>(), buyerId, c.req.header('Idempotency-Key') ?? ''), 201);
    } catch (error) {
      return c.json({ error: String(error) }, error instanceof SoldOut ? 409 : 500);
    }
  });

serve({ fetch: app.fetch, port: Number(process.env.PORT), hostname: '127.0.0.1' });

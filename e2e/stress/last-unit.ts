import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createClient } from '@libsql/client';
import { freePort } from '../support/server.ts';
import { shopToken } from './buyer.ts';
import { ServerProcess } from './server-process.ts';

const CARTS = 500;
const ROUNDS = 2;
/** How many are asking at a time. */
const AT_ONCE = 200;
const SECRET = 'the-secret-of-a-shop-with-one-unit-left';

type Ask = <T>(method: string, path: string, sub: string, body?: object, key?: string) => Promise<{ status: number; body: T }>;

/** Does it for everybody, at most so many at a time. */
async function forAll<T>(count: number, act: (index: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  async function work(): Promise<void> {
    for (let index = next++; index < count; index = next++) results[index] = await act(index);
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return results;
}

/** One unit; every third cart names it on two lines of its order, and can never have it. Resolves to the SKU. */
async function sellOne(ask: Ask, round: number): Promise<string> {
  const sku = { prices: [{ amount: 9900, currency: 'USD' }] };
  const { body: product } = await ask<{ skus: { id: string }[] }>('POST', '/products', 'shop', {
    title: `The last lamp ${round}`,
    skus: [
      { ...sku, stock: 1, options: { kind: 'last' } },
      { ...sku, stock: 100_000, options: { kind: 'plenty' } },
    ],
  });
  const [skuId, plenty] = product.skus.map(({ id }) => id) as [string, string];
  const buyer = (index: number): string => `buyer-${round}-${index}`;
  await forAll(CARTS, async (index) => {
    for (const line of [skuId, plenty]) {
      const { status } = await ask(
        'POST',
        '/cart/lines',
        buyer(index),
        { skuId: line, quantity: 1 },
        `cart-${round}-${index}-${line}`,
      );
      assert.equal(status, 200, 'everybody may have it in their cart');
    }
  });
  const answers = await forAll(CARTS, (index) => {
    const twice = index % 3 === 0 ? [{ skuId, quantity: 1 }] : [];
    const items = [...twice, { skuId: plenty, quantity: 1 }, { skuId, quantity: 1 }];
    return ask<{ error?: { code: string } }>('POST', '/orders', buyer(index), { items }, `order-${round}-${index}`);
  });
  const won = answers.flatMap(({ status }, index) => (status === 201 ? [index] : []));
  assert.equal(won.length, 1, 'exactly one order');
  assert.notEqual(won[0]! % 3, 0, 'not by one who wanted two');
  const others = answers.filter(({ status }) => status !== 201).map(({ status, body }) => `${status} ${body.error?.code}`);
  assert.deepEqual([...new Set(others)], ['409 sold-out'], 'everybody else is told that it is sold out');
  return skuId;
}

/** What the file holds once the server is gone. */
async function check(dataDir: string, skuIds: readonly string[]): Promise<void> {
  const client = createClient({ url: pathToFileURL(join(dataDir, 'vitrine.db')).href });
  const count = async (sql: string): Promise<number> => Number((await client.execute(sql)).rows[0]?.n);
  const last = skuIds.map((id) => `'${id}'`).join(',');
  assert.equal(await count('select count(*) as n from orders'), ROUNDS, 'as many orders as units');
  assert.equal(await count('select count(*) as n from order_items'), ROUNDS * 2, 'each with its two lines');
  assert.equal(
    await count('select count(*) as n from order_items where order_id not in (select id from orders)'),
    0,
    'no orphan',
  );
  assert.equal(
    await count('select count(*) as n from orders where id not in (select order_id from order_items)'),
    0,
    'none empty',
  );
  assert.equal(await count(`select sum(stock) as n from skus where id in (${last})`), 0, 'nothing is left of it');
  assert.equal(
    await count(`select sum(stock) as n from skus where id not in (${last})`),
    ROUNDS * 99_999,
    'and the rest is there',
  );
  assert.equal(
    await count(
      'select count(*) as n from skus s where stock <> (select sum(delta) from stock_movements m where m.sku_id = s.id)',
    ),
    0,
    'every ledger adds up to its stock',
  );
  assert.equal(
    await count("select count(*) as n from idempotency_keys where route = 'orders'"),
    ROUNDS,
    'refusals leave no reply',
  );
  assert.equal(await count("select count(*) as n from room_events where type = 'order.placed'"), ROUNDS, 'one event an order');
  // Whoever bought has an empty cart; everybody else has what they put in.
  assert.equal(await count('select count(*) as n from cart_lines'), (CARTS - 1) * 2 * ROUNDS, 'no cart lost a line');
  client.close();
}

/** One unit in five hundred carts, some of which want it twice: one order, and nothing astray. */
export async function lastUnit(): Promise<string> {
  const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-last-unit-'));
  const server = new ServerProcess(await freePort(), {
    DATA_DIR: dataDir,
    MEDIA_UDP_PORT: String(await freePort()),
    SHOP_SECRET: SECRET,
    PAYMENT_WEBHOOK_SECRET: 'the-secret-of-a-gateway-with-one-unit',
    RATE_LIMIT_FACTOR: '100000',
    RESERVATION_SECONDS: '86400',
    LOG_LEVEL: 'error',
  });
  const tokens = new Map<string, Promise<string>>();
  const ask: Ask = async (method, path, sub, body, key) => {
    const token = tokens.get(sub) ?? shopToken(SECRET, sub, sub === 'shop' ? 'admin' : 'viewer');
    tokens.set(sub, token);
    const request = {
      method,
      headers: {
        Authorization: `Bearer ${await token}`,
        'Content-Type': 'application/json',
        ...(key ? { 'Idempotency-Key': key } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    };
    for (let tries = 1; ; tries++) {
      try {
        const answer = await fetch(`${server.url}/api${path}`, request);
        return { status: answer.status, body: JSON.parse(await answer.text()) };
      } catch (error) {
        // The server closes a connection that has been idle just as it is used again; the key makes the repeat harmless.
        if (tries === 5) throw error;
      }
    }
  };
  try {
    await server.start();
    const began = Date.now();
    const skuIds: string[] = [];
    for (let round = 0; round < ROUNDS; round++) skuIds.push(await sellOne(ask, round));
    const seconds = (Date.now() - began) / 1000;
    await server.kill();
    await check(dataDir, skuIds);
    rmSync(dataDir, { recursive: true, force: true });
    return `${ROUNDS} times one unit in ${CARTS} carts: one order each in ${seconds.toFixed(1)} s, no orphan, every ledger adds up.`;
  } catch (error) {
    await server.kill();
    console.error(`The folder is kept: ${dataDir}\n${server.output}`);
    throw error;
  }
}

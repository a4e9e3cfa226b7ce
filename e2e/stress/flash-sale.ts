import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../support/server.ts';
import { readBooks } from './books.ts';
import { buy, type Outcome, shopToken } from './buyer.ts';
import { ServerProcess } from './server-process.ts';

const UNITS = 200;
/** The server is killed when so many units have been sold: while there is still something to lose. */
const KILLS_AT = [20, 55, 90, 125, 160];
const SECRET = 'the-secret-of-a-shop-under-stress-only';
/** How many buy at once: few until the last kill, so that the sale is not over before it. */
const NARROW = 24;
const WIDE = 200;

async function openSale(server: ServerProcess): Promise<string> {
  const answer = await fetch(`${server.url}/api/products`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${await shopToken(SECRET, 'shop', 'admin')}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ title: 'The last lamps', skus: [{ prices: [{ amount: 9900, currency: 'USD' }], stock: UNITS }] }),
  });
  const product = (await answer.json()) as { skus: { id: string }[] };
  return product.skus[0]!.id;
}

/** The flash sale that must not go wrong: many buyers, few units, and a server that is killed in the middle of it. */
export async function flashSale(buyers: number): Promise<string> {
  assert.ok(Number.isInteger(buyers) && buyers > UNITS, `more than ${UNITS} buyers`);
  const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-stress-'));
  const server = new ServerProcess(await freePort(), {
    DATA_DIR: dataDir,
    MEDIA_UDP_PORT: String(await freePort()),
    SHOP_SECRET: SECRET,
    PAYMENT_WEBHOOK_SECRET: 'the-secret-of-a-gateway-under-stress',
    RATE_LIMIT_FACTOR: '100000',
    RESERVATION_SECONDS: '86400',
    LOG_LEVEL: 'error',
  });
  try {
    await server.start();
    const skuId = await openSale(server);
    const began = Date.now();
    const { outcomes, kills } = await sell(server, skuId, buyers);
    const seconds = (Date.now() - began) / 1000;
    await server.kill();
    await check(dataDir, skuId, outcomes, kills, buyers);
    const retried = outcomes.filter(({ tries }) => tries > 1).length;
    rmSync(dataDir, { recursive: true, force: true });
    return (
      `${buyers} buyers, ${UNITS} units, ${kills} kills of ${server.source}: exactly ${UNITS} sold in ${seconds.toFixed(1)} s; ` +
      `${retried} buyers had to try again. Nothing lost, nothing double.`
    );
  } catch (error) {
    await server.kill();
    console.error(`The folder is kept: ${dataDir}\n${server.output}`);
    throw error;
  }
}

/** Lets every buyer try, and kills the server at the given points of the sale. */
async function sell(server: ServerProcess, skuId: string, buyers: number): Promise<{ outcomes: Outcome[]; kills: number }> {
  const outcomes: Outcome[] = [];
  const sold = new Set<string>();
  let next = 0;
  let kills = 0;
  const faults: unknown[] = [];
  let restarting: Promise<void> | undefined;

  const killWhenDue = (): void => {
    const due = KILLS_AT[kills];
    if (due === undefined || sold.size < due || restarting) return;
    kills++;
    restarting = server
      .kill()
      .then(() => server.start())
      .catch((error: unknown) => void faults.push(error))
      .finally(() => {
        restarting = undefined;
      });
  };

  async function stand(place: number): Promise<void> {
    while (next < buyers && faults.length === 0) {
      if (place >= NARROW && kills < KILLS_AT.length) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        continue;
      }
      const buyer = next++;
      const outcome = await buy(server.url, await shopToken(SECRET, `buyer-${buyer}`, 'viewer'), skuId, `order-${buyer}`);
      outcomes.push(outcome);
      if (outcome.status === 'bought') sold.add(outcome.orderId);
      killWhenDue();
    }
  }

  const places = Array.from({ length: WIDE }, (_, place) => stand(place).catch((error: unknown) => void faults.push(error)));
  await Promise.all(places);
  await restarting;
  if (faults.length > 0) throw faults[0];
  return { outcomes, kills };
}

/** Compares what the buyers were told with what the database holds. */
async function check(dataDir: string, skuId: string, outcomes: readonly Outcome[], kills: number, buyers: number): Promise<void> {
  const books = await readBooks(dataDir, skuId);
  const told = outcomes.flatMap((outcome) => (outcome.status === 'bought' ? [outcome.orderId] : []));
  assert.equal(kills, KILLS_AT.length, 'the server was killed in the middle of the sale every time');
  assert.equal(books.integrity, 'ok', 'the file is whole');
  assert.equal(outcomes.length, buyers, 'every buyer got an answer');
  assert.deepEqual(
    told.filter((id) => !books.orders.has(id)),
    [],
    'no order that a buyer was told of is lost',
  );
  assert.equal(new Set(told).size, told.length, 'no order was told of to two buyers');
  assert.equal(told.length, UNITS, 'as many buyers bought as there were units');
  assert.equal(books.orders.size, UNITS, 'as many orders as units');
  assert.ok(
    [...books.orders.values()].every((units) => units === 1),
    'every order holds its unit',
  );
  assert.equal(books.buyersWithTwo, 0, 'nobody ordered twice');
  assert.equal(books.stock, 0, 'nothing is left');
  assert.equal(books.replies, UNITS, 'the reply to every order is kept for whoever asks again');
  assert.equal(books.events, UNITS, 'every buyer was told once');
}

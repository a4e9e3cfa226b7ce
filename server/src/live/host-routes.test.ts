import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { sql } from 'drizzle-orm';
import { Probe } from '@vitrine/core/schemas/probe.ts';
import { Sales } from '@vitrine/core/schemas/sales.ts';
import { setUpShop, type Shop } from '../orders/test-shop.ts';
import { read, refusal } from '../testing/set-up.ts';
import { hostRoutes } from './host-routes.ts';
import { lives } from './tables.ts';

describe('what only a show’s host asks', () => {
  let shop: Shop;
  beforeEach(async () => {
    shop = await setUpShop();
    shop.app.route('/api/lives', hostRoutes(shop.deps));
    const show = (id: string) =>
      shop.deps.db.insert(lives).values({
        id,
        changeId: id,
        epoch: id,
        title: id,
        hostId: 'test-host',
        status: 'live',
        currency: 'USD',
        streamKey: id,
        createdAt: 1,
      });
    await shop.deps.writes.commit([show('friday')]);
    await shop.deps.writes.commit([show('monday')]);
  });
  afterEach(() => shop.close());

  const sales = () => read(Sales, shop.ask('GET', '/api/lives/friday/sales', 'host'));
  const buy = async (liveId: string, skuId: string, quantity: number) => {
    const answer = await shop.place('ann!', [{ skuId, quantity }], { liveId });
    return (await answer.json()) as { id: string; buyerId: string; number: string };
  };

  test('a show that has sold nothing says so', async () => {
    assert.deepEqual(await sales(), { orders: 0, paid: 0, units: 0, revenue: [], recent: [], products: [] });
  });

  test('orders count when placed, money and units when paid, and other shows’ do not', async () => {
    const { skuId } = await shop.product(50);
    const first = await buy('friday', skuId, 2);
    await buy('friday', skuId, 5);
    await shop.pay(await buy('monday', skuId, 7));
    await shop.pay(first);
    await shop.commerce.settle();

    const { orders, paid, units, revenue, recent } = await sales();

    assert.deepEqual([orders, paid, units, revenue], [2, 1, 2, [{ amount: 2000, currency: 'USD' }]]);
    assert.deepEqual(
      recent.map(({ number, status, items }) => [number === first.number, status, items]),
      [
        [false, 'reserved', [{ title: 'A lamp', quantity: 5 }]],
        [true, 'paid', [{ title: 'A lamp', quantity: 2 }]],
      ],
    );
  });

  test('what was sold is told by product, the most wanted first', async () => {
    const [lamp, other] = [await shop.product(50), await shop.product(50)];
    await shop.pay(await buy('friday', lamp.skuId, 1));
    await shop.pay(await buy('friday', other.skuId, 2));
    await shop.pay(await buy('friday', other.skuId, 1));
    await buy('friday', lamp.skuId, 9);
    await shop.commerce.settle();

    const { products, units } = await sales();

    assert.deepEqual(
      products.map((sold) => [sold.productId, sold.units, sold.revenue]),
      [
        [other.id, 3, [{ amount: 3000, currency: 'USD' }]],
        [lamp.id, 1, [{ amount: 1000, currency: 'USD' }]],
      ],
    );
    assert.equal(units, 4);
  });

  test('a buyer is not named', async () => {
    const { skuId } = await shop.product(50);
    const { buyerId } = await buy('friday', skuId, 1);

    assert.ok(!JSON.stringify(await (await shop.ask('GET', '/api/lives/friday/sales', 'host')).json()).includes(buyerId));
  });

  test('only the newest orders are told one by one', async () => {
    const { skuId } = await shop.product(50);
    for (let n = 0; n < 22; n++) await buy('friday', skuId, 1);

    const { orders, recent } = await sales();

    assert.deepEqual([orders, recent.length], [22, 20]);
  });

  test('the orders of a show are found by an index', async () => {
    const plan = await shop.deps.db.all<{ detail: string }>(
      sql`explain query plan select * from orders where live_id = 'friday' order by id desc limit 20`,
    );
    assert.match(plan.map(({ detail }) => detail).join(), /USING INDEX orders_by_live/);
  });

  for (const [what, method, path, body] of [
    ['sales', 'GET', 'sales', undefined],
    ['the way here', 'POST', 'probe', { filling: '' }],
  ] as const) {
    test(`${what} are the host’s and the shop’s alone`, async () => {
      const ask = (by: Parameters<Shop['ask']>[2], id = 'friday') => shop.ask(method, `/api/lives/${id}/${path}`, by, body);
      assert.equal((await ask('host')).status, 200);
      assert.equal((await ask('admin')).status, 200);
      for (const by of ['guest', 'viewer', 'moderator'] as const) assert.equal(await refusal(ask(by)), 'forbidden', by);
      assert.equal(await refusal(ask('host', 'nowhere')), 'forbidden');
      assert.equal(await refusal(ask('admin', 'nowhere')), 'not-found');
      assert.equal(await refusal(shop.app.request(`/api/lives/friday/${path}`, { method })), 'unauthenticated');
    });
  }

  test('a probe tells how much arrived, up to 256 kB', async () => {
    const probe = (length: number) => shop.ask('POST', '/api/lives/friday/probe', 'host', { filling: 'x'.repeat(length) });

    assert.deepEqual(await read(Probe, probe(262_144)), { bytes: 262_144 });
    assert.equal(await refusal(probe(262_145)), 'invalid');
    assert.equal(await refusal(probe(500_000)), 'too-large');
  });
});

test('nobody can measure without end', async () => {
  const shop = await setUpShop({ env: { RATE_LIMIT_FACTOR: '1' } });
  shop.app.route('/api/lives', hostRoutes(shop.deps));
  try {
    const probe = () => shop.ask('POST', '/api/lives/friday/probe', 'admin', { filling: '' });
    for (let n = 0; n < 60; n++) assert.equal(await refusal(probe()), 'not-found');
    assert.equal(await refusal(probe()), 'rate-limited');
  } finally {
    await shop.close();
  }
});

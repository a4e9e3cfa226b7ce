import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { CommissionBalances, CommissionRates } from '@vitrine/core/schemas/commission.ts';
import { Attribution } from '@vitrine/core/schemas/attribution.ts';
import { StoredOrder } from '@vitrine/core/schemas/order-desk.ts';
import * as fc from 'fast-check';
import { users } from '../auth/tables.ts';
import { lives } from '../live/tables.ts';
import { setUpShop, type Shop } from '../orders/test-shop.ts';
import { roomEvents } from '../rooms/tables.ts';
import { read, refusal } from '../testing/set-up.ts';
import { commissionEntries } from './tables.ts';

const DAY = 86_400_000;

async function openLive(shop: Shop, id: string, hostId: string): Promise<void> {
  const row = {
    id,
    changeId: 'c',
    epoch: 'e',
    title: id,
    hostId,
    status: 'live' as const,
    currency: 'USD',
    streamKey: 's',
    createdAt: 1,
  };
  await shop.deps.db.insert(lives).values(row);
}

describe('commission', () => {
  let shop: Shop;
  let keys = 0;
  beforeEach(async () => {
    shop = await setUpShop();
    await openLive(shop, 'friday', 'hanna');
  });
  afterEach(() => shop.close());

  const setRate = (rate: object) => shop.ask('PUT', '/api/commission/rates', 'admin', rate);
  const balances = async (query = '') =>
    (await read(CommissionBalances, shop.ask('GET', `/api/commission/balances${query}`, 'admin'))).items;
  const refund = (id: string, body: object) =>
    shop.ask('POST', `/api/orders/${id}/refund`, 'admin', body, { 'Idempotency-Key': `key-${++keys}` });

  /** Somebody buys in Hanna's show and pays. */
  async function sale(skuIds: readonly string[], more: object = { liveId: 'friday' }) {
    const items = skuIds.map((skuId) => ({ skuId, quantity: 1 }));
    const order = await read(StoredOrder, shop.place('ann!', items, more));
    await shop.pay(order);
    return order;
  }

  test('takes the rate that names more: product and host, product, host, any; none without a rate', async () => {
    const { id: productId, skuId } = await shop.product(9);
    const { skuId: other } = await shop.product(9);
    await sale([skuId]);
    assert.deepEqual(await balances(), []);
    await setRate({ hostId: 'somebody', basisPoints: 9000 });
    await setRate({ hostId: 'somebody', productId, basisPoints: 9999 });
    const earned: number[] = [];
    for (const rate of [
      { basisPoints: 100 },
      { hostId: 'hanna', basisPoints: 200 },
      { productId, basisPoints: 300 },
      { hostId: 'hanna', productId, basisPoints: 1234 },
    ]) {
      await setRate(rate);
      const before = (await balances())[0]?.open ?? 0;
      await sale([skuId]);
      earned.push((await balances())[0]!.open - before);
    }
    assert.deepEqual(earned, [10, 20, 30, 123]);
    const before = (await balances())[0]!.open;
    await sale([other]);
    assert.equal((await balances())[0]!.open - before, 20);
    await sale([skuId], {});
    assert.equal((await balances()).length, 1);
    assert.equal((await read(CommissionRates, shop.ask('GET', '/api/commission/rates', 'admin'))).items.length, 6);
  });

  test('is the rate of what the buyer kept, whatever was given back in whatever order', async () => {
    await setRate({ basisPoints: 777 });
    const product = await shop.product(99, { prices: [{ amount: 333, currency: 'USD' }], stock: 99 });
    const [a, b] = product.skus.map(({ id }) => id) as [string, string];
    const order = await sale([a, b]);
    assert.equal((await balances())[0]?.open, 77 + 25);
    await refund(order.id, { lines: [{ skuId: b, quantity: 1 }] });
    await refund(order.id, { amount: 1 });
    await shop.commerce.settle();
    assert.equal((await balances())[0]?.open, Math.floor((999 * 777) / 10_000));
    await refund(order.id, {});
    await shop.commerce.settle();
    assert.deepEqual(await balances(), [{ hostId: 'hanna', currency: 'USD', open: 0, settled: 0 }]);
  });

  test('is earned by what was paid in time alone', async () => {
    await setRate({ basisPoints: 1000 });
    const { skuId } = await shop.product(9);
    const order = await read(StoredOrder, shop.place('ann!', [{ skuId, quantity: 1 }], { liveId: 'friday' }));
    const opened = await shop.ask('POST', `/api/orders/${order.id}/pay`, 'ann!');
    const { payUrl } = (await opened.json()) as { payUrl: string };
    assert.deepEqual(await balances(), [], 'nothing before it is paid');
    shop.clock.now = order.expiresAt;
    await shop.commerce.settle();
    await shop.app.request(new URL(payUrl).pathname, { method: 'POST', body: new URLSearchParams({ outcome: 'captured' }) });
    await shop.commerce.settle();
    assert.equal((await shop.orderNow(order.id)).refunded.amount, 1000);
    assert.deepEqual(await balances(), []);
  });

  test('is taken back once a refund is done, not while it is asked for', async () => {
    await shop.close();
    // The provider never tells of a refund of 3.00.
    shop = await setUpShop({
      carry: async (body, headers, deliver) =>
        body.includes('"amount":300') ? new Response('', { status: 503 }) : deliver(body, headers),
    });
    await openLive(shop, 'friday', 'hanna');
    await setRate({ basisPoints: 1000 });
    const { skuId } = await shop.product(9);
    const order = await sale([skuId]);
    await refund(order.id, { amount: 300 });
    await refund(order.id, { amount: 200 });
    await shop.commerce.settle();
    const now = await shop.orderNow(order.id);
    assert.deepEqual([now.refunded.amount, now.refunding?.amount], [200, 300]);
    assert.equal((await balances())[0]?.open, 80);
  });

  test('is settled when the time for refunds is over; what is taken back later is settled at once', async () => {
    await setRate({ basisPoints: 1000 });
    const { skuId } = await shop.product(9);
    const order = await sale([skuId]);
    shop.clock.now += 14 * DAY - 1;
    await shop.commerce.settle();
    assert.deepEqual(await balances(), [{ hostId: 'hanna', currency: 'USD', open: 100, settled: 0 }]);
    shop.clock.now += 1;
    await shop.commerce.settle();
    assert.deepEqual(await balances(), [{ hostId: 'hanna', currency: 'USD', open: 0, settled: 100 }]);
    await refund(order.id, { amount: 500 });
    await shop.commerce.settle();
    await shop.commerce.settle();
    assert.deepEqual(await balances(), [{ hostId: 'hanna', currency: 'USD', open: 0, settled: 50 }]);
  });

  test('is told as a statement to the shop, and to each host their own', async () => {
    await setRate({ basisPoints: 1000 });
    await openLive(shop, 'monday', 'test-host');
    const { skuId } = await shop.product(9, { prices: [{ amount: 1000, currency: 'USD' }], stock: 9 });
    const order = await sale([skuId]);
    shop.clock.now += 1;
    await sale([skuId], { liveId: 'monday' });
    await refund(order.id, {});
    await shop.commerce.settle();
    const csv = async (by: 'admin' | 'host', query = '') => {
      const answer = await shop.ask('GET', `/api/commission/statement.csv${query}`, by);
      assert.match(answer.headers.get('Content-Type') ?? '', /^text\/csv/);
      return (await answer.text()).trimEnd().split('\r\n');
    };
    const lines = await csv('admin');
    assert.equal(lines.length, 4);
    assert.match(lines[1]!, new RegExp(`,hanna,${order.number},A lamp,10,1,USD,$`));
    assert.match(lines[3]!, /,-1,USD,$/);
    assert.equal((await csv('admin', '?hostId=hanna')).length, 3);
    assert.equal((await csv('host', '?hostId=hanna')).length, 2);
    assert.equal((await csv('admin', `?from=${shop.clock.now + 1}`)).length, 1);
    assert.equal((await csv('admin', `?to=${shop.clock.now}`)).length, 2, 'what is told until before a moment');
    shop.clock.now += 14 * DAY;
    await shop.commerce.settle();
    assert.match(
      (await csv('admin'))[1]!,
      new RegExp(`,USD,${new Date(shop.clock.now).toISOString()}$`),
      'and since when it is due',
    );
    assert.equal(await refusal(shop.ask('GET', '/api/commission/statement.csv', 'ann!')), 'forbidden');
    assert.equal(await refusal(shop.ask('PUT', '/api/commission/rates', 'host', { basisPoints: 1 })), 'forbidden');
    for (const basisPoints of [-1, 10_001, 1.5, '1']) assert.equal(await refusal(setRate({ basisPoints })), 'invalid');
  });

  test('property: entries of a line add up to the rate of what is left', async () => {
    await setRate({ basisPoints: 3333 });
    const product = await shop.product(9999, { prices: [{ amount: 997, currency: 'JPY' }], stock: 9999 });
    const yen = product.skus[1]!.id;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 3 }), async (amounts) => {
        const placed = shop.place('ann!', [{ skuId: yen, quantity: 2 }], { liveId: 'friday', currency: 'JPY' });
        const order = await read(StoredOrder, placed);
        await shop.pay(order);
        let back = 0;
        for (const amount of amounts) {
          if (back + amount > 1994) continue;
          back += amount;
          assert.equal((await refund(order.id, { amount })).status, 202);
        }
        await shop.commerce.settle();
        const entries = (await shop.deps.db.select().from(commissionEntries)).filter(({ orderId }) => orderId === order.id);
        const sum = entries.reduce((total, { amount }) => total + amount, 0);
        assert.equal(sum, Math.floor(((1994 - back) * 3333) / 10_000));
        assert.ok(entries.every(({ amount }) => Number.isSafeInteger(amount)));
      }),
      { numRuns: 15 },
    );
  });
});

describe('what brought the orders', () => {
  test('is told by pop-up, show and host, in each currency, with what went back', async () => {
    const shop = await setUpShop();
    await openLive(shop, 'friday', 'hanna');
    await openLive(shop, 'monday', 'hanna');
    const { skuId } = await shop.product(99);
    const sale = async (more: object, quantity = 1, pay = true) => {
      const order = await read(StoredOrder, shop.place('ann!', [{ skuId, quantity }], more));
      if (pay) await shop.pay(order);
      return order;
    };
    const first = await sale({ liveId: 'friday', popupEventId: 'evt_1' }, 2);
    await sale({ liveId: 'friday', popupEventId: 'evt_2' });
    await sale({ liveId: 'monday' });
    await sale({ liveId: 'monday' }, 1, false);
    await sale({});
    await shop.ask('POST', `/api/orders/${first.id}/refund`, 'admin', { amount: 500 }, { 'Idempotency-Key': 'k' });
    await shop.commerce.settle();
    const report = async (query: string) =>
      (await read(Attribution, shop.ask('GET', `/api/orders/report?${query}`, 'admin'))).items.map(
        ({ popupEventId, liveId, anchorId, orders, paid, units, revenue, refunded }) =>
          [popupEventId ?? liveId ?? anchorId ?? '', orders, paid, units, revenue.amount, refunded.amount].join(' '),
      );
    assert.deepEqual(await report('by=host'), ['hanna 4 3 4 4000 500', ' 1 1 1 1000 0']);
    assert.deepEqual((await report('by=live'))[0], 'friday 2 2 3 3000 500');
    assert.deepEqual((await report('by=popup'))[0], 'evt_1 1 1 2 2000 500');
    assert.deepEqual(await report(`from=${shop.clock.now + 1}`), []);
    assert.deepEqual(await report(`to=${shop.clock.now}`), []);
    await shop.ask('POST', `/api/orders/${first.id}/refund`, 'admin', {}, { 'Idempotency-Key': 'rest' });
    await shop.commerce.settle();
    assert.deepEqual((await report('by=popup'))[0], 'evt_1 1 1 2 2000 2000', 'what was paid counts, whatever became of it');

    const euros = await shop.product(9, { prices: [{ amount: 700, currency: 'EUR' }], stock: 9 });
    const inEuros = [{ skuId: euros.skus[1]!.id, quantity: 1 }];
    await shop.pay(await read(StoredOrder, shop.place('ann!', inEuros, { currency: 'EUR' })));
    const late = await sale({}, 1, false);
    const opened = await shop.ask('POST', `/api/orders/${late.id}/pay`, 'ann!');
    shop.clock.now = late.expiresAt;
    await shop.commerce.settle();
    const { payUrl } = (await opened.json()) as { payUrl: string };
    await shop.app.request(new URL(payUrl).pathname, { method: 'POST', body: new URLSearchParams({ outcome: 'captured' }) });
    await shop.commerce.settle();
    assert.equal((await shop.orderNow(late.id)).refunded.amount, 1000);
    assert.deepEqual(
      (await report('by=host')).slice(1),
      [' 2 1 1 1000 0', ' 1 1 1 700 0'],
      'currencies stay apart, and money that came too late is none that was given back',
    );
    assert.equal(await refusal(shop.ask('GET', '/api/orders/report', 'host')), 'forbidden');
    await shop.close();
  });
});

describe('what was bought', () => {
  const announcedIn = async (env: Record<string, string>) => {
    const shop = await setUpShop({ env });
    await openLive(shop, 'friday', 'hanna');
    await shop.deps.db.insert(users).values({ id: 'ann', sub: 'ann', changeId: 'c', name: 'ann Lee', createdAt: 1 });
    const { skuId } = await shop.product(9);
    await shop.pay(await read(StoredOrder, shop.place('ann!', [{ skuId, quantity: 2 }], { liveId: 'friday' })));
    const events = (await shop.deps.db.select().from(roomEvents)).filter(({ type }) => type === 'purchase.announced');
    await shop.close();
    return events.map(({ body, to, liveId }) => ({ to, liveId, ...(JSON.parse(body) as { buyerName: string; title: string }) }));
  };

  test('is told to nobody, unless the shop says so: then to the room, with a masked name', async () => {
    assert.deepEqual(await announcedIn({}), []);
    const [event, ...more] = await announcedIn({ ANNOUNCE_PURCHASES: 'on' });
    assert.deepEqual(
      [event?.to, event?.liveId, event?.buyerName, event?.title, more.length],
      [null, 'friday', 'A***', 'A lamp', 0],
    );
  });
});

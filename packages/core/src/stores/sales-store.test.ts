import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { LiveError } from '../errors.ts';
import { RoomBus } from '../room-bus.ts';
import { fakeRequest } from '../testing/fake-request.ts';
import { SalesStore } from './sales-store.ts';

/** Time is the test's: `pass` lets it go by and everything settle. */
function setUp(t: TestContext) {
  let now = 0;
  let failing = false;
  let orders = 0;
  t.mock.timers.enable({ apis: ['setTimeout'] });
  t.mock.method(performance, 'now', () => now);
  const { request, asked } = fakeRequest(() => {
    if (failing) throw new LiveError('offline', 'offline');
    return { orders: (orders += 1), paid: 0, units: 0, revenue: [], recent: [], products: [] };
  });
  const bus = new RoomBus();
  const closing = new AbortController();
  const following = new AbortController();
  t.after(() => closing.abort());
  const store = new SalesStore({ liveId: 'friday', request, bus, closed: closing.signal });
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  const pass = async (ms: number) => {
    for (let left = ms; left > 0; left -= 100) {
      now += 100;
      t.mock.timers.tick(100);
      await settle();
    }
  };
  const sell = () =>
    bus.emit({ type: 'stock.changed', eventId: `s${now}`, liveId: 'friday', ts: 1, productId: 'p', skuId: 's', stock: 1 });
  return { store, asked, following, pass, settle, sell, fail: (fails: boolean) => (failing = fails) };
}

test('nothing is read until somebody follows', async (t) => {
  const { asked, sell, pass } = setUp(t);

  sell();
  await pass(20_000);

  assert.equal(asked.length, 0);
});

test('a rush of orders is read once in two seconds', async (t) => {
  const { store, asked, following, sell, pass, settle } = setUp(t);
  store.follow(following.signal);
  await settle();

  for (let n = 0; n < 10; n++) {
    sell();
    await pass(100);
  }
  assert.equal(asked.length, 1);
  await pass(1_500);

  assert.equal(asked.length, 2);
  assert.equal(store.sales?.orders, 2);
});

test('a payment moves no stock and is seen all the same', async (t) => {
  const { store, asked, following, pass } = setUp(t);
  store.follow(following.signal);

  await pass(15_500);

  assert.equal(asked.length, 2);
});

test('what was read stays while the server cannot be reached', async (t) => {
  const { store, following, pass, settle, fail } = setUp(t);
  store.follow(following.signal);
  await settle();
  fail(true);

  await pass(15_500);
  assert.deepEqual([store.failure, store.sales?.orders], ['offline', 1]);

  fail(false);
  await pass(15_500);
  assert.equal(store.failure, undefined);
});

test('nothing is read any more once nobody follows', async (t) => {
  const { store, asked, following, sell, pass, settle } = setUp(t);
  store.follow(following.signal);
  await settle();

  following.abort();
  sell();
  await pass(20_000);

  assert.equal(asked.length, 1);
});

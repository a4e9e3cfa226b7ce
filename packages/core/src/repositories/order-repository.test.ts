import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { LiveError, type LiveErrorCode } from '../errors.ts';
import { RoomBus } from '../room-bus.ts';
import type { Order } from '../schemas/order.ts';
import { eventually } from '../testing/eventually.ts';
import { type Asked, deferred, fakeRequest } from '../testing/fake-request.ts';
import { OrderRepository } from './order-repository.ts';

const order = (change: Partial<Order> = {}): Order => ({
  id: 'o1',
  number: '1001',
  status: 'reserved',
  total: { amount: 100, currency: 'USD' },
  refunded: { amount: 0, currency: 'USD' },
  items: [],
  expiresAt: 2,
  createdAt: 1,
  ...change,
});
const wanted = { items: [{ skuId: 'k1', quantity: 1 }] };

function setUp(t: TestContext, answer: (asked: Asked) => unknown) {
  const { request, asked } = fakeRequest(answer);
  const bus = new RoomBus();
  const closing = new AbortController();
  t.after(() => closing.abort());
  const orders = new OrderRepository({ request, bus, closed: closing.signal }, { baseMs: 1, capMs: 2 });
  const paid = () =>
    bus.emit({
      type: 'order.paid',
      eventId: 'e1',
      liveId: 'friday',
      ts: 1,
      to: 'u1',
      orderId: 'o1',
      number: '1001',
      status: 'paid',
    });
  return { orders, asked, paid, closing };
}

/** Fails with these codes first. */
function after(...codes: LiveErrorCode[]) {
  return (answer: unknown) => {
    const code = codes.shift();
    if (code) throw new LiveError(code, code);
    return answer;
  };
}

test('while the outcome is uncertain an order is asked for again with the same key', async (t) => {
  const fail = after('timeout', 'in-progress', 'offline', 'unavailable');
  const { orders, asked } = setUp(t, () => fail(order()));

  await orders.place(wanted, 'key-1');

  assert.equal(asked.length, 5);
  assert.deepEqual([...new Set(asked.map(({ idempotencyKey }) => idempotencyKey))], ['key-1']);
  assert.equal(orders.order('o1')?.number, '1001');
});

test('the retries are bounded and end with the last reason', async (t) => {
  const { orders, asked } = setUp(t, () => {
    throw new LiveError('offline', 'No network');
  });

  await assert.rejects(orders.place(wanted, 'key-1'), { code: 'offline' });

  assert.equal(asked.length, 6);
});

test('a refusal is final', async (t) => {
  const fail = after('sold-out');
  const { orders, asked } = setUp(t, () => fail(order()));

  await assert.rejects(orders.place(wanted, 'key-1'), { code: 'sold-out' });

  assert.equal(asked.length, 1);
  assert.deepEqual(orders.orders, []);
});

test('an order that the room told of is read from the server', async (t) => {
  const { orders, paid } = setUp(t, () => order({ status: 'paid', total: { amount: 90, currency: 'USD' } }));

  paid();
  await eventually(() => orders.order('o1') !== undefined);

  assert.equal(orders.order('o1')?.total.amount, 90);
});

test('a known order shows its new state at once', async (t) => {
  const answers = [order(), deferred<Order>().promise];
  const { orders, paid } = setUp(t, () => answers.shift());
  await orders.fetch('o1');

  paid();

  assert.equal(orders.order('o1')?.status, 'paid');
});

test('an answer that was overtaken does not turn an order back', async (t) => {
  const late = deferred<Order>();
  const answers = [late.promise, order({ status: 'paid' })];
  const { orders } = setUp(t, () => answers.shift());
  const first = orders.fetch('o1');
  await orders.fetch('o1');

  late.resolve(order({ status: 'reserved' }));
  await first;

  assert.equal(orders.order('o1')?.status, 'paid');
});

test('a page of the list does not turn back an order that was read meanwhile', async (t) => {
  const page = deferred<unknown>();
  const { orders } = setUp(t, ({ path }) => (path === '/orders' ? page.promise : order({ status: 'paid' })));
  const listing = orders.fetchAll();
  await orders.fetch('o1');

  page.resolve({ items: [order(), order({ id: 'o2', createdAt: 5 })], cursor: '' });
  await listing;

  assert.deepEqual(
    orders.orders.map(({ id, status }) => [id, status]),
    [
      ['o2', 'reserved'],
      ['o1', 'paid'],
    ],
  );
});

test('all pages are read', async (t) => {
  const { orders, asked } = setUp(t, ({ query }) =>
    query?.['cursor'] ? { items: [order({ id: 'o2' })], cursor: '' } : { items: [order()], cursor: 'next' },
  );

  await orders.fetchAll();

  assert.equal(orders.orders.length, 2);
  assert.equal(asked[1]?.query?.['cursor'], 'next');
});

test('what was asked for one visitor is not kept for the next', async (t) => {
  const answer = deferred<Order>();
  const { orders } = setUp(t, () => answer.promise);
  const reading = orders.fetch('o1');

  orders.forget();
  answer.resolve(order());
  await reading;

  assert.deepEqual(orders.orders, []);
});

test('an order that was placed while the room closed is still the caller’s', async (t) => {
  const answer = deferred<Order>();
  const { orders, closing } = setUp(t, () => answer.promise);
  const placing = orders.place(wanted, 'key-1');

  closing.abort();
  answer.resolve(order());

  assert.equal((await placing).id, 'o1');
});

test('paying gives the address, under one key for each order', async (t) => {
  const fail = after('timeout');
  const { orders, asked } = setUp(t, () => fail({ payUrl: 'https://pay.example.com/1' }));

  assert.equal(await orders.pay('o1'), 'https://pay.example.com/1');

  assert.equal(asked.length, 2);
  assert.equal(asked[0]?.idempotencyKey, asked[1]?.idempotencyKey);
});

test('older orders are read a page at a time, until there are none', async (t) => {
  const { orders, asked } = setUp(t, ({ query }) =>
    query?.['cursor'] === 'older'
      ? { items: [order({ id: 'o1', createdAt: 1 })], cursor: '' }
      : { items: [order({ id: 'o2', createdAt: 2 })], cursor: 'older' },
  );
  await Promise.all([orders.fetchNext(), orders.fetchNext()]);
  assert.deepEqual(
    orders.orders.map(({ id }) => id),
    ['o2'],
  );
  assert.equal(orders.hasMore, true);

  await orders.fetchNext();
  await orders.fetchNext();

  assert.deepEqual(
    orders.orders.map(({ id }) => id),
    ['o2', 'o1'],
  );
  assert.equal(orders.hasMore, false);
  assert.equal(asked.length, 2);
});

test('a page that could not be read says why, and is read the next time', async (t) => {
  const fail = after('unavailable');
  const { orders } = setUp(t, () => fail({ items: [order()], cursor: '' }));

  await orders.fetchNext();
  const reason = orders.failure;
  await orders.fetchNext();

  assert.equal(reason, 'unavailable');
  assert.equal(orders.failure, undefined);
  assert.equal(orders.orders.length, 1);
});

test('the next visitor’s list begins anew, and the last one’s page is not in it', async (t) => {
  const page = deferred<unknown>();
  const pages = [page.promise, { items: [], cursor: '' }];
  const { orders } = setUp(t, () => pages.shift());
  const reading = orders.fetchNext();

  orders.forget();
  page.resolve({ items: [order()], cursor: 'older' });
  await reading;
  const left = orders.orders.length;
  await orders.fetchNext();

  assert.equal(left, 0);
  assert.equal(orders.hasMore, false);
});

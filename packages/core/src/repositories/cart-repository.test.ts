import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { LiveError } from '../errors.ts';
import { signal } from '../reactive.ts';
import { RoomBus } from '../room-bus.ts';
import type { Cart } from '../schemas/order.ts';
import { eventually } from '../testing/eventually.ts';
import { type Asked, deferred, fakeRequest } from '../testing/fake-request.ts';
import { CartRepository } from './cart-repository.ts';

const cart = (...quantities: number[]): Cart => ({
  lines: quantities.map((quantity, i) => ({
    id: `line-${i}`,
    skuId: `k${i}`,
    productId: 'mug',
    title: 'Mug',
    options: {},
    quantity,
    unitPrice: { amount: 100, currency: 'USD' },
    available: 9,
  })),
  total: { amount: 0, currency: 'USD' },
});

function setUp(t: TestContext, answer: (asked: Asked) => unknown) {
  const { request, asked } = fakeRequest(answer);
  const bus = new RoomBus();
  const closing = new AbortController();
  t.after(() => closing.abort());
  const currency = signal<string | undefined>(undefined);
  const repository = new CartRepository({ request, bus, closed: closing.signal, currency: () => currency.value });
  return { repository, asked, bus, currency };
}

test('changes are made one after the other, and the last answer holds', async (t) => {
  const first = deferred<Cart>();
  const answers = [first.promise, cart(1, 2)];
  const { repository, asked } = setUp(t, () => answers.shift());
  const changes = [repository.add('k0'), repository.add('k1', 2)];
  await eventually(() => asked.length === 1);
  assert.equal(repository.busy, true);

  first.resolve(cart(1));
  await Promise.all(changes);

  assert.equal(repository.count, 3);
  assert.equal(repository.busy as boolean, false);
  assert.deepEqual(asked[1]?.body, { skuId: 'k1', quantity: 2 });
});

test('a refusal changes nothing and blocks nothing', async (t) => {
  const answers: unknown[] = [new LiveError('sold-out', 'Gone'), cart(1)];
  const { repository } = setUp(t, () => {
    const answer = answers.shift();
    if (answer instanceof LiveError) throw answer;
    return answer;
  });

  await assert.rejects(repository.add('k0'), { code: 'sold-out' });
  assert.equal(repository.failure as string, 'sold-out');
  await repository.add('k1');

  assert.equal(repository.count, 1);
  assert.equal(repository.failure, undefined);
});

test('a server that answers a change without the cart is asked for it', async (t) => {
  const { repository } = setUp(t, ({ method }) => (method === 'GET' ? cart(4) : {}));

  await repository.remove('line-0');

  assert.equal(repository.count, 4);
});

test('lines show what can be bought now', async (t) => {
  const { repository, bus } = setUp(t, () => cart(2));
  await repository.fetch();

  bus.emit({ type: 'stock.changed', eventId: 'e1', liveId: 'friday', ts: 1, productId: 'mug', skuId: 'k0', stock: 1 });

  assert.equal(repository.cart?.lines[0]?.available, 1);
});

test('prices are asked for in the room’s currency, again when it becomes known', async (t) => {
  const { repository, asked, currency } = setUp(t, () => cart(1));
  currency.value = 'EUR';
  assert.equal(asked.length, 0);
  await repository.fetch();

  currency.value = 'CNY';
  await eventually(() => asked.length === 2 && !repository.busy);

  assert.deepEqual(
    asked.map(({ query }) => query),
    [{ currency: 'EUR' }, { currency: 'CNY' }],
  );
});

test('another visitor does not see this one’s cart', async (t) => {
  const answer = deferred<Cart>();
  const { repository } = setUp(t, () => answer.promise);
  const reading = repository.fetch();
  await Promise.resolve();

  repository.forget();
  answer.resolve(cart(1));
  await reading;

  assert.equal(repository.cart, undefined);
});

test('clearing removes every line', async (t) => {
  const answers = [cart(1, 1), cart(1), cart()];
  const { repository, asked } = setUp(t, () => answers.shift());

  await repository.clear();

  assert.deepEqual(
    asked.map(({ method, path }) => `${method} ${path}`),
    ['GET /cart', 'DELETE /cart/lines/line-0', 'DELETE /cart/lines/line-1'],
  );
  assert.equal(repository.count, 0);
});

test('an estimate waits for the changes under way, and is in the room’s currency', async (t) => {
  const money = (amount: number) => ({ amount, currency: 'EUR' });
  const answer = {
    lines: [],
    subtotal: money(0),
    shipping: money(500),
    shippingTax: money(95),
    tax: money(95),
    taxIncluded: false,
    total: money(595),
    unavailable: ['k9'],
  };
  const adding = deferred<Cart>();
  const { repository, asked, currency } = setUp(t, ({ path }) => (path === '/cart/estimate' ? answer : adding.promise));
  currency.value = 'EUR';
  const added = repository.add('k0');
  const estimated = repository.estimate({ destination: { country: 'DE' } });
  await new Promise((resolve) => setTimeout(resolve, 5));
  assert.equal(asked.length, 1);

  adding.resolve(cart(1));
  await added;

  assert.deepEqual(await estimated, answer);
  assert.deepEqual(asked[1]?.body, { destination: { country: 'DE' }, currency: 'EUR' });
});

import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { LiveError } from '../errors.ts';
import { RoomBus } from '../room-bus.ts';
import type { Product } from '../schemas/product.ts';
import { eventually } from '../testing/eventually.ts';
import { type Asked, deferred, fakeRequest } from '../testing/fake-request.ts';
import { snapshot } from '../testing/snapshot.ts';
import { ProductRepository } from './product-repository.ts';

const mug = (stock = 5): Product => ({
  id: 'mug',
  title: 'Mug',
  description: '',
  category: '',
  images: [],
  skus: [{ id: 'k1', options: {}, prices: [{ amount: 100, currency: 'USD' }], compareAt: [], stock }],
  createdAt: 1,
});
const lamp: Product = { ...mug(), id: 'lamp', skus: [] };
const shelf = (...items: Product[]) => ({ listId: 'l1', version: 1, items });
const envelope = { eventId: 'e1', liveId: 'friday', ts: 1 };

function setUp(t: TestContext, answer: (asked: Asked) => unknown) {
  const { request, asked } = fakeRequest(answer);
  const bus = new RoomBus();
  const closing = new AbortController();
  t.after(() => closing.abort());
  const products = new ProductRepository({ liveId: 'friday', request, bus, closed: closing.signal });
  const stock = (left: number) => bus.emit({ ...envelope, type: 'stock.changed', productId: 'mug', skuId: 'k1', stock: left });
  const shelfChanged = () => bus.emit({ ...envelope, type: 'shelf.changed', listId: 'l1', version: 2 });
  const left = () => products.product('mug')?.skus[0]?.stock;
  return { products, bus, asked, stock, shelfChanged, left };
}

test('the shelf is undefined until it is read, and keeps the host’s order', async (t) => {
  const { products } = setUp(t, () => shelf(lamp, mug()));
  const ids = () => products.shelf?.map(({ id }) => id);
  assert.equal(ids(), undefined);

  await products.fetchShelf();

  assert.deepEqual(ids(), ['lamp', 'mug']);
});

test('stock follows the room, on the shelf and in each product', async (t) => {
  const { products, stock, left } = setUp(t, () => shelf(mug()));
  await products.fetchShelf();

  stock(2);

  assert.equal(left(), 2);
  assert.equal(products.shelf?.[0]?.skus[0]?.stock, 2);
});

test('stock that the room told of while an answer was under way beats the answer', async (t) => {
  const answer = deferred<unknown>();
  const { products, stock, left } = setUp(t, () => answer.promise);
  const reading = products.fetchShelf();

  stock(0);
  answer.resolve(shelf(mug(5)));
  await reading;

  assert.equal(left(), 0);
});

test('a changed shelf is read anew; many changes at once take two reads', async (t) => {
  const answers: unknown[] = [shelf(mug())];
  const { products, asked, shelfChanged } = setUp(t, () => answers.shift() ?? shelf(mug(), lamp));
  await products.fetchShelf();

  for (let i = 0; i < 5; i += 1) shelfChanged();
  await eventually(() => products.shelf?.length === 2);
  await products.fetchShelf();

  assert.ok(asked.length <= 4, `${asked.length} reads`);
});

test('a change during a read is not lost', async (t) => {
  const first = deferred<unknown>();
  const answers = [first.promise, shelf(mug(), lamp)];
  const { products, shelfChanged } = setUp(t, () => answers.shift());
  const reading = products.fetchShelf();

  shelfChanged();
  first.resolve(shelf(mug()));
  await reading;

  assert.equal(products.shelf?.length, 2);
});

test('nobody who did not ask for the shelf loads it', async (t) => {
  const { asked, shelfChanged, bus } = setUp(t, () => shelf());

  shelfChanged();
  bus.emitSnapshot(snapshot());

  assert.equal(asked.length, 0);
});

test('a shelf that cannot be read says why, and recovers on the next snapshot', async (t) => {
  const answers: unknown[] = [new LiveError('forbidden', 'No'), shelf(mug())];
  const { products, bus } = setUp(t, () => {
    const answer = answers.shift();
    if (answer instanceof LiveError) throw answer;
    return answer;
  });
  await products.fetchShelf();
  assert.equal(products.shelfFailure as string, 'forbidden');

  bus.emitSnapshot(snapshot());
  await eventually(() => products.shelf !== undefined);

  assert.equal(products.shelfFailure, undefined);
});

test('adding to the shelf sends the whole order', async (t) => {
  const { products, asked } = setUp(t, ({ body }) => (body ? shelf(mug(), lamp) : shelf(mug())));
  await products.fetchShelf();

  await products.addToShelf('lamp');
  await products.addToShelf('lamp');

  assert.deepEqual(
    asked.filter(({ method }) => method === 'PUT').map(({ body }) => body),
    [{ productIds: ['mug', 'lamp'] }],
  );
});

test('pages follow the cursor to the end, and stop when nobody reads on', async (t) => {
  const answers: Record<string, unknown> = {
    '': { items: [mug()], cursor: 'c1' },
    c1: { items: [lamp], cursor: 'c2' },
    c2: { items: [], cursor: '' },
  };
  const { products, asked } = setUp(t, ({ query }) => answers[query?.cursor ?? '']);

  const seen: string[] = [];
  for await (const page of products.pages({ q: 'm', sort: 'price', limit: 1 })) seen.push(...page.map(({ id }) => id));
  assert.deepEqual(seen, ['mug', 'lamp']);
  assert.deepEqual(
    asked.map(({ query }) => query),
    [
      { q: 'm', sort: 'price', limit: 1 },
      { q: 'm', sort: 'price', limit: 1, cursor: 'c1' },
      { q: 'm', sort: 'price', limit: 1, cursor: 'c2' },
    ],
  );
  assert.equal(products.product('mug')?.title, 'Mug');

  for await (const _ of products.pages()) break;
  assert.equal(asked.length, 4);
});

test('who waits for a SKU waits until it is back or they leave', async (t) => {
  const { products, bus, asked } = setUp(t, ({ method, path }) =>
    path === '/products/waitlist'
      ? { items: [{ skuId: 'k1', productId: 'mug', title: 'Mug', since: 1 }] }
      : { waiting: method === 'POST' },
  );
  const waiting = () => [...(products.waitlist ?? [])];
  assert.equal(products.waitlist, undefined);
  await products.fetchWaitlist();
  await products.joinWaitlist('mug', 'k2');
  assert.deepEqual(waiting(), ['k1', 'k2']);

  bus.emit({ ...envelope, type: 'stock.returned', to: 'me', productId: 'mug', skuId: 'k1', title: 'Mug', stock: 3 });
  await products.leaveWaitlist('mug', 'k2');

  assert.deepEqual(waiting(), []);
  assert.deepEqual(
    asked.slice(1).map(({ method, path, body }) => [method, path, body]),
    [
      ['POST', '/products/mug/skus/k2/waitlist', { liveId: 'friday' }],
      ['DELETE', '/products/mug/skus/k2/waitlist', undefined],
    ],
  );
});

test('a host’s edit changes nothing on the page until the room tells of it', async (t) => {
  const stockOfMug = { skuId: 'k1', productId: 'mug', stock: 5, soldOut: true, available: 0, waiting: 2 };
  const { products, stock, left, asked } = setUp(t, ({ path }) => (path.endsWith('/shelf') ? shelf(mug(5)) : stockOfMug));
  await products.fetchShelf();

  assert.deepEqual(await products.editStock('mug', 'k1', { soldOut: true }), stockOfMug);
  assert.equal(left(), 5);
  stock(0);

  assert.equal(left(), 0);
  assert.deepEqual(asked.at(-1), { method: 'PUT', path: '/products/mug/skus/k1/stock', body: { soldOut: true } });
  assert.equal((await products.fetchStock('mug', 'k1')).waiting, 2);
});

test('categories come as the server sorts them', async (t) => {
  const items = [
    { category: 'Home', products: 2 },
    { category: 'Art', products: 1 },
  ];
  const { products } = setUp(t, () => ({ items }));
  assert.deepEqual(await products.categories(), items);
});

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import * as v from 'valibot';
import { Live, LivePage, Metadata } from '@vitrine/core/schemas/live.ts';
import { Shelf } from '@vitrine/core/schemas/shelf.ts';
import { ListingMetadata, listingFromMetadata } from '@vitrine/core/schemas/popup.ts';
import { asc } from 'drizzle-orm';
import { roomEvents } from '../rooms/tables.ts';
import { setUpRooms, type RoomsSetUp } from '../rooms/testing.ts';
import { read, refusal } from '../testing/set-up.ts';

const Accepted = v.object({ eventId: v.string(), startTimestamp: v.number() });
const Values = v.object({ metadata: Metadata });

async function setUp(t: TestContext, options?: RoomsSetUp) {
  const server = await setUpRooms(t, options);
  await server.show('friday');
  return {
    ...server,
    metadata: async (id = 'friday') => (await read(Values, server.ask('viewer', 'GET', `/${id}/metadata`))).metadata,
    popUp: (productId: string, id = 'friday') => server.ask('host', 'POST', `/${id}/popup`, { productId }),
    /** The durable events so far, oldest first. */
    history: async () => {
      const rows = await server.deps.db.select().from(roomEvents).orderBy(asc(roomEvents.id));
      return rows.map(({ type, seq, eventId, body, metadata }): Record<string, unknown> => ({
        type,
        seq,
        eventId,
        ...(JSON.parse(body) as Record<string, unknown>),
        metadata: metadata && (JSON.parse(metadata) as Record<string, string>),
      }));
    },
  };
}

test('a host plans a show and everybody can read it', async (t) => {
  const { ask } = await setUp(t);

  const answer = await ask('host', 'POST', '/', { title: 'Watches', notice: 'Hello' });
  assert.equal(answer.status, 201);
  const live = await read(Live, answer);

  assert.equal(live.status, 'scheduled');
  assert.equal(live.hostId, 'test-host');
  assert.deepEqual(await read(Live, ask('guest', 'GET', `/${live.id}`)), live);
});

test('an id can be taken once', async (t) => {
  const { ask } = await setUp(t);

  const answer = await ask('host', 'POST', '/', { id: 'friday', title: 'Again' }, { userId: 'another' });

  assert.equal(await refusal(answer), 'conflict');
  assert.equal((await read(Live, ask('guest', 'GET', '/friday'))).hostId, 'test-host');
});

test('the stream key and the epoch never show in what everybody can read', async (t) => {
  const { ask } = await setUp(t);

  const body = await (await ask('host', 'GET', '/friday')).text();

  assert.doesNotMatch(body, /streamKey|stream_key|epoch|changeId/);
});

test('only an admin makes shows for others', async (t) => {
  const { ask } = await setUp(t);

  assert.equal(await refusal(ask('host', 'POST', '/', { title: 'X', hostId: 'bo' })), 'forbidden');
  assert.equal((await read(Live, ask('admin', 'POST', '/', { title: 'X', hostId: 'bo' }))).hostId, 'bo');
});

test('the list pages through all shows once, those on now first', async (t) => {
  const { ask } = await setUp(t);
  for (const id of ['a', 'b', 'c', 'd']) await ask('host', 'POST', '/', { id, title: id });
  await ask('host', 'POST', '/b/start');
  await ask('host', 'POST', '/c/end');

  const seen: string[] = [];
  let cursor = '';
  do {
    const page = await read(LivePage, ask('guest', 'GET', `/?limit=2&cursor=${cursor}`));
    seen.push(...page.items.map(({ id }) => id));
    ({ cursor } = page);
  } while (cursor);

  assert.equal(seen[0], 'b');
  assert.equal(seen.at(-1), 'c');
  assert.deepEqual(seen.toSorted(), ['a', 'b', 'c', 'd', 'friday']);
  const live = await read(LivePage, ask('guest', 'GET', '/?status=live'));
  assert.deepEqual(
    live.items.map(({ id }) => id),
    ['b'],
  );
  assert.equal(await refusal(ask('guest', 'GET', '/?cursor=nonsense')), 'invalid');
});

test('starting and ending happen once, however often they are asked for', async (t) => {
  const { ask, history } = await setUp(t);

  const [first, second] = await Promise.all([ask('host', 'POST', '/friday/start'), ask('host', 'POST', '/friday/start')]);
  assert.deepEqual([first.status, second.status], [200, 200]);
  await Promise.all([ask('host', 'POST', '/friday/end'), ask('host', 'POST', '/friday/end')]);

  assert.deepEqual(
    (await history()).map(({ type, seq }) => [type, seq]),
    [
      ['live.started', 1],
      ['live.ended', 2],
    ],
  );
  assert.equal(await refusal(ask('host', 'POST', '/friday/start')), 'conflict');
});

test('a host runs only their own rooms', async (t) => {
  const { ask } = await setUp(t);
  const stranger = { userId: 'stranger' };

  for (const [method, path, body] of [
    ['POST', '/friday/start', undefined],
    ['POST', '/friday/end', undefined],
    ['PATCH', '/friday', { title: 'Mine' }],
    ['PUT', '/friday/shelf', { productIds: [] }],
    ['POST', '/friday/popup', { productId: 'p1' }],
    ['DELETE', '/friday/popup', undefined],
    ['PUT', '/friday/metadata', { metadata: { a: 'b' } }],
    ['GET', '/friday/stream-key', undefined],
    ['POST', '/friday/stream-key', undefined],
    ['POST', '/friday/members/x/mute', { seconds: 1 }],
    ['POST', '/friday/members/x/ban', { seconds: 1 }],
  ] as const) {
    assert.equal(await refusal(ask('host', method, path, body, stranger)), 'forbidden', `${method} ${path}`);
    assert.equal(await refusal(ask('viewer', method, path, body)), 'forbidden', `${method} ${path}`);
  }
  assert.equal((await ask('host', 'POST', '/friday/start', undefined, { ...stranger, rooms: ['friday'] })).status, 200);
});

test('whoever has no token may look, and do nothing', async (t) => {
  const { app } = await setUp(t);
  const headers = { 'Content-Type': 'application/json' };

  assert.equal((await app.request('/api/lives/friday')).status, 200);
  assert.equal((await app.request('/api/lives')).status, 200);
  for (const [method, path, body] of [
    ['POST', '', { title: 'X' }],
    ['POST', '/friday/start', {}],
    ['POST', '/friday/likes', { count: 1 }],
    ['PUT', '/friday/metadata', { metadata: {} }],
    ['POST', '/friday/members/x/ban', { seconds: 1 }],
  ] as const) {
    const answer = app.request(`/api/lives${path}`, { method, headers, body: JSON.stringify(body) });
    assert.equal(await refusal(answer), 'unauthenticated', path);
  }
});

test('a change of the title is told to the room', async (t) => {
  const { ask, history } = await setUp(t);

  const live = await read(Live, ask('host', 'PATCH', '/friday', { title: 'New', notice: 'Now' }));

  assert.equal(live.title, 'New');
  const [event] = await history();
  assert.equal(event?.type, 'live.updated');
});

test('the shelf keeps the host’s order and counts its versions', async (t) => {
  const { ask, product, metadata, history } = await setUp(t);
  for (const id of ['p1', 'p2', 'p3']) await product(id);

  const shelf = await read(Shelf, ask('host', 'PUT', '/friday/shelf', { productIds: ['p3', 'p1', 'p3'] }));

  assert.deepEqual(
    shelf.items.map(({ id }) => id),
    ['p3', 'p1'],
  );
  assert.deepEqual(await read(Shelf, ask('guest', 'GET', '/friday/shelf')), shelf);
  assert.deepEqual(JSON.parse((await metadata())['goods_list']!), { list_id: shelf.listId, version: 1 });
  assert.equal((await read(Shelf, ask('host', 'PUT', '/friday/shelf', { productIds: [] }))).version, 2);
  assert.deepEqual(
    (await history()).map(({ type, version }) => [type, version]),
    [
      ['shelf.changed', 1],
      ['shelf.changed', 2],
    ],
  );
});

test('a shelf with a product that the shop lacks changes nothing', async (t) => {
  const { ask, product, history } = await setUp(t);
  await product('p1');
  await product('gone', {}, { deletedAt: 2 });

  assert.equal(await refusal(ask('host', 'PUT', '/friday/shelf', { productIds: ['p1', 'nothing'] })), 'not-found');
  assert.equal(await refusal(ask('host', 'PUT', '/friday/shelf', { productIds: ['gone'] })), 'not-found');

  assert.equal((await read(Shelf, ask('guest', 'GET', '/friday/shelf'))).version, 0);
  assert.deepEqual(await history(), []);
});

test('a pop-up has the guide’s fields, in the metadata and in the message', async (t) => {
  const { ask, product, popUp, metadata, history } = await setUp(t);
  await product('p1', { USD: 9900, CNY: 71_280, EUR: 9000 }, { titleZh: '手表', images: ['/static/watch.png'] });
  await ask('host', 'PUT', '/friday/shelf', { productIds: ['p1'] });

  const answer = await popUp('p1');
  assert.equal(answer.status, 202);
  const { eventId, startTimestamp } = await read(Accepted, answer);

  assert.equal(eventId, `evt_p1_${startTimestamp}`);
  const text = (await metadata())['goods_on_shelf']!;
  const value = JSON.parse(text) as unknown;
  assert.deepEqual(value, {
    goods_id: 'p1',
    goods_name: 'Product p1',
    goods_name_zh: '手表',
    goods_name_en: 'Product p1',
    price: 9900,
    currency: 'USD',
    price_usd: 99,
    price_cny: 712.8,
    image_url: '/static/watch.png',
    start_timestamp: startTimestamp,
    status: 'active',
  });
  v.parse(ListingMetadata, value);
  const { serverTs, ...rest } = (await history()).at(-1)!;
  assert.equal(typeof serverTs, 'number');
  assert.deepEqual(rest, {
    type: 'GOODS_ON_SHELF',
    seq: 2,
    eventId,
    goodsId: 'p1',
    goodsName: 'Product p1',
    goodsNameZH: '手表',
    goodsNameEN: 'Product p1',
    price: 9900,
    currency: 'USD',
    priceUSD: 99,
    priceCNY: 712.8,
    imageUrl: '/static/watch.png',
    startTimestamp,
    metadata: { goods_on_shelf: text },
  });
});

test('a price that the shop has not set is not made up', async (t) => {
  const { ask, product, popUp, metadata } = await setUp(t);
  await product('p1', { EUR: 5000 });
  await ask('host', 'PUT', '/friday/shelf', { productIds: ['p1'] });

  await popUp('p1');

  const value = JSON.parse((await metadata())['goods_on_shelf']!) as Record<string, unknown>;
  assert.equal(value['price'], 5000);
  assert.equal(value['currency'], 'EUR');
  assert.equal('price_usd' in value || 'price_cny' in value, false);
});

test('only what is on the shelf pops up, and only before the show is over', async (t) => {
  const { ask, product, popUp, history } = await setUp(t);
  await product('p1');
  await product('p2');
  await ask('host', 'PUT', '/friday/shelf', { productIds: ['p1'] });
  const before = (await history()).length;

  assert.equal(await refusal(popUp('p2')), 'not-found');
  assert.equal(await refusal(popUp('nothing')), 'not-found');
  assert.equal((await history()).length, before);
  await ask('host', 'POST', '/friday/end');
  assert.equal(await refusal(popUp('p1')), 'conflict');
});

test('start timestamps rise strictly, with concurrent pop-ups and a clock that goes back', async (t) => {
  let time = 1_773_321_389_000;
  const { ask, product, popUp } = await setUp(t, { now: () => time });
  await product('p1');
  await ask('host', 'PUT', '/friday/shelf', { productIds: ['p1'] });

  const together = await Promise.all(Array.from({ length: 8 }, async () => (await read(Accepted, popUp('p1'))).startTimestamp));
  time -= 60_000;
  const after = (await read(Accepted, popUp('p1'))).startTimestamp;

  assert.equal(new Set(together).size, 8);
  assert.ok(after > Math.max(...together));
});

test('the same product may pop up in two rooms in one millisecond', async (t) => {
  const { ask, show, product, popUp } = await setUp(t, { now: () => 1_773_321_389_000 });
  await show('saturday');
  await product('p1');
  for (const id of ['friday', 'saturday']) await ask('host', 'PUT', `/${id}/shelf`, { productIds: ['p1'] });

  const answers = await Promise.all([popUp('p1'), popUp('p1', 'saturday')]);

  assert.deepEqual(
    answers.map(({ status }) => status),
    [202, 202],
  );
});

for (const [name, act] of [
  ['taking it down', (ask: Ask) => ask('host', 'DELETE', '/friday/popup')],
  ['ending the show', (ask: Ask) => ask('host', 'POST', '/friday/end')],
  ['taking it off the shelf', (ask: Ask) => ask('host', 'PUT', '/friday/shelf', { productIds: [] })],
] as const) {
  test(`${name} ends the pop-up, once`, async (t) => {
    const { ask, product, popUp, metadata, history } = await setUp(t);
    await product('p1');
    await ask('host', 'PUT', '/friday/shelf', { productIds: ['p1'] });
    const { startTimestamp } = await read(Accepted, popUp('p1'));

    await Promise.all([act(ask), act(ask)]);
    assert.equal((await ask('host', 'DELETE', '/friday/popup')).status, 200);

    const now = await metadata();
    assert.equal((JSON.parse(now['goods_on_shelf']!) as { status: string }).status, 'inactive');
    assert.equal(listingFromMetadata(now), undefined);
    const off = (await history()).filter(({ type }) => type === 'GOODS_OFF_SHELF');
    assert.equal(off.length, 1);
    assert.equal(off[0]!['startTimestamp'], startTimestamp);
  });
}
type Ask = Awaited<ReturnType<typeof setUpRooms>>['ask'];

test('a pop-up of long names and a long address still fits into 2 KB', async (t) => {
  const { ask, product, popUp, metadata } = await setUp(t);
  await product('p1', { USD: 1 }, { title: '长'.repeat(200), titleZh: '名'.repeat(200), images: [`/${'i'.repeat(2000)}`] });
  await ask('host', 'PUT', '/friday/shelf', { productIds: ['p1'] });

  assert.equal((await popUp('p1')).status, 202);

  const values = await metadata();
  assert.ok(Buffer.byteLength(values['goods_on_shelf']!) <= 2048);
  assert.equal(listingFromMetadata(values)?.goodsName, '长'.repeat(200));
});

test('metadata is merged, told, and refused where it is the server’s or too much', async (t) => {
  const { ask, metadata, history } = await setUp(t);
  const put = (values: unknown) => ask('host', 'PUT', '/friday/metadata', { metadata: values });

  assert.deepEqual((await read(Values, put({ theme: 'red', mood: 'up' }))).metadata, { theme: 'red', mood: 'up' });
  await put({ theme: 'blue' });
  assert.deepEqual(await metadata(), { theme: 'blue', mood: 'up' });

  assert.equal(await refusal(put({ goods_on_shelf: '{}' })), 'forbidden');
  assert.equal(await refusal(put({ goods_list: '{}' })), 'forbidden');
  assert.equal(await refusal(put({ theme: null })), 'invalid');
  assert.equal(await refusal(put({ theme: 'x'.repeat(2049) })), 'invalid');
  assert.equal(await refusal(put({ ['k'.repeat(51)]: 'x' })), 'invalid');
  assert.equal(await refusal(put(Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`k${i}`, 'x'])))), 'limit-reached');
  const large = Object.fromEntries(Array.from({ length: 7 }, (_, i) => [`k${i}`, 'x'.repeat(2000)]));
  assert.equal(await refusal(put(large)), 'limit-reached');
  assert.deepEqual(await metadata(), { theme: 'blue', mood: 'up' });
  assert.deepEqual(
    (await history()).map(({ type, keys }) => [type, keys]),
    [
      ['metadata.changed', ['theme', 'mood']],
      ['metadata.changed', ['theme']],
    ],
  );
});

test('concurrent writers keep the limits together, and none of them is lost', async (t) => {
  const { ask, metadata } = await setUp(t);

  const answers = await Promise.all(
    Array.from({ length: 12 }, (_, i) => ask('host', 'PUT', '/friday/metadata', { metadata: { [`key${i}`]: 'x' } })),
  );

  const accepted = answers.filter(({ status }) => status === 200).length;
  assert.equal(accepted, 8);
  assert.equal(Object.keys(await metadata()).length, 8);
});

test('the stream key can be read and made anew by the host', async (t) => {
  const { ask } = await setUp(t);
  const Key = v.object({ streamKey: v.pipe(v.string(), v.minLength(32)) });

  const before = await read(Key, ask('host', 'GET', '/friday/stream-key'));
  const after = await read(Key, ask('host', 'POST', '/friday/stream-key'));

  assert.notEqual(after.streamKey, before.streamKey);
  assert.deepEqual(await read(Key, ask('host', 'GET', '/friday/stream-key')), after);
});

test('the host can neither be muted nor banned', async (t) => {
  const { ask, history } = await setUp(t);

  assert.equal(await refusal(ask('admin', 'POST', '/friday/members/test-host/ban', { seconds: 60 })), 'forbidden');
  assert.deepEqual(await history(), []);
});

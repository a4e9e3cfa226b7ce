import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSimulatedRoom, type Stage } from '../providers/simulated/simulated-room.ts';
import { CatalogueRepository } from './catalogue-repository.ts';
import { CommissionRepository } from './commission-repository.ts';
import { OrderDeskRepository } from './order-desk-repository.ts';
import { UserRepository } from './user-repository.ts';
import { WebhookRepository } from './webhook-repository.ts';
import { WordRepository } from './word-repository.ts';

const setUp = () => createSimulatedRoom({ role: 'admin' });

async function sold() {
  const { room, stage } = setUp();
  const desk = new OrderDeskRepository(room);
  const { id } = await room.orders.place({ items: [{ skuId: 's-lamp', quantity: 2 }] }, 'one');
  stage.moveOrder(id, 'paid');
  await desk.orders.fetch({});
  return { desk, room, stage, id, listed: () => desk.orders.items?.find((order) => order.id === id) };
}

test('a change that was made takes its place in the list', async () => {
  const { room } = setUp();
  const catalogue = new CatalogueRepository(room);
  await catalogue.products.fetch({});
  await catalogue.update('p-mug', { title: 'Big mug', version: 1 });
  const mug = catalogue.products.items?.find(({ id }) => id === 'p-mug');
  assert.deepEqual([mug?.title, mug?.version], ['Big mug', 2]);
});

test('a change of a version that is gone is refused, and changes nothing', async () => {
  const { room } = setUp();
  const catalogue = new CatalogueRepository(room);
  await catalogue.update('p-mug', { title: 'Theirs', version: 1 });
  await assert.rejects(catalogue.update('p-mug', { title: 'Mine', version: 1 }), { code: 'conflict' });
  assert.equal((await catalogue.read('p-mug')).title, 'Theirs');
});

test('drafts are a list of their own', async () => {
  const { room } = setUp();
  const catalogue = new CatalogueRepository(room);
  await catalogue.update('p-mug', { published: false });
  await catalogue.products.fetch({ status: 'draft' });
  assert.deepEqual(
    catalogue.products.items?.map(({ id }) => id),
    ['p-mug'],
  );
});

test('an order goes out and arrives, and the list says so', async () => {
  const { desk, id, listed } = await sold();
  await desk.ship(id, { carrier: 'DHL', tracking: '123' });
  await desk.read(id);
  assert.equal(listed()?.status, 'shipped');
  await desk.deliver(id);
  assert.equal(listed()?.status, 'delivered');
  assert.deepEqual(
    (await desk.shipments(id)).map(({ tracking }) => tracking),
    ['123'],
  );
});

const keysOf = ({ requests }: Stage): (string | undefined)[] =>
  requests.filter(({ path }) => path.endsWith('/refund')).map(({ idempotencyKey }) => idempotencyKey);

test('a refund whose answer was lost is not made twice, though it is asked for again', async () => {
  const { desk, stage, id } = await sold();
  const found = stage.lose('POST /orders/*/refund');
  await assert.rejects(desk.refund(id, { amount: 100 }), { code: 'timeout' });
  found();
  assert.equal((await desk.refund(id, { amount: 100 })).amount.amount, 100);
  assert.equal((await desk.read(id)).refunded.amount, 100);
  await desk.refund(id, { amount: 100 });
  assert.equal((await desk.read(id)).refunded.amount, 200);
  assert.equal(new Set(keysOf(stage)).size, 2);
});

test('a refund whose answer was lost is not made twice after the page was reloaded either', async () => {
  const { stage, room, id } = await sold();
  const stored = new Map<string, string>();
  const storage = {
    get: (name: string) => stored.get(name),
    set: (name: string, value: string) => void stored.set(name, value),
    remove: (name: string) => void stored.delete(name),
  };
  const found = stage.lose('POST /orders/*/refund');
  await assert.rejects(new OrderDeskRepository(room, storage).refund(id, { amount: 100 }), { code: 'timeout' });
  found();
  const reloaded = new OrderDeskRepository(room, storage);
  assert.equal(reloaded.isRefundUnsettled(id), true);
  await reloaded.refund(id, { amount: 100 });
  assert.equal((await reloaded.read(id)).refunded.amount, 100);
  assert.equal(reloaded.isRefundUnsettled(id), false);
  assert.equal(stored.size, 0);
});

test('another amount is refused while the first may have gone back, and taken once that is known', async () => {
  const { desk, stage, id } = await sold();
  const found = stage.lose('POST /orders/*/refund');
  await assert.rejects(desk.refund(id, { amount: 100 }), { code: 'timeout' });
  found();
  await assert.rejects(desk.refund(id, { amount: 150 }), { code: 'key-reused' });
  assert.equal((await desk.read(id)).refunded.amount, 100);
  await desk.refund(id, { amount: 150 });
  assert.equal((await desk.read(id)).refunded.amount, 250);
});

test('a refund that the server refused gets a key of its own when it is tried again', async () => {
  const { desk, stage, id } = await sold();
  const undo = stage.fail('POST /orders/*/refund', 'conflict');
  await assert.rejects(desk.refund(id, { amount: 100 }), { code: 'conflict' });
  undo();
  await desk.refund(id, { amount: 100 });
  assert.equal(new Set(keysOf(stage)).size, 2);
});

test('orders that need a person are found by what they need', async () => {
  const { desk, stage, id } = await sold();
  const flags = () => desk.orders.items?.map(({ flag }) => flag);
  await desk.orders.fetch({ needs: 'attention' });
  assert.deepEqual(flags(), []);
  stage.desk.flagged.add(id);
  await desk.orders.refresh();
  assert.deepEqual(flags(), ['mismatch']);
  assert.equal((await desk.clearFlag(id)).flag, undefined);
});

test('a declined wish carries the answer', async () => {
  const { desk, stage, id } = await sold();
  stage.changeOrder(id, { refundRequest: { status: 'open', reason: 'Too small', at: 1 } });
  const { refundRequest } = await desk.decline(id, 'It was worn');
  assert.deepEqual([refundRequest?.status, refundRequest?.answer], ['declined', 'It was worn']);
});

test('a rate of nothing ends it', async () => {
  const { room } = setUp();
  const commission = new CommissionRepository(room);
  await commission.setRate({ hostId: 'host-1', basisPoints: 1250 });
  assert.deepEqual(await commission.rates(), [{ hostId: 'host-1', basisPoints: 1250 }]);
  assert.deepEqual(await commission.setRate({ hostId: 'host-1', basisPoints: 0 }), []);
});

test('a webhook’s secret comes with its making and its change, and with nothing else', async () => {
  const { room } = setUp();
  const webhooks = new WebhookRepository(room);
  const made = await webhooks.create({ url: 'https://shop.example/hook', types: ['order.paid'] });
  assert.match(made.secret, /^whsec_/);
  assert.match((await webhooks.rotate(made.id)).secret, /^whsec_/);
  assert.ok((await webhooks.endpoints()).every((endpoint) => !('secret' in endpoint)));
  await webhooks.remove(made.id);
  assert.deepEqual(await webhooks.endpoints(), []);
});

test('a word of the list changes in its place', async () => {
  const { room } = setUp();
  const list = new WordRepository(room);
  const { id } = await list.add({ word: 'cheap', action: 'hold' });
  await list.words.fetch({});
  await list.change(id, { action: 'block' });
  assert.equal(list.words.items?.[0]?.action, 'block');
});

test('what the shop says of somebody takes the place of what it said before', async () => {
  const users = new UserRepository(setUp().room);
  await users.identify('u-ann', { levelName: 'Gold', nameColor: '#123456' });
  await users.identify('u-ann', { bubbleStyle: 'moonlight' });
  const [ann] = await users.find('u-ann');
  assert.deepEqual([ann?.levelName, ann?.nameColor, ann?.bubbleStyle], [undefined, undefined, 'moonlight']);
  assert.deepEqual(await users.find('nobody'), []);
});

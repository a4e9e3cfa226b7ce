import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { hostRoom } from './host-room.ts';
import { createSimulatedRoom } from './providers/simulated/simulated-room.ts';
import { shoppingRoom } from './shopping-room.ts';
import { eventually } from './testing/eventually.ts';

function setUp(t: TestContext) {
  const { room, stage } = createSimulatedRoom();
  t.after(() => room.close());
  const count = (path: RegExp) => stage.requests.filter((asked) => asked.method === 'GET' && path.test(asked.path)).length;
  return { room, stage, count };
}

test('a room has one cart and one shelf, whoever looks at them', (t) => {
  const { room } = setUp(t);

  assert.equal(shoppingRoom(room).cart, room.cart);
  assert.equal(hostRoom(room).products, room.products);
});

test('after a reconnect what is the visitor’s own is read again', async (t) => {
  const { room, stage, count } = setUp(t);
  await Promise.all([room.orders.fetchAll(), room.cart.fetch()]);

  stage.setState('recovering');
  stage.setState('open');

  await eventually(() => count(/^\/orders$/) === 2 && count(/^\/cart$/) === 2);
});

test('nobody who never looked at orders or cart loads them on reconnecting', async (t) => {
  const { room, stage, count } = setUp(t);

  stage.setState('recovering');
  stage.setState('open');
  await room.liveList.joinLive();

  assert.equal(count(/^\/(orders|cart)$/), 0);
});

test('orders and cart of one visitor are not the next one’s', async (t) => {
  const { room } = setUp(t);
  await room.cart.add('s-mug');
  await room.orders.place({ items: [{ skuId: 's-mug', quantity: 1 }] }, 'key-1');

  room.login.logout();

  assert.deepEqual(room.orders.orders, []);
  assert.equal(room.cart.cart, undefined);
});

test('what was popped up before the shopping side of a joined room was there is asked for', async (t) => {
  const { room, count } = setUp(t);
  await room.liveList.joinLive();
  const before = count(/\/metadata$/);
  const closing = new AbortController();
  t.after(() => closing.abort());

  shoppingRoom({ ...room, closed: closing.signal });

  await eventually(() => count(/\/metadata$/) === before + 1);
});

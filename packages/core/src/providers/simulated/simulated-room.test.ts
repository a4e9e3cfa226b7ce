import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSimulatedRoom, type SimulatedRoomOptions } from './simulated-room.ts';

function setUp(t: { after(done: () => void): void }, options?: SimulatedRoomOptions) {
  const simulated = createSimulatedRoom(options);
  t.after(() => simulated.room.close());
  return simulated;
}

test('a room is joined, on air and signed in from the start', (t) => {
  const { room } = setUp(t);

  assert.equal(room.liveList.joinState, 'ready');
  assert.equal(room.liveList.currentLive?.onAir, true);
  assert.equal(room.login.loginUserInfo?.role, 'viewer');
  assert.equal(room.like.totalLikeCount, 1024);
});

test('what the stage does reaches every store', async (t) => {
  const { room, stage } = setUp(t);
  await room.products.fetchShelf();

  stage.barrage('Hello');
  stage.popUp('p-lamp');
  stage.setStock('s-lamp', 1);
  stage.live('ended');

  assert.equal(room.barrage.messageList[0]?.textContent, 'Hello');
  assert.equal(room.popup.listing?.goodsId, 'p-lamp');
  assert.equal(room.products.product('p-lamp')?.skus[0]?.stock, 1);
  assert.equal(room.liveList.currentLive?.status, 'ended');
});

test('an order takes stock, empties the cart of it and comes back as the buyer’s', async (t) => {
  const { room, stage } = setUp(t);
  await room.products.fetchShelf();
  await room.cart.add('s-lamp', 2);
  assert.equal(room.cart.count, 2);

  const order = await room.orders.place({ items: [{ skuId: 's-lamp', quantity: 2 }] }, 'key-1');
  await room.cart.fetch();
  stage.moveOrder(order.id, 'paid');

  assert.equal(room.orders.order(order.id)?.status, 'paid');
  assert.equal(room.products.product('p-lamp')?.skus[0]?.stock, 3);
  assert.equal(room.cart.count, 0);
});

test('a refusal that the stage ordered reaches the caller until it is taken back', async (t) => {
  const { room, stage } = setUp(t);
  const undo = stage.fail('POST /cart/lines', 'sold-out');

  await assert.rejects(room.cart.add('s-mug'), { code: 'sold-out' });
  undo();
  await room.cart.add('s-mug');

  assert.equal(room.cart.count, 1);
});

test('an answer that is held back arrives when it is let go', async (t) => {
  const { room, stage } = setUp(t);
  const go = stage.hold('GET /lives/*/shelf');
  const shelf = () => room.products.shelf;
  const reading = room.products.fetchShelf();
  assert.equal(shelf(), undefined);

  go();
  await reading;

  assert.equal(shelf()?.length, 5);
});

test('whoever is away misses what happens, and gets the room’s state on coming back', async (t) => {
  const { room, stage } = setUp(t);

  stage.setState('recovering');
  stage.barrage('Anybody here?');
  stage.live('ended');
  assert.equal(room.barrage.messageList.at(0), undefined);
  stage.setState('open');

  assert.equal(room.barrage.messageList.at(0)?.textContent, 'Anybody here?');
  assert.equal(room.liveList.currentLive?.status, 'ended');
});

test('a message of the visitor’s own comes back from the room, unless they are muted', async (t) => {
  const { room, stage } = setUp(t);

  await room.barrage.sendTextMessage(' Hi ');
  stage.mute(Date.now() + 60_000);

  assert.equal(room.barrage.messageList[0]?.textContent, 'Hi');
  await assert.rejects(room.barrage.sendTextMessage('Hi again'), { code: 'forbidden' });
  assert.ok(room.barrage.mutedUntil > Date.now());
});

test('a listing told of by hand is in the metadata too, so that reading it again changes nothing', async (t) => {
  const { room, stage } = setUp(t);

  stage.emit({ type: 'GOODS_ON_SHELF', goodsId: 'p-lamp', goodsName: 'Lamp', price: 1, serverTs: 5, startTimestamp: 5 });
  await room.liveList.joinLive();
  assert.equal(room.popup.listing?.goodsId, 'p-lamp');
  stage.takeDown();

  assert.equal(room.popup.listing as unknown, undefined);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSimulatedRoom } from '../providers/simulated/simulated-room.ts';
import { addition, cartConformance } from './conformance.ts';
import { VitrineCart } from './vitrine-cart.ts';

const setUp = () => {
  const { room, stage } = createSimulatedRoom();
  return { room, stage, adapter: new VitrineCart(room.cart) };
};

cartConformance('our cart', () => {
  const { room, adapter } = setUp();
  return { adapter, skuIds: ['s-mug', 's-lamp'], soldOut: 's-scarf', addElsewhere: (skuId) => room.cart.add(skuId) };
});

test('the key of an addition goes to the server', async () => {
  const { stage, adapter } = setUp();
  await adapter.add([addition('s-mug'), addition('s-lamp')], { idempotencyKey: 'once' });
  const keys = stage.requests.filter(({ path }) => path === '/cart/lines').map(({ idempotencyKey }) => idempotencyKey);
  assert.deepEqual(keys, ['once', 'once-1']);
});

test('a visitor who signed out leaves no cart behind', async () => {
  const { room, adapter } = setUp();
  await adapter.add([addition('s-mug')], { idempotencyKey: 'once' });
  const heard: unknown[] = [];
  adapter.subscribe((cart) => heard.push(cart));
  room.cart.forget();
  assert.equal(heard.at(-1), undefined);
});

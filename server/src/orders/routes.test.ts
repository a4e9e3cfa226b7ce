import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import * as v from 'valibot';
import { Page } from '@vitrine/core/schemas/common.ts';
import { StoredOrder } from '@vitrine/core/schemas/order-desk.ts';
import { read, refusal } from '../testing/set-up.ts';
import { expireOrders } from './expiry.ts';
import { moveOrders } from './statements.ts';
import { setUpShop, type Shop } from './test-shop.ts';

describe('an order', () => {
  let shop: Shop;
  beforeEach(async () => {
    shop = await setUpShop();
  });
  afterEach(() => shop.close());

  test('is read, paid and cancelled by its buyer and the shop alone; to others there is none', async () => {
    const { skuId } = await shop.product(5);
    const { id } = await shop.order('ann!', skuId);
    for (const by of ['bob!', 'guest', 'host', 'moderator', 'agent'] as const) {
      assert.equal(await refusal(shop.ask('GET', `/api/orders/${id}`, by)), 'not-found');
      assert.equal(await refusal(shop.ask('POST', `/api/orders/${id}/pay`, by)), 'not-found');
      assert.equal(await refusal(shop.ask('POST', `/api/orders/${id}/cancel`, by)), 'not-found');
      assert.equal(await refusal(shop.ask('GET', `/api/orders/${id}/shipments`, by)), 'not-found');
    }
    assert.equal((await shop.ask('GET', `/api/orders/${id}`, 'ann!')).status, 200);
    assert.equal((await shop.ask('GET', `/api/orders/${id}`, 'admin')).status, 200);
    assert.equal(await shop.stock(skuId), 4);
  });

  test('is refunded and shipped by the shop alone, not even by its buyer', async () => {
    const { skuId } = await shop.product(5);
    const order = await shop.order('ann!', skuId);
    await shop.pay(order);
    const refund = shop.ask('POST', `/api/orders/${order.id}/refund`, 'ann!', {}, { 'Idempotency-Key': 'k' });
    assert.equal(await refusal(refund), 'forbidden');
    const parcel = { carrier: 'DHL', tracking: '1' };
    assert.equal(await refusal(shop.ask('POST', `/api/orders/${order.id}/shipments`, 'ann!', parcel)), 'forbidden');
  });

  test('is listed to its buyer, newest first, a page at a time; all of them to the shop', async () => {
    const { skuId } = await shop.product(9);
    const ids: string[] = [];
    for (let i = 0; i < 3; i++) {
      ids.unshift((await shop.order('ann!', skuId)).id);
      // Ids are ordered by the millisecond in which they are made.
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    await shop.order('bob!', skuId);
    const list = (query: string, by: 'ann!' | 'admin') => read(Page(StoredOrder), shop.ask('GET', `/api/orders?${query}`, by));

    const first = await list('limit=2', 'ann!');
    const second = await list(`limit=2&cursor=${first.cursor}`, 'ann!');
    assert.deepEqual(
      [...first.items, ...second.items].map(({ id }) => id),
      ids,
    );
    assert.equal(second.cursor, '');
    assert.equal((await list('all', 'admin')).items.length, 4);
    assert.equal(await refusal(shop.ask('GET', '/api/orders?all', 'ann!')), 'forbidden');
    assert.equal(await refusal(shop.ask('GET', '/api/orders?cursor=%22', 'ann!')), 'invalid');
  });

  test('that is cancelled gives its stock back, once', async () => {
    const { skuId } = await shop.product(5);
    const { id } = await shop.order('ann!', skuId, 2);
    const answers = await Promise.all([1, 2, 3].map(() => shop.ask('POST', `/api/orders/${id}/cancel`, 'ann!')));

    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200, 200],
    );
    assert.equal(await shop.stock(skuId), 5);
    assert.deepEqual(await shop.told('ann'), ['order.placed', 'order.cancelled']);
  });

  test('that is paid cannot be cancelled', async () => {
    const { skuId } = await shop.product(5);
    const order = await shop.order('ann!', skuId, 2);
    await shop.pay(order);
    assert.equal(await refusal(shop.ask('POST', `/api/orders/${order.id}/cancel`, 'ann!')), 'conflict');
    assert.deepEqual([(await shop.orderNow(order.id)).status, await shop.stock(skuId)], ['paid', 3]);
  });

  test('that nobody paid ends with its reservation, and the stock is on sale again, once', async () => {
    const { skuId } = await shop.product(5);
    const { id } = await shop.order('ann!', skuId, 2);
    assert.equal(await expireOrders(shop.deps), 0);

    shop.clock.now += shop.deps.config.reservationMs;
    const ended = await Promise.all([expireOrders(shop.deps), expireOrders(shop.deps)]);
    assert.equal(ended[0] + ended[1], 1);
    assert.equal(await expireOrders(shop.deps), 0);
    assert.deepEqual([(await shop.orderNow(id)).status, await shop.stock(skuId)], ['expired', 5]);
    assert.deepEqual(await shop.told('ann'), ['order.placed', 'order.expired']);
    assert.equal(await refusal(shop.ask('POST', `/api/orders/${id}/pay`, 'ann!')), 'expired');
  });

  test('more than a batch of reservations ends in one run', async () => {
    const { skuId } = await shop.product(200);
    await Promise.all(Array.from({ length: 130 }, (_, i) => shop.order(`b${i}!`, skuId)));
    shop.clock.now += shop.deps.config.reservationMs;
    assert.equal(await expireOrders(shop.deps), 130);
    assert.equal(await shop.stock(skuId), 200);
  });

  test('that is paid can be shipped, and says so', async () => {
    const { skuId } = await shop.product(5);
    const order = await shop.order('ann!', skuId);
    const path = `/api/orders/${order.id}/shipments`;
    const parcel = { carrier: 'DHL', tracking: '42', url: 'https://dhl.example/42' };
    assert.equal(await refusal(shop.ask('POST', path, 'admin', parcel)), 'conflict');

    await shop.pay(order);
    assert.equal((await shop.ask('POST', path, 'admin', parcel)).status, 201);
    assert.equal(await refusal(shop.ask('POST', path, 'admin', parcel)), 'conflict');
    assert.equal((await shop.orderNow(order.id)).status, 'shipped');
    assert.deepEqual(await shop.told('ann'), ['order.placed', 'order.paid', 'order.shipped']);
    const { items } = await read(v.object({ items: v.array(v.object({ tracking: v.string() })) }), shop.ask('GET', path, 'ann!'));
    assert.deepEqual(items, [{ tracking: '42' }]);
    const evil = { carrier: 'x', tracking: 'y', url: 'java\tscript:alert(1)' };
    assert.equal(await refusal(shop.ask('POST', path, 'admin', evil)), 'invalid');
  });

  test('of a guest goes along to the user they become', async () => {
    const { skuId } = await shop.product(5);
    const { id } = await shop.order('guest-1!', skuId);
    const [first] = moveOrders('guest-1', 'ann');
    await shop.deps.writes.commit([first!]);
    assert.equal((await shop.ask('GET', `/api/orders/${id}`, 'ann!')).status, 200);
    assert.equal(await refusal(shop.ask('GET', `/api/orders/${id}`, 'guest-1!')), 'not-found');
  });
});

import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { Page } from '@vitrine/core/schemas/common.ts';
import { Refund, StoredOrder } from '@vitrine/core/schemas/order-desk.ts';
import { read, refusal } from '../testing/set-up.ts';
import { setUpShop, type Shop } from './test-shop.ts';

describe('goods that come back', () => {
  let shop: Shop;
  let keys = 0;
  beforeEach(async () => {
    shop = await setUpShop();
  });
  afterEach(() => shop.close());

  const refund = (id: string, body: object, key = `key-${++keys}`) =>
    shop.ask('POST', `/api/orders/${id}/refund`, 'admin', body, { 'Idempotency-Key': key });

  /** A paid order of three lamps of $10.00 and two shades of $3.33. */
  async function paidOrder() {
    const product = await shop.product(9, { prices: [{ amount: 333, currency: 'USD' }], stock: 9 });
    const [lamp, shade] = product.skus.map(({ id }) => id) as [string, string];
    const placed = shop.place('ann!', [
      { skuId: lamp, quantity: 3 },
      { skuId: shade, quantity: 2 },
    ]);
    const order = await read(StoredOrder, placed);
    await shop.pay(order);
    return { order, lamp, shade };
  }

  test('are refunded by line, and are on sale again where the shop says so', async () => {
    const { order, lamp, shade } = await paidOrder();
    const first = await read(Refund, refund(order.id, { lines: [{ skuId: lamp, quantity: 2 }], restock: true }));
    assert.deepEqual([first.amount.amount, first.lines[0]?.amount.amount, await shop.stock(lamp)], [2000, 2000, 8]);
    const second = await read(Refund, refund(order.id, { lines: [{ skuId: shade, quantity: 1 }] }));
    assert.deepEqual([second.amount.amount, await shop.stock(shade)], [333, 7]);
    assert.equal(await refusal(refund(order.id, { lines: [{ skuId: lamp, quantity: 2 }] })), 'conflict');
    assert.equal(await refusal(refund(order.id, { lines: [{ skuId: 'no-such', quantity: 1 }] })), 'conflict');

    const rest = await read(Refund, refund(order.id, { restock: true }));
    await shop.commerce.settle();
    assert.equal(rest.amount.amount, 1333);
    const now = await shop.orderNow(order.id);
    assert.deepEqual([now.status, now.refunded.amount], ['refunded', 3666]);
    // One shade never came back.
    assert.deepEqual([await shop.stock(lamp), await shop.stock(shade)], [9, 8]);
  });

  test('go back into stock once, however often and with whomever it is asked at the same moment', async () => {
    const { order, lamp } = await paidOrder();
    const body = { lines: [{ skuId: lamp, quantity: 1 }], restock: true };
    const answers = await Promise.all([
      ...Array.from({ length: 4 }, () => refund(order.id, body, 'same')),
      ...Array.from({ length: 5 }, () => refund(order.id, body)),
    ]);
    assert.equal(new Set(await Promise.all(answers.filter(({ ok }) => ok).map((answer) => answer.text()))).size, 3);
    assert.equal(await shop.stock(lamp), 9);
    assert.equal(await shop.count('refunds'), 3);
  });

  test('need lines that make sense', async () => {
    const { order, lamp } = await paidOrder();
    const one = { skuId: lamp, quantity: 1 };
    for (const body of [
      { amount: 100, lines: [one] },
      { amount: 100, restock: true },
      { lines: [one, one] },
      { lines: [] },
      { lines: [{ ...one, quantity: 0 }] },
      { lines: [{ ...one, quantity: -1 }] },
      { lines: [{ ...one, quantity: 1.5 }] },
    ]) {
      assert.equal(await refusal(refund(order.id, body)), 'invalid', JSON.stringify(body));
    }
    assert.equal(await shop.count('refunds'), 0);
  });

  test('are asked back by the buyer; the shop declines, or refunds', async () => {
    const { order, lamp } = await paidOrder();
    const path = `/api/orders/${order.id}/refund-request`;
    const wish = { reason: 'It flickers', lines: [{ skuId: lamp, quantity: 1 }] };
    assert.equal(await refusal(shop.ask('POST', path, 'bob!', wish)), 'not-found');
    assert.equal(await refusal(shop.ask('POST', path, 'ann!', { ...wish, lines: [{ skuId: lamp, quantity: 4 }] })), 'invalid');
    const asked = await read(StoredOrder, shop.ask('POST', path, 'ann!', wish));
    assert.deepEqual([asked.status, asked.refundRequest?.status, asked.refundRequest?.reason], ['paid', 'open', 'It flickers']);
    assert.equal(await refusal(shop.ask('POST', path, 'ann!', wish)), 'conflict');
    const list = await read(Page(StoredOrder), shop.ask('GET', '/api/orders?all&needs=refund', 'admin'));
    assert.deepEqual(
      list.items.map(({ id }) => id),
      [order.id],
    );

    assert.equal(await refusal(shop.ask('POST', `${path}/decline`, 'ann!', { answer: 'No' })), 'forbidden');
    const declined = await read(StoredOrder, shop.ask('POST', `${path}/decline`, 'admin', { answer: 'It is meant to' }));
    assert.deepEqual([declined.refundRequest?.status, declined.refundRequest?.answer], ['declined', 'It is meant to']);
    assert.equal(await refusal(shop.ask('POST', `${path}/decline`, 'admin', { answer: 'No' })), 'conflict');

    await shop.ask('POST', path, 'ann!', { reason: 'It really flickers' });
    await refund(order.id, {});
    await shop.commerce.settle();
    const now = await shop.orderNow(order.id);
    assert.deepEqual([now.status, now.refundRequest?.status], ['refunded', 'granted']);
    assert.equal(await refusal(shop.ask('POST', path, 'ann!', wish)), 'conflict');
    const told = [
      'order.placed',
      'order.paid',
      'order.refund-requested',
      'order.refund-declined',
      'order.refund-requested',
      'order.refunded',
    ];
    assert.deepEqual(await shop.told('ann'), told);
  });

  test('are asked back for paid orders alone', async () => {
    const { skuId } = await shop.product(5);
    const order = await shop.order('ann!', skuId);
    const answer = shop.ask('POST', `/api/orders/${order.id}/refund-request`, 'ann!', { reason: 'Changed my mind' });
    assert.equal(await refusal(answer), 'conflict');
  });
});

describe('an order on its way', () => {
  test('arrives, once it was shipped', async () => {
    const shop = await setUpShop();
    const { skuId } = await shop.product(5);
    const order = await shop.order('ann!', skuId);
    await shop.pay(order);
    const arrive = (by: 'admin' | 'ann!') => shop.ask('POST', `/api/orders/${order.id}/delivered`, by);
    assert.equal(await refusal(arrive('admin')), 'conflict');
    await shop.ask('POST', `/api/orders/${order.id}/shipments`, 'admin', { carrier: 'DHL', tracking: '42' });
    assert.equal(await refusal(arrive('ann!')), 'forbidden');
    for (let time = 0; time < 2; time++) assert.equal((await read(StoredOrder, arrive('admin'))).status, 'delivered');
    assert.deepEqual(await shop.told('ann'), ['order.placed', 'order.paid', 'order.shipped', 'order.delivered']);
    await shop.close();
  });
});

import assert from 'node:assert/strict';
import type { StoredOrder } from '@vitrine/core/schemas/order-desk.ts';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { setUpShop, type Shop } from '../../orders/test-shop.ts';
import { refusal } from '../../testing/set-up.ts';
import { StripeStub } from '../../testing/stripe-stub.ts';
import { payments, refunds } from '../tables.ts';

const KEYS = { secretKey: 'sk_test_for_tests_only', webhookSecret: 'whsec_for_tests_only' };

describe('payments by Stripe', () => {
  let stub: StripeStub;
  let shop: Shop;

  const send = async (body: string, headers = stub.sign(body)) =>
    shop.app.request('/api/payments/webhooks/stripe', { method: 'POST', headers, body });

  beforeEach(async () => {
    stub = new StripeStub(KEYS);
    const apiBase = await stub.listen();
    const env = { STRIPE_SECRET_KEY: KEYS.secretKey, STRIPE_WEBHOOK_SECRET: KEYS.webhookSecret, STRIPE_API_BASE: apiBase };
    // Nobody who is paid by Stripe needs the gateway's secret.
    shop = await setUpShop({ env: { ...env, PAYMENT_WEBHOOK_SECRET: '' } });
    stub.deliver = (body, headers) => send(body, headers);
  });
  afterEach(async () => {
    await shop.close();
    await stub.close();
  });

  async function open(currency = 'USD', amount = 1000) {
    const product = await shop.product(5, { prices: [{ amount, currency }], stock: 5 });
    const placed = await shop.place('ann!', [{ skuId: product.skus[1]!.id, quantity: 1 }], { currency });
    const order = (await placed.json()) as StoredOrder;
    const answer = await shop.ask('POST', `/api/orders/${order.id}/pay`, 'ann!');
    const { payUrl } = (await answer.json()) as { payUrl: string };
    return { order, payUrl, sessionId: payUrl.split('/').at(-1)!, skuId: product.skus[1]!.id };
  }
  const refund = (order: StoredOrder, body: object, key = 'k') =>
    shop.ask('POST', `/api/orders/${order.id}/refund`, 'admin', body, { 'Idempotency-Key': key });

  for (const [currency, amount, asked] of [
    ['USD', 1999, 1999],
    ['JPY', 1999, 1999],
    ['KWD', 19_990, 19_990],
    ['ISK', 1999, 199_900],
  ] as const) {
    test(`${amount} ${currency} are asked for as Stripe counts them, and make the order paid`, async () => {
      const { order, sessionId, payUrl } = await open(currency, amount);
      assert.match(payUrl, /^https:\/\/checkout\.stripe\.example\//);
      assert.equal(stub.sessions.get(sessionId)?.amount_total, asked);
      assert.equal((await shop.orderNow(order.id)).status, 'reserved');
      await stub.pay(sessionId);
      assert.equal((await shop.orderNow(order.id)).status, 'paid');
    });
  }

  test('events that come three times and backwards count once; refunds go through and are told', async () => {
    const { order, sessionId } = await open();
    await stub.pay(sessionId);
    assert.equal((await refund(order, { amount: 400 })).status, 202);
    await shop.commerce.settle();
    for (const { body } of [...stub.events, ...stub.events, ...stub.events].toReversed())
      assert.equal((await send(body)).status, 200);

    const now = await shop.orderNow(order.id);
    assert.deepEqual([now.status, now.refunded.amount], ['paid', 400]);
    assert.equal(stub.refunds.size, 1);
    assert.deepEqual(await shop.told('ann'), ['order.placed', 'order.paid', 'order.refunded']);
  });

  test('an event that was changed, is stale or signed by somebody else changes nothing', async () => {
    const { order, sessionId } = await open();
    stub.deliver = async () => {};
    await stub.pay(sessionId);
    const { body } = stub.events.at(-1)!;
    const elsewhere = new StripeStub({ ...KEYS, webhookSecret: 'whsec_of_another_shop' });
    const forged: [string, Record<string, string>][] = [
      [body.replace('1000', '1'), stub.sign(body)],
      [body, stub.sign(body, Date.now() - 301_000)],
      [body, elsewhere.sign(body)],
      [body, { 'Content-Type': 'application/json' }],
    ];
    for (const [text, headers] of forged) assert.equal(await refusal(send(text, headers)), 'unauthenticated');
    assert.equal((await shop.orderNow(order.id)).status, 'reserved');
  });

  test('without a single event, its books bring the order home: paid, and refunded', async () => {
    const { order, sessionId } = await open();
    stub.deliver = async () => {};
    await stub.pay(sessionId);
    await shop.commerce.settle();
    assert.equal((await shop.orderNow(order.id)).status, 'reserved');
    shop.clock.now += shop.deps.config.reconcileMs;
    await shop.commerce.settle();
    assert.equal((await shop.orderNow(order.id)).status, 'paid');

    await refund(order, {});
    await shop.commerce.settle();
    assert.deepEqual([(await shop.orderNow(order.id)).status, stub.refunds.size], ['paid', 1]);
    shop.clock.now += shop.deps.config.reconcileMs;
    await shop.commerce.settle();
    assert.deepEqual([(await shop.orderNow(order.id)).status, stub.refunds.size], ['refunded', 1]);
    // The late events tell nothing new.
    for (const { body } of stub.events) await send(body);
    assert.equal((await shop.orderNow(order.id)).refunded.amount, 1000);
    const [payment] = await shop.deps.db.select().from(payments);
    assert.deepEqual([payment?.status, payment?.refunded, payment?.checkAt], ['refunded', 1000, null]);
  });

  test('while it is down the buyer is asked to try again, and refunds wait', async () => {
    const { order, sessionId } = await open();
    await stub.pay(sessionId);
    stub.down = true;
    const other = await shop.order('bob!', (await shop.product(3)).skuId);
    assert.equal(await refusal(shop.ask('POST', `/api/orders/${other.id}/pay`, 'bob!')), 'unavailable');
    await refund(order, {});
    await shop.commerce.settle();
    stub.down = false;
    shop.clock.now += 60_000;
    await shop.commerce.settle();
    assert.equal((await shop.orderNow(order.id)).status, 'refunded');
  });

  test('money given back in its dashboard counts, once, however it becomes known', async () => {
    const { order, sessionId } = await open();
    await stub.pay(sessionId);
    await stub.refundInDashboard(sessionId, 300);
    for (const { body } of stub.events) await send(body);
    let now = await shop.orderNow(order.id);
    assert.deepEqual([now.status, now.refunded.amount], ['paid', 300]);
    assert.equal(await refusal(refund(order, { amount: 701 })), 'conflict');
    await refund(order, {}, 'rest');
    await shop.commerce.settle();
    now = await shop.orderNow(order.id);
    assert.deepEqual([now.status, now.refunded.amount], ['refunded', 1000]);
  });

  test('a refund that is told before the payment means that the payment came', async () => {
    const { order, sessionId } = await open();
    stub.deliver = async () => {};
    await stub.pay(sessionId);
    await stub.refundInDashboard(sessionId, 300);
    for (const { body } of stub.events.toReversed()) await send(body);
    const now = await shop.orderNow(order.id);
    assert.deepEqual([now.status, now.refunded.amount], ['paid', 300]);
    assert.deepEqual(await shop.told('ann'), ['order.placed', 'order.paid', 'order.refunded']);
  });

  test('a refund that fails is as if nobody had asked, and somebody has to look', async () => {
    const { order, sessionId } = await open();
    await stub.pay(sessionId);
    stub.refundsEnd = 'failed';
    await refund(order, {});
    await shop.commerce.settle();
    const now = await shop.orderNow(order.id);
    assert.deepEqual([now.status, now.refunded.amount, now.flag], ['paid', 0, 'mismatch']);
    stub.refundsEnd = 'succeeded';
    assert.equal((await refund(order, {}, 'again')).status, 202);
    await shop.commerce.settle();
    assert.equal((await shop.orderNow(order.id)).status, 'refunded');
  });

  test('the page of an order that has ended is closed; who paid before gets the money back', async () => {
    const first = await open();
    const second = await open();
    stub.deliver = async () => {};
    await stub.pay(second.sessionId);
    shop.clock.now += shop.deps.config.reservationMs;
    await shop.commerce.settle();
    shop.clock.now += shop.deps.config.reconcileMs;
    await shop.commerce.settle();
    shop.clock.now += shop.deps.config.reconcileMs;
    await shop.commerce.settle();

    assert.equal(stub.sessions.get(first.sessionId)?.status, 'expired');
    assert.deepEqual([(await shop.orderNow(first.order.id)).status, await shop.stock(first.skuId)], ['expired', 5]);
    const now = await shop.orderNow(second.order.id);
    assert.deepEqual([now.status, now.refunded.amount, await shop.stock(second.skuId)], ['expired', 1000, 5]);
    const [late] = await shop.deps.db.select().from(refunds);
    assert.deepEqual([late?.reason, late?.status], ['late', 'done']);
  });
});

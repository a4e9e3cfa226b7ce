import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as v from 'valibot';
import { ulid } from '../ids.ts';
import { read, refusal } from '../testing/set-up.ts';
import { type Carry, setUpShop, type Shop } from '../orders/test-shop.ts';
import { Page } from '@vitrine/core/schemas/common.ts';
import { Refund, StoredOrder, StrayReport } from '@vitrine/core/schemas/order-desk.ts';
import { createReportSigner } from './gateway/reports.ts';
import { payments, refunds, strayReports } from './tables.ts';

const signer = createReportSigner('a-secret-of-the-gateway-for-tests-only');
const lost: Carry = async () => new Response('', { status: 503 });

const send = (shop: Shop, body: string, headers = signer.headers(ulid(), body)): Promise<Response> =>
  Promise.resolve(shop.app.request('/api/payments/webhooks/builtin', { method: 'POST', headers, body }));

/** What the gateway would report; `more` overrides its data. */
const report = (type: string, paymentId: string, more: object = {}): string =>
  JSON.stringify({ type, timestamp: new Date().toISOString(), data: { paymentId, amount: 1000, currency: 'USD', ...more } });

/** A reserved order with an open payment, on a shop whose gateway's own reports get lost: the test sends them. */
async function setUpPayment() {
  const shop = await setUpShop({ carry: lost });
  const { skuId } = await shop.product(5);
  const order = await shop.order('ann!', skuId);
  await shop.ask('POST', `/api/orders/${order.id}/pay`, 'ann!');
  const paymentsNow = () => shop.deps.db.select().from(payments).orderBy(payments.createdAt, payments.id);
  const [payment] = await paymentsNow();
  return { shop, skuId, order, paymentId: payment!.id, paymentsNow };
}

describe('a payment report', () => {
  test('makes the order paid; however often it comes, once', async () => {
    const { shop, skuId, order, paymentId } = await setUpPayment();
    const body = report('payment.captured', paymentId);
    const headers = signer.headers('evt-1', body);
    const answers = await Promise.all(Array.from({ length: 8 }, () => send(shop, body, headers)));
    answers.push(await send(shop, body), await send(shop, body, headers));

    assert.ok(answers.every(({ status }) => status === 200));
    assert.deepEqual([(await shop.orderNow(order.id)).status, await shop.stock(skuId)], ['paid', 4]);
    assert.deepEqual(await shop.told('ann'), ['order.placed', 'order.paid']);
    assert.deepEqual([await shop.count('refunds'), await shop.count('payment_events')], [0, 2]);
    await shop.close();
  });

  test('that was changed, is unsigned, stale or signed by somebody else changes nothing', async () => {
    const { shop, order, paymentId } = await setUpPayment();
    const body = report('payment.captured', paymentId);
    const headers = signer.headers('evt-1', body);
    const old = { ...headers, 'webhook-timestamp': String(Math.floor(Date.now() / 1000) - 301) };
    const elsewhere = createReportSigner('another-secret-of-another-shop-entirely').headers('evt-1', body);
    const forged: [string, Record<string, string>][] = [
      [body.replace('1000', '1'), headers],
      [`${body} `, headers],
      [body, { ...headers, 'webhook-id': 'evt-2' }],
      [body, old],
      [body, elsewhere],
      [body, { 'Content-Type': 'application/json' }],
      [body, { ...headers, 'webhook-signature': 'v1,' }],
    ];
    for (const [text, head] of forged) assert.equal((await send(shop, text, head)).status, 401);
    assert.equal((await shop.orderNow(order.id)).status, 'reserved');
    assert.equal(await shop.count('payment_events'), 0);
    await shop.close();
  });

  test('that is rightly signed but older than five minutes is refused', async (t) => {
    const { shop, order, paymentId } = await setUpPayment();
    const body = report('payment.captured', paymentId);
    t.mock.timers.enable({ apis: ['Date'], now: Date.now() - 301_000 });
    const stale = signer.headers('evt-1', body);
    t.mock.timers.reset();
    assert.equal((await send(shop, body, stale)).status, 401);
    assert.equal((await shop.orderNow(order.id)).status, 'reserved');
    await shop.close();
  });

  test('that does not fit the schema is refused, though signed', async () => {
    const { shop, paymentId } = await setUpPayment();
    const fitting = JSON.parse(report('payment.captured', paymentId));
    for (const body of [
      '{',
      '[]',
      JSON.stringify({ ...fitting, extra: 1 }),
      JSON.stringify({ ...fitting, type: 'payment.invented' }),
      report('payment.captured', paymentId, { amount: '1000' }),
      report('payment.captured', paymentId, { amount: 10.5 }),
    ]) {
      assert.equal((await send(shop, body)).status, 400);
    }
    assert.equal(await shop.count('payment_events'), 0);
    await shop.close();
  });

  test('of a payment that we do not know yet is kept, and counts once it is known; after days it is left for a person', async () => {
    const { shop, order, paymentId } = await setUpPayment();
    const [row] = await shop.deps.db.select().from(payments);
    await shop.deps.db.delete(payments);
    const body = report('payment.captured', paymentId);
    for (const id of ['evt-1', 'evt-1', 'evt-2']) assert.equal((await send(shop, body, signer.headers(id, body))).status, 200);
    assert.equal((await send(shop, report('payment.refunded', ulid(), { refundId: ulid() }))).status, 200);
    assert.equal(await shop.count('stray_reports'), 3);
    assert.equal((await shop.orderNow(order.id)).status, 'reserved');

    await shop.deps.db.insert(payments).values(row!);
    shop.clock.now += 10_000;
    await shop.commerce.settle();
    assert.equal((await shop.orderNow(order.id)).status, 'paid');
    assert.equal(await shop.count('stray_reports'), 1);

    shop.clock.now += 4 * 86_400_000;
    await shop.commerce.settle();
    const [left] = await shop.deps.db.select().from(strayReports);
    assert.equal(left?.nextAttemptAt, null);
    const strays = v.object({ items: v.array(StrayReport) });
    const { items } = await read(strays, shop.ask('GET', '/api/payments/strays', 'admin'));
    assert.deepEqual(
      items.map(({ type, givenUp, amount }) => [type, givenUp, amount]),
      [['payment.refunded', true, 1000]],
    );
    assert.equal(await refusal(shop.ask('GET', '/api/payments/strays', 'ann!')), 'forbidden');
    await shop.close();
  });

  test('of an unknown provider is answered 404', async () => {
    const { shop } = await setUpPayment();
    const elsewhere = { method: 'POST', headers: signer.headers('evt-1', '{}'), body: '{}' };
    assert.equal((await shop.app.request('/api/payments/webhooks/stripe', elsewhere)).status, 404);
    await shop.close();
  });

  for (const wrong of [{ amount: 999 }, { amount: 1001 }, { currency: 'CNY' }]) {
    test(`of ${JSON.stringify(wrong)} sets the payment aside and leaves the order alone`, async () => {
      const { shop, order, paymentId, paymentsNow } = await setUpPayment();
      assert.equal((await send(shop, report('payment.captured', paymentId, wrong))).status, 200);
      await send(shop, report('payment.captured', paymentId));
      assert.equal((await paymentsNow())[0]?.status, 'mismatch');
      const now = await shop.orderNow(order.id);
      assert.deepEqual([now.status, now.flag], ['reserved', 'mismatch']);
      const toBuyer = await read(StoredOrder, shop.ask('GET', `/api/orders/${order.id}`, 'ann!'));
      assert.equal(toBuyer.flag, undefined);
      const list = await read(Page(StoredOrder), shop.ask('GET', '/api/orders?all&needs=attention', 'admin'));
      assert.deepEqual(
        list.items.map(({ id }) => id),
        [order.id],
      );
      const looked = await read(StoredOrder, shop.ask('DELETE', `/api/orders/${order.id}/flag`, 'admin'));
      assert.equal(looked.flag, undefined);
      await shop.close();
    });
  }

  test('of a failure after the money came does not take the money away; the money after a failure counts', async () => {
    const { shop, order, paymentId, paymentsNow } = await setUpPayment();
    await send(shop, report('payment.failed', paymentId));
    assert.deepEqual([(await paymentsNow())[0]?.status, (await shop.orderNow(order.id)).status], ['failed', 'reserved']);
    await send(shop, report('payment.captured', paymentId));
    await send(shop, report('payment.failed', paymentId));
    assert.deepEqual([(await paymentsNow())[0]?.status, (await shop.orderNow(order.id)).status], ['captured', 'paid']);
    await shop.close();
  });
});

describe('a payment', () => {
  test('is reused while it is open, made anew after a failure; two that are both paid give one back', async () => {
    const { shop, order, paymentId, paymentsNow } = await setUpPayment();
    const pay = async () => (await (await shop.ask('POST', `/api/orders/${order.id}/pay`, 'ann!')).json()) as { payUrl: string };
    const urls = await Promise.all([pay(), pay(), pay()]);
    assert.equal(new Set(urls.map(({ payUrl }) => payUrl)).size, 1);
    assert.equal(await shop.count('gateway_payments'), 1);

    await send(shop, report('payment.failed', paymentId));
    assert.notEqual((await pay()).payUrl, urls[0]?.payUrl);
    const [, second] = await paymentsNow();
    await send(shop, report('payment.captured', second!.id));
    await send(shop, report('payment.captured', paymentId));

    const [refund, ...more] = await shop.deps.db.select().from(refunds);
    assert.deepEqual([refund?.paymentId, refund?.reason, more.length], [paymentId, 'duplicate', 0]);
    await send(shop, report('payment.refunded', paymentId, { refundId: refund!.id }));
    assert.deepEqual([(await shop.orderNow(order.id)).status, (await shop.orderNow(order.id)).refunded.amount], ['paid', 0]);
    await shop.close();
  });

  test('opened by many at once is one', async () => {
    const shop = await setUpShop();
    const { skuId } = await shop.product(5);
    const order = await shop.order('ann!', skuId);
    const answers = await Promise.all(Array.from({ length: 10 }, () => shop.ask('POST', `/api/orders/${order.id}/pay`, 'ann!')));
    const urls = await Promise.all(answers.map(async (answer) => ((await answer.json()) as { payUrl: string }).payUrl));
    assert.equal(new Set(urls).size, 1);
    assert.equal(await shop.count('payments'), 1);
    await shop.close();
  });

  for (const late of ['expired', 'cancelled'] as const) {
    test(`that comes when the order is ${late} goes back, and the unit stays sold to somebody else`, async () => {
      const { shop, skuId, order, paymentId, paymentsNow } = await setUpPayment();
      if (late === 'cancelled') await shop.ask('POST', `/api/orders/${order.id}/cancel`, 'ann!');
      else shop.clock.now += shop.deps.config.reservationMs;
      await shop.commerce.settle();
      const other = await shop.order('bob!', skuId, 5);
      const body = report('payment.captured', paymentId);
      await Promise.all([send(shop, body), send(shop, body)]);

      assert.equal((await shop.orderNow(order.id)).status, late);
      const [refund, ...more] = await shop.deps.db.select().from(refunds);
      assert.deepEqual([refund?.amount, refund?.reason, refund?.status, more.length], [1000, 'late', 'requested', 0]);
      const back = report('payment.refunded', paymentId, { refundId: refund!.id });
      const answers = await Promise.all([send(shop, back), send(shop, back)]);
      assert.deepEqual(
        answers.map(({ status }) => status),
        [200, 200],
      );

      assert.equal((await paymentsNow())[0]?.status, 'refunded');
      const now = await shop.orderNow(order.id);
      assert.deepEqual([now.status, now.refunded.amount], [late, 1000]);
      assert.deepEqual([(await shop.orderNow(other.id)).status, await shop.stock(skuId)], ['reserved', 0]);
      assert.deepEqual((await shop.told('ann')).slice(1), [`order.${late}`, 'order.refunded']);
      await shop.close();
    });
  }

  test('racing the end of its reservation: either paid and held, or expired and given back', async () => {
    for (let round = 0; round < 6; round++) {
      const { shop, skuId, order, paymentId } = await setUpPayment();
      shop.clock.now += shop.deps.config.reservationMs;
      const acts = [() => shop.commerce.settle(), () => send(shop, report('payment.captured', paymentId))];
      await Promise.all((round % 2 ? acts : acts.toReversed()).map((act) => act()));

      const { status } = await shop.orderNow(order.id);
      const outcome = [status, await shop.stock(skuId), await shop.count('refunds')];
      assert.ok(
        [
          ['paid', 4, 0],
          ['expired', 5, 1],
        ].some((allowed) => JSON.stringify(allowed) === JSON.stringify(outcome)),
        `${outcome}`,
      );
      await shop.close();
    }
  });
});

/** A small generator with a seed, so that a shuffle that fails can be run again. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('reports in any order', () => {
  for (let seed = 1; seed <= 12; seed++) {
    test(`repeated, reordered and tampered with come to the same end (seed ${seed})`, async () => {
      const random = seeded(seed);
      const { shop, skuId, order, paymentId, paymentsNow } = await setUpPayment();
      await send(shop, report('payment.captured', paymentId));
      const asked = await shop.ask(
        'POST',
        `/api/orders/${order.id}/refund`,
        'admin',
        { amount: 400 },
        { 'Idempotency-Key': 'a' },
      );
      const rest = await shop.ask('POST', `/api/orders/${order.id}/refund`, 'admin', {}, { 'Idempotency-Key': 'b' });
      const [first, second] = [await read(Refund, asked), await read(Refund, rest)];
      const bodies: [string, string][] = [
        ['e1', report('payment.captured', paymentId)],
        ['e2', report('payment.failed', paymentId)],
        ['e3', report('payment.refunded', paymentId, { refundId: first.id, amount: 400 })],
        ['e4', report('payment.refunded', paymentId, { refundId: second.id, amount: 600 })],
      ];
      const wave = [...bodies, ...bodies, ...bodies]
        .map(([id, body]) => ({ id, body, tampered: random() < 0.3, at: random() }))
        .concat(bodies.map(([id, body]) => ({ id, body, tampered: false, at: random() })))
        .sort((a, b) => a.at - b.at);
      await Promise.all(
        wave.map(({ id, body, tampered }) => send(shop, tampered ? body.replace('USD', 'EUR') : body, signer.headers(id, body))),
      );

      const [payment] = await paymentsNow();
      assert.deepEqual([payment?.status, payment?.refunded], ['refunded', 1000]);
      const now = await shop.orderNow(order.id);
      assert.deepEqual([now.status, now.refunded.amount, await shop.stock(skuId)], ['refunded', 1000, 4]);
      assert.deepEqual((await shop.told('ann')).filter((type) => type === 'order.refunded').length, 2);
      assert.equal(await shop.count('refunds'), 2);
      await shop.close();
    });
  }
});

describe('a refund', () => {
  const refund = (shop: Shop, order: Pick<StoredOrder, 'id'>, key: string, amount?: number) =>
    shop.ask('POST', `/api/orders/${order.id}/refund`, 'admin', amount === undefined ? undefined : { amount }, {
      'Idempotency-Key': key,
    });

  test('goes through the gateway and comes back as a report', async () => {
    const shop = await setUpShop();
    const { skuId } = await shop.product(5);
    const order = await shop.order('ann!', skuId, 2);
    assert.equal(await refusal(refund(shop, order, 'early')), 'conflict');
    await shop.pay(order);

    assert.equal((await refund(shop, order, 'a', 500)).status, 202);
    await shop.commerce.settle();
    let now = await shop.orderNow(order.id);
    assert.deepEqual([now.status, now.refunded.amount], ['paid', 500]);

    assert.equal(await refusal(refund(shop, order, 'b', 1501)), 'conflict');
    assert.equal((await read(Refund, refund(shop, order, 'c'))).amount.amount, 1500);
    await shop.commerce.settle();
    now = await shop.orderNow(order.id);
    assert.deepEqual([now.status, now.refunded.amount, await shop.stock(skuId)], ['refunded', 2000, 3]);
    assert.equal(await refusal(refund(shop, order, 'd')), 'conflict');
    await shop.close();
  });

  test('needs a key, happens once with it, and never adds up to more than was paid', async () => {
    const shop = await setUpShop();
    const { skuId } = await shop.product(5);
    const order = await shop.order('ann!', skuId);
    await shop.pay(order);
    assert.equal(await refusal(shop.ask('POST', `/api/orders/${order.id}/refund`, 'admin')), 'idempotency-key-missing');
    await refund(shop, order, 'same', 300);
    assert.equal((await refund(shop, order, 'same', 300)).headers.get('Idempotent-Replayed'), 'true');
    const answers = await Promise.all(Array.from({ length: 10 }, (_, i) => refund(shop, order, `k${i}`, 300)));

    assert.equal(answers.filter(({ status }) => status === 202).length, 2);
    await shop.commerce.settle();
    assert.equal((await shop.orderNow(order.id)).refunded.amount, 900);
    await shop.close();
  });
});

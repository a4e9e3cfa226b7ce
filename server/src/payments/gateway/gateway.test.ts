import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import { type Carry, setUpShop } from '../../orders/test-shop.ts';
import { refusal } from '../../testing/set-up.ts';
import { gatewayPayments } from '../tables.ts';
import { createGateway } from './gateway.ts';
import { moneyText, payPage, payPolicy } from './pay-page.ts';
import { createReportSigner } from './reports.ts';
import { payTexts } from './texts.ts';

const post = (outcome: string) => ({ method: 'POST', body: new URLSearchParams({ outcome }) });

describe('the built-in gateway', () => {
  test('reports what was paid until somebody takes it, again after a restart', async () => {
    let attempts = 0;
    let broken = true;
    const carry: Carry = async (body, headers, deliver) => {
      attempts++;
      if (attempts === 1) throw new Error('no connection');
      return broken ? new Response('', { status: 503 }) : deliver(body, headers);
    };
    const shop = await setUpShop({ carry });
    const { skuId } = await shop.product(5);
    const order = await shop.order('ann!', skuId);
    await shop.pay(order);
    await shop.commerce.settle();
    assert.equal(attempts, 1);
    for (let i = 0; i < 2; i++) {
      shop.clock.now += 10_000;
      await shop.commerce.settle();
    }
    assert.deepEqual([attempts, (await shop.orderNow(order.id)).status], [3, 'reserved']);

    // As after a crash: only what is in the database is left.
    await shop.commerce.stop();
    const again = await setUpShop({ carry, dataDir: await shop.abandon(), now: () => shop.clock.now + 60_000 });
    broken = false;
    await again.commerce.settle();
    assert.equal((await again.orderNow(order.id)).status, 'paid');
    await again.commerce.settle();
    assert.equal(attempts, 4);
    await again.close();
  });

  test('takes the buyer’s first answer and sends them back to the shop’s own pages only', async () => {
    const shop = await setUpShop();
    const { skuId } = await shop.product(5);
    const cases = [
      ['https://shop.example/thanks?o=1', 'https://shop.example/thanks?o=1'],
      ['https://evil.example/', undefined],
      ['https://shop.example.evil.example/', undefined],
      ['//evil.example', undefined],
    ] as const;
    for (const [returnUrl, expected] of cases) {
      const order = await shop.order('ann!', skuId);
      const answer = await shop.ask('POST', `/api/orders/${order.id}/pay`, 'ann!', { returnUrl });
      const { pathname } = new URL(((await answer.json()) as { payUrl: string }).payUrl);
      const paid = await shop.app.request(pathname, post('captured'));
      assert.deepEqual([paid.status, paid.headers.get('Location')], [303, expected ?? pathname]);
      await shop.app.request(pathname, post('declined'));
      assert.equal((await shop.orderNow(order.id)).status, 'paid');
    }
    assert.equal(await shop.count('payment_events'), cases.length);
    await shop.close();
  });

  test('gives money back once a refund, however often it is asked', async () => {
    const shop = await setUpShop();
    const { skuId } = await shop.product(5);
    await shop.pay(await shop.order('ann!', skuId));
    const gateway = createGateway(shop.deps, createReportSigner('any-secret'), () => {});
    const [payment] = await shop.deps.db.select().from(gatewayPayments);
    const refund = { refundId: 'r1', paymentId: payment!.reference, amount: 400, currency: 'USD', reference: null };
    await Promise.all([gateway.refund(refund), gateway.refund(refund)]);
    await gateway.refund(refund);

    const [after] = await shop.deps.db.select().from(gatewayPayments);
    assert.deepEqual([after?.refunded, after?.status], [400, 'captured']);
    await gateway.refund({ ...refund, refundId: 'r2', amount: 601 });
    await gateway.refund({ ...refund, refundId: 'r3', amount: 600 });
    assert.deepEqual((await gateway.find(payment!.id))?.status, 'refunded');
    assert.equal(await shop.count('gateway_deliveries'), 3);
    await shop.close();
  });

  test('lets a buyer decline and pay on another page', async () => {
    const shop = await setUpShop();
    const { skuId } = await shop.product(5);
    const order = await shop.order('ann!', skuId);
    const declined = await shop.pay(order, 'declined');
    assert.equal((await shop.orderNow(order.id)).status, 'reserved');
    assert.notEqual(await shop.pay(order), declined);
    assert.equal((await shop.orderNow(order.id)).status, 'paid');
    await shop.close();
  });

  test('says in the buyer’s language that it charges nobody', async () => {
    const shop = await setUpShop();
    const { skuId } = await shop.product(5);
    const order = await shop.order('ann!', skuId);
    const answer = await shop.ask('POST', `/api/orders/${order.id}/pay`, 'ann!');
    const { pathname } = new URL(((await answer.json()) as { payUrl: string }).payUrl);
    const page = async (language: string) =>
      (await shop.app.request(pathname, { headers: { 'Accept-Language': language } })).text();

    const english = await page('fr, en;q=0.8, zh;q=0.5');
    assert.ok(english.includes('charges nobody') && english.includes('Pay $10.00') && english.includes(order.number));
    assert.ok((await page('zh-TW,zh;q=0.9,en;q=0.8')).includes('支付 US$10.00'));
    assert.doesNotMatch(english, /<script/);
    const { headers } = await shop.app.request(pathname);
    assert.equal(headers.get('Content-Security-Policy'), payPolicy(''));
    assert.equal(await refusal(shop.app.request('/pay/none')), 'not-found');
    assert.equal((await shop.app.request(pathname, post('stolen'))).status, 400);
    await shop.close();
  });

  test('escapes whatever it shows, and its policy names its style and the page to come back to', () => {
    const returnUrl = 'https://shop.example/a"><script>alert(1)</script>';
    const page = String(
      payPage(
        { description: '<img src=x onerror=alert(1)>', amount: 100, currency: 'USD', status: 'captured', returnUrl },
        payTexts(undefined),
      ),
    );
    assert.doesNotMatch(page, /<script|<img/);
    const style = /<style>([\s\S]*)<\/style>/.exec(page)?.[1] ?? '';
    assert.ok(payPolicy('').includes(createHash('sha256').update(style).digest('base64')));
    assert.match(
      payPolicy(returnUrl),
      /^default-src 'none'; style-src 'sha256-[^ ]+'; form-action 'self' https:\/\/shop\.example; /,
    );
    assert.doesNotMatch(payPolicy(''), /unsafe/);
  });

  test('writes amounts as the currency has them', () => {
    assert.equal(moneyText({ amount: 9900, currency: 'JPY' }, 'en'), '¥9,900');
    assert.equal(moneyText({ amount: 9900, currency: 'USD' }, 'en'), '$99.00');
    assert.equal(moneyText({ amount: 1234, currency: 'KWD' }, 'en').replace(/\s/, ' '), 'KWD 1.234');
  });
});

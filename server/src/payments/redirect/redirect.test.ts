import assert from 'node:assert/strict';
import type { StoredOrder } from '@vitrine/core/schemas/order-desk.ts';
import { createHmac } from 'node:crypto';
import { describe, test } from 'node:test';
import { setUpShop, type Shop } from '../../orders/test-shop.ts';
import { refusal } from '../../testing/set-up.ts';

const SECRET = 'the-secret-of-the-shops-webhooks';

/** A shop that sells through its own checkout, and an order that is being paid there. */
async function setUp(provider: 'shopify' | 'woocommerce', env: Record<string, string> = {}) {
  const checkout = 'https://shop.example/cart/{items}?step=contact_information';
  const shop = await setUpShop({
    env: {
      PAYMENT_PROVIDER: provider,
      CHECKOUT_URL: checkout,
      CHECKOUT_WEBHOOK_SECRET: SECRET,
      PAYMENT_WEBHOOK_SECRET: '',
      ...env,
    },
  });
  const { skuId } = await shop.product(5);
  const placed = await shop.place('ann!', [{ skuId, quantity: 2 }], { popupEventId: 'evt_p_1' });
  const order = (await placed.json()) as StoredOrder;
  const answer = await shop.ask('POST', `/api/orders/${order.id}/pay`, 'ann!', { returnUrl: 'https://shop.example/orders' });
  const url = new URL(((await answer.json()) as { payUrl: string }).payUrl);
  return { shop, skuId, order, url };
}

const send = async (shop: Shop, provider: string, body: unknown, headers: Record<string, string>, secret = SECRET) => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const signature = createHmac('sha256', secret).update(text).digest('base64');
  const name = provider === 'shopify' ? 'X-Shopify-Hmac-Sha256' : 'X-WC-Webhook-Signature';
  return shop.app.request(`/api/payments/webhooks/${provider}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', [name]: signature, ...headers },
    body: text,
  });
};

describe('the checkout of a Shopify shop', () => {
  const PAID = { 'X-Shopify-Topic': 'orders/paid', 'X-Shopify-Webhook-Id': 'w1' };
  const paid = (paymentId: string | null, more: object = {}) => ({
    id: 5_001,
    currency: 'USD',
    total_price: '20.00',
    subtotal_price: '20.00',
    note_attributes: [{ name: 'vitrine_payment', value: paymentId }],
    ...more,
  });

  test('is told what is bought and what brought it', async () => {
    const { shop, url, order, skuId } = await setUp('shopify');
    assert.equal(url.origin + url.pathname, `https://shop.example/cart/${skuId}:2`);
    assert.equal(url.searchParams.get('attributes[vitrine_order]'), order.number);
    assert.equal(url.searchParams.get('attributes[live_popup]'), 'evt_p_1');
    assert.equal(url.searchParams.get('return_to'), 'https://shop.example/orders');
    assert.equal(url.searchParams.get('step'), 'contact_information');
    await shop.close();
  });

  test('is told the shop’s own codes, whatever stands in them; our ids where there are none', async () => {
    const { shop, skuId } = await setUp('shopify');
    const coded = await shop.product(5, { code: '4417,1:2/é' });
    const items = [
      { skuId: coded.skus[1]!.id, quantity: 3 },
      { skuId, quantity: 1 },
    ];
    const { id } = (await (await shop.place('bob!', items)).json()) as StoredOrder;
    const { payUrl } = (await (await shop.ask('POST', `/api/orders/${id}/pay`, 'bob!')).json()) as { payUrl: string };
    const told = new URL(payUrl).pathname.slice('/cart/'.length).split(',').toSorted();
    assert.deepEqual(told, ['4417%2C1%3A2%2F%C3%A9:3', `${skuId}:1`].toSorted());
    await shop.close();
  });

  test('tells of the payment; a repeat, an order of its own and other topics change nothing', async () => {
    const { shop, url, order } = await setUp('shopify');
    const body = paid(url.searchParams.get('attributes[vitrine_payment]'));
    assert.equal((await send(shop, 'shopify', paid(null), PAID)).status, 200);
    assert.equal((await send(shop, 'shopify', body, { 'X-Shopify-Topic': 'orders/create' })).status, 200);
    assert.equal((await shop.orderNow(order.id)).status, 'reserved');
    for (let time = 0; time < 3; time++) assert.equal((await send(shop, 'shopify', body, PAID)).status, 200);
    assert.equal((await shop.orderNow(order.id)).status, 'paid');
    assert.deepEqual(await shop.told('ann'), ['order.placed', 'order.paid']);
    await shop.close();
  });

  test('is believed with its signature alone', async () => {
    const { shop, url, order } = await setUp('shopify');
    const body = paid(url.searchParams.get('attributes[vitrine_payment]'));
    assert.equal(await refusal(send(shop, 'shopify', body, PAID, 'somebody-elses-secret')), 'unauthenticated');
    const unsigned = { method: 'POST', headers: { 'Content-Type': 'application/json', ...PAID }, body: JSON.stringify(body) };
    assert.equal(await refusal(shop.app.request('/api/payments/webhooks/shopify', unsigned)), 'unauthenticated');
    assert.equal(await refusal(send(shop, 'shopify', '{', PAID)), 'invalid');
    assert.equal(await refusal(send(shop, 'shopify', { ...body, total_price: 20 }, PAID)), 'invalid');
    assert.equal((await shop.orderNow(order.id)).status, 'reserved');
    await shop.close();
  });

  for (const wrong of [{ total_price: '19.99' }, { currency: 'EUR' }, { total_price: '20.001' }]) {
    test(`an order of ${JSON.stringify(wrong)} is flagged`, async () => {
      const { shop, url, order } = await setUp('shopify');
      await send(shop, 'shopify', paid(url.searchParams.get('attributes[vitrine_payment]'), wrong), PAID);
      const now = await shop.orderNow(order.id);
      assert.deepEqual([now.status, now.flag], ['reserved', 'mismatch']);
      await shop.close();
    });
  }

  test('may add shipping and tax of its own where only the goods are compared; buyers pay in their currency', async () => {
    const { shop, url, order } = await setUp('shopify', { CHECKOUT_AMOUNT: 'goods' });
    const inYen = { total_price: '31.20', subtotal_price: '22.00', currency: 'EUR' };
    const presentment_money = { amount: '20.00', currency_code: 'USD' };
    const body = paid(url.searchParams.get('attributes[vitrine_payment]'), {
      ...inYen,
      subtotal_price_set: { presentment_money },
    });
    await send(shop, 'shopify', body, PAID);
    assert.equal((await shop.orderNow(order.id)).status, 'paid');
    await shop.close();
  });

  test('refunds are made there: one that was asked for here is done, another one counts too, each once', async () => {
    const { shop, url, order } = await setUp('shopify');
    const REFUND = { 'X-Shopify-Topic': 'refunds/create' };
    const back = (id: number, amount: string) => ({
      id,
      order_id: 5_001,
      transactions: [{ kind: 'refund', status: 'success', amount, currency: 'USD' }],
    });
    // Told before the payment: kept, and counted once the order is known.
    await send(shop, 'shopify', back(1, '5.00'), REFUND);
    await send(shop, 'shopify', paid(url.searchParams.get('attributes[vitrine_payment]')), PAID);
    shop.clock.now += 60_000;
    await shop.commerce.settle();
    assert.equal((await shop.orderNow(order.id)).refunded.amount, 500);

    await shop.ask('POST', `/api/orders/${order.id}/refund`, 'admin', { amount: 700 }, { 'Idempotency-Key': 'k' });
    await shop.commerce.settle();
    assert.equal((await shop.orderNow(order.id)).refunded.amount, 500);
    for (let time = 0; time < 3; time++) await send(shop, 'shopify', back(2, '7.00'), REFUND);
    assert.deepEqual([(await shop.orderNow(order.id)).refunded.amount, await shop.count('refunds')], [1200, 2]);
    await send(shop, 'shopify', back(3, '8.00'), REFUND);
    assert.equal((await shop.orderNow(order.id)).status, 'refunded');
    await shop.close();
  });
});

describe('the checkout of a WooCommerce shop', () => {
  const UPDATED = { 'X-WC-Webhook-Topic': 'order.updated' };
  const wooOrder = (paymentId: string | null, more: object = {}) => ({
    id: 77,
    status: 'processing',
    currency: 'USD',
    total: '20.00',
    line_items: [{ total: '20.00' }],
    refunds: [],
    meta_data: [{ id: 1, key: '_vitrine_payment', value: paymentId }],
    ...more,
  });

  test('tells of the order as it goes: unpaid, paid, refunded in parts', async () => {
    const { shop, url, order } = await setUp('woocommerce');
    const paymentId = url.searchParams.get('vitrine_payment');
    const tell = (more: object) => send(shop, 'woocommerce', wooOrder(paymentId, more), UPDATED);
    await tell({ status: 'pending' });
    assert.equal((await shop.orderNow(order.id)).status, 'reserved');
    const refunds = [{ id: 90, total: '-5.00' }];
    for (const more of [{}, {}, { refunds }, { refunds }, { status: 'completed', refunds }])
      assert.equal((await tell(more)).status, 200);
    let now = await shop.orderNow(order.id);
    assert.deepEqual([now.status, now.refunded.amount], ['paid', 500]);
    await tell({ status: 'refunded', refunds: [...refunds, { id: 91, total: '-15.00' }] });
    now = await shop.orderNow(order.id);
    assert.deepEqual([now.status, now.refunded.amount], ['refunded', 2000]);
    await shop.close();
  });

  test('greets without a signature; nothing else is let in without one', async () => {
    const { shop } = await setUp('woocommerce');
    const ask = (body: string, type: string) =>
      shop.app.request('/api/payments/webhooks/woocommerce', { method: 'POST', headers: { 'Content-Type': type }, body });
    assert.equal((await ask('webhook_id=12', 'application/x-www-form-urlencoded')).status, 200);
    assert.equal((await ask(JSON.stringify(wooOrder('x')), 'application/json')).status, 401);
    await shop.close();
  });
});

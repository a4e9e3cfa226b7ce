import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { TopUp, TopUpPage, Wallet } from '@vitrine/core/schemas/gift.ts';
import { type Carry, setUpShop, type Shop } from '../orders/test-shop.ts';
import { read, refusal } from '../testing/set-up.ts';

const path = '/api/users/me/wallet';

const buy = (shop: Shop, packageId = '100-USD', more: object = {}, key = 'k1') =>
  shop.ask('POST', `${path}/top-ups`, 'ann!', { packageId, ...more }, { 'Idempotency-Key': key });
const answer = (shop: Shop, { payUrl }: TopUp, outcome = 'captured') =>
  shop.app.request(new URL(payUrl).pathname, { method: 'POST', body: new URLSearchParams({ outcome }) });
const wallet = (shop: Shop) => read(Wallet, shop.ask('GET', path, 'ann!'));
const bought = async (shop: Shop) => (await read(TopUpPage, shop.ask('GET', `${path}/top-ups`, 'ann!'))).items;

describe('the wallet', () => {
  test('gets its coins once the payment is reported, once however often that comes', async () => {
    const carry: Carry = async (body, headers, deliver) => {
      await deliver(body, headers);
      await deliver(body, headers);
      return deliver(body, headers);
    };
    const shop = await setUpShop({ carry });
    assert.deepEqual([(await wallet(shop)).coins, (await wallet(shop)).packages[0]?.coins], [0, 100]);
    const topUp = await read(TopUp, buy(shop));
    assert.deepEqual([topUp.status, topUp.coins, topUp.price], ['created', 100, { amount: 99, currency: 'USD' }]);
    assert.equal((await wallet(shop)).coins, 0);
    await answer(shop, topUp);
    await shop.commerce.settle();
    assert.deepEqual([(await wallet(shop)).coins, (await bought(shop))[0]?.status], [100, 'paid']);
    assert.deepEqual(await shop.told('ann'), ['wallet.changed']);
    assert.equal(await shop.count('stray_reports'), 0);
    await shop.close();
  });

  test('opens one page a key, and only for what is sold', async () => {
    const shop = await setUpShop();
    const first = await read(TopUp, buy(shop));
    assert.deepEqual(await read(TopUp, buy(shop)), first);
    assert.equal(await refusal(buy(shop, '550-USD')), 'key-reused');
    assert.equal(await refusal(buy(shop, '1-USD', {}, 'k2')), 'not-found');
    assert.equal((await bought(shop)).length, 1);
    const guest = shop.ask('POST', `${path}/top-ups`, 'guest', { packageId: '100-USD' }, { 'Idempotency-Key': 'k' });
    assert.equal(await refusal(guest), 'forbidden');
    await shop.close();
  });

  test('stays as it is where the buyer declines, and fills when they pay after all', async () => {
    const shop = await setUpShop();
    const declined = await read(TopUp, buy(shop));
    await answer(shop, declined, 'declined');
    await shop.commerce.settle();
    assert.deepEqual([(await wallet(shop)).coins, (await bought(shop))[0]?.status], [0, 'failed']);
    await answer(shop, await read(TopUp, buy(shop, '550-USD', {}, 'k2')));
    await shop.commerce.settle();
    assert.equal((await wallet(shop)).coins, 550);
    await shop.close();
  });

  test('is filled though the report was lost: the provider’s books are asked', async () => {
    const shop = await setUpShop({ carry: async () => new Response('', { status: 503 }) });
    await answer(shop, await read(TopUp, buy(shop)));
    await shop.commerce.settle();
    assert.equal((await wallet(shop)).coins, 0);
    shop.clock.now += shop.deps.config.reconcileMs;
    await shop.commerce.settle();
    assert.equal((await wallet(shop)).coins, 100);
    await shop.close();
  });

  test('sends a buyer back to the shop’s own pages only', async () => {
    const shop = await setUpShop();
    for (const [key, returnUrl, expected] of [
      ['a', 'https://shop.example/live', 'https://shop.example/live'],
      ['b', 'https://evil.example/', undefined],
    ] as const) {
      const topUp = await read(TopUp, buy(shop, '100-USD', { returnUrl }, key));
      const paid = await answer(shop, topUp);
      assert.equal(paid.headers.get('Location'), expected ?? new URL(topUp.payUrl).pathname);
    }
    await shop.close();
  });

  test('knows of no coins where the shop bills itself', async () => {
    const secret = `whsec_${Buffer.from('a-secret-of-the-billing-for-tests').toString('base64')}`;
    const shop = await setUpShop({ env: { GIFT_BILLING_URL: 'https://bill.example', GIFT_BILLING_SECRET: secret } });
    assert.deepEqual(await wallet(shop), { billing: 'shop', coins: 0, level: 1, packages: [] });
    assert.equal(await refusal(buy(shop)), 'conflict');
    await shop.close();
  });
});

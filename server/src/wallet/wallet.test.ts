import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { sql } from 'drizzle-orm';
import { TopUp, TopUpPage, Wallet } from '@vitrine/core/schemas/gift.ts';
import { type Carry, setUpShop, type Shop } from '../orders/test-shop.ts';
import { read, refusal } from '../testing/set-up.ts';
import { StripeStub } from '../testing/stripe-stub.ts';
import { SHOP, transfer } from '../users/ledger.ts';

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

const KEYS = { secretKey: 'sk_test_for_tests_only', webhookSecret: 'whsec_for_tests_only' };

describe('coins whose money goes back', () => {
  let stripe: StripeStub;
  let shop: Shop;
  beforeEach(async () => {
    stripe = new StripeStub(KEYS);
    const apiBase = await stripe.listen();
    const env = { STRIPE_SECRET_KEY: KEYS.secretKey, STRIPE_WEBHOOK_SECRET: KEYS.webhookSecret, STRIPE_API_BASE: apiBase };
    shop = await setUpShop({ env: { ...env, PAYMENT_WEBHOOK_SECRET: '' } });
  });
  afterEach(async () => {
    await shop.close();
    await stripe.close();
  });

  const deliver = (body: string) =>
    shop.app.request('/api/payments/webhooks/stripe', { method: 'POST', headers: stripe.sign(body), body });
  /** Delivers everything that Stripe told so far, as often as is wanted, the last first where that is wanted. */
  const deliverAll = async ({ times = 1, backwards = false } = {}): Promise<void> => {
    const bodies = stripe.events.map(({ body }) => body);
    for (let time = 0; time < times; time++)
      for (const body of backwards ? bodies.toReversed() : bodies) assert.equal((await deliver(body)).status, 200);
  };
  const open = async (): Promise<string> => (await read(TopUp, buy(shop))).payUrl.split('/').at(-1)!;
  /** Ann gives away so many of her coins. */
  const spend = (amount: number): Promise<boolean> => {
    const { db, writes } = shop.deps;
    const entry = { unit: 'coins', fromUserId: 'ann', toUserId: SHOP, reason: 'gift', createdAt: 1 } as const;
    return writes.commit(transfer(db, { ...entry, id: `gift:${amount}`, changeId: `c${amount}`, amount }, sql`true`));
  };
  const coins = async () => (await wallet(shop)).coins;
  const status = async () => (await bought(shop))[0]?.status;
  const sums = () => shop.deps.db.all(sql`select unit from accounts group by unit having sum(amount) <> 0`);

  test('go back with it, once however often that is told', async () => {
    const page = await open();
    await stripe.pay(page);
    await stripe.refundInDashboard(page, 99);
    await deliverAll({ times: 3 });
    assert.deepEqual([await coins(), await status(), await sums()], [0, 'refunded', []]);
  });

  test('go back in parts, which together are all of them', async () => {
    const page = await open();
    await stripe.pay(page);
    for (const [part, left] of [
      [33, 67],
      [33, 34],
      [33, 0],
    ] as const) {
      await stripe.refundInDashboard(page, part);
      await deliverAll();
      assert.deepEqual([await coins(), await status()], [left, left === 0 ? 'refunded' : 'paid']);
    }
  });

  test('go back as far as they were not spent, and never below nothing', async () => {
    const page = await open();
    await stripe.pay(page);
    await deliverAll();
    assert.equal(await spend(70), true);
    await stripe.refundInDashboard(page, 99);
    await deliverAll({ times: 2 });
    assert.deepEqual([await coins(), await status(), await sums()], [0, 'refunded', []]);
    assert.deepEqual(
      await shop.deps.db.all(sql`select amount from transfers where reason = 'refund'`),
      [{ amount: 30 }],
      'what was spent stays with whoever got it',
    );
  });

  test('are counted right though the refund is told of before the payment', async () => {
    const page = await open();
    await stripe.pay(page);
    await stripe.refundInDashboard(page, 33);
    await deliverAll({ backwards: true, times: 2 });
    assert.deepEqual([await coins(), await status(), await sums()], [67, 'paid', []]);
  });

  /** Lets something happen between what a report read and what it writes. */
  const beforeNextWrite = (act: () => unknown): void => {
    const { writes } = shop.deps;
    const { commit } = writes;
    writes.commit = async (...change) => {
      writes.commit = commit;
      await act();
      return commit(...change);
    };
  };
  const lastEvent = () => stripe.events.at(-1)!.body;

  test('go back as far as they are there when it is written, not when it was read', async () => {
    const page = await open();
    await stripe.pay(page);
    await deliverAll();
    await stripe.refundInDashboard(page, 99);
    beforeNextWrite(() => spend(70));
    assert.equal((await deliver(lastEvent())).status, 200);
    assert.deepEqual([await coins(), await status(), await sums()], [0, 'refunded', []]);
  });

  for (const spent of [0, 100]) {
    test(`go back by two refunds at the same moment as by one after the other; ${spent} are spent`, async () => {
      const page = await open();
      await stripe.pay(page);
      await deliverAll();
      if (spent > 0) await spend(spent);
      await stripe.refundInDashboard(page, 33);
      const first = lastEvent();
      await stripe.refundInDashboard(page, 33);
      beforeNextWrite(() => deliver(first));
      assert.equal((await deliver(lastEvent())).status, 200);
      assert.equal(await coins(), Math.max(0, 34 - spent));
      await stripe.refundInDashboard(page, 33);
      await deliverAll();
      assert.deepEqual([await coins(), await status()], [0, 'refunded']);
    });
  }

  test('go back once where the same is told twice at the same moment', async () => {
    const page = await open();
    await stripe.pay(page);
    await deliverAll();
    await stripe.refundInDashboard(page, 33);
    beforeNextWrite(() => deliver(lastEvent()));
    assert.equal((await deliver(lastEvent())).status, 200);
    assert.equal(await coins(), 67);
  });

  for (const wrong of [{ amount_total: 98 }, { currency: 'eur' }]) {
    test(`are none where the payment is another one: ${JSON.stringify(wrong)}`, async () => {
      const page = await open();
      Object.assign(stripe.sessions.get(page)!, wrong);
      await stripe.pay(page);
      await deliverAll({ times: 2 });
      assert.deepEqual([await coins(), await status(), await shop.count('transfers')], [0, 'mismatch', 0]);
    });
  }

  test('stay where more money is said to have gone back than came in', async () => {
    const page = await open();
    await stripe.pay(page);
    await deliverAll();
    stripe.sessions.get(page)!.amount_total = 500;
    await stripe.refundInDashboard(page, 100);
    beforeNextWrite(() => deliver(lastEvent()));
    await deliverAll();
    assert.deepEqual([await coins(), await status()], [100, 'paid']);
  });
});

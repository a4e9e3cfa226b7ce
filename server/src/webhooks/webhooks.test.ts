import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { Webhook } from 'standardwebhooks';
import * as v from 'valibot';
import { LiveError } from '@vitrine/core/errors.ts';
import { Page } from '@vitrine/core/schemas/common.ts';
import { WebhookDelivery, WebhookEndpoint, WebhookMessage, WebhookWithSecret } from '@vitrine/core/schemas/webhook.ts';
import type { SafeAnswer, SafeFetch, SafeRequest } from '../http/safe-fetch.ts';
import { createSafeFetch } from '../http/safe-fetch.ts';
import { setUpShop, type Shop } from '../orders/test-shop.ts';
import { read, refusal } from '../testing/set-up.ts';
import { createWebhooks } from './create-webhooks.ts';

const MINUTE = 60_000;

describe('webhooks', () => {
  let shop: Shop;
  let webhooks: ReturnType<typeof createWebhooks>;
  /** What was sent, and what is answered: a status, or one with headers, or no answer at all. */
  let sent: { url: string; request: SafeRequest }[];
  let answer: () => number | Partial<SafeAnswer> | 'nothing';
  const fetch: SafeFetch = async (url, request = {}) => {
    sent.push({ url, request });
    const reply = answer();
    if (reply === 'nothing') throw new LiveError('unavailable', 'took too long');
    const { status = 500, headers = {} } = typeof reply === 'number' ? { status: reply } : reply;
    return { status, headers, url, body: Buffer.from('') };
  };

  beforeEach(async () => {
    shop = await setUpShop();
    sent = [];
    answer = () => 204;
    webhooks = createWebhooks(shop.deps, fetch);
    shop.app.route('/api/webhooks', webhooks.routes);
  });
  afterEach(() => shop.close());

  const add = async (more: object = {}) =>
    read(WebhookWithSecret, shop.ask('POST', '/api/webhooks', 'admin', { url: 'https://erp.example/hook', ...more }));
  const log = async (id: string, query = '') =>
    (await read(Page(WebhookDelivery), shop.ask('GET', `/api/webhooks/${id}/deliveries${query}`, 'admin'))).items;
  const typesSent = () =>
    sent.map(({ request }) => v.parse(v.pipe(v.string(), v.parseJson(), WebhookMessage), request.body).type);
  const headersOf = (index: number) => sent[index]!.request.headers!;

  test('tell of an order as it goes, signed as Standard Webhooks says, without who bought it', async () => {
    const { secret } = await add();
    assert.match(secret, /^whsec_[A-Za-z0-9+/]{43}=$/);
    const { skuId, id: productId } = await shop.product(1);
    const order = await shop.order('ann!', skuId);
    await shop.pay(order);
    await shop.ask('POST', `/api/orders/${order.id}/shipments`, 'admin', { carrier: 'DHL', tracking: '42' });
    await shop.ask('POST', `/api/orders/${order.id}/refund`, 'admin', {}, { 'Idempotency-Key': 'k' });
    await shop.commerce.settle();
    await webhooks.settle();

    assert.deepEqual(typesSent().sort(), ['order.paid', 'order.placed', 'order.refunded', 'order.shipped', 'product.sold-out']);
    for (const { request } of sent) {
      const verified = new Webhook(secret).verify(request.body!, request.headers!) as v.InferOutput<typeof WebhookMessage>;
      assert.ok(verified.data.orderId === order.id || verified.data.productId === productId);
      assert.ok(request.body!.length < 20_000 && !request.body!.includes('ann'));
    }
    assert.equal(new Set(sent.map(({ request }) => request.headers!['webhook-id'])).size, 5);
    await webhooks.settle();
    assert.equal(sent.length, 5);
  });

  test('are written with the change they tell of: an order that was refused tells of nothing', async () => {
    const { id } = await add({ types: ['order.placed'] });
    const { skuId } = await shop.product(1);
    await Promise.all(['a!', 'b!', 'c!'].map((name) => shop.place(name as 'a!', [{ skuId, quantity: 1 }])));
    assert.equal((await log(id)).length, 1);
  });

  test('go to those that want them', async () => {
    await add({ url: 'https://one.example/', types: ['order.paid'] });
    await add({ url: 'https://two.example/', types: ['order.placed'] });
    const { id } = await add({ url: 'https://three.example/' });
    await shop.ask('PATCH', `/api/webhooks/${id}`, 'admin', { enabled: false });
    await shop.order('ann!', (await shop.product(5)).skuId);
    await webhooks.settle();
    assert.deepEqual(
      sent.map(({ url }) => url),
      ['https://two.example/'],
    );
  });

  test('are tried again by the schedule, under the same id with a new signature, and then given up', async () => {
    const { id, secret } = await add({ types: ['order.placed'] });
    await shop.order('ann!', (await shop.product(5)).skuId);
    const waits = [
      5_000,
      5 * MINUTE,
      30 * MINUTE,
      120 * MINUTE,
      300 * MINUTE,
      600 * MINUTE,
      840 * MINUTE,
      1200 * MINUTE,
      1440 * MINUTE,
    ];
    answer = () => (sent.length % 2 ? 500 : 'nothing');
    await webhooks.settle();
    for (const [index, wait] of waits.entries()) {
      assert.equal(sent.length, index + 1);
      shop.clock.now += wait - 1;
      await webhooks.settle();
      assert.equal(sent.length, index + 1, `not before ${wait}`);
      shop.clock.now += wait / 10 + 2;
      await webhooks.settle();
    }
    assert.equal(sent.length, 10);
    const [entry] = await log(id);
    assert.deepEqual([entry?.status, entry?.attempts, entry?.lastStatus], ['failed', 10, 0]);
    assert.equal(new Set(sent.map(({ request }) => request.headers!['webhook-id'])).size, 1);
    for (const { request } of sent) new Webhook(secret).verify(request.body!, request.headers!);

    // The shop has mended its program.
    answer = () => 200;
    await shop.ask('POST', `/api/webhooks/${id}/replay`, 'admin');
    await webhooks.settle();
    assert.deepEqual([sent.length, (await log(id))[0]?.status], [11, 'delivered']);
    await shop.ask('POST', `/api/webhooks/${id}/replay`, 'admin');
    await webhooks.settle();
    assert.equal(sent.length, 11);
    await shop.ask('POST', `/api/webhooks/${id}/replay`, 'admin', { delivered: true });
    await webhooks.settle();
    assert.deepEqual([sent.length, headersOf(11)['webhook-id']], [12, headersOf(0)['webhook-id']]);
  });

  test('follow no redirect, and reach nothing inside', async () => {
    answer = () => ({ status: 302, headers: { location: 'http://169.254.169.254/' } });
    const { id } = await add({ types: ['order.placed'] });
    await shop.order('ann!', (await shop.product(5)).skuId);
    await webhooks.settle();
    assert.deepEqual([sent.length, sent[0]?.request.redirects ?? 0, (await log(id))[0]?.status], [1, 0, 'waiting']);

    const real = createWebhooks(shop.deps, createSafeFetch());
    for (const url of ['http://127.0.0.1:1/', 'http://169.254.169.254/latest', 'http://[::1]/'])
      await add({ url, types: ['order.placed'] });
    await shop.order('bob!', (await shop.product(5)).skuId);
    shop.clock.now += 60_000;
    await real.settle();
    const all = await read(v.object({ items: v.array(WebhookEndpoint) }), shop.ask('GET', '/api/webhooks', 'admin'));
    for (const endpoint of all.items.slice(1)) assert.equal((await log(endpoint.id))[0]?.lastError, 'invalid', endpoint.url);
    for (const url of ['ftp://x.example', 'javascript:alert(1)', 'x']) {
      assert.equal(await refusal(shop.ask('POST', '/api/webhooks', 'admin', { url })), 'invalid');
    }
  });

  test('stop at 410; wait as long as they are asked to, and with them all that waits for the same program', async () => {
    const { id } = await add({ types: ['order.placed'] });
    const { skuId } = await shop.product(50);
    answer = () => ({ status: 429, headers: { 'retry-after': '3600' } });
    await shop.order('ann!', skuId);
    await webhooks.settle();
    await shop.order('bob!', skuId);
    await shop.deps.writes.drain();
    shop.clock.now += 59 * MINUTE;
    answer = () => ({ status: 503, headers: { 'retry-after': '7200' } });
    await webhooks.settle();
    assert.equal(sent.length, 2);
    shop.clock.now += 60 * MINUTE;
    await webhooks.settle();
    assert.equal(sent.length, 2, 'the first one waits too');

    shop.clock.now += 120 * MINUTE;
    answer = () => 410;
    await webhooks.settle();
    await shop.order('cat!', skuId);
    shop.clock.now += 48 * 60 * MINUTE;
    const before = sent.length;
    await webhooks.settle();
    assert.equal(sent.length, before);
    const all = await read(v.object({ items: v.array(WebhookEndpoint) }), shop.ask('GET', '/api/webhooks', 'admin'));
    assert.deepEqual([all.items[0]?.enabled, Boolean(all.items[0]?.disabledReason)], [false, true]);
    await shop.ask('PATCH', `/api/webhooks/${id}`, 'admin', { enabled: true });
    assert.equal((await log(id)).length, 2);
  });

  test('are signed with both secrets while one is replaced', async () => {
    const { id, secret: old } = await add({ types: ['order.placed'] });
    const { secret: fresh } = await read(
      WebhookWithSecret,
      shop.ask('POST', `/api/webhooks/${id}/rotate`, 'admin', { overlapSeconds: 60 }),
    );
    const { skuId } = await shop.product(50);
    await shop.order('ann!', skuId);
    await webhooks.settle();
    const { request } = sent[0]!;
    for (const secret of [old, fresh]) new Webhook(secret).verify(request.body!, request.headers!);
    shop.clock.now += 61_000;
    await shop.order('bob!', skuId);
    await webhooks.settle();
    new Webhook(fresh).verify(sent[1]!.request.body!, sent[1]!.request.headers!);
    assert.throws(() => new Webhook(old).verify(sent[1]!.request.body!, sent[1]!.request.headers!));
  });

  test('one that hangs holds up itself alone', async () => {
    let release = (): void => {};
    const hanging = new Promise<SafeAnswer>((resolve) => {
      release = () => resolve({ status: 200, headers: {}, url: '', body: Buffer.from('') });
    });
    const slow = createWebhooks(shop.deps, async (url, request) => (url.includes('slow') ? hanging : fetch(url, request)));
    await add({ url: 'https://slow.example/', types: ['order.placed'] });
    await add({ url: 'https://fast.example/', types: ['order.placed'] });
    const { skuId } = await shop.product(50);
    await shop.order('ann!', skuId);
    slow.start();
    await shop.order('bob!', skuId);
    while (sent.length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
    release();
    await slow.stop();
    assert.ok(sent.every(({ url }) => url === 'https://fast.example/'));
  });

  test('are the shop’s alone, few, and can be removed', async () => {
    assert.equal(await refusal(shop.ask('GET', '/api/webhooks', 'host')), 'forbidden');
    assert.equal(await refusal(shop.ask('POST', '/api/webhooks', 'ann!', { url: 'https://x.example' })), 'forbidden');
    const { id } = await add();
    for (let count = 1; count < 10; count++) await add();
    assert.equal(await refusal(shop.ask('POST', '/api/webhooks', 'admin', { url: 'https://x.example' })), 'limit-reached');
    const list = await (await shop.ask('GET', '/api/webhooks', 'admin')).text();
    assert.doesNotMatch(list, /whsec_/);
    assert.equal((await shop.ask('DELETE', `/api/webhooks/${id}`, 'admin')).status, 200);
    assert.equal(await refusal(shop.ask('GET', `/api/webhooks/${id}/deliveries`, 'admin')), 'not-found');
  });
});

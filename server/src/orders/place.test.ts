import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { eq, type SQL, sql } from 'drizzle-orm';
import { ErrorBody } from '@vitrine/core/schemas/error.ts';
import { Cart, Estimate } from '@vitrine/core/schemas/order.ts';
import { StoredOrder } from '@vitrine/core/schemas/order-desk.ts';
import { lives, liveProducts } from '../live/tables.ts';
import { roomEvents } from '../rooms/tables.ts';
import { read, refusal } from '../testing/set-up.ts';
import { setUpShop, type Shop } from './test-shop.ts';

describe('placing an order', () => {
  let shop: Shop;
  beforeEach(async () => {
    shop = await setUpShop();
  });
  afterEach(() => shop.close());

  /** Lets somebody else write between what the next order reads and what it writes. */
  function beforeTheNextCommit(statement: SQL): void {
    const { commit } = shop.deps.writes;
    shop.deps.writes.commit = async (change, lane) => {
      shop.deps.writes.commit = commit;
      await commit([statement]);
      // A refusal is counted, never raised: what raises would take its neighbours' commit down first.
      return commit(change, lane).catch((error: unknown) => assert.fail(String(error)));
    };
  }

  test('holds the stock, names the price of now and tells the buyer', async () => {
    const { skuId } = await shop.product(5);
    const answer = await shop.place('ann!', [{ skuId, quantity: 2 }]);
    const order = await read(StoredOrder, answer);

    assert.equal(answer.status, 201);
    assert.match(order.number, /^V-[2-9A-Z]{4}-[2-9A-Z]{4}$/);
    assert.deepEqual([order.status, order.total], ['reserved', { amount: 2000, currency: 'USD' }]);
    assert.equal(order.expiresAt, shop.clock.now + shop.deps.config.reservationMs);
    assert.equal(await shop.stock(skuId), 3);
    assert.deepEqual(await shop.told('ann'), ['order.placed']);
    assert.deepEqual(await shop.orderNow(order.id), order);
  });

  test('fifty buyers of the last unit: one gets it', async () => {
    const { skuId } = await shop.product(1);
    const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => shop.place(`buyer${i}!`, [{ skuId, quantity: 1 }])));

    assert.deepEqual(answers.map(({ status }) => status).sort(), [201, ...Array.from({ length: 49 }, () => 409)]);
    assert.equal(await shop.stock(skuId), 0);
    assert.deepEqual([await shop.count('orders'), await shop.count('order_items')], [1, 1]);
  });

  test('the stock that was read does not matter: the guard counts again', async () => {
    const { skuId } = await shop.product(1);
    beforeTheNextCommit(sql`update skus set stock = 0 where id = ${skuId}`);
    const answer = await shop.place('ann!', [{ skuId, quantity: 1 }]);
    const { error } = await read(ErrorBody, answer);

    assert.deepEqual([answer.status, error.code, error.details], [409, 'sold-out', { skuId, available: 0 }]);
    assert.equal(await shop.count('orders'), 0);
  });

  test('a price that changed in between is a conflict, not a surprise', async () => {
    const { skuId } = await shop.product(1);
    beforeTheNextCommit(sql`update sku_prices set amount = 9999 where sku_id = ${skuId}`);
    assert.equal(await refusal(shop.place('ann!', [{ skuId, quantity: 1 }])), 'conflict');
    assert.equal(await shop.stock(skuId), 1);
  });

  test('a product taken off sale in between is not sold any more', async () => {
    const { id, skuId } = await shop.product(1);
    beforeTheNextCommit(sql`update products set deleted_at = 1 where id = ${id}`);
    assert.equal(await refusal(shop.place('ann!', [{ skuId, quantity: 1 }])), 'not-found');
    assert.equal(await shop.stock(skuId), 1);
  });

  test('a key that another server used in between gives that server’s reply', async () => {
    const { skuId } = await shop.product(2);
    const items = [{ skuId, quantity: 1 }];
    const hash = createHash('sha256').update(JSON.stringify({ items })).digest('hex');
    beforeTheNextCommit(sql`insert into idempotency_keys values ('ann', 'orders', 'same', ${hash}, 201, '{"id":"theirs"}', 1)`);
    const answer = await shop.place('ann!', items, {}, 'same');

    assert.deepEqual([answer.status, await answer.json()], [201, { id: 'theirs' }]);
    assert.deepEqual([await shop.count('orders'), await shop.stock(skuId)], [0, 2]);
  });

  test('two lines of one SKU are one: they cannot buy the same unit twice', async () => {
    const { skuId } = await shop.product(3);
    const twice = [
      { skuId, quantity: 2 },
      { skuId, quantity: 2 },
    ];
    assert.equal(await refusal(shop.place('ann!', twice)), 'sold-out');

    const order = await read(StoredOrder, shop.place('ann!', [twice[0]!, { skuId, quantity: 1 }]));
    assert.deepEqual([order.items.length, order.items[0]?.quantity], [1, 3]);
    assert.equal(await shop.stock(skuId), 0);
  });

  test('all lines or none', async () => {
    const product = await shop.product(5, { stock: 0 });
    const [first, second] = product.skus;
    const answer = shop.place('ann!', [
      { skuId: first!.id, quantity: 1 },
      { skuId: second!.id, quantity: 1 },
    ]);
    assert.equal(await refusal(answer), 'sold-out');
    assert.equal(await shop.stock(first!.id), 5);
  });

  test('what is unknown, off sale, or not sold in the currency is refused', async () => {
    const { id, skuId } = await shop.product(5);
    const line = [{ skuId, quantity: 1 }];
    assert.equal(await refusal(shop.place('ann!', [{ skuId: 'none', quantity: 1 }])), 'not-found');
    assert.equal(await refusal(shop.place('ann!', line, { currency: 'EUR' })), 'invalid');
    assert.equal(await refusal(shop.place('ann!', line, { liveId: 'none' })), 'not-found');
    assert.equal(await refusal(shop.place('ann!', line, { couponCode: 'FREE' })), 'not-found');
    await shop.ask('DELETE', `/api/products/${id}`, 'admin');
    assert.equal(await refusal(shop.place('ann!', line)), 'not-found');
    assert.equal(await shop.stock(skuId), 5);
  });

  test('what was bought leaves the cart, what was in it beyond that stays', async () => {
    const product = await shop.product(9, {}, {});
    const [a, b, c] = product.skus.map(({ id }) => id);
    for (const [skuId, quantity] of [
      [a, 3],
      [b, 1],
      [c, 4],
    ] as const)
      await shop.ask('POST', '/api/cart/lines', 'ann!', { skuId, quantity });
    for (const [skuId, quantity] of [
      [a, 2],
      [b, 9],
    ] as const)
      await shop.ask('POST', '/api/cart/lines', 'bob!', { skuId, quantity });
    await shop.place('ann!', [
      { skuId: a!, quantity: 2 },
      { skuId: b!, quantity: 5 },
    ]);

    const { lines } = await read(Cart, shop.ask('GET', '/api/cart', 'ann!'));
    assert.deepEqual(
      lines.map(({ skuId, quantity }) => [skuId, quantity]),
      [
        [a, 1],
        [c, 4],
      ],
    );
    const theirs = await read(Cart, shop.ask('GET', '/api/cart', 'bob!'));
    assert.deepEqual(
      theirs.lines.map(({ quantity }) => quantity),
      [2, 9],
    );
  });

  test('an order of a show carries the show, its host and its currency, and the room hears of the stock', async () => {
    const product = await shop.product(5, { prices: [{ amount: 700, currency: 'CNY' }], stock: 4 });
    const skuId = product.skus[1]!.id;
    const live = {
      id: 'friday',
      changeId: 'c',
      epoch: 'e',
      title: 'Friday',
      hostId: 'host-1',
      status: 'live' as const,
      currency: 'CNY',
      streamKey: 's',
      createdAt: 1,
    };
    await shop.deps.writes.commit([
      shop.deps.db.insert(lives).values(live),
      shop.deps.db.insert(liveProducts).values({ liveId: 'friday', productId: product.id, position: 0 }),
    ]);
    const order = await read(
      StoredOrder,
      shop.place('ann!', [{ skuId, quantity: 1 }], { liveId: 'friday', popupEventId: 'evt_x_1' }),
    );

    assert.deepEqual(
      [order.liveId, order.anchorId, order.popupEventId, order.total],
      ['friday', 'host-1', 'evt_x_1', { amount: 700, currency: 'CNY' }],
    );
    await shop.commerce.settle();
    const events = await shop.deps.db.select().from(roomEvents).where(eq(roomEvents.liveId, 'friday')).orderBy(roomEvents.id);
    assert.deepEqual(
      events.map(({ type, to }) => [type, to]),
      [
        ['order.placed', 'ann'],
        ['stock.changed', null],
      ],
    );
    assert.deepEqual(JSON.parse(events[1]!.body), { productId: product.id, skuId, stock: 3, level: 'low' });
  });

  test('guests order only where the shop allows it', async () => {
    const { skuId } = await shop.product(5);
    const body = { items: [{ skuId, quantity: 1 }] };
    assert.equal((await shop.ask('POST', '/api/orders', 'guest', body, { 'Idempotency-Key': 'k' })).status, 201);

    const strict = await setUpShop({ env: { GUEST_ORDERS: 'off' } });
    assert.equal(await refusal(strict.ask('POST', '/api/orders', 'guest', body, { 'Idempotency-Key': 'k' })), 'forbidden');
    await strict.close();
    assert.equal((await shop.app.request('/api/orders', { method: 'POST' })).status, 401);
  });

  test('one bad change in a shared commit does not hurt its neighbours', async () => {
    const { skuId } = await shop.product(5);
    const { commit } = shop.deps.writes;
    const refused: Promise<unknown>[] = [];
    // Asked for in the same moment, so that it waits in the same group.
    shop.deps.writes.commit = (change, lane) => {
      refused.push(assert.rejects(commit([sql`update skus set stock = -1 where id = ${skuId}`])));
      return commit(change, lane);
    };
    const answers = await Promise.all([
      shop.place('ann!', [{ skuId, quantity: 1 }]),
      shop.place('bob!', [{ skuId, quantity: 1 }]),
    ]);
    await Promise.all(refused);
    assert.equal(refused.length, 2);
    assert.deepEqual([answers[0].status, answers[1].status, await shop.stock(skuId)], [201, 201, 3]);
  });
});

describe('what a client says of money', () => {
  test('is ignored: price, total and currency are the shop’s', async () => {
    const shop = await setUpShop();
    const { skuId } = await shop.product(5);
    const lies = { total: { amount: 1, currency: 'USD' }, shipping: 0, buyerId: 'bob', status: 'paid', refunded: 5 };
    const items = [{ skuId, quantity: 2, unitPrice: { amount: 1, currency: 'USD' }, price: 1 }];
    const order = await read(
      StoredOrder,
      shop.ask('POST', '/api/orders', 'ann!', { items, ...lies }, { 'Idempotency-Key': 'k' }),
    );
    assert.deepEqual([order.total.amount, order.status, order.buyerId, order.refunded.amount], [2000, 'reserved', 'ann', 0]);
    assert.equal(await refusal(shop.place('ann!', [{ skuId, quantity: 1 }], { currency: 'EUR' })), 'invalid');
    await shop.close();
  });

  test('is refused where it is no number of things', async () => {
    const shop = await setUpShop();
    const { skuId } = await shop.product(5);
    const post = async (body: string) =>
      shop.app.request('/api/orders', {
        method: 'POST',
        headers: await shop.as('viewer', {}, { 'Idempotency-Key': `key-${Math.random()}` }),
        body,
      });
    for (const quantity of ['-1', '0', '1.5', '1e9', '9007199254740992', '"1"', 'null', '[1]', '{}', 'true', '1e400']) {
      assert.equal(await refusal(post(`{"items":[{"skuId":"${skuId}","quantity":${quantity}}]}`)), 'invalid', quantity);
    }
    assert.equal(await refusal(post(`{"items":[{"skuId":"${skuId}","quantity":NaN}]}`)), 'invalid');
    // The last of two keys counts, as everywhere in JSON; and what is not a field is nothing.
    assert.equal(await refusal(post(`{"items":[{"skuId":"${skuId}","quantity":1,"quantity":-1}]}`)), 'invalid');
    const polluted = `{"items":[{"skuId":"${skuId}","__proto__":{"quantity":1}}],"__proto__":{"currency":"USD"}}`;
    assert.equal(await refusal(post(polluted)), 'invalid');
    assert.deepEqual([await shop.count('orders'), await shop.stock(skuId)], [0, 5]);
    await shop.close();
  });
});

describe('shipping and tax', () => {
  test('are part of the total, as the estimate says, in every currency; a refund gives them back too', async () => {
    const env = { SHIPPING_FLAT: 'USD:500,JPY:800,KWD:1500', TAX_RATES: 'DE:19,*:8.25' };
    const shop = await setUpShop({ env });
    const prices = [
      { amount: 1999, currency: 'USD' },
      { amount: 777, currency: 'JPY' },
      { amount: 12_345, currency: 'KWD' },
    ];
    const product = await shop.product(9, { prices, stock: 9 });
    const skuId = product.skus[1]!.id;
    const address = { name: 'Ann', line1: 'Street 1', city: 'Bonn', country: 'DE' };
    for (const { currency } of prices) {
      const items = [{ skuId, quantity: 3 }];
      const estimate = await read(
        Estimate,
        shop.ask('POST', '/api/cart/estimate', 'ann!', { items, currency, destination: { country: 'DE' } }),
      );
      const order = await read(StoredOrder, shop.place('ann!', items, { currency, address }));
      assert.deepEqual([order.total, order.shipping, order.tax], [estimate.total, estimate.shipping, estimate.tax]);
      assert.deepEqual(await shop.orderNow(order.id), order);
      assert.ok(order.tax!.amount > 0 && order.shipping!.amount > 0);
      await shop.pay(order);
      for (const body of [{ lines: [{ skuId, quantity: 1 }] }, {}]) {
        await shop.ask('POST', `/api/orders/${order.id}/refund`, 'admin', body, {
          'Idempotency-Key': `${order.id}-${Object.keys(body).length}`,
        });
      }
      await shop.commerce.settle();
      assert.deepEqual((await shop.orderNow(order.id)).refunded, order.total);
      assert.equal((await shop.orderNow(order.id)).status, 'refunded');
    }
    await shop.close();
  });
});

describe('an Idempotency-Key', () => {
  let shop: Shop;
  beforeEach(async () => {
    shop = await setUpShop();
  });
  afterEach(() => shop.close());

  test('is needed', async () => {
    const { skuId } = await shop.product(5);
    const body = { items: [{ skuId, quantity: 1 }] };
    assert.equal(await refusal(shop.ask('POST', '/api/orders', 'ann!', body)), 'idempotency-key-missing');
  });

  test('gives the same status and body again, and orders once', async () => {
    const { skuId } = await shop.product(5);
    const place = () => shop.place('ann!', [{ skuId, quantity: 1 }], {}, 'same');
    const first = await place();
    const text = await first.text();
    await shop.ask('POST', `/api/orders/${JSON.parse(text).id}/cancel`, 'ann!');
    const again = await place();

    assert.deepEqual([again.status, await again.text(), again.headers.get('Idempotent-Replayed')], [201, text, 'true']);
    assert.equal(await shop.count('orders'), 1);
  });

  test('used fifty times at the same moment orders once; the others hear that it is running, or the reply', async () => {
    const { skuId } = await shop.product(90);
    const answers = await Promise.all(Array.from({ length: 50 }, () => shop.place('ann!', [{ skuId, quantity: 1 }], {}, 'same')));
    const texts = new Set<string>();
    for (const answer of answers) {
      if (answer.status === 201) texts.add(await answer.text());
      else assert.equal(await refusal(answer), 'in-progress');
    }
    assert.deepEqual([texts.size, await shop.count('orders'), await shop.stock(skuId)], [1, 1, 89]);
    assert.deepEqual(await shop.told('ann'), ['order.placed']);
  });

  test('gives the same reply to the byte after a restart; a reply that got lost and a retry are one order', async () => {
    const { skuId } = await shop.product(9);
    const lost = await shop.place('ann!', [{ skuId, quantity: 2 }], {}, 'same');
    const text = await lost.text();
    const { clock } = shop;
    shop = await setUpShop({ dataDir: await shop.abandon() });
    shop.clock.now = clock.now + 1_000;
    const again = await shop.place('ann!', [{ skuId, quantity: 2 }], {}, 'same');
    assert.deepEqual([again.status, await again.text(), again.headers.get('Idempotent-Replayed')], [201, text, 'true']);
    assert.deepEqual([await shop.count('orders'), await shop.stock(skuId)], [1, 7]);
  });

  test('of another request is refused, of another user is another key', async () => {
    const { skuId } = await shop.product(5);
    await shop.place('ann!', [{ skuId, quantity: 1 }], {}, 'same');
    const other = await shop.place('ann!', [{ skuId, quantity: 2 }], {}, 'same');

    assert.deepEqual([other.status, await refusal(other)], [422, 'key-reused']);
    assert.equal((await shop.place('bob!', [{ skuId, quantity: 2 }], {}, 'same')).status, 201);
    assert.equal(await shop.stock(skuId), 2);
  });

  test('a refusal is not kept: a later try may succeed', async () => {
    const { id, skuId } = await shop.product(0);
    assert.equal((await shop.place('ann!', [{ skuId, quantity: 1 }], {}, 'same')).status, 409);
    await shop.ask('PATCH', `/api/products/${id}/skus/${skuId}`, 'admin', { stock: 1 });
    assert.equal((await shop.place('ann!', [{ skuId, quantity: 1 }], {}, 'same')).status, 201);
  });
});

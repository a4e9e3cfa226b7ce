import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { eq, sql } from 'drizzle-orm';
import { Page } from '@vitrine/core/schemas/common.ts';
import { RoomEvent } from '@vitrine/core/schemas/room-event.ts';
import { SkuStock, StockMovement, Waiting, Waitlist } from '@vitrine/core/schemas/product.ts';
import * as v from 'valibot';
import { liveProducts, lives } from '../live/tables.ts';
import { setUpShop, type Shop } from '../orders/test-shop.ts';
import { toEvent } from '../rooms/history.ts';
import { roomEvents } from '../rooms/tables.ts';
import { read, refusal } from '../testing/set-up.ts';
import { moveWaitlist } from './waitlist.ts';

describe('stock', () => {
  let shop: Shop;
  beforeEach(async () => {
    shop = await setUpShop();
  });
  afterEach(() => shop.close());

  const pathOf = ({ id, skuId }: { id: string; skuId: string }): string => `/api/products/${id}/skus/${skuId}`;
  const edit = (product: { id: string; skuId: string }, body: object, by: 'admin' | `${string}!` = 'admin') =>
    shop.ask('PUT', `${pathOf(product)}/stock`, by, body);

  /** A room of `hostId` that sells these products. */
  async function openRoom(liveId: string, productIds: readonly string[], hostId = 'hana'): Promise<void> {
    const { db, writes } = shop.deps;
    const live = { id: liveId, changeId: 'c', epoch: 'e', title: 'A show', hostId, status: 'live' as const, currency: 'USD' };
    await writes.commit([
      db.insert(lives).values({ ...live, streamKey: 's', createdAt: 1 }),
      ...productIds.map((productId, position) => db.insert(liveProducts).values({ liveId, productId, position })),
    ]);
  }

  /** What a room or a user was told of stock, oldest first, as it goes over the wire. */
  async function told(where: { liveId: string } | { to: string }) {
    const rows = await shop.deps.db
      .select()
      .from(roomEvents)
      .where('to' in where ? eq(roomEvents.to, where.to) : eq(roomEvents.liveId, where.liveId))
      .orderBy(roomEvents.id);
    return rows.filter(({ type }) => type.startsWith('stock.')).map((row) => v.parse(RoomEvent, toEvent(row, 'e')));
  }
  const levels = async (liveId: string) =>
    (await told({ liveId })).flatMap((event) => (event.type === 'stock.changed' ? [[event.stock, event.level]] : []));

  /** SKUs whose ledger does not add up to their stock. */
  const unbalanced = () =>
    shop.deps.db.all(sql`select s.id from skus s
      where s.stock <> (select coalesce(sum(delta), 0) from stock_movements m where m.sku_id = s.id)`);
  const movements = async (product: { id: string; skuId: string }, query = '') =>
    read(Page(StockMovement), shop.ask('GET', `${pathOf(product)}/movements${query}`, 'admin'));

  test('has a ledger that names every movement and always adds up', async () => {
    const product = await shop.product(5);
    await edit(product, { stockDelta: 3 });
    const kept = await shop.order('ann!', product.skuId, 2);
    await shop.pay(kept);
    const dropped = await shop.order('bob!', product.skuId, 1);
    await shop.ask('POST', `/api/orders/${dropped.id}/cancel`, 'bob!');
    await edit(product, { stock: 1 });
    await edit(product, { stock: 1, soldOut: true });

    const { items } = await movements(product);
    assert.deepEqual(items.map(({ delta, reason, orderId }) => [delta, reason, orderId]).toReversed(), [
      [5, 'initial', undefined],
      [3, 'edit', undefined],
      [-2, 'reserve', kept.id],
      [-1, 'reserve', dropped.id],
      [1, 'release', dropped.id],
      [-5, 'edit', undefined],
    ]);
    assert.deepEqual(
      items.map(({ balance, userId }) => [balance, userId]).toReversed(),
      [
        [5, 'test-admin'],
        [8, 'test-admin'],
        [6, undefined],
        [5, undefined],
        [6, undefined],
        [1, 'test-admin'],
      ],
      'each says what was left, and who of the shop it was',
    );
    assert.deepEqual(await unbalanced(), []);
    const first = await movements(product, '?limit=4');
    const rest = await movements(product, `?limit=4&cursor=${first.cursor}`);
    assert.deepEqual([...first.items, ...rest.items], items);
    assert.equal(rest.cursor, '');
  });

  test('has a ledger for a spreadsheet, of any time, for the shop alone', async () => {
    const product = await shop.product(5);
    await shop.ask('POST', `/api/orders/${(await shop.order('ann!', product.skuId, 2)).id}/cancel`, 'ann!');
    const { items } = await movements(product);
    const csv = async (query = '') =>
      (await (await shop.ask('GET', `${pathOf(product)}/movements.csv${query}`, 'admin')).text()).trim().split('\r\n');
    const [head, ...lines] = await csv();
    assert.equal(head, 'date,reason,delta,balance,order,by');
    const order = items[0]!.orderId;
    assert.deepEqual(
      lines.map((line) => line.slice(line.indexOf(',') + 1)),
      ['initial,5,5,,test-admin', `reserve,-2,3,${order},`, `release,2,5,${order},`],
    );
    assert.equal((await csv(`?from=${items[0]!.at + 1}`)).length, 1);
    assert.equal((await csv(`?to=${items[2]!.at}`)).length, 1);
    assert.equal(await refusal(shop.ask('GET', `${pathOf(product)}/movements.csv`, 'host')), 'forbidden');
  });

  test('that goods came back to is told with who took them back', async () => {
    const product = await shop.product(5);
    const order = await shop.order('ann!', product.skuId, 2);
    await shop.pay(order);
    await shop.ask('POST', `/api/orders/${order.id}/refund`, 'admin', { restock: true }, { 'Idempotency-Key': 'k' });
    const [last] = (await movements(product)).items;
    assert.deepEqual([last?.reason, last?.delta, last?.balance, last?.userId], ['restock', 2, 5, 'test-admin']);
  });

  test('adds up whatever orders, cancellations and edits come at once', async () => {
    const product = await shop.product(40, { stock: 40 });
    const [a, b] = product.skus.map(({ id }) => id);
    const buys = Array.from({ length: 30 }, async (_, i) => {
      const answer = await shop.place(`buyer-${i}!`, [
        { skuId: a!, quantity: 1 },
        { skuId: b!, quantity: 2 },
        { skuId: a!, quantity: 1 },
      ]);
      if (answer.status !== 201 || i % 3 > 0) return;
      const { id } = (await answer.json()) as { id: string };
      await shop.ask('POST', `/api/orders/${id}/cancel`, `buyer-${i}!`);
    });
    const edits = Array.from({ length: 10 }, (_, i) => edit(product, i % 2 ? { stockDelta: 1 } : { stock: 7 + i }));
    await Promise.all([...buys, ...edits]);

    assert.deepEqual(await unbalanced(), []);
    assert.ok((await shop.stock(a!)) >= 0);
  });

  test('that moves often in a moment is told to the room once, and to no other room', async () => {
    const product = await shop.product(20);
    const other = await shop.product(20);
    await openRoom('friday', [product.id, other.id]);
    await openRoom('monday', [other.id]);
    for (let i = 0; i < 10; i++) await shop.order(`buyer-${i}!`, product.skuId);
    await shop.order('ann!', other.skuId);
    await shop.commerce.settle();
    await shop.commerce.settle();

    const events = await told({ liveId: 'friday' });
    assert.equal(events.length, 2);
    assert.deepEqual(
      events.map(({ seq }) => seq),
      [1, 2],
    );
    assert.deepEqual(
      new Map(events.flatMap((event) => (event.type === 'stock.changed' ? [[event.skuId, event.stock]] : []))),
      new Map([
        [product.skuId, 10],
        [other.skuId, 19],
      ]),
    );
    assert.deepEqual(await levels('monday'), [[19, 'in-stock']]);
  });

  test('that runs low or out is told as such; what came back before anybody was told is no news', async () => {
    const product = await shop.product(7);
    await openRoom('friday', [product.id]);
    const tell = async (body: object): Promise<void> => {
      await edit(product, body);
      await shop.commerce.settle();
    };
    await tell({ stock: 5 });
    await tell({ stock: 0 });
    await edit(product, { stock: 9 });
    await tell({ stock: 0 });
    await tell({ stock: 6 });

    assert.deepEqual(await levels('friday'), [
      [5, 'low'],
      [0, 'sold-out'],
      [6, 'in-stock'],
    ]);
  });

  test('is hidden by the sold-out switch, not lost', async () => {
    const product = await shop.product(5);
    await openRoom('friday', [product.id]);
    const off = await read(SkuStock, edit(product, { soldOut: true }));
    await shop.commerce.settle();

    assert.deepEqual([off.stock, off.available, off.soldOut], [5, 0, true]);
    assert.equal(await refusal(shop.place('ann!', [{ skuId: product.skuId, quantity: 1 }])), 'sold-out');
    const seen = (await (await shop.ask('GET', `/api/products/${product.id}`, 'guest')).json()) as typeof product;
    assert.deepEqual([seen.skus[0]!.stock, seen.skus[0]!.soldOut], [0, true]);

    const on = await read(SkuStock, edit(product, { soldOut: false }));
    await shop.commerce.settle();
    assert.deepEqual([on.stock, on.available, on.soldOut], [5, 5, false]);
    assert.equal((await shop.place('ann!', [{ skuId: product.skuId, quantity: 5 }])).status, 201);
    assert.deepEqual(await levels('friday'), [
      [0, 'sold-out'],
      [5, 'low'],
    ]);
  });

  test('is edited by the host whose room sells it, and by no other', async () => {
    const product = await shop.product(5);
    await openRoom('friday', [product.id], 'hana');
    const as = async (userId: string, body: object) =>
      shop.app.request(`${pathOf(product)}/stock`, {
        method: 'PUT',
        headers: await shop.as('host', { userId }),
        body: JSON.stringify(body),
      });

    assert.equal((await read(SkuStock, as('hana', { stock: 3 }))).stock, 3);
    assert.equal(await refusal(as('hugo', { stock: 9 })), 'forbidden');
    assert.equal(await refusal(edit(product, { stock: 9 }, 'ann!')), 'forbidden');
    assert.equal(await shop.stock(product.skuId), 3);
  });

  test('takes no number that is none', async () => {
    const product = await shop.product(5);
    for (const stock of [-1, 1.5, 1e10, 2 ** 53, '1', null, NaN])
      assert.equal(await refusal(edit(product, { stock })), 'invalid');
    for (const body of [{}, { stock: 1, stockDelta: 1 }, { stok: 1 }])
      assert.equal(await refusal(edit(product, body)), 'invalid');
    assert.equal(await refusal(edit(product, { stockDelta: -6 })), 'conflict');
    assert.equal(await refusal(edit(product, { stockDelta: 1_000_000_000 })), 'conflict');
    assert.equal(await shop.stock(product.skuId), 5);
  });

  const wait = (product: { id: string; skuId: string }, by: `${string}!` | 'guest', body?: object) =>
    shop.ask('POST', `${pathOf(product)}/waitlist`, by, body);

  test('that comes back is told to everybody who waits, once each', async () => {
    const product = await shop.product(0);
    for (const by of ['ann!', 'bob!', 'ann!'] as const)
      assert.deepEqual(await read(Waiting, wait(product, by)), { waiting: true });
    await wait(product, 'guest', { liveId: 'friday' });
    await wait(product, 'cleo!');
    await shop.ask('DELETE', `${pathOf(product)}/waitlist`, 'cleo!');
    assert.equal((await read(SkuStock, shop.ask('GET', `${pathOf(product)}/stock`, 'admin'))).waiting, 3);
    await shop.commerce.settle();
    assert.deepEqual(await told({ to: 'ann' }), []);

    await edit(product, { stock: 2 });
    await shop.commerce.settle();
    await edit(product, { stock: 0 });
    await edit(product, { stock: 2 });
    await shop.commerce.settle();

    for (const [userId, liveId] of [
      ['ann', 'shop'],
      ['bob', 'shop'],
      ['test-guest', 'friday'],
    ] as const) {
      const events = await told({ to: userId });
      assert.deepEqual(
        events.map((event) => [event.type, event.liveId, 'skuId' in event && event.skuId]),
        [['stock.returned', liveId, product.skuId]],
      );
    }
    assert.deepEqual(await told({ to: 'cleo' }), []);
    assert.deepEqual((await read(Waitlist, shop.ask('GET', '/api/products/waitlist', 'ann!'))).items, []);
  });

  test('is waited for again after it was told of and sold out again', async () => {
    const product = await shop.product(0);
    for (let round = 1; round <= 2; round++) {
      await wait(product, 'ann!');
      await edit(product, { stock: 1 });
      await shop.commerce.settle();
      assert.equal((await told({ to: 'ann' })).length, round);
      await edit(product, { stock: 0 });
    }
  });

  test('a cancelled order brings back what the rooms never knew was gone', async () => {
    const product = await shop.product(1);
    const order = await shop.order('bob!', product.skuId);
    await wait(product, 'ann!');
    await shop.ask('POST', `/api/orders/${order.id}/cancel`, 'bob!');
    await shop.commerce.settle();
    assert.equal((await told({ to: 'ann' })).length, 1);
  });

  test('more waiters than fit into one commit are all told', async () => {
    const product = await shop.product(0);
    const json = JSON.stringify(Array.from({ length: 450 }, (_, i) => `u${i}`));
    await shop.deps.writes.commit([
      sql`insert into waitlist (sku_id, user_id, change_id, created_at) select ${product.skuId}, value, 'c', key from json_each(${json})`,
    ]);
    await edit(product, { stock: 1 });
    await shop.commerce.settle();
    const [row] = await shop.deps.db.all<{ n: number; users: number }>(
      sql`select count(*) as n, count(distinct "to") as users from room_events where type = 'stock.returned'`,
    );
    assert.deepEqual([row!.n, row!.users], [450, 450]);
  });

  test('is waited for only where it is sold out', async () => {
    const product = await shop.product(1);
    assert.equal(await refusal(wait(product, 'ann!')), 'conflict');
    assert.equal(await refusal(wait({ id: product.id, skuId: 'none' }, 'ann!')), 'not-found');
    assert.equal((await shop.app.request(`${pathOf(product)}/waitlist`)).status, 401);
  });

  test('a guest who signs in goes on waiting', async () => {
    const product = await shop.product(0);
    await wait(product, 'guest');
    const [first, ...rest] = moveWaitlist('test-guest', 'ann');
    await shop.deps.writes.commit([first!, ...rest]);
    const { items } = await read(Waitlist, shop.ask('GET', '/api/products/waitlist', 'ann!'));
    assert.deepEqual(
      items.map(({ skuId, title }) => [skuId, title]),
      [[product.skuId, 'A lamp']],
    );
  });
});

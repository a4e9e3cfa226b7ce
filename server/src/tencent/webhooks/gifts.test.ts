import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import * as v from 'valibot';
import { ClaimBooks, SentGift } from '@vitrine/core/schemas/gift.ts';
import { TENCENT_GIFT_REFUSALS as REFUSED, TENCENT_GIFT_RULES } from '@vitrine/core/schemas/tencent.ts';
import { users } from '../../auth/tables.ts';
import type { SafeFetch } from '../../http/safe-fetch.ts';
import { giftClaims } from '../../gifts/tables.ts';
import { roomEvents } from '../../rooms/tables.ts';
import { until } from '../../rooms/testing.ts';
import { read, refusal } from '../../testing/set-up.ts';
import { holdingsOf } from '../../users/ledger.ts';
import { setUpTencent, type TencentSetUp } from '../testing.ts';

const COMMAND = 'Live.CallbackBeforeSendGift';
const LIVE = { TENCENT_ROOM_TYPE: 'Live' };
const Verdict = v.object({ ActionStatus: v.string(), ErrorCode: v.number(), ErrorInfo: v.string() });
const CATEGORY = { defaultName: 'All' };
const GIFT = { iconUrl: 'https://shop.example/gift.svg', categoryIds: ['all'] };

interface Sent {
  from?: string;
  giftId?: string;
  count?: number;
  coins?: number;
  time?: number;
  room?: string;
}

/** A show that is on in a room of the Live engine, Ann and Bob with 100 coins each, and a clock that the test moves. */
async function setUp(t: TestContext, options: TencentSetUp = {}) {
  const clock = { now: Date.now() };
  const server = await setUpTencent(t, { now: () => clock.now, ...options, env: { ...LIVE, ...options.env } });
  const { db } = server.deps;
  const admin = async (method: string, path: string, body?: unknown, key?: string) => {
    const headers = await server.as('admin', {}, key ? { 'Idempotency-Key': key } : {});
    const answer = await server.app.request(path, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    assert.ok(answer.ok, `${path}: ${answer.status} ${await answer.clone().text()}`);
    return answer;
  };
  if (!options.after) {
    await server.show('friday');
    await server.ask('host', 'POST', '/friday/start', {});
    for (const id of ['ann', 'bob']) {
      await db.insert(users).values({ id, sub: `shop-${id}`, changeId: 'c', name: `Name of ${id}`, createdAt: 1 });
      await admin('POST', `/api/users/${id}/transfers`, { unit: 'coins', amount: 100, reason: 'test' }, `give-${id}`);
    }
    await admin('PUT', '/api/gifts/categories/all', CATEGORY);
    await admin('PUT', '/api/gifts/rose', { ...GIFT, defaultName: 'Rose', coins: 5 });
    await admin('PUT', '/api/gifts/star', { ...GIFT, defaultName: 'Star', coins: 60 });
    await admin('PUT', '/api/gifts/crown', { ...GIFT, defaultName: 'Crown', coins: 5, level: 3 });
  }
  let time = 1_703_589_922;

  const water = ({ from = 'ann', giftId = 'rose', count = 1, coins = 5, time: at = (time += 1), room = 'friday' }: Sent) => ({
    Operator_Account: from,
    RoomId: room,
    GiftWater: { From_Account: from, To_Account: ['test-host'], Time: at, GiftId: giftId, Count: count, Coins: coins },
  });
  return {
    ...server,
    clock,
    admin,
    water,
    /** Asks as Tencent does; resolves to the code that it is answered. */
    ask: async (sent: Sent = {}) => (await read(Verdict, server.callback(COMMAND, water(sent)))).ErrorCode,
    /** Tencent counts so many coins more in the room. */
    count(coins: number): void {
      server.stub.rooms.get('friday')!.gifts.coins += coins;
    },
    coins: async (userId: string) => (await holdingsOf(db, userId)).coins,
    points: async (userId: string) => (await holdingsOf(db, userId)).points,
    async told() {
      const rows = await db.select().from(roomEvents).orderBy(roomEvents.id);
      return rows.flatMap(({ type, body }) => (type === 'live_gift' ? [JSON.parse(body) as Record<string, unknown>] : []));
    },
    host: async (method: string, path: string, body: unknown) =>
      assert.ok((await server.ask('host', method, path, body)).ok, path),
    books: async () => read(ClaimBooks, admin('GET', '/api/gifts/claims')),
    statuses: async () => (await db.select().from(giftClaims).orderBy(giftClaims.id)).map(({ status }) => status),
  };
}

test('a gift of Tencent’s own app is charged before, and told when Tencent has counted it', async (t) => {
  const { ask, count, coins, points, told, gifts, stub } = await setUp(t);

  assert.equal(await ask({ count: 3 }), 0);
  assert.equal(await coins('ann'), 85);
  await gifts.settle();
  assert.deepEqual(await told(), [], 'not counted yet');

  count(15);
  await gifts.settle();
  const [event] = await told();
  assert.deepEqual(
    [event?.giftId, event?.giftCount, event?.giftValue, event?.senderId, event?.senderName, event?.comboCount, event?.via],
    ['rose', 3, 5, 'ann', 'Name of ann', 3, 'tencent'],
  );
  assert.deepEqual([await coins('ann'), await points('ann')], [85, 15]);
  await gifts.settle();
  assert.equal((await told()).length, 1);
  await until(() => stub.events('friday').some(({ BusinessId }) => BusinessId === 'live_gift'), 'the room to hear');
});

test('nobody has to ask: a gift that was counted is told by itself', async (t) => {
  const { ask, count, told } = await setUp(t, { now: undefined });
  assert.equal(await ask(), 0);
  count(5);
  await until(async () => (await told()).length === 1, 'the gift');
});

test('the same callback again is answered alike and costs nothing more', async (t) => {
  const { ask, count, coins, told, gifts, clock, statuses } = await setUp(t);
  const same = { time: 1_703_000_000 };

  assert.deepEqual(await Promise.all([ask(same), ask(same), ask(same)]), [0, 0, 0]);
  assert.equal(await ask(same), 0);
  assert.equal(await coins('ann'), 95);
  count(5);
  clock.now += 61_000;
  await gifts.settle();

  assert.deepEqual([(await told()).length, await coins('ann')], [1, 95]);
  assert.deepEqual(await statuses(), ['delivered', 'returned', 'returned', 'returned']);
});

test('gifts within one second look the same, and each that Tencent counts is paid', async (t) => {
  const { ask, count, coins, told, gifts, statuses, books } = await setUp(t);
  const same = { giftId: 'star', coins: 60, time: 1_703_000_000 };

  assert.deepEqual([await ask({ time: 1 }), await ask({ time: 1 })], [0, 0]);
  count(10);
  await gifts.settle();
  assert.deepEqual([(await told()).length, await coins('ann')], [2, 90]);

  assert.deepEqual([await ask(same), await ask(same)], [0, 0]);
  count(120);
  await gifts.settle();
  assert.deepEqual([(await told()).length, await coins('ann')], [3, 30], 'there are coins for one');
  assert.deepEqual(await statuses(), ['delivered', 'delivered', 'delivered', 'unpaid']);
  assert.deepEqual(
    (await books()).claims.map(({ status, coins: price, giftId }) => [status, price, giftId]),
    [['unpaid', 60, 'star']],
  );
});

test('where our yes came too late or was lost, the coins come back and nobody hears of a gift', async (t) => {
  const { ask, coins, points, told, gifts, clock } = await setUp(t);
  assert.equal(await ask(), 0);
  clock.now += 59_000;
  await gifts.settle();
  assert.equal(await coins('ann'), 95, 'it may still be counted');
  clock.now += 1_001;
  await gifts.settle();

  assert.deepEqual([await coins('ann'), await points('ann'), await told()], [100, 0, []]);
  await gifts.settle();
  assert.equal(await coins('ann'), 100);
});

test('after a server that died between the charge and the answer, charged is what was delivered', async (t) => {
  const before = await setUp(t);
  for (const sent of [{ from: 'ann' }, { from: 'bob', giftId: 'star', coins: 60 }]) assert.equal(await before.ask(sent), 0);
  // Ann's was answered in time; Tencent never heard the answer to Bob's.
  before.count(5);
  await before.close(false);

  const after = await setUp(t, { after: before, now: () => before.clock.now + 120_000 });
  assert.equal(await after.ask({ from: 'bob', giftId: 'star', coins: 60, time: 1_703_589_924 }), 0, 'Tencent asks again');
  await after.gifts.settle();
  assert.deepEqual([await after.coins('ann'), await after.coins('bob')], [95, 40], 'the repeat may still be counted');
  const later = await (await after.close(false), setUp(t, { after: before, now: () => before.clock.now + 240_000 }));
  await later.gifts.settle();

  assert.deepEqual([await later.coins('ann'), await later.coins('bob')], [95, 100]);
  assert.deepEqual(
    (await later.told()).map(({ senderId }) => senderId),
    ['ann'],
  );
});

test('who may not send it or cannot pay it is told so by a code, and pays nothing', async (t) => {
  const { ask, coins, statuses, host } = await setUp(t);

  assert.equal(await ask({ giftId: 'star', coins: 60, count: 2 }), REFUSED['insufficient-balance']);
  assert.equal(await ask({ from: 'nobody-we-know' }), REFUSED.forbidden);
  assert.equal(await ask({ giftId: 'crown' }), TENCENT_GIFT_RULES.level);
  assert.equal(await ask({ coins: 4 }), TENCENT_GIFT_RULES.price);
  assert.equal(await ask({ giftId: 'a gift of another app' }), REFUSED['not-found']);
  assert.equal(await ask({ room: 'another' }), REFUSED['not-found']);
  assert.equal(await ask({ count: 0 }), REFUSED.invalid);
  assert.equal(await ask({ count: 1000 }), REFUSED.invalid);
  await host('POST', '/friday/members/ann/ban', { seconds: 60 });
  assert.equal(await ask(), REFUSED.forbidden);
  assert.equal(await ask({ from: 'bob' }), 0);
  await host('POST', '/friday/end', {});
  assert.equal(await ask({ from: 'bob' }), REFUSED.conflict);

  assert.deepEqual([await coins('ann'), await coins('bob'), await statuses()], [100, 95, ['held']]);
});

test('a sender who taps faster than a finger is slowed down', async (t) => {
  const { ask } = await setUp(t, { env: { RATE_LIMIT_FACTOR: '0.2' } });
  const codes = await Promise.all(Array.from({ length: 7 }, () => ask()));
  assert.equal(codes.filter((code) => code === 0).length, 5);
  assert.ok(codes.includes(REFUSED['rate-limited']));
});

test('a malformed callback charges nobody', async (t) => {
  const { callback, water, statuses } = await setUp(t);
  const good = water({});
  for (const wrong of [
    { GiftWater: undefined },
    { GiftWater: { ...good.GiftWater, Count: -1 } },
    { GiftWater: { ...good.GiftWater, From_Account: 7 } },
  ]) {
    assert.equal(await refusal(callback(COMMAND, { ...good, ...wrong })), 'invalid');
  }
  assert.equal(await refusal(callback(COMMAND, good, { query: { Sign: 'f'.repeat(64) } })), 'unauthenticated');
  assert.deepEqual(await statuses(), []);
});

test('rooms that are no rooms of the Live engine take no such gifts', async (t) => {
  const { ask, coins } = await setUp(t, { env: { TENCENT_ROOM_TYPE: 'AVChatRoom' } });
  assert.equal(await ask(), REFUSED.unavailable);
  assert.equal(await coins('ann'), 100);
});

test('what the catalogue says now changes nothing about a gift that is on its way', async (t) => {
  const { ask, admin, count, told, gifts } = await setUp(t);
  await ask();
  await admin('DELETE', '/api/gifts/rose');
  count(5);
  await gifts.settle();
  assert.equal((await told())[0]?.giftName, 'Rose');
});

test('where two people’s gifts may have been the one that was lost, the shop decides', async (t) => {
  const server = await setUp(t);
  const { ask, count, clock } = server;
  // Answered by a server that is gone: nobody knows whether in time.
  await ask({ from: 'ann' });
  await ask({ from: 'bob' });
  await server.close(false);
  count(5);
  const after = await setUp(t, { after: server, now: () => clock.now + 61_000 });
  await after.gifts.settle();

  const { claims, shows } = await after.books();
  assert.deepEqual(
    [claims.map(({ sender, status }) => [sender.userId, status]), shows],
    [
      [
        ['bob', 'unclear'],
        ['ann', 'unclear'],
      ],
      [],
    ],
  );
  const [bobs, anns] = claims;
  await after.admin('POST', `/api/gifts/claims/${anns!.id}`, { delivered: true });
  await after.admin('POST', `/api/gifts/claims/${bobs!.id}`, { delivered: false });
  assert.deepEqual([await after.coins('ann'), await after.coins('bob')], [95, 100]);
  assert.deepEqual(
    (await after.told()).map(({ senderId }) => senderId),
    ['ann'],
  );
  assert.deepEqual((await after.books()).claims, []);
  assert.equal(await refusal(after.request('admin', 'POST', `/api/gifts/claims/${anns!.id}`, { delivered: false })), 'not-found');
  assert.equal(await refusal(after.request('viewer', 'GET', '/api/gifts/claims')), 'forbidden');
  // Neither is anything else confused by them.
  assert.equal(await after.ask({ from: 'bob' }), 0);
  count(5);
  await after.gifts.settle();
  assert.equal((await after.told()).length, 2);
  assert.deepEqual(await after.books(), { claims: [], shows: [] });
});

test('gifts that Tencent counts without asking are nobody’s, and are in the books', async (t) => {
  const { ask, count, coins, told, gifts, books } = await setUp(t);
  await ask();
  count(5 + 40);
  await gifts.settle();
  assert.deepEqual([(await told()).length, await coins('ann')], [1, 95]);
  assert.deepEqual((await books()).shows, [{ liveId: 'friday', coins: 45, unasked: 40, missing: 0 }]);
  await ask();
  count(5);
  await gifts.settle();
  assert.equal((await told()).length, 2);
});

test('what was told here and is not counted there in the end is in the books, and confuses no other gift', async (t) => {
  const { ask, count, coins, told, gifts, books, clock } = await setUp(t);
  await ask();
  count(5);
  await gifts.settle();
  await ask({ from: 'bob' });
  count(-5);
  clock.now += 61_000;
  await gifts.settle();
  assert.deepEqual((await books()).shows, [{ liveId: 'friday', coins: 0, unasked: 0, missing: 5 }]);
  assert.equal(await coins('bob'), 100);

  await ask({ from: 'bob' });
  count(5);
  await gifts.settle();
  assert.deepEqual(
    (await told()).map(({ senderId }) => senderId),
    ['ann', 'bob'],
  );
});

test('a room that Tencent makes anew counts from nothing, and what it did not tell before is unclear', async (t) => {
  const { ask, count, told, gifts, stub, credentials, callback, books, clock } = await setUp(t);
  await ask();
  count(5);
  await gifts.settle();
  await ask();
  stub.rooms.delete('friday');
  await gifts.settle();
  await callback('Live.CallbackAfterDestroyRoom', { RoomId: 'friday', EventType: 'DestroyBySystem' });
  assert.equal((await credentials('viewer', { liveId: 'friday', purpose: 'listen' })).status, 200);
  assert.equal((await books()).claims.length, 1);

  await ask({ from: 'bob' });
  count(5);
  await gifts.settle();
  assert.equal((await told()).length, 2);

  await ask({ from: 'bob' });
  stub.rooms.delete('friday');
  clock.now += 61_000;
  await gifts.settle();
  assert.equal((await books()).claims.length, 2, 'gone for good');
});

test('while Tencent does not say what it counted, nothing is decided', async (t) => {
  const { ask, count, coins, told, gifts, stub, clock } = await setUp(t);
  await ask();
  clock.now += 120_000;
  stub.fail('get_room_stats', { code: 60_009 }, { status: 500 }, { code: 100_002 });
  await gifts.settle();
  assert.deepEqual([await coins('ann'), await told()], [95, []]);
  count(5);
  await gifts.settle();
  assert.equal((await told()).length, 1);
});

test('a gift of a page and one of an app are one combo, and add up', async (t) => {
  const server = await setUp(t);
  const { ask, count, gifts, told, app } = server;
  const headers = await server.as('viewer', { userId: 'ann', name: 'Ann' }, { 'Idempotency-Key': 'k' });
  await read(
    SentGift,
    app.request('/api/lives/friday/gifts', { method: 'POST', headers, body: JSON.stringify({ giftId: 'rose' }) }),
  );
  await ask();
  count(5);
  await gifts.settle();
  assert.deepEqual(
    (await told()).map(({ comboCount, via, total }) => [comboCount, via, (total as { totalGiftCoins: number }).totalGiftCoins]),
    [
      [1, undefined, 5],
      [2, 'tencent', 10],
    ],
  );
});

test('the shop’s own billing is asked before Tencent gives up, and takes back what Tencent did not send', async (t) => {
  const asked: { type: string; data: { id: string; userId: string } }[] = [];
  let answer: () => unknown = () => ({ allow: true });
  const billing: SafeFetch = async (url, { body = '', timeoutMs = 0 } = {}) => {
    const request = JSON.parse(body) as (typeof asked)[number];
    asked.push(request);
    if (request.type === 'gift.charge') assert.ok(timeoutMs <= 1_000, 'Tencent waits two seconds for all of it');
    return { status: 200, headers: {}, url, body: Buffer.from(JSON.stringify(await answer())) };
  };
  const { ask, count, coins, told, gifts, clock } = await setUp(t, { billing });

  assert.equal(await ask(), 0);
  count(5);
  await gifts.settle();
  assert.deepEqual([(await told()).length, await coins('ann'), asked.length], [1, 100, 1]);
  assert.equal(asked[0]!.data.userId, 'shop-ann');

  answer = () => ({ allow: false, code: 'insufficient-balance' });
  assert.equal(await ask(), REFUSED['insufficient-balance']);
  answer = () => 'nonsense';
  assert.equal(await ask(), REFUSED.unavailable);
  answer = () => ({ allow: true });
  await gifts.settle();
  asked.length = 0;

  assert.equal(await ask(), 0);
  clock.now += 61_000;
  await gifts.settle();
  await gifts.settle();
  assert.deepEqual(
    asked.map(({ type }) => type),
    ['gift.charge', 'gift.cancel'],
  );
  assert.equal(asked[0]!.data.id, asked[1]!.data.id);
  assert.equal((await told()).length, 1);
});

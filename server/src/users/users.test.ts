import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { Following, FoundUsers, OwnProfile, TransferPage, UserProfile } from '@vitrine/core/schemas/user.ts';
import { sql } from 'drizzle-orm';
import * as fc from 'fast-check';
import { users } from '../auth/tables.ts';
import { ulid } from '../ids.ts';
import { read, refusal, setUp, type SetUp } from '../testing/set-up.ts';
import { holdingsOf, SHOP, transfer } from './ledger.ts';
import { levelOf } from './levels.ts';
import { userRoutes } from './routes.ts';
import { accounts, transfers } from './tables.ts';

describe('users', () => {
  let server: SetUp;
  let keys = 0;
  beforeEach(async () => {
    server = await setUp({ mount: (app, deps) => void app.route('/api/users', userRoutes(deps)) });
    for (const id of ['ann', 'bob', 'hanna'])
      await server.deps.db.insert(users).values({ id, sub: `shop-${id}`, changeId: 'c', name: `Name of ${id}`, createdAt: 1 });
  });
  afterEach(() => server.close());

  const ask = async (method: string, path: string, userId: string, body?: unknown, headers: Record<string, string> = {}) =>
    server.app.request(`/api/users${path}`, {
      method,
      headers: await server.as(userId === 'shop' ? 'admin' : 'viewer', { userId }, headers),
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  const give = (userId: string, amount: unknown, unit: string = 'coins', key = `key-${++keys}`) =>
    ask('POST', `/${userId}/transfers`, 'shop', { unit, amount, reason: 'A gift' }, { 'Idempotency-Key': key });
  const me = (userId: string) => read(OwnProfile, ask('GET', '/me', userId));

  test('see what they hold and their level; others see the level alone', async () => {
    assert.deepEqual(
      (({ points, coins, level, nextLevelAt }) => [points, coins, level, nextLevelAt])(await me('ann')),
      [0, 0, 1, 100],
    );
    await give('ann', 300, 'points');
    await give('ann', 50);
    const own = await me('ann');
    assert.deepEqual([own.points, own.coins, own.level, own.nextLevelAt], [300, 50, 3, 500]);
    const answer = await ask('GET', '/ann', 'bob');
    const text = await answer.text();
    assert.deepEqual((JSON.parse(text) as UserProfile).level, 3);
    assert.doesNotMatch(text, /points|coins|shop-ann/);
    assert.equal(await refusal(ask('GET', '/nobody', 'bob')), 'not-found');
  });

  test('are found by their id and the shop’s own id of them, by the shop alone', async () => {
    const find = async (q: string) =>
      (await read(FoundUsers, ask('GET', `?q=${encodeURIComponent(q)}`, 'shop'))).items.map(({ userId }) => userId);
    assert.deepEqual(await find('ann'), ['ann']);
    assert.deepEqual(await find(' shop-bob '), ['bob']);
    assert.deepEqual(await find('shop-'), []);
    assert.equal(await refusal(ask('GET', '?q=ann', 'ann')), 'forbidden');
    assert.equal(await refusal(ask('GET', '?q=', 'shop')), 'invalid');
    // An id of ours that is somebody else's own id at the shop means either.
    await server.deps.db.insert(users).values({ id: 'shop-ann', sub: 'x', changeId: 'c', name: 'Odd', createdAt: 1 });
    assert.deepEqual((await find('shop-ann')).sort(), ['ann', 'shop-ann']);
  });

  test('are shown as the shop says, which alone may say it, and only by what the wire allows', async () => {
    const identity = {
      levelName: 'Diamond',
      nameColor: '#FFD700',
      bubbleStyle: 'golden_frame',
      badges: [{ type: 'vip', name: 'Annual VIP', iconUrl: 'https://shop.example/vip.png', color: '#ffd700' }],
    };
    const say = (by: string, body: unknown, id = 'ann') => ask('PUT', `/${id}/identity`, by, body);

    const profile = await read(UserProfile, say('shop', { ...identity, level: 99, role: 'admin' }));
    assert.deepEqual(profile, { userId: 'ann', userName: 'Name of ann', level: 1, followers: 0, following: false, ...identity });
    assert.deepEqual((await me('ann')).badges, identity.badges);
    assert.equal(await refusal(say('ann', identity)), 'forbidden');
    assert.equal(await refusal(say('shop', identity, 'nobody')), 'not-found');
    for (const bad of [
      { nameColor: 'red' },
      { nameColor: '#fff;background:url(//evil.example)' },
      { bubbleStyle: 'gold frame' },
      { levelIconUrl: 'javascript:alert(1)' },
      { badges: [{ type: 'vip', name: 'VIP', iconUrl: 'data:image/svg+xml,x' }] },
      { badges: [{ type: 'v ip', name: 'VIP' }] },
      { badges: [{ type: 'vip', name: ' ' }] },
      { badges: Array.from({ length: 9 }, () => ({ type: 'vip', name: 'VIP' })) },
    ]) {
      assert.equal(await refusal(say('shop', bad)), 'invalid', JSON.stringify(bad));
    }
    assert.equal((await read(UserProfile, ask('GET', '/ann', 'bob'))).nameColor, '#FFD700');
    assert.equal((await read(UserProfile, say('shop', {}))).nameColor, undefined);
  });

  test('levels begin where they say', () => {
    assert.deepEqual(
      [0, 99, 100, 249, 250, 99_999, 100_000, 10 ** 12].map((points) => levelOf(points).level),
      [1, 1, 2, 2, 3, 15, 16, 16],
    );
    assert.equal(levelOf(100_000).nextLevelAt, undefined);
  });

  test('are given and spend; never below 0, once a key', async () => {
    await give('ann', 100, 'coins', 'same');
    assert.equal((await give('ann', 100, 'coins', 'same')).headers.get('Idempotent-Replayed'), 'true');
    assert.equal(await refusal(give('ann', -101)), 'insufficient-balance');
    assert.equal(await refusal(give('bob', -1)), 'insufficient-balance');
    await give('bob', 100, 'points');
    assert.equal(await refusal(give('bob', -1)), 'insufficient-balance', 'points are no coins');
    const answers = await Promise.all(Array.from({ length: 10 }, () => give('ann', -30)));
    assert.equal(answers.filter(({ status }) => status === 201).length, 3);
    assert.equal((await me('ann')).coins, 10);
    const { items } = await read(TransferPage, ask('GET', '/me/transfers', 'ann'));
    assert.deepEqual(
      items.map(({ amount }) => amount),
      [-30, -30, -30, 100],
    );
    for (const amount of [0, 1.5, '1', 2 ** 53, null]) assert.equal(await refusal(give('ann', amount)), 'invalid');
    assert.equal(await refusal(ask('POST', '/ann/transfers', 'ann', { unit: 'coins', amount: 1, reason: 'x' })), 'forbidden');
    assert.equal(
      await refusal(ask('POST', '/ann/transfers', 'shop', { unit: 'coins', amount: 1, reason: 'x' })),
      'idempotency-key-missing',
    );
  });

  test('property: whatever moves between whomever, all accounts add up to 0, each is what moved, and none is below 0', async () => {
    const person = fc.constantFrom(SHOP, 'ann', 'bob', 'hanna');
    const moves = fc.array(fc.tuple(person, person, fc.integer({ min: 1, max: 100 }), fc.boolean()), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(moves, async (list) => {
        const { db, writes } = server.deps;
        await Promise.all(
          list.flatMap(([fromUserId, toUserId, amount, twice]) => {
            if (fromUserId === toUserId) return [];
            const id = ulid();
            const entry = { id, unit: 'coins' as const, fromUserId, toUserId, amount, reason: 'test', createdAt: 1 };
            const once = () => writes.commit(transfer(db, { ...entry, changeId: ulid() }, sql`true`));
            return twice ? [once(), once()] : [once()];
          }),
        );
        const rows = await db.select().from(accounts);
        assert.equal(
          rows.reduce((sum, { amount }) => sum + amount, 0),
          0,
        );
        const moved = await db.select().from(transfers);
        for (const { userId, amount } of rows) {
          const net = moved.reduce(
            (sum, one) => sum + (one.toUserId === userId ? one.amount : 0) - (one.fromUserId === userId ? one.amount : 0),
            0,
          );
          assert.equal(net, amount);
          assert.ok(userId === SHOP || amount >= 0);
        }
      }),
      { numRuns: 30 },
    );
    assert.deepEqual(Object.keys(await holdingsOf(server.deps.db, 'ann')), ['points', 'coins']);
  });

  test('a movement that follows a change which did not happen moves nothing', async () => {
    const { db, writes } = server.deps;
    const entry = { unit: 'coins' as const, fromUserId: SHOP, toUserId: 'ann', amount: 5, reason: 'test', createdAt: 1 };
    assert.equal(await writes.commit(transfer(db, { ...entry, id: 'a', changeId: 'a' }, sql`false`)), false);
    assert.equal((await me('ann')).coins, 0);
    assert.deepEqual(await db.select().from(transfers), []);
  });

  test('follow a host, once; and no longer', async () => {
    const follow = (by: string, method = 'PUT') => read(Following, ask(method, '/hanna/follow', by));
    await Promise.all(Array.from({ length: 5 }, () => follow('ann')));
    assert.deepEqual(await follow('bob'), { following: true, followers: 2 });
    assert.deepEqual(await follow('ann', 'DELETE'), { following: false, followers: 1 });
    assert.deepEqual(await follow('ann', 'DELETE'), { following: false, followers: 1 });
    const profile = await read(UserProfile, ask('GET', '/hanna', 'bob'));
    assert.deepEqual([profile.followers, profile.following], [1, true]);
    assert.equal(await refusal(ask('PUT', '/hanna/follow', 'hanna')), 'invalid');
    assert.equal(await refusal(ask('PUT', '/nobody/follow', 'ann')), 'not-found');
    const guest = server.app.request('/api/users/hanna/follow', { method: 'PUT', headers: await server.as('guest') });
    assert.equal(await refusal(guest), 'forbidden');
  });
});

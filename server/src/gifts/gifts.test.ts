import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { sql } from 'drizzle-orm';
import * as v from 'valibot';
import { GiftCatalogue, GiftSummary, UsableGifts } from '@vitrine/core/schemas/gift.ts';
import { LiveGift } from '@vitrine/core/schemas/room-event.ts';
import { liveMembers } from '../live/tables.ts';
import { read, refusal } from '../testing/set-up.ts';
import { type Gifts, setUpGifts } from './test-gifts.ts';

describe('gifts', () => {
  let shop: Gifts;
  beforeEach(async () => {
    shop = await setUpGifts();
  });
  afterEach(() => shop.close());

  test('are charged, and told in the guide’s own fields', async () => {
    await shop.give('ann', 100);
    const reply = await shop.sent('ann', 'rose', 3);
    assert.deepEqual([reply.giftId, reply.count, reply.coins], ['rose', 3, 15]);
    const [event] = await shop.told();
    const { eventId, seq, sender, ...fields } = event!;
    assert.deepEqual([eventId, seq], [reply.eventId, 1]);
    assert.deepEqual(fields, {
      giftId: 'rose',
      giftName: 'The rose',
      giftCount: 3,
      giftValue: 5,
      senderId: 'ann',
      senderName: 'Name of ann',
      iconUrl: 'https://shop.example/gift.svg',
      comboId: reply.eventId,
      comboCount: 3,
      total: { totalGiftsSent: 3, totalGiftCoins: 15, totalUniqueGiftSenders: 1 },
    });
    assert.deepEqual(sender, { userId: 'ann', userName: 'Name of ann', role: 'viewer', level: 1 });
    v.parse(LiveGift, { type: 'live_gift', liveId: 'friday', ts: 1, ...event });
    // A point a coin.
    assert.deepEqual(await shop.holds('ann'), { coins: 85, points: 15 });
  });

  test('bring their effect along', async () => {
    await shop.give('ann', 1000);
    await shop.give('ann', 250, 'points');
    await shop.sent('ann', 'rocket');
    assert.equal((await shop.told())[0]!.effectUrl, 'https://shop.example/rocket.json');
  });

  test('that somebody cannot pay, may not send or that are not there are refused, and nothing is told', async () => {
    await shop.give('ann', 1000);
    assert.equal(await refusal(shop.send('bob', 'rose')), 'insufficient-balance');
    assert.equal(await refusal(shop.send('ann', 'rose', 201)), 'insufficient-balance');
    assert.equal(await refusal(shop.send('ann', 'rocket')), 'forbidden');
    assert.equal(await refusal(shop.send('ann', 'nothing')), 'not-found');
    assert.equal(await refusal(shop.send('ann', 'rose', 1, 'k', 'nowhere')), 'not-found');
    assert.equal(await refusal(shop.send('ann', 'rose', 1, 'k', 'monday')), 'conflict');
    assert.equal(await refusal(shop.send('guest', 'rose')), 'forbidden');
    for (const count of [0, -1, 1.5, 1000, '3', null]) {
      assert.equal(await refusal(shop.send('ann', 'rose', count as number)), 'invalid');
    }
    const noKey = shop.ask('POST', '/api/lives/friday/gifts', 'ann', { giftId: 'rose' });
    assert.equal(await refusal(noKey), 'idempotency-key-missing');
    await shop.put('rose', { enabled: false });
    assert.equal(await refusal(shop.send('ann', 'rose')), 'not-found');
    assert.deepEqual([await shop.told(), await shop.holds('ann')], [[], { coins: 1000, points: 0 }]);
  });

  test('of whoever was removed from the room are refused', async () => {
    await shop.give('ann', 100);
    const ban = { liveId: 'friday', userId: 'ann', changeId: 'c', bannedUntil: shop.clock.now + 1 };
    await shop.deps.db.insert(liveMembers).values(ban);
    assert.equal(await refusal(shop.send('ann', 'rose')), 'forbidden');
    shop.clock.now += 1;
    assert.equal((await shop.send('ann', 'rose')).status, 201);
  });

  test('are sent once a key, however often they are asked for', async () => {
    await shop.give('ann', 100);
    const answers = await Promise.all(Array.from({ length: 5 }, () => shop.send('ann', 'rose', 1, 'same')));
    assert.ok(answers.every(({ status }) => status === 201 || status === 409));
    const again = await shop.send('ann', 'rose', 1, 'same');
    assert.equal(again.headers.get('Idempotent-Replayed'), 'true');
    assert.equal(await refusal(shop.send('ann', 'rose', 2, 'same')), 'key-reused');
    assert.deepEqual([(await shop.told()).length, (await shop.holds('ann')).coins], [1, 95]);
  });

  test('never cost more than there is: all that were paid are told, and no more', async () => {
    await shop.give('ann', 100);
    const answers = await Promise.all(Array.from({ length: 60 }, () => shop.send('ann', 'rose')));
    assert.equal(answers.filter(({ status }) => status === 201).length, 20);
    assert.deepEqual([(await shop.told()).length, (await shop.holds('ann')).coins], [20, 0]);
    assert.equal(await shop.count('gift_sends'), 20);
  });

  test('of one kind within a few seconds are one combo, up to 999', async () => {
    await shop.give('ann', 100_000);
    const first = await shop.sent('ann', 'rose', 10);
    shop.clock.now += 5_000;
    await shop.sent('ann', 'rose', 5);
    const combos = async () => (await shop.told()).map(({ comboId, comboCount }) => [comboId, comboCount]);
    assert.deepEqual(await combos(), [
      [first.eventId, 10],
      [first.eventId, 15],
    ]);
    shop.clock.now += 5_001;
    const later = await shop.sent('ann', 'rose');
    const full = await shop.sent('ann', 'rose', 999);
    assert.deepEqual((await combos()).slice(2), [
      [later.eventId, 1],
      [full.eventId, 999],
    ]);
  });

  test('are counted for the show, and by sender', async () => {
    await shop.give('ann', 100);
    await shop.give('bob', 100);
    await shop.sent('ann', 'rose', 2);
    await shop.sent('bob', 'rose', 4);
    await shop.sent('ann', 'rose', 1);
    const summary = await read(GiftSummary, shop.ask('GET', '/api/lives/friday/gifts/summary', 'guest'));
    assert.deepEqual([summary.totalGiftsSent, summary.totalGiftCoins, summary.totalUniqueGiftSenders], [7, 35, 2]);
    assert.deepEqual(
      summary.topSenders.map(({ sender, coins, gifts }) => [sender.userName, coins, gifts]),
      [
        ['Name of bob', 20, 4],
        ['Name of ann', 15, 3],
      ],
    );
    assert.equal(await refusal(shop.ask('GET', '/api/lives/nowhere/gifts/summary', 'guest')), 'not-found');
  });

  test('are listed by category, in the language asked for', async () => {
    const names = async (language: string) =>
      (await read(UsableGifts, shop.ask('GET', `/api/lives/friday/gifts?language=${language}`, 'guest'))).categories.flatMap(
        ({ name, giftList }) => [name, ...giftList.map((gift) => gift.name)],
      );
    assert.deepEqual(await names('en'), ['All', 'The rocket', 'The rose']);
    assert.deepEqual(await names('zh-CN'), ['All', 'The rocket', '玫瑰']);
    // No name of its own: the default one.
    assert.deepEqual(await names('zh-TW'), ['All', 'The rocket', 'The rose']);
    await shop.put('rose', { enabled: false });
    await shop.ask('PUT', '/api/gifts/categories/empty', 'admin', { defaultName: 'Empty' });
    assert.deepEqual(await names('en'), ['All', 'The rocket']);
    assert.equal((await read(GiftCatalogue, shop.ask('GET', '/api/gifts', 'admin'))).gifts.length, 2);
  });

  test('stay within what the cloud takes, in bytes', async () => {
    const six = '玫瑰花束花';
    assert.equal((await shop.put('bunch', { defaultName: six })).status, 200);
    const wrong = [
      { defaultName: `${six}花花` },
      { defaultName: ' ' },
      { iconUrl: `https://shop.example/${'a'.repeat(200)}` },
      { iconUrl: 'javascript:alert(1)' },
      { resourceUrl: 'data:text/html,x' },
      { coins: 0 },
      { coins: 1.5 },
      { level: -1 },
      { categoryIds: [] },
      { names: { fr: { name: 'Rose' } } },
      { extensionInfo: 'x'.repeat(101) },
    ];
    for (const fields of wrong)
      assert.equal(await refusal(shop.put('rose', fields as object)), 'invalid', JSON.stringify(fields));
    assert.equal(await refusal(shop.put('a'.repeat(21))), 'invalid');
    assert.equal(await refusal(shop.put('rose', { categoryIds: ['none'] })), 'not-found');
    for (const id of ['two', 'three']) await shop.ask('PUT', `/api/gifts/categories/${id}`, 'admin', { defaultName: id });
    const fourth = shop.ask('PUT', '/api/gifts/categories/four', 'admin', { defaultName: 'Four' });
    assert.equal(await refusal(fourth), 'limit-reached');
  });

  test('are the shop’s alone to change', async () => {
    for (const by of ['ann', 'host', 'guest']) {
      assert.equal(await refusal(shop.ask('GET', '/api/gifts', by)), 'forbidden');
      assert.equal(await refusal(shop.ask('DELETE', '/api/gifts/rose', by)), 'forbidden');
    }
    assert.equal(await refusal(shop.ask('DELETE', '/api/gifts/categories/all', 'admin')), 'conflict');
    for (const path of ['rose', 'rocket', 'categories/all']) {
      assert.equal((await shop.ask('DELETE', `/api/gifts/${path}`, 'admin')).status, 200);
      assert.equal(await refusal(shop.ask('DELETE', `/api/gifts/${path}`, 'admin')), 'not-found');
    }
  });

  test('cost what they did when they were read: a price that rose meanwhile is asked for again', async () => {
    await shop.give('ann', 100);
    const { commit } = shop.deps.writes;
    // The price rises between the read and the change.
    shop.deps.writes.commit = async (change, lane) => {
      shop.deps.writes.commit = commit;
      await shop.put('rose', { coins: 50 });
      return commit(change, lane);
    };
    assert.equal(await refusal(shop.send('ann', 'rose')), 'conflict');
    assert.deepEqual([await shop.told(), (await shop.holds('ann')).coins], [[], 100]);
    const [row] = await shop.deps.db.all<{ n: number }>(sql`select count(*) as n from idempotency_keys`);
    assert.equal(row?.n, 0);
  });
});

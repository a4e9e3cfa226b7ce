import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { LiveError, type LiveErrorCode } from '../errors.ts';
import { RoomBus } from '../room-bus.ts';
import type { EventOf } from '../schemas/room-event.ts';
import { type Asked, fakeRequest } from '../testing/fake-request.ts';
import { GiftStore } from './gift-store.ts';

const rose: EventOf<'live_gift'> = {
  type: 'live_gift',
  eventId: 'e1',
  liveId: 'friday',
  ts: 7,
  giftId: 'rose',
  giftName: 'Rose',
  giftCount: 3,
  giftValue: 5,
  iconUrl: '/embed/gifts/rose.svg',
  effectUrl: 'https://cdn.example/rose.json',
  senderId: 'u1',
  senderName: 'Ann',
  comboId: 'e1',
  comboCount: 3,
  total: { totalGiftsSent: 3, totalGiftCoins: 15, totalUniqueGiftSenders: 1 },
};
const catalogue = (name: string) => ({
  categories: [
    {
      categoryId: 'all',
      name: 'All',
      desc: '',
      extensionInfo: '',
      giftList: [{ giftId: 'rose', name, desc: '', iconUrl: '/embed/gifts/rose.svg', level: 0, coins: 5, extensionInfo: '' }],
    },
  ],
});

function setUp(t: TestContext, answer: (asked: Asked) => unknown = () => ({})) {
  const { request, asked } = fakeRequest(answer);
  const bus = new RoomBus();
  const closing = new AbortController();
  t.after(() => closing.abort());
  const server = 'https://live.example';
  const store = new GiftStore({ liveId: 'friday', request, bus, closed: closing.signal, server }, { baseMs: 1, capMs: 2 });
  return { bus, closing, store, asked };
}

test('a gift is told, counted and remembered when the room hears of it', (t) => {
  const { bus, store } = setUp(t);
  const heard: unknown[] = [];
  const until = new AbortController().signal;
  store.onReceiveGift(({ gift, count, sender }) => heard.push([gift.name, count, sender.userName]), until);
  store.onGiftCountChanged(({ totalGiftCoins }) => heard.push(totalGiftCoins), until);

  bus.emit(rose);

  assert.deepEqual(heard, [['Rose', 3, 'Ann'], 15]);
  assert.equal(store.recentGifts[0]?.gift.iconUrl, 'https://live.example/embed/gifts/rose.svg');
  assert.equal(store.recentGifts[0]?.gift.resourceUrl, 'https://cdn.example/rose.json');
  assert.equal(store.giftCount.totalGiftsSent, 3);
});

test('fifty gifts are remembered, the newest first', (t) => {
  const { bus, store } = setUp(t);
  for (let i = 0; i < 60; i += 1) bus.emit({ ...rose, eventId: `e${i}` });

  assert.equal(store.recentGifts.length, 50);
  assert.equal(store.recentGifts[0]?.id, 'e59');
});

test('gifts are read in the language that was set, and those of the room are named in it', async (t) => {
  const { bus, store, asked } = setUp(t, ({ query }) => catalogue(query?.['language'] === 'zh-CN' ? '玫瑰' : 'Rose'));
  await store.refreshUsableGifts();
  await store.setLanguage('zh-CN');
  await store.setLanguage('zh-CN');

  bus.emit(rose);

  assert.equal(asked.length, 2);
  assert.equal(store.usableGifts?.[0]?.giftList[0]?.name, '玫瑰');
  assert.equal(store.usableGifts?.[0]?.giftList[0]?.iconUrl, 'https://live.example/embed/gifts/rose.svg');
  assert.equal(store.recentGifts[0]?.gift.name, '玫瑰');
});

test('gifts that cannot be read leave the reason, and those that were', async (t) => {
  let broken = false;
  const { store } = setUp(t, () => {
    if (broken) throw new LiveError('offline', 'No network');
    return catalogue('Rose');
  });
  await store.refreshUsableGifts();
  broken = true;
  await store.refreshUsableGifts();

  assert.equal(store.failure, 'offline');
  assert.equal(store.usableGifts?.length, 1);
});

test('while the outcome is uncertain a gift is asked for again under the same key, and a refusal is final', async (t) => {
  const codes: LiveErrorCode[] = ['timeout', 'in-progress'];
  const { store, asked } = setUp(t, () => {
    const code = codes.shift();
    if (code) throw new LiveError(code, code);
    return { eventId: 'e1', giftId: 'rose', count: 2, coins: 10 };
  });

  assert.equal((await store.sendGift('rose', 2)).coins, 10);
  assert.equal(asked.length, 3);
  assert.equal(new Set(asked.map(({ idempotencyKey }) => idempotencyKey)).size, 1);

  codes.push('insufficient-balance');
  await assert.rejects(store.sendGift('rose'), { code: 'insufficient-balance' });
  assert.equal(asked.length, 4);
  assert.notEqual(asked[3]?.idempotencyKey, asked[0]?.idempotencyKey);
  assert.deepEqual(store.recentGifts, []);
});

test('what was read of the show does not turn back what the room told meanwhile', async (t) => {
  const old = { totalGiftsSent: 1, totalGiftCoins: 5, totalUniqueGiftSenders: 1 };
  const { bus, store } = setUp(t, () => ({ ...old, topSenders: [] }));
  bus.emit(rose);
  await store.fetchSummary();

  assert.equal(store.giftCount.totalGiftCoins, 15);
});

test('a closed room stops listening', (t) => {
  const { bus, closing, store } = setUp(t);
  closing.abort();

  bus.emit(rose);

  assert.deepEqual(store.recentGifts, []);
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { LiveError } from '@vitrine/core/errors.ts';
import type { SafeAnswer, SafeFetch } from '../http/safe-fetch.ts';
import { refusal } from '../testing/set-up.ts';
import { SECRET, setUpGifts } from './test-gifts.ts';

interface Asked {
  type: string;
  data: { id: string; userId: string; giftId: string; count: number; coins: number; liveId: string };
}

/** The shop's billing: `answer` says what it does with each request; what it charged and took back is in its books. */
function createShop(answer: (asked: Asked) => unknown) {
  const charged = new Set<string>();
  const cancelled = new Set<string>();
  const asked: Asked[] = [];
  const fetch: SafeFetch = async (url, { headers = {}, body = '' } = {}) => {
    new Webhook(SECRET).verify(body, headers);
    const request = JSON.parse(body) as Asked;
    asked.push(request);
    if (request.type === 'gift.charge') charged.add(request.data.id);
    const said = await answer(request);
    if (request.type === 'gift.cancel') cancelled.add(request.data.id);
    const text = typeof said === 'string' ? said : JSON.stringify(said);
    return { status: 200, headers: {}, url, body: Buffer.from(text) } satisfies SafeAnswer;
  };
  return { fetch, asked, owed: () => [...charged].filter((id) => !cancelled.has(id)).length };
}

const late = (): never => {
  throw new LiveError('unavailable', 'bill.example took too long');
};

describe('billing at the shop’s side', () => {
  test('asks with a signature, in the shop’s own terms, and tells the room once it was allowed', async () => {
    const billing = createShop(() => ({ allow: true }));
    const shop = await setUpGifts(billing);
    assert.equal((await shop.send('ann', 'rose', 3)).status, 201);
    const [{ type, data }] = billing.asked as [Asked];
    const [event] = await shop.told();
    assert.equal(type, 'gift.charge');
    assert.deepEqual(data, { id: event!.eventId, liveId: 'friday', userId: 'shop-ann', giftId: 'rose', count: 3, coins: 15 });
    assert.deepEqual(await shop.holds('ann'), { coins: 0, points: 15 });
    await shop.close();
  });

  test('refuses for the shop’s reason', async () => {
    const billing = createShop(() => ({ allow: false, code: 'insufficient-balance', message: 'Top up first' }));
    const shop = await setUpGifts(billing);
    assert.equal(await refusal(shop.send('ann', 'rose')), 'insufficient-balance');
    await shop.settle();
    assert.deepEqual([(await shop.told()).length, billing.asked.length], [0, 1]);
    await shop.close();
  });

  test('that is late, lost or nonsense sends nothing, and takes back what may have been charged', async () => {
    for (const wrong of [late, () => 'yes', () => ({ allow: 'true' }), () => ({})]) {
      const billing = createShop(({ type }) => (type === 'gift.charge' ? wrong() : {}));
      const shop = await setUpGifts(billing);
      assert.equal(await refusal(shop.send('ann', 'rose')), 'unavailable');
      await shop.settle();
      assert.deepEqual([(await shop.told()).length, billing.owed()], [0, 0]);
      assert.equal(billing.asked.at(-1)?.type, 'gift.cancel');
      await shop.close();
    }
  });

  test('is told of a cancelled gift until it takes it', async () => {
    let down = true;
    const billing = createShop(() => (down ? late() : {}));
    const shop = await setUpGifts(billing);
    await shop.send('ann', 'rose');
    await shop.settle();
    assert.equal(billing.owed(), 1);
    down = false;
    shop.clock.now += 1_000;
    await shop.settle();
    assert.equal(billing.owed(), 0);
    shop.clock.now += 1_000_000;
    await shop.settle();
    assert.equal(billing.asked.filter(({ type }) => type === 'gift.cancel').length, 2);
    await shop.close();
  });

  test('takes back what a server that died had asked for', async () => {
    let hang = true;
    const billing = createShop(({ type }) => (hang && type === 'gift.charge' ? new Promise(() => {}) : {}));
    const shop = await setUpGifts(billing);
    void shop.send('ann', 'rose');
    while (billing.asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await shop.close(false);
    hang = false;
    const again = await setUpGifts({ ...billing, dataDir: shop.dataDir, now: () => shop.clock.now + 60_000 });
    await again.settle();
    assert.deepEqual([billing.owed(), (await again.told()).length], [0, 0]);
    await again.close();
  });

  test('is asked once a key, and again after it failed', async () => {
    let up = false;
    const billing = createShop(({ type }) => (type === 'gift.charge' ? (up ? { allow: true } : late()) : {}));
    const shop = await setUpGifts(billing);
    assert.equal(await refusal(shop.send('ann', 'rose', 1, 'same')), 'unavailable');
    up = true;
    const clicks = await Promise.all([1, 2, 3].map(() => shop.send('ann', 'rose', 1, 'same')));
    assert.equal(clicks.filter(({ status }) => status === 201).length, 1);
    assert.equal((await shop.send('ann', 'rose', 1, 'same')).headers.get('Idempotent-Replayed'), 'true');
    await shop.settle();
    assert.deepEqual([(await shop.told()).length, billing.owed()], [1, 1]);
    await shop.close();
  });

  test('that allowed a gift after the show had ended takes it back', async () => {
    const { fetch, owed } = createShop(() => ({ allow: true }));
    let end = async (): Promise<void> => {};
    const shop = await setUpGifts({ fetch: async (...asked) => fetch(...asked).finally(() => end()) });
    end = async () => void (await shop.deps.db.run(`update lives set status = 'ended'`));
    assert.equal(await refusal(shop.send('ann', 'rose')), 'unavailable');
    await shop.settle();
    assert.deepEqual([(await shop.told()).length, owed()], [0, 0]);
    await shop.close();
  });
});

import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { sendNatively, type Trouble } from '../tencent/bridge.ts';
import { RestStub } from '../tencent/rest-stub.ts';
import { seeded, StressShop } from './stress-shop.ts';

/** One in so many can be paid. */
const SHARE = 5;
/** Apps that send at once. */
const AT_ONCE = 40;
const KILLS = 4;
/** What an app is told where Tencent heard nothing from us. */
const NO_ANSWER = 102_004;
const APP = { sdkAppId: 1_400_000_001, secretKey: 'a-secret-key-of-the-app-for-stress-only-0123456789' };
const CALLBACK = { path: 'a-secret-path-for-stress', token: 'a-callback-token-for-stress' };

/**
 * Gifts that come by Tencent's callback, asked once or twice, with answers that get lost, while the server is killed: in the end what was
 * charged is what Tencent counted and what was told.
 */
export async function nativeGifts(wanted: number): Promise<string> {
  const coins = wanted / SHARE;
  const stub = new RestStub(APP);
  const shop = await StressShop.open({
    TENCENT_SDKAPPID: String(APP.sdkAppId),
    TENCENT_SECRETKEY: APP.secretKey,
    TENCENT_REST_URL: await stub.listen(),
    TENCENT_ROOM_TYPE: 'Live',
    TENCENT_WEBHOOK_PATH: CALLBACK.path,
    TENCENT_CALLBACK_TOKEN: CALLBACK.token,
  });
  await shop.openGiftShow();
  const { userId } = await shop.surely('ann', 'GET', '/users/me');
  const from = String(userId);
  await shop.surely('shop', 'POST', `/users/${from}/transfers`, { unit: 'coins', amount: coins, reason: 'x' }, 'give');
  while (!stub.rooms.has('gifts')) await sleep(50);

  const random = seeded(7);
  const target = { server: shop.server.url, sdkAppId: APP.sdkAppId, ...CALLBACK };
  const told = new Map<number, number>();
  let next = 0;
  const apps = Array.from({ length: AT_ONCE }, async () => {
    for (let place = next++; place < wanted; place = next++) {
      const luck = random();
      const trouble: Trouble | undefined = luck < 0.1 ? 'lost' : luck < 0.4 ? 'twice' : undefined;
      // Where nobody answers, since the server was killed, people tap again: that is another gift.
      for (let tap = 0, code = NO_ANSWER; code === NO_ANSWER; tap++) {
        if (tap > 0) await sleep(50);
        const gift = { liveId: 'gifts', from, giftId: 'rose', coins: 1, time: 1_700_000_000 + place * 10_000 + tap };
        code = await sendNatively(stub, target, gift, trouble);
        told.set(code, (told.get(code) ?? 0) + 1);
        if (trouble === 'lost') break;
      }
    }
  });
  const all = Promise.all(apps);
  const over = new AbortController();
  void all.finally(() => over.abort()).catch(() => {});
  for (let kill = 0; kill < KILLS && !over.signal.aborted; kill++) {
    await sleep(150 + random() * 400);
    await shop.server.kill();
    await shop.server.start();
  }
  await all;

  await shop.until<{ n: number }>(`select count(*) as n from gift_claims where status = 'held'`, [], ([row]) => row?.n === 0);
  const [books] = await shop.read<Record<string, number>>(
    `select (select sum(amount) from transfers where reason = 'gift' and unit = 'coins')
        - (select coalesce(sum(amount), 0) from transfers where reason = 'gift-back') as charged,
      (select amount from accounts where user_id = ? and unit = 'coins') as held,
      (select coins from gift_totals where live_id = 'gifts') as total,
      (select coalesce(sum(body ->> 'giftCount'), 0) from room_events where type = 'live_gift') as told,
      (select count(*) from gift_claims where status in ('unclear', 'unpaid')) as undecided,
      (select count(*) from gift_claims where status = 'returned' and charged = 1) as returned`,
    [from],
  );
  const counted = stub.rooms.get('gifts')!.gifts.coins;
  const { returned, ...sums } = books!;
  assert.deepEqual(
    { ...sums },
    { charged: counted, held: coins - counted, total: counted, told: counted, undecided: 0 },
    'what is charged is what Tencent counted, and what was told',
  );
  assert.equal(told.get(0), counted, 'whoever was told yes was delivered, and nobody else');
  assert.deepEqual(stub.violations, []);
  await shop.close();
  await stub.close();
  return `${wanted} gifts of Tencent’s own apps from ${coins} coins, asked twice, unheard and with ${KILLS} kills: ${counted} charged, counted and told, ${returned} given back.`;
}

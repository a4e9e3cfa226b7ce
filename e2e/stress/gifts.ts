import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { seeded, StressShop } from './stress-shop.ts';

/** One in so many can be paid. */
const SHARE = 5;
/** Requests under way at once; each of them is a double click. */
const AT_ONCE = 80;
const KILLS = 4;
const SECRET = `whsec_${Buffer.from('the-secret-of-a-billing-under-stress').toString('base64')}`;

interface Outcome {
  sent: Set<string>;
  refused: Map<string, number>;
}

/** Sends one gift as a person with a nervous finger and a bad network would: twice at once, and again until there is an answer. */
async function send(shop: StressShop, key: string, patient: boolean, outcome: Outcome): Promise<void> {
  const once = () => shop.ask('ann', 'POST', '/lives/gifts/gifts', { giftId: 'rose' }, key);
  for (;;) {
    const answers = await Promise.all([once(), once()]);
    const done = answers.find((answer) => answer?.status === 201);
    if (done) return void outcome.sent.add(String(done.body.eventId));
    const codes = answers.map((answer) => (answer?.body.error as { code?: string } | undefined)?.code);
    const final = codes.find((code) => code !== undefined && code !== 'in-progress' && !(patient && code === 'unavailable'));
    if (final) return void outcome.refused.set(final, (outcome.refused.get(final) ?? 0) + 1);
    await sleep(30);
  }
}

async function storm(shop: StressShop, wanted: number, patient: boolean): Promise<Outcome> {
  const outcome: Outcome = { sent: new Set(), refused: new Map() };
  let next = 0;
  const people = Array.from({ length: AT_ONCE }, async () => {
    for (let place = next++; place < wanted; place = next++) await send(shop, `gift-${place}`, patient, outcome);
  });
  const all = Promise.all(people);
  const over = new AbortController();
  void all.finally(() => over.abort()).catch(() => {});
  const random = seeded(11);
  for (let kill = 0; kill < KILLS && !over.signal.aborted; kill++) {
    await sleep(150 + random() * 400);
    await shop.server.kill();
    await shop.server.start();
  }
  await all;
  return outcome;
}

const delivered = async (shop: StressShop): Promise<string[]> =>
  (await shop.read<{ event_id: string }>(`select event_id from room_events where type = 'live_gift'`)).map((row) => row.event_id);

/** Five times as many gifts as there are coins for, each asked for twice at once and again, while the server is killed. */
export async function gifts(wanted: number): Promise<string> {
  const coins = wanted / SHARE;
  const shop = await StressShop.open();
  await shop.openGiftShow();
  const { userId } = await shop.surely('ann', 'GET', '/users/me');
  await shop.surely('shop', 'POST', `/users/${String(userId)}/transfers`, { unit: 'coins', amount: coins, reason: 'x' }, 'give');
  const { sent, refused } = await storm(shop, wanted, true);
  const [books] = await shop.read<{ charged: number; held: number; lowest: number; total: number }>(
    `select (select sum(amount) from transfers where reason = 'gift' and unit = 'coins') as charged,
      (select amount from accounts where user_id = ? and unit = 'coins') as held,
      (select min(amount) from accounts where user_id <> '') as lowest,
      (select coins from gift_totals where live_id = 'gifts') as total`,
    [String(userId)],
  );
  assert.deepEqual({ ...books }, { charged: coins, held: 0, lowest: 0, total: coins });
  assert.deepEqual(
    [...sent].toSorted(),
    (await delivered(shop)).toSorted(),
    'whoever was told yes was delivered, and nobody else',
  );
  assert.equal(sent.size, coins);
  assert.deepEqual([...refused], [['insufficient-balance', wanted - coins]]);
  await shop.close();
  return `${wanted} gifts, each clicked twice, from ${coins} coins, with ${KILLS} kills: ${sent.size} charged and delivered, none below zero.`;
}

/** The same with a billing of the shop's own that answers late, not at all, twice or with a no. */
export async function billedGifts(wanted: number): Promise<string> {
  const coins = wanted / SHARE;
  const random = seeded(5);
  const charged = new Map<string, number>();
  const cancelled = new Set<string>();
  let balance = coins;
  let lowest = coins;
  const billing = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    new Webhook(SECRET).verify(body, request.headers as Record<string, string>);
    const { type, data } = JSON.parse(body) as { type: string; data: { id: string; coins: number } };
    const say = (status: number, answer: unknown) => void response.writeHead(status).end(JSON.stringify(answer));
    if (type === 'gift.cancel') {
      // A cancel may be told more than once, and before the charge that it cancels.
      if (random() < 0.1) return say(503, {});
      if (!cancelled.has(data.id)) balance += charged.get(data.id) ?? 0;
      cancelled.add(data.id);
      return say(200, {});
    }
    if (cancelled.has(data.id) || balance < data.coins) return say(200, { allow: false, code: 'insufficient-balance' });
    if (!charged.has(data.id)) {
      charged.set(data.id, data.coins);
      balance -= data.coins;
      lowest = Math.min(lowest, balance);
    }
    const luck = random();
    if (luck < 0.004) return void request.socket.destroy();
    if (luck < 0.008) await sleep(2_200);
    if (luck < 0.012) return say(500, {});
    say(200, { allow: true });
  });
  await new Promise<void>((resolve) => billing.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(billing.address() as AddressInfo).port}/gifts`;
  const shop = await StressShop.open({ GIFT_BILLING_URL: url, GIFT_BILLING_SECRET: SECRET, GIFT_BILLING_LOCAL: 'on' });
  await shop.openGiftShow();
  const { sent } = await storm(shop, wanted, false);
  await shop.until<{ n: number }>(
    `select count(*) as n from gift_bills where status in ('asked', 'cancelling')`,
    [],
    ([row]) => row?.n === 0,
  );
  const paid = [...charged.keys()].filter((id) => !cancelled.has(id));
  const events = await delivered(shop);
  assert.deepEqual(paid.toSorted(), events.toSorted(), 'what is charged at the shop’s side is what was delivered');
  assert.ok(
    [...sent].every((id) => events.includes(id)),
    'whoever was told yes was delivered',
  );
  assert.equal(balance, coins - events.length);
  assert.ok(lowest >= 0);
  await shop.close();
  billing.closeAllConnections();
  billing.close();
  return `${wanted} gifts through a billing that is late, lost and broken: ${events.length} charged and delivered, ${cancelled.size} taken back.`;
}

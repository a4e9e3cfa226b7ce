import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkInvariants } from './invariants.ts';
import { seeded, StressShop } from './stress-shop.ts';

const BUYERS = 40;
const STOCK = 1_000_000;

/** People order, pay, cancel, buy coins and get refunds while the server is killed again and again: its books are right each time. */
export async function randomKills(kills: number, seed = 7): Promise<string> {
  const shop = await StressShop.open({ RECONCILE_SECONDS: '2' });
  const random = seeded(seed);
  const skuId = await shop.openShow('kills', STOCK);
  shop.stripe.deliver = (body) => shop.deliver(body);
  const told = new Set<string>();
  const end = new AbortController();
  let pause: Promise<void> | undefined;
  let resume = (): void => {};

  async function buyer(place: number): Promise<void> {
    for (let count = 0; !end.signal.aborted; count++) {
      await pause;
      const name = `buyer-${place}`;
      const order = await shop.order(name, skuId, 'kills', `${place}-${count}`);
      told.add(order.id);
      const act = (place + count) % 5;
      if (act === 0) await shop.ask(name, 'POST', `/orders/${order.id}/cancel`);
      if (act === 1) await shop.stripe.pay(order.sessionId).catch(() => {});
      if (act === 2) {
        await shop.stripe.pay(order.sessionId).catch(() => {});
        await shop.ask('shop', 'POST', `/orders/${order.id}/refund`, { amount: 100 }, `refund-${order.id}`);
      }
      if (act === 3) {
        const page = await shop.topUp(name, '100-USD', `coins-${place}-${count}`);
        await shop.stripe.pay(page);
        for (const part of [33, 66].slice(count % 3)) await shop.stripe.refundInDashboard(page, part);
      }
    }
  }

  const buyers = Array.from({ length: BUYERS }, (_, place) => buyer(place));
  // Whoever fails ends the run; the others go on until then.
  const failed = Promise.all(buyers);
  failed.catch(() => end.abort());
  for (let kill = 0; kill < kills && !end.signal.aborted; kill++) {
    await sleep(50 + random() * 600);
    await shop.server.kill();
    pause = new Promise((resolve) => {
      resume = resolve;
    });
    await checkInvariants(shop);
    await shop.server.start();
    resume();
  }
  end.abort();
  resume();
  await failed;
  const kept = new Set((await shop.read<{ id: string }>('select id from orders')).map(({ id }) => id));
  assert.deepEqual(
    [...told].filter((id) => !kept.has(id)),
    [],
    'no order that a buyer was told of is lost',
  );
  const given = [...shop.stripe.refunds.values()].flatMap(({ metadata }) => metadata['refundId'] ?? []);
  assert.equal(new Set(given).size, given.length, 'Stripe was asked for each refund once');
  assert.ok(told.size > kills, 'people went on buying');
  await checkInvariants(shop);
  await shop.close();
  return `${kills} kills at random moments, ${told.size} orders: the books were right each time, and no order was lost.`;
}

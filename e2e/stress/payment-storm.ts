import assert from 'node:assert/strict';
import { checkInvariants } from './invariants.ts';
import { each, type PlacedOrder, seeded, StressShop } from './stress-shop.ts';

const ORDERS = 200;
const WIDTH = 50;

interface Row {
  status: string;
  refunded: number;
  payment: string;
  back: number;
  commission: number;
  n: number;
}

const BOOKS = `select o.status, o.refunded, p.status as payment, p.refunded as back,
    coalesce((select sum(c.amount) from commission_entries c where c.order_id = o.id), 0) as commission, count(*) as n
  from orders o join payments p on p.order_id = o.id where o.live_id = ? group by 1, 2, 3, 4, 5 order by 1, 2, 3`;

/** Nine of ten pay; of those, half of the even ones get half of their money back at Stripe. A tenth never pays. */
const EXPECTED: Row[] = [
  { status: 'paid', refunded: 0, payment: 'captured', back: 0, commission: 990, n: 140 },
  { status: 'paid', refunded: 4950, payment: 'refunding', back: 4950, commission: 495, n: 40 },
  { status: 'reserved', refunded: 0, payment: 'failed', back: 0, commission: 0, n: 20 },
];

const plain = (rows: readonly Row[]): Row[] => rows.map((row) => ({ ...row }));

/** Orders that are waiting for their payments, and what became of these at Stripe; nothing of it has been told yet. */
async function prepare(shop: StressShop, liveId: string): Promise<string[]> {
  const skuId = await shop.openShow(liveId, ORDERS);
  const orders: PlacedOrder[] = [];
  await each(Array.from({ length: ORDERS }), WIDTH, async (_, index) => {
    orders[index] = await shop.order(`buyer-${index}`, skuId, liveId, `${liveId}-${index}`);
  });
  const before = shop.stripe.events.length;
  for (const [index, { sessionId }] of orders.entries()) {
    if (index % 10 === 9) await shop.stripe.expire(sessionId);
    else await shop.stripe.pay(sessionId);
    if (index % 5 === 0) await shop.stripe.refundInDashboard(sessionId, 4950);
  }
  return shop.stripe.events.slice(before).map(({ body }) => body);
}

/** All payment events three times, shuffled, and the server killed in the middle: the same end for every seed. */
export async function paymentStorm(seeds: number): Promise<string> {
  const shop = await StressShop.open();
  await shop.surely('shop', 'PUT', '/commission/rates', { basisPoints: 1000 });
  for (let seed = 1; seed <= seeds; seed++) {
    const liveId = `storm-${seed}`;
    const events = await prepare(shop, liveId);
    const random = seeded(seed);
    const wave = [...events, ...events, ...events].map((body) => ({ body, at: random() })).sort((a, b) => a.at - b.at);
    const killAt = Math.floor(wave.length * (0.2 + 0.6 * random()));
    let restart: Promise<void> | undefined;
    await each(wave, WIDTH, async ({ body }, index) => {
      if (index === killAt) restart = shop.server.kill().then(() => shop.server.start());
      await shop.deliver(body);
    });
    assert.ok(restart, 'the server was killed');
    await restart;
    assert.deepEqual(plain(await shop.read<Row>(BOOKS, [liveId])), EXPECTED, `seed ${seed}`);
    await checkInvariants(shop);
  }
  await shop.close();
  return `${seeds} times ${ORDERS} orders, every payment event three times and shuffled, one kill each: the same books every time.`;
}

/** Not one event arrives for a while: the server asks Stripe, and every order comes home. */
export async function lostEvents(): Promise<string> {
  const shop = await StressShop.open({ RECONCILE_SECONDS: '2' });
  await shop.surely('shop', 'PUT', '/commission/rates', { basisPoints: 1000 });
  shop.stripe.down = false;
  await prepare(shop, 'lost');
  const same = (rows: Row[]): boolean => JSON.stringify(plain(rows)) === JSON.stringify(EXPECTED);
  await shop.until<Row>(BOOKS, ['lost'], same).catch(async (error: unknown) => {
    assert.deepEqual(plain(await shop.read<Row>(BOOKS, ['lost'])), EXPECTED, String(error));
  });
  await checkInvariants(shop);
  await shop.close();
  return `${ORDERS} orders, every payment event lost: the server asked, and all of them came home.`;
}

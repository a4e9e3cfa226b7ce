import assert from 'node:assert/strict';
import { checkInvariants } from './invariants.ts';
import { each, StressShop } from './stress-shop.ts';

const RACES = 20;

/** A reservation ends, somebody else takes the unit, and then the first buyer's money comes: it goes back. */
export async function latePayments(): Promise<string> {
  const shop = await StressShop.open({ RESERVATION_SECONDS: '2', RECONCILE_SECONDS: '2' });
  shop.stripe.deliver = (body) => shop.deliver(body);
  await each(Array.from({ length: RACES }), RACES, async (_, race) => {
    const liveId = `race-${race}`;
    const skuId = await shop.openShow(liveId, 1);
    const first = await shop.order(`slow-${race}`, skuId, liveId, `slow-${race}`);
    // Every other page stays open, however late it is.
    if (race % 2 === 0) shop.stripe.stuck.add(first.sessionId);
    await shop.until<{ status: string }>(
      'select status from orders where id = ?',
      [first.id],
      ([row]) => row?.status === 'expired',
    );
    const second = await shop.order(`fast-${race}`, skuId, liveId, `fast-${race}`);
    // Of the others, some are closed by now; on the rest the slow buyer pays.
    const pay = (sessionId: string) => shop.stripe.pay(sessionId).catch(() => {});
    await Promise.all([pay(second.sessionId), pay(first.sessionId)]);
    const paid = (sessionId: string): boolean => shop.stripe.sessions.get(sessionId)?.payment_status === 'paid';
    const books = `select o.status, o.refunded, (select stock from skus where id = ?) as stock from orders o where o.id = ?`;
    const [fast] = await shop.until<{ status: string; refunded: number; stock: number }>(
      books,
      [skuId, second.id],
      ([row]) => row?.status === 'paid' || row?.status === 'expired',
    );
    if (paid(second.sessionId) && fast?.status === 'paid') assert.deepEqual([fast.refunded, fast.stock], [0, 0]);
    const slow = await shop.until<{ status: string; refunded: number }>(
      books,
      [skuId, first.id],
      ([row]) => row?.status === 'expired' && row.refunded === (paid(first.sessionId) ? 9900 : 0),
    );
    assert.equal(slow[0]?.status, 'expired');
  });
  const [sold] = await shop.read<{ n: number }>(`select count(*) as n from orders where status = 'paid'`);
  const [late] = await shop.read<{ n: number }>(`select count(*) as n from refunds where reason = 'late' and status = 'done'`);
  assert.ok(sold!.n > 0 && sold!.n <= RACES, 'at most one buyer a unit');
  assert.ok(late!.n >= RACES / 2, 'whose page stayed open paid late, and got it back');
  await checkInvariants(shop);
  await shop.close();
  return `${RACES} reservations ended while their buyers paid: ${sold!.n} units sold once each, ${late!.n} late payments given back.`;
}

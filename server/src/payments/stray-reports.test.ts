import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StrayReports, StrayTried } from '@vitrine/core/schemas/order-desk.ts';
import { ulid } from '../ids.ts';
import { setUpShop } from '../orders/test-shop.ts';
import { read, refusal } from '../testing/set-up.ts';
import { createReportSigner } from './gateway/reports.ts';
import { payments } from './tables.ts';

const signer = createReportSigner('a-secret-of-the-gateway-for-tests-only');

/** An order with an open payment, on a shop that just then does not know the payment: its report waits, named `evt-1`. */
async function setUp() {
  const shop = await setUpShop({ carry: async () => new Response('', { status: 503 }) });
  const { skuId } = await shop.product(5);
  const order = await shop.order('ann!', skuId);
  await shop.ask('POST', `/api/orders/${order.id}/pay`, 'ann!');
  const [payment] = await shop.deps.db.select().from(payments);
  await shop.deps.db.delete(payments);
  const report = async (id: string, paymentId: string): Promise<void> => {
    const data = { paymentId, amount: 1000, currency: 'USD' };
    const body = JSON.stringify({ type: 'payment.captured', timestamp: new Date().toISOString(), data });
    await shop.app.request('/api/payments/webhooks/builtin', { method: 'POST', headers: signer.headers(id, body), body });
  };
  await report('evt-1', payment!.id);
  const of = (id: string): string => `/api/payments/strays/builtin/${encodeURIComponent(id)}`;
  return {
    shop,
    order,
    payment: payment!,
    report,
    strays: async () => (await read(StrayReports, shop.ask('GET', '/api/payments/strays', 'admin'))).items,
    lookAgain: (id: string, by: 'admin' | 'ann!' = 'admin') => shop.ask('POST', `${of(id)}/try`, by),
    settle: (id: string, by: 'admin' | 'ann!' = 'admin') => shop.ask('DELETE', of(id), by),
  };
}

test('an admin has an unknown payment looked for again: it makes the order paid as soon as it is known', async () => {
  const { shop, order, payment, strays, lookAgain } = await setUp();
  assert.deepEqual(await read(StrayTried, lookAgain('evt-1')), { known: false });
  assert.equal((await strays()).length, 1);

  await shop.deps.db.insert(payments).values(payment);
  assert.deepEqual(await read(StrayTried, lookAgain('evt-1')), { known: true });
  assert.equal((await shop.orderNow(order.id)).status, 'paid');
  assert.deepEqual(await strays(), []);
  assert.equal(await refusal(lookAgain('evt-1')), 'not-found');
  await shop.close();
});

test('an admin takes off the list what was settled at the provider, and nothing else goes', async () => {
  const { shop, order, report, strays, settle } = await setUp();
  await report('evt-2', ulid());
  assert.equal((await settle('evt-1')).status, 200);

  assert.deepEqual(
    (await strays()).map(({ eventId }) => eventId),
    ['evt-2'],
  );
  assert.equal((await shop.orderNow(order.id)).status, 'reserved');
  assert.equal(await refusal(settle('evt-1')), 'not-found');
  await shop.close();
});

test('nobody but an admin may do either', async () => {
  const { shop, strays, lookAgain, settle } = await setUp();
  assert.equal(await refusal(lookAgain('evt-1', 'ann!')), 'forbidden');
  assert.equal(await refusal(settle('evt-1', 'ann!')), 'forbidden');
  assert.equal((await strays()).length, 1);
  await shop.close();
});

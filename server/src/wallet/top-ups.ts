import { and, desc, eq, lt, type SQL, sql } from 'drizzle-orm';
import { LiveError } from '@vitrine/core/errors.ts';
import type { TopUp } from '@vitrine/core/schemas/gift.ts';
import type { Database } from '../db/client.ts';
import { insertWhere } from '../db/insert-where.ts';
import type { Deps } from '../deps.ts';
import type { Once } from '../http/idempotency.ts';
import { ulid } from '../ids.ts';
import type { PaymentProvider } from '../payments/provider.ts';
import { topUps } from './tables.ts';

export type TopUpRow = typeof topUps.$inferSelect;

const PAGE = 50;

export const toTopUp = ({ id, coins, amount, currency, status, payUrl, createdAt }: TopUpRow): TopUp => ({
  id,
  coins,
  price: { amount, currency },
  status,
  payUrl,
  createdAt,
});

/** True in the change that moved this top-up. */
export const topUpMoved = (id: string, changeId: string): SQL =>
  sql`exists (select 1 from ${topUps} where ${topUps.id} = ${id} and ${topUps.changeId} = ${changeId})`;

/** What a user bought or meant to, newest first, before the top-up `before`. */
export async function topUpsOf(
  db: Database,
  userId: string,
  before: string | undefined,
): Promise<{ rows: TopUpRow[]; more: boolean }> {
  const rows = await db
    .select()
    .from(topUps)
    .where(and(eq(topUps.userId, userId), before === undefined ? undefined : lt(topUps.id, before)))
    .orderBy(desc(topUps.id))
    .limit(PAGE + 1);
  return { rows: rows.slice(0, PAGE), more: rows.length > PAGE };
}

/** Opens a page on which a user pays for coins. Nothing is credited before the provider has reported the payment. */
export async function openTopUp(
  { config, db, writes, now }: Pick<Deps, 'config' | 'db' | 'writes' | 'now'>,
  provider: PaymentProvider,
  { userId, packageId, returnUrl, baseUrl }: { userId: string; packageId: string; returnUrl: string; baseUrl: string },
  once: Once,
): Promise<TopUp> {
  const offer = config.coinPackages.find((one) => one.packageId === packageId);
  if (!offer) throw new LiveError('not-found', 'These coins are not for sale');
  const id = ulid();
  const { coins, price } = offer;
  // As with orders, the provider comes first: a page that nobody has been sent to collects nothing.
  const { payUrl, reference = null } = await provider.createPayment({
    paymentId: id,
    ...price,
    description: `${coins} coins`,
    returnUrl,
    baseUrl,
    items: [{ skuId: packageId, productId: packageId, title: `${coins} coins`, quantity: 1, unitPrice: price.amount }],
    attribution: {},
  });
  const row: TopUpRow = {
    id,
    changeId: ulid(),
    userId,
    coins,
    ...price,
    provider: provider.id,
    reference,
    refunded: 0,
    status: 'created',
    payUrl,
    checkAt: now() + config.reconcileMs,
    checks: 0,
    createdAt: now(),
  };
  const done = await writes.commit([
    insertWhere(db, topUps, row, once.unused),
    once.remember(201, toTopUp(row), topUpMoved(id, row.changeId)),
  ]);
  if (!done) throw new LiveError('in-progress', 'The first request with this key is still running');
  return toTopUp(row);
}

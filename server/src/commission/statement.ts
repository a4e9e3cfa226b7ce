import { sql } from 'drizzle-orm';
import type * as v from 'valibot';
import type { CommissionBalance, CommissionEntry, StatementQuery } from '@vitrine/core/schemas/commission.ts';
import type { Database } from '../db/client.ts';
import { toCsv } from '../http/csv.ts';
import { toDecimal } from '../money.ts';
import { orderItems, orders } from '../orders/tables.ts';
import { commissionEntries } from './tables.ts';

type Query = v.InferOutput<typeof StatementQuery>;

/** A statement of more lines is asked for in shorter times. */
export const MOST_LINES = 20_000;

const within = ({
  hostId,
  from,
  to,
}: Query) => sql`${commissionEntries.createdAt} >= ${from} and ${commissionEntries.createdAt} < ${to}
  and ${hostId === undefined ? sql`true` : sql`${commissionEntries.hostId} = ${hostId}`}`;

/** What each host has earned in each currency. */
export const balancesOf = (db: Database, query: Query): Promise<v.InferOutput<typeof CommissionBalance>[]> =>
  db.all(sql`
    select ${commissionEntries.hostId} as "hostId", ${commissionEntries.currency} as "currency",
      sum(case when ${commissionEntries.settledAt} is null then ${commissionEntries.amount} else 0 end) as "open",
      sum(case when ${commissionEntries.settledAt} is null then 0 else ${commissionEntries.amount} end) as "settled"
    from ${commissionEntries} where ${within(query)}
    group by ${commissionEntries.hostId}, ${commissionEntries.currency} order by 1, 2`);

type Row = Omit<CommissionEntry, 'settledAt'> & { settledAt: number | null };

/** Every line of a statement, oldest first. */
export async function entriesOf(db: Database, query: Query): Promise<CommissionEntry[]> {
  const rows = await db.all<Row>(sql`
    select ${orders.number} as "orderNumber", ${orderItems.title} as "title", ${commissionEntries.hostId} as "hostId",
      ${commissionEntries.basisPoints} as "basisPoints", ${commissionEntries.amount} as "amount",
      ${commissionEntries.currency} as "currency", ${commissionEntries.createdAt} as "at", ${commissionEntries.settledAt} as "settledAt"
    from ${commissionEntries} join ${orders} on ${orders.id} = ${commissionEntries.orderId}
    join ${orderItems} on ${orderItems.orderId} = ${commissionEntries.orderId} and ${orderItems.skuId} = ${commissionEntries.skuId}
    where ${within(query)} order by ${commissionEntries.createdAt}, ${commissionEntries.refundId}, ${commissionEntries.id} limit ${MOST_LINES + 1}`);
  return rows.map(({ settledAt, ...row }) => ({ ...row, ...(settledAt === null ? {} : { settledAt }) }));
}

const day = (at: number): string => new Date(at).toISOString();

/** The same for a spreadsheet: amounts as decimals of their currency. */
export const statementCsv = (entries: readonly CommissionEntry[]): string =>
  toCsv(
    ['date', 'host', 'order', 'product', 'rate_percent', 'amount', 'currency', 'settled'],
    entries.map(({ at, hostId, orderNumber, title, basisPoints, amount, currency, settledAt }) => [
      day(at),
      hostId,
      orderNumber,
      title,
      basisPoints / 100,
      // A number, so that a refund's minus sign is not taken for a formula's.
      Number(toDecimal(amount, currency)),
      currency,
      settledAt === undefined ? '' : day(settledAt),
    ]),
  );

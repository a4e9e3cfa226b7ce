import { sql } from 'drizzle-orm';
import type { AttributionQuery, AttributionRow } from '@vitrine/core/schemas/attribution.ts';
import type { Database } from '../db/client.ts';
import { orderItems, orders } from './tables.ts';

/** Whatever became of it later, it was paid for: an order is `refunded` only after that. */
const paid = sql`${orders.status} in ('paid', 'shipped', 'delivered', 'refunded')`;

/** As many rows as a report has; nobody reads more. */
const MOST = 1_000;

const GROUPS = {
  popup: ['popupEventId', 'liveId', 'anchorId'],
  live: ['liveId', 'anchorId'],
  host: ['anchorId'],
} as const satisfies Record<AttributionQuery['by'], readonly (keyof AttributionRow)[]>;

interface Row {
  popupEventId?: string | null;
  liveId?: string | null;
  anchorId?: string | null;
  orders: number;
  paid: number;
  units: number;
  revenue: number;
  refunded: number;
  currency: string;
}

/** Which pop-ups, shows or hosts brought the orders of a time, those that brought most first. */
export async function attributionReport(db: Database, { by, from, to }: AttributionQuery): Promise<AttributionRow[]> {
  const names = GROUPS[by];
  const columns = sql.join(
    names.map((name) => sql`${orders[name]} as ${sql.identifier(name)}`),
    sql`, `,
  );
  const keys = sql.join(
    names.map((name) => sql`${orders[name]}`),
    sql`, `,
  );
  const rows = await db.all<Row>(sql`
    select ${columns}, ${orders.currency} as "currency", count(*) as "orders", sum(${paid}) as "paid",
      sum(case when ${paid} then (select sum(${orderItems.quantity}) from ${orderItems}
        where ${orderItems.orderId} = ${orders.id}) else 0 end) as "units",
      sum(case when ${paid} then ${orders.total} else 0 end) as "revenue",
      sum(case when ${paid} then ${orders.refunded} else 0 end) as "refunded"
    from ${orders} where ${orders.createdAt} >= ${from} and ${orders.createdAt} < ${to}
    group by ${keys}, ${orders.currency} order by "revenue" desc, "orders" desc limit ${MOST}`);
  return rows.map(({ popupEventId, liveId, anchorId, revenue, refunded, currency, ...counts }) => ({
    ...(popupEventId ? { popupEventId } : {}),
    ...(liveId ? { liveId } : {}),
    ...(anchorId ? { anchorId } : {}),
    ...counts,
    revenue: { amount: revenue, currency },
    refunded: { amount: refunded, currency },
  }));
}

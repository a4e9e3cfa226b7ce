import { asc, eq, sql } from 'drizzle-orm';
import { ulid } from '../ids.ts';
import type * as v from 'valibot';
import { LiveError } from '@vitrine/core/errors.ts';
import type { NewShipment, Shipment } from '@vitrine/core/schemas/order.ts';
import type { StoredOrder } from '@vitrine/core/schemas/order-desk.ts';
import type { Database } from '../db/client.ts';
import { insertWhere } from '../db/insert-where.ts';
import type { Deps } from '../deps.ts';
import { orderEvent, orderMessage, orderMoved } from './statements.ts';
import { orders, shipments } from './tables.ts';

/** Notes a parcel of a paid order, which is `shipped` from the first one on. Throws `conflict` in any other state. */
export async function ship(
  { db, writes, now }: Pick<Deps, 'db' | 'writes' | 'now'>,
  order: StoredOrder,
  { carrier, tracking, url }: v.InferOutput<typeof NewShipment>,
): Promise<Shipment> {
  const id = ulid();
  const changeId = ulid();
  const createdAt = now();
  const happened = sql`exists (select 1 from ${shipments} where ${shipments.id} = ${id} and ${shipments.changeId} = ${changeId})`;
  const shipped = await writes.commit([
    insertWhere(
      db,
      shipments,
      { id, orderId: order.id, changeId, carrier, tracking, url: url ?? null, createdAt },
      sql`exists (select 1 from ${orders} where ${orders.id} = ${order.id} and ${orders.status} in ('paid', 'shipped'))
        and not exists (select 1 from ${shipments} where ${shipments.orderId} = ${order.id}
          and ${shipments.carrier} = ${carrier} and ${shipments.tracking} = ${tracking})`,
    ),
    db
      .update(orders)
      .set({ status: 'shipped', changeId })
      .where(sql`${orders.id} = ${order.id} and ${happened}`),
    orderEvent(order, 'order.shipped', 'shipped', createdAt, happened),
    orderMessage(order, 'order.shipped', 'shipped', createdAt, happened, { shipment: { carrier, tracking, url } }),
  ]);
  if (!shipped) throw new LiveError('conflict', 'The order is not waiting to be shipped, or this parcel is noted already');
  return { id, orderId: order.id, carrier, tracking, ...(url ? { url } : {}), createdAt };
}

/** Notes that a shipped order has arrived. Harmless to repeat. Throws `conflict` in any other state. */
export async function deliver({ db, writes, now }: Pick<Deps, 'db' | 'writes' | 'now'>, order: StoredOrder): Promise<void> {
  const changeId = ulid();
  const delivered = await writes.commit([
    db
      .update(orders)
      .set({ status: 'delivered', changeId })
      .where(sql`${orders.id} = ${order.id} and ${orders.status} = 'shipped'`),
    orderEvent(order, 'order.delivered', 'delivered', now(), orderMoved(order.id, changeId)),
  ]);
  if (!delivered && order.status !== 'delivered') {
    throw new LiveError('conflict', `The order is ${order.status}: it has not been shipped`, {
      details: { status: order.status },
    });
  }
}

/** The parcels of an order, oldest first. */
export async function shipmentsOf(db: Database, orderId: string): Promise<Shipment[]> {
  const rows = await db.select().from(shipments).where(eq(shipments.orderId, orderId)).orderBy(asc(shipments.id));
  return rows.map(({ id, carrier, tracking, url, createdAt }) => ({
    id,
    orderId,
    carrier,
    tracking,
    ...(url ? { url } : {}),
    createdAt,
  }));
}

import { sql } from 'drizzle-orm';
import type { Sales, SoldProduct } from '@vitrine/core/schemas/sales.ts';
import type { Database } from '../db/client.ts';
import { ordersWhere } from './read.ts';
import { orderItems, orders } from './tables.ts';

/** How many orders are told one by one. */
const RECENT = 20;

/** Paid for and not given back. */
const kept = sql`${orders.status} in ('paid', 'shipped', 'delivered')`;

interface Totals {
  currency: string;
  orders: number;
  paid: number;
  revenue: number;
}

interface ProductRow {
  productId: string;
  title: string;
  currency: string;
  units: number;
  revenue: number;
}

/** One entry a product, from one row a product and currency. */
function byProduct(rows: readonly ProductRow[]): SoldProduct[] {
  const sold = new Map<string, SoldProduct>();
  for (const { productId, title, currency, units, revenue } of rows) {
    const { units: before, revenue: others } = sold.get(productId) ?? { units: 0, revenue: [] };
    sold.set(productId, { productId, title, units: before + units, revenue: [...others, { amount: revenue, currency }] });
  }
  return [...sold.values()].toSorted((a, b) => b.units - a.units);
}

/** What was ordered in this show so far; an index makes it as cheap as the show's own orders are many. */
export async function salesOf(db: Database, liveId: string): Promise<Sales> {
  const here = sql`${orders.liveId} = ${liveId}`;
  const [totals, products, recent] = await Promise.all([
    db.all<Totals>(sql`
      select ${orders.currency} as "currency", count(*) as "orders", sum(${kept}) as "paid",
        sum(case when ${kept} then ${orders.total} - ${orders.refunded} else 0 end) as "revenue"
      from ${orders} where ${here} group by ${orders.currency} order by ${orders.currency}`),
    db.all<ProductRow>(sql`
      select ${orderItems.productId} as "productId", max(${orderItems.title}) as "title", ${orders.currency} as "currency",
        sum(${orderItems.quantity}) as "units", sum(${orderItems.quantity} * ${orderItems.unitPrice}) as "revenue"
      from ${orders} join ${orderItems} on ${orderItems.orderId} = ${orders.id}
      where ${here} and ${kept} group by ${orderItems.productId}, ${orders.currency} order by ${orders.currency}`),
    ordersWhere(db, here, RECENT),
  ]);
  return {
    orders: totals.reduce((sum, each) => sum + each.orders, 0),
    paid: totals.reduce((sum, each) => sum + each.paid, 0),
    units: products.reduce((sum, { units }) => sum + units, 0),
    revenue: totals.filter(({ paid }) => paid > 0).map(({ revenue, currency }) => ({ amount: revenue, currency })),
    recent: recent.map(({ number, status, total, items, createdAt }) => ({
      number,
      status,
      total,
      items: items.map(({ title, quantity }) => ({ title, quantity })),
      at: createdAt,
    })),
    products: byProduct(products),
  };
}

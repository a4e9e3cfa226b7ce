import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createClient } from '@libsql/client';

/** What is in the shop's database once the server is gone. */
export interface Books {
  stock: number;
  /** Ids of all orders, and how many units each holds. */
  orders: Map<string, number>;
  buyersWithTwo: number;
  /** Replies kept for repeated requests, and private events that tell of an order. */
  replies: number;
  events: number;
  integrity: string;
}

/** Reads the database file itself: what counts is what survived, not what a server says. */
export async function readBooks(dataDir: string, skuId: string): Promise<Books> {
  const client = createClient({ url: pathToFileURL(join(dataDir, 'vitrine.db')).href });
  const [stock, orders, twice, kept, integrity] = await client.batch(
    [
      { sql: 'select stock from skus where id = ?', args: [skuId] },
      `select o.id, coalesce(sum(i.quantity), 0) as units from orders o left join order_items i on i.order_id = o.id
        where o.status = 'reserved' group by o.id`,
      'select count(*) as n from (select buyer_id from orders group by buyer_id having count(*) > 1)',
      `select (select count(*) from idempotency_keys) as replies,
        (select count(*) from room_events where type = 'order.placed') as events`,
      'pragma integrity_check',
    ],
    'read',
  );
  client.close();
  return {
    stock: Number(stock?.rows[0]?.stock),
    orders: new Map(orders?.rows.map((row) => [String(row.id), Number(row.units)])),
    buyersWithTwo: Number(twice?.rows[0]?.n),
    replies: Number(kept?.rows[0]?.replies),
    events: Number(kept?.rows[0]?.events),
    integrity: String(integrity?.rows[0]?.integrity_check),
  };
}

import { sql } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import { ordersWhere } from './read.ts';
import { releaseOrder } from './release.ts';
import { orders } from './tables.ts';

const BATCH = 64;

/**
 * Lets go of every reservation that has ended, and resolves to how many there were. Each is a conditional change: run by two
 * servers at once, or against a payment that comes in the same moment, one wins and the other changes nothing.
 */
export async function expireOrders(deps: Pick<Deps, 'db' | 'writes' | 'now'>): Promise<number> {
  const ended = sql`${orders.status} = 'reserved' and ${orders.expiresAt} <= ${deps.now()}`;
  let expired = 0;
  for (;;) {
    const due = await ordersWhere(deps.db, ended, BATCH);
    const outcomes = await Promise.all(due.map((order) => releaseOrder(deps, order, 'expired')));
    expired += outcomes.filter(Boolean).length;
    if (due.length < BATCH) return expired;
  }
}

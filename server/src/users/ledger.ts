import { type SQL, sql } from 'drizzle-orm';
import type { Unit } from '@vitrine/core/schemas/user.ts';
import type { Database } from '../db/client.ts';
import { insertWhere } from '../db/insert-where.ts';
import type { Statement } from '../db/write-queue.ts';
import { accounts, transfers } from './tables.ts';

/** The shop itself as the other side of a movement. */
export const SHOP = '';

/** One movement. `id` names the act, such as `gift:01J…`: the same act moves nothing twice. `amount` is above 0. */
export interface NewMove {
  id: string;
  changeId: string;
  unit: Unit;
  fromUserId: string;
  toUserId: string;
  amount: number;
  reason: string;
  createdAt: number;
}

/** True while the user has that much; the shop always has. For the guard of a change. */
export const holds = (userId: string, unit: Unit, amount: number): SQL =>
  userId === SHOP
    ? sql`true`
    : sql`exists (select 1 from ${accounts} where ${accounts.userId} = ${userId} and ${accounts.unit} = ${unit}
        and ${accounts.amount} >= ${amount})`;

/** True in the change that made this movement. */
export const transferred = (id: string, changeId: string): SQL =>
  sql`exists (select 1 from ${transfers} where ${transfers.id} = ${id} and ${transfers.changeId} = ${changeId})`;

const move = (userId: string, unit: Unit, amount: number, happened: SQL): Statement =>
  sql`insert into ${accounts} (user_id, unit, amount) select ${userId}, ${unit}, ${amount} where ${happened}
    on conflict (user_id, unit) do update set amount = amount + excluded.amount`;

/**
 * Moves an amount from one account to another, if `when` holds, the giver has it, and the act is new. The first statement may
 * be the guard of a change, or follow one: then `when` is that the change happened.
 */
export function transfer(db: Database, entry: NewMove, when: SQL): [Statement, ...Statement[]] {
  const { id, changeId, unit, fromUserId, toUserId, amount } = entry;
  const unused = sql`not exists (select 1 from ${transfers} where ${transfers.id} = ${id})`;
  const happened = transferred(id, changeId);
  const take = sql`update ${accounts} set amount = amount - ${amount}
    where ${accounts.userId} = ${fromUserId} and ${accounts.unit} = ${unit} and ${happened}`;
  return [
    insertWhere(db, transfers, entry, sql`${when} and ${unused} and ${holds(fromUserId, unit, amount)}`),
    // What is below 0 cannot be put in as a new row; only the shop's account may begin there.
    fromUserId === SHOP ? move(SHOP, unit, -amount, happened) : take,
    move(toUserId, unit, amount, happened),
  ];
}

/** What a user holds. */
export async function holdingsOf(db: Database, userId: string): Promise<Record<Unit, number>> {
  const rows = await db.all<{ unit: Unit; amount: number }>(
    sql`select ${accounts.unit} as "unit", ${accounts.amount} as "amount" from ${accounts} where ${accounts.userId} = ${userId}`,
  );
  const of = (unit: Unit): number => rows.find((row) => row.unit === unit)?.amount ?? 0;
  return { points: of('points'), coins: of('coins') };
}

import { sql } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import { ulid } from '../ids.ts';
import { SHOP, transfer } from '../users/ledger.ts';

/** Enough to try every gift. */
const COINS = 8_000;

/** What everybody in the demo begins with, once. */
export async function welcome({ db, writes, now }: Pick<Deps, 'db' | 'writes' | 'now'>, userId: string): Promise<void> {
  const id = `welcome:${userId}`;
  const entry = { id, changeId: ulid(), unit: 'coins' as const, reason: 'welcome', createdAt: now() };
  await writes.commit(transfer(db, { ...entry, fromUserId: SHOP, toUserId: userId, amount: COINS }, sql`true`));
}

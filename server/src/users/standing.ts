import { sql } from 'drizzle-orm';
import type { UserIdentity } from '@vitrine/core/schemas/user.ts';
import { users } from '../auth/tables.ts';
import type { Database } from '../db/client.ts';
import type { Deps } from '../deps.ts';
import { levelOf } from './levels.ts';
import { accounts, transfers } from './tables.ts';

/** So many users' levels are remembered. */
const REMEMBERED = 20_000;

/**
 * Reads the standing of users as quickly as every message of theirs needs it: each once, and again after their points moved.
 * Whatever moves points writes a transfer, so nothing has to tell. Guests have no standing.
 */
export function standingReader({ db, writes }: Pick<Deps, 'db' | 'writes'>) {
  const known = new Map<string, Promise<UserIdentity | undefined>>();
  let seen: Promise<number> | undefined;
  let upToDate: Promise<void> | undefined;
  writes.onCommit(() => (upToDate = undefined));

  /** Forgets whose points moved since the last time. */
  async function follow(): Promise<void> {
    const before = await (seen ??= lastTransfer(db));
    const moved = await db.all<{ row: number; from: string; to: string }>(sql`
      select rowid as "row", ${transfers.fromUserId} as "from", ${transfers.toUserId} as "to"
      from ${transfers} where rowid > ${before} order by rowid`);
    for (const { from, to } of moved) [from, to].forEach((userId) => known.delete(userId));
    seen = Promise.resolve(moved.at(-1)?.row ?? before);
  }

  return async function identityOf(userId: string): Promise<UserIdentity | undefined> {
    const following = (upToDate ??= follow());
    following.catch(() => (seen = upToDate = undefined));
    await following;
    const identity = known.get(userId) ?? read(db, userId);
    known.set(userId, identity);
    identity.catch(() => known.delete(userId));
    if (known.size > REMEMBERED) known.delete(known.keys().next().value!);
    return identity;
  };
}

async function lastTransfer(db: Database): Promise<number> {
  const [last] = await db.all<{ row: number | null }>(sql`select max(rowid) as "row" from ${transfers}`);
  return last?.row ?? 0;
}

async function read(db: Database, userId: string): Promise<UserIdentity | undefined> {
  const [user] = await db.all<{ points: number | null }>(sql`
    select (select ${accounts.amount} from ${accounts} where ${accounts.userId} = ${userId} and ${accounts.unit} = 'points') as "points"
    from ${users} where ${users.id} = ${userId}`);
  return user && { level: levelOf(user.points ?? 0).level };
}

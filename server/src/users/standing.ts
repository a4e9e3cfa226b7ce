import { sql } from 'drizzle-orm';
import type { ShopIdentity, UserIdentity } from '@vitrine/core/schemas/user.ts';
import { users } from '../auth/tables.ts';
import type { Database } from '../db/client.ts';
import type { Deps } from '../deps.ts';
import { levelOf } from './levels.ts';
import { accounts, identities, transfers } from './tables.ts';

/** So many users' standings are remembered. */
const REMEMBERED = 20_000;

/** The last rows that were seen of what a standing is made of. */
interface Seen {
  transfer: number;
  identity: number;
}

/**
 * Reads the standing of users as quickly as every message of theirs needs it: each once, and again after their points moved or
 * the shop said something else of them. Both leave a numbered row, so nothing has to tell. Guests have no standing.
 */
export function standingReader({ db, writes }: Pick<Deps, 'db' | 'writes'>) {
  const known = new Map<string, Promise<UserIdentity | undefined>>();
  let seen: Promise<Seen> | undefined;
  let upToDate: Promise<void> | undefined;
  writes.onCommit(() => (upToDate = undefined));

  /** Forgets whose standing is another since the last time. */
  async function follow(): Promise<void> {
    const before = await (seen ??= lastRows(db));
    const changed = await db.all<Seen & { userId: string }>(sql`
      select rowid as "transfer", 0 as "identity", ${transfers.fromUserId} as "userId" from ${transfers} where rowid > ${before.transfer}
      union all select rowid, 0, ${transfers.toUserId} from ${transfers} where rowid > ${before.transfer}
      union all select 0, ${identities.change}, ${identities.userId} from ${identities} where ${identities.change} > ${before.identity}`);
    for (const { userId } of changed) known.delete(userId);
    seen = Promise.resolve({
      transfer: Math.max(before.transfer, ...changed.map(({ transfer }) => transfer)),
      identity: Math.max(before.identity, ...changed.map(({ identity }) => identity)),
    });
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

async function lastRows(db: Database): Promise<Seen> {
  const [last] = await db.all<Seen>(sql`
    select (select coalesce(max(rowid), 0) from ${transfers}) as "transfer",
      (select coalesce(max(${identities.change}), 0) from ${identities}) as "identity"`);
  return last!;
}

async function read(db: Database, userId: string): Promise<UserIdentity | undefined> {
  const [user] = await db.all<{ points: number | null; identity: string | null }>(sql`
    select (select ${accounts.amount} from ${accounts} where ${accounts.userId} = ${userId} and ${accounts.unit} = 'points') as "points",
      (select ${identities.identity} from ${identities} where ${identities.userId} = ${userId}) as "identity"
    from ${users} where ${users.id} = ${userId}`);
  if (!user) return undefined;
  return { ...(JSON.parse(user.identity ?? '{}') as ShopIdentity), level: levelOf(user.points ?? 0).level };
}

import { and, eq, sql } from 'drizzle-orm';
import type { Following } from '@vitrine/core/schemas/user.ts';
import type { Database } from '../db/client.ts';
import { insertWhere } from '../db/insert-where.ts';
import type { Deps } from '../deps.ts';
import { ulid } from '../ids.ts';
import { followCounts, follows } from './tables.ts';

/** How many follow somebody, and whether one user does. */
export async function followingOf(db: Database, hostId: string, followerId: string | undefined): Promise<Following> {
  const [row] = await db.all<{ followers: number | null; following: 0 | 1 }>(sql`
    select (select ${followCounts.count} from ${followCounts} where ${followCounts.hostId} = ${hostId}) as "followers",
      exists (select 1 from ${follows} where ${follows.hostId} = ${hostId} and ${follows.followerId} = ${followerId ?? ''}) as "following"`);
  return { followers: row?.followers ?? 0, following: Boolean(row?.following) };
}

/** True where somebody follows a host. */
export async function isFollower(db: Database, followerId: string, hostId: string): Promise<boolean> {
  const [row] = await db.all<{ following: 0 | 1 }>(sql`
    select exists (select 1 from ${follows} where ${follows.hostId} = ${hostId} and ${follows.followerId} = ${followerId}) as "following"`);
  return Boolean(row?.following);
}

/** Follows somebody. Harmless to repeat. */
export async function follow(
  { db, writes, now }: Pick<Deps, 'db' | 'writes' | 'now'>,
  followerId: string,
  hostId: string,
): Promise<void> {
  const changeId = ulid();
  const unknown = sql`not exists (select 1 from ${follows} where ${follows.followerId} = ${followerId} and ${follows.hostId} = ${hostId})`;
  await writes.commit([
    insertWhere(db, follows, { followerId, hostId, changeId, createdAt: now() }, unknown),
    sql`insert into ${followCounts} (host_id, count) select ${hostId}, 1
      where exists (select 1 from ${follows} where ${follows.followerId} = ${followerId} and ${follows.hostId} = ${hostId}
        and ${follows.changeId} = ${changeId})
      on conflict (host_id) do update set count = count + 1`,
  ]);
}

/** Follows somebody no longer. Harmless to repeat. */
export async function unfollow({ db, writes }: Pick<Deps, 'db' | 'writes'>, followerId: string, hostId: string): Promise<void> {
  const pair = and(eq(follows.followerId, followerId), eq(follows.hostId, hostId));
  await writes.commit([
    // Counted down first, while the row that is about to go still says that it was there.
    sql`update ${followCounts} set count = count - 1 where ${followCounts.hostId} = ${hostId}
      and exists (select 1 from ${follows} where ${pair})`,
    db.delete(follows).where(pair),
  ]);
}

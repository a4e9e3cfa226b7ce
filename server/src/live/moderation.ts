import { and, asc, eq, gt, or, type SQL, sql } from 'drizzle-orm';
import { ulid } from '../ids.ts';
import { LiveError } from '@vitrine/core/errors.ts';
import type { Member, MemberStanding } from '@vitrine/core/schemas/audience.ts';
import { may } from '../auth/permissions.ts';
import type { Principal } from '../auth/principal.ts';
import { guestName } from '../auth/service.ts';
import { users } from '../auth/tables.ts';
import type { Database } from '../db/client.ts';
import type { Change, Statement } from '../db/write-queue.ts';
import type { Deps } from '../deps.ts';
import { fromCursor, toCursor } from '../http/cursor.ts';
import { audit, lastActor } from '../moderation/audit.ts';
import { roomEvent } from '../rooms/statements.ts';
import { isAdministrator, type LiveRow, roomOf } from './statements.ts';
import { liveMembers, lives } from './tables.ts';

type Needs = Pick<Deps, 'db' | 'writes' | 'now'>;

/** What a moderator decides about a member; `until` is in milliseconds since 1970, 0 lifts it. */
export interface Verdict {
  act: 'mute' | 'ban';
  until: number;
  reason?: string;
}

const memberChanged = (liveId: string, userId: string, changeId: string): SQL =>
  sql`exists (select 1 from ${liveMembers} where ${liveMembers.liveId} = ${liveId}
    and ${liveMembers.userId} = ${userId} and ${liveMembers.changeId} = ${changeId})`;

/**
 * Mutes or bans a member. The room hears of it, and its open sockets obey when they do. The host can be neither, and an
 * administrator only by those whom the host did not appoint. Who is banned is no administrator any more.
 */
export async function judge(
  { db, writes, now }: Needs,
  live: LiveRow,
  actor: Principal,
  userId: string,
  { act, until, reason }: Verdict,
): Promise<void> {
  if (userId === live.hostId) throw new LiveError('forbidden', 'The host of a show can neither be muted nor banned');
  const appointed = !may(actor, 'live.moderate', roomOf(live));
  if (appointed && userId !== actor.userId && (await isAdministrator(db, live.id, userId))) {
    throw new LiveError('forbidden', 'Administrators do not judge each other');
  }
  const known = sql`exists (select 1 from ${lives} where ${lives.id} = ${live.id})`;
  const details = until === 0 ? undefined : { until };
  await writes.commit(decision(db, { liveId: live.id, userId, act, until, reason, actor, ts: now(), details }, known));
}

interface Decision extends Verdict {
  liveId: string;
  userId: string;
  actor: Pick<Principal, 'userId' | 'name'>;
  ts: number;
  details: Record<string, unknown> | undefined;
}

/** What was decided about a member, with its event and its entry in the log, if `when` holds. */
function decision(db: Database, { liveId, userId, act, until, reason, actor, ts, details }: Decision, when: SQL): Change {
  const column = sql.raw(act === 'mute' ? 'muted_until' : 'banned_until');
  const dismiss = act === 'ban' && until > 0 ? sql`, administrator = 0` : sql``;
  const changeId = ulid();
  const happened = memberChanged(liveId, userId, changeId);
  return [
    sql`insert into ${liveMembers} (live_id, user_id, change_id, ${column}, reason)
      select ${liveId}, ${userId}, ${changeId}, ${until}, ${reason || null} where ${when}
      on conflict (live_id, user_id) do update set change_id = excluded.change_id, ${column} = excluded.${column},
        reason = coalesce(excluded.reason, reason), carried_to = null${dismiss}`,
    roomEvent({ type: act === 'mute' ? 'member.muted' : 'member.banned', liveId, ts, fields: { userId, until } }, happened),
    audit(db, { actor, ts, liveId, act: until === 0 ? `un${act}` : act, userId, reason, details }, happened),
  ];
}

/**
 * Holds against a user what was decided about the guest who signed in as them, for the time that is left; once, so that it
 * can be lifted. It shortens nothing, and the host of a show is still neither muted nor banned.
 */
export async function carryVerdicts(
  { db, now }: Pick<Needs, 'db' | 'now'>,
  guestId: string,
  userId: string,
): Promise<Statement[]> {
  const ts = now();
  const rows = await db
    .select()
    .from(liveMembers)
    .where(
      and(
        eq(liveMembers.userId, guestId),
        or(gt(liveMembers.mutedUntil, ts), gt(liveMembers.bannedUntil, ts)),
        sql`${liveMembers.carriedTo} is not ${userId}`,
      ),
    );
  const changes = rows.map(async ({ liveId, mutedUntil, bannedUntil, reason }): Promise<Statement[]> => {
    const verdicts = [
      { act: 'mute' as const, until: mutedUntil },
      { act: 'ban' as const, until: bannedUntil },
    ].filter(({ until }) => until > ts);
    const decided = verdicts.map(async ({ act, until }): Promise<Change> => {
      const column = act === 'mute' ? liveMembers.mutedUntil : liveMembers.bannedUntil;
      const when = sql`not exists (select 1 from ${lives} where ${lives.id} = ${liveId} and ${lives.hostId} = ${userId})
        and not exists (select 1 from ${liveMembers} where ${liveMembers.liveId} = ${liveId}
          and ${liveMembers.userId} = ${userId} and ${column} >= ${until})`;
      const actor = (await lastActor(db, liveId, guestId, act)) ?? { userId: guestId, name: '' };
      const details = { until, guestId };
      return decision(db, { liveId, userId, act, until, reason: reason ?? undefined, actor, ts, details }, when);
    });
    const carried: Statement = sql`update ${liveMembers} set carried_to = ${userId}
      where ${liveMembers.liveId} = ${liveId} and ${liveMembers.userId} = ${guestId}`;
    return [carried, ...(await Promise.all(decided)).flat()];
  });
  return (await Promise.all(changes)).flat();
}

/** Lets a user moderate the room, or no longer. The room hears of it; what is so already stays so. */
export async function appoint(
  { db, writes, now }: Needs,
  live: LiveRow,
  actor: Principal,
  userId: string,
  administrator: boolean,
): Promise<void> {
  if (userId === live.hostId) throw new LiveError('conflict', 'The host of a show moderates it anyway');
  const [user] = await db.select({ id: users.id }).from(users).where(eq(users.id, userId));
  if (administrator && !user) throw new LiveError('not-found', 'Only signed-in users can be administrators');
  const changeId = ulid();
  const happened = memberChanged(live.id, userId, changeId);
  const ts = now();
  await writes.commit([
    sql`insert into ${liveMembers} (live_id, user_id, change_id, administrator)
      select ${live.id}, ${userId}, ${changeId}, ${administrator ? 1 : 0}
      where exists (select 1 from ${lives} where ${lives.id} = ${live.id})
        and ${administrator ? 1 : 0} <> coalesce((select administrator from ${liveMembers}
          where ${liveMembers.liveId} = ${live.id} and ${liveMembers.userId} = ${userId}), 0)
      on conflict (live_id, user_id) do update set change_id = excluded.change_id, administrator = excluded.administrator`,
    roomEvent(
      { type: administrator ? 'member.appointed' : 'member.dismissed', liveId: live.id, ts, fields: { userId } },
      happened,
    ),
    audit(db, { actor, ts, liveId: live.id, act: administrator ? 'appoint' : 'dismiss', userId }, happened),
  ]);
}

const standsAs = (standing: MemberStanding, now: number): SQL => {
  if (standing === 'administrator') return sql`${liveMembers.administrator} = 1`;
  return gt(standing === 'muted' ? liveMembers.mutedUntil : liveMembers.bannedUntil, now);
};

/** One page of the members who are muted, banned or administrators now. */
export async function membersPage(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  liveId: string,
  { standing, cursor, limit = 50 }: { standing: MemberStanding; cursor?: string; limit?: number },
): Promise<{ items: Member[]; cursor: string }> {
  const after = fromCursor(cursor, 1)?.[0];
  const rows = await membersWhere(
    db,
    and(
      eq(liveMembers.liveId, liveId),
      standsAs(standing, now()),
      after === undefined ? undefined : gt(liveMembers.userId, String(after)),
    ),
    limit + 1,
  );
  const items = rows.slice(0, limit);
  return { items, cursor: rows.length > limit ? toCursor([items.at(-1)!.userId]) : '' };
}

async function membersWhere(db: Database, where: SQL | undefined, limit: number): Promise<Member[]> {
  const rows = await db
    .select({ member: liveMembers, name: users.name })
    .from(liveMembers)
    .leftJoin(users, eq(users.id, liveMembers.userId))
    .where(where)
    .orderBy(asc(liveMembers.userId))
    .limit(limit);
  return rows.map(({ member: { userId, mutedUntil, bannedUntil, administrator, reason }, name }) => ({
    userId,
    userName: name || guestName(userId),
    mutedUntil,
    bannedUntil,
    administrator,
    reason: reason ?? undefined,
  }));
}

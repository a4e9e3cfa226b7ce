import { sql } from 'drizzle-orm';
import { ulid } from '../ids.ts';
import { LiveError } from '@vitrine/core/errors.ts';
import type { Deps } from '../deps.ts';
import { roomEvent } from '../rooms/statements.ts';
import type { LiveRow } from './statements.ts';
import { liveMembers, lives } from './tables.ts';

/** What a moderator decides about a member; `until` is in milliseconds since 1970, 0 lifts it. */
export type Verdict = { act: 'mute'; until: number } | { act: 'ban'; until: number; reason?: string };

/** Mutes or bans a member. The room hears of it, and its open sockets obey when they do. The host can be neither. */
export async function judge(
  { writes, now }: Pick<Deps, 'writes' | 'now'>,
  live: LiveRow,
  userId: string,
  verdict: Verdict,
): Promise<void> {
  if (userId === live.hostId) throw new LiveError('forbidden', 'The host of a show can neither be muted nor banned');
  const { act, until } = verdict;
  const column = sql.raw(act === 'mute' ? 'muted_until' : 'banned_until');
  const reason = verdict.act === 'ban' ? (verdict.reason ?? null) : null;
  const changeId = ulid();
  const happened = sql`exists (select 1 from ${liveMembers} where ${liveMembers.liveId} = ${live.id}
    and ${liveMembers.userId} = ${userId} and ${liveMembers.changeId} = ${changeId})`;
  await writes.commit([
    sql`insert into ${liveMembers} (live_id, user_id, change_id, ${column}, reason)
      select ${live.id}, ${userId}, ${changeId}, ${until}, ${reason}
      where exists (select 1 from ${lives} where ${lives.id} = ${live.id})
      on conflict (live_id, user_id) do update set change_id = excluded.change_id, ${column} = excluded.${column},
        reason = coalesce(excluded.reason, reason)`,
    roomEvent(
      { type: act === 'mute' ? 'member.muted' : 'member.banned', liveId: live.id, ts: now(), fields: { userId, until } },
      happened,
    ),
  ]);
}

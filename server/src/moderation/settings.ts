import { eq, inArray, sql } from 'drizzle-orm';
import { chatRules } from '@vitrine/core/chat-rules.ts';
import {
  type AuditAct,
  DEFAULT_MODERATION,
  type Moderation,
  type ModerationPatch,
  type ModerationSettings,
} from '@vitrine/core/schemas/moderation.ts';
import type { Principal } from '../auth/principal.ts';
import type { Database } from '../db/client.ts';
import type { Deps } from '../deps.ts';
import { ulid } from '../ids.ts';
import { optimistic } from '../live/optimistic.ts';
import { roomEvent } from '../rooms/statements.ts';
import { audit } from './audit.ts';
import { moderationSettings } from './tables.ts';

/** The scope that stands for the whole shop. */
export const SHOP = '';

type Own = Partial<ModerationSettings>;

/** The rules of a room, or of the whole shop, and which of them were set there. */
export async function moderationOf(db: Database, scope: string): Promise<Moderation> {
  const rows = await db
    .select()
    .from(moderationSettings)
    .where(inArray(moderationSettings.scope, [SHOP, scope]));
  const own = (name: string): Own => JSON.parse(rows.find((row) => row.scope === name)?.settings ?? '{}') as Own;
  return { settings: { ...DEFAULT_MODERATION, ...own(SHOP), ...own(scope) }, own: own(scope) };
}

/** Changes the rules of a room, which hears of it, or of the whole shop. */
export function changeModeration(
  { db, writes, now }: Pick<Deps, 'db' | 'writes' | 'now'>,
  scope: string,
  actor: Principal,
  patch: ModerationPatch,
): Promise<Moderation> {
  return optimistic(async () => {
    const [row] = await db.select().from(moderationSettings).where(eq(moderationSettings.scope, scope));
    const before = await moderationOf(db, scope);
    const given = Object.entries({ ...before.own, ...patch }).filter(([, value]) => value !== null && value !== undefined);
    const own = Object.fromEntries(given) as Own;
    const inherited = scope === SHOP ? DEFAULT_MODERATION : (await moderationOf(db, SHOP)).settings;
    const settings: ModerationSettings = { ...inherited, ...own };
    const changeId = ulid();
    const happened = sql`exists (select 1 from ${moderationSettings} where ${moderationSettings.scope} = ${scope}
      and ${moderationSettings.changeId} = ${changeId})`;
    const unchanged = row
      ? sql`exists (select 1 from ${moderationSettings} where ${moderationSettings.scope} = ${scope}
          and ${moderationSettings.changeId} = ${row.changeId})`
      : sql`not exists (select 1 from ${moderationSettings} where ${moderationSettings.scope} = ${scope})`;
    const ts = now();
    const act: AuditAct = 'settings';
    const done = await writes.commit([
      sql`insert into ${moderationSettings} (scope, change_id, settings)
        select ${scope}, ${changeId}, ${JSON.stringify(own)} where ${unchanged}
        on conflict (scope) do update set change_id = excluded.change_id, settings = excluded.settings`,
      audit(db, { actor, ts, liveId: scope, act, details: patch }, happened),
      ...(scope === SHOP
        ? []
        : [roomEvent({ type: 'chat.changed', liveId: scope, ts, fields: { chat: chatRules(settings) } }, happened)]),
    ]);
    return done ? { settings, own } : undefined;
  });
}

import { sql } from 'drizzle-orm';
import { LiveError } from '@vitrine/core/errors.ts';
import type { PinnedBarrage } from '@vitrine/core/schemas/barrage.ts';
import type { Principal } from '../auth/principal.ts';
import type { Deps } from '../deps.ts';
import { ulid } from '../ids.ts';
import { optimistic } from '../live/optimistic.ts';
import { changeLive, liveById, liveChanged, type LiveRow } from '../live/statements.ts';
import { lives } from '../live/tables.ts';
import type { BarrageLog } from '../rooms/barrage-log.ts';
import { roomEvent } from '../rooms/statements.ts';
import { barrages } from '../rooms/tables.ts';
import { audit } from './audit.ts';

interface Needs extends Pick<Deps, 'db' | 'writes' | 'now'> {
  barrages: BarrageLog;
}

export interface Removal {
  barrageId: string;
  reason?: string;
}

const pinnedId = (live: LiveRow): string | undefined =>
  live.pinned === null ? undefined : (JSON.parse(live.pinned) as PinnedBarrage).eventId;

/** Takes a message away from everybody, and from those who join later. Its text stays in the database and the audit log. */
export async function removeBarrage(deps: Needs, live: LiveRow, actor: Principal, { barrageId, reason }: Removal): Promise<void> {
  const { db, writes, now, barrages: log } = deps;
  const said = await log.find(live.id, barrageId);
  if (!said) throw new LiveError('not-found', 'There is no such message');
  // Only what is written can be marked; and whoever joins while this is written must not be told of it any more.
  await log.flush();
  log.drop(live.id, barrageId);
  const ts = now();
  const removalId = ulid();
  const taken = sql`exists (select 1 from ${barrages} where ${barrages.eventId} = ${barrageId}
    and ${barrages.removalId} = ${removalId})`;
  const text = said.type === 'barrage.sent' ? said.text : said.businessID;
  await writes.commit([
    sql`update ${barrages} set removal_id = ${removalId} where ${barrages.eventId} = ${barrageId}
      and ${barrages.removalId} is null`,
    roomEvent({ type: 'barrage.removed', liveId: live.id, ts, fields: { barrageId } }, taken),
    audit(
      db,
      { actor, ts, liveId: live.id, act: 'remove', userId: said.sender.userId, barrageId, reason, details: { text } },
      taken,
    ),
  ]);
  const current = await liveById(db, live.id);
  if (current && pinnedId(current) === barrageId) await pinBarrage(deps, current, actor, undefined);
}

/** Keeps a message in view, in place of the one before; undefined lets go of it. The same again changes nothing. */
export function pinBarrage(
  { db, writes, now, barrages: log }: Needs,
  { id: liveId }: LiveRow,
  actor: Principal,
  barrageId: string | undefined,
): Promise<void> {
  return optimistic<true>(async () => {
    const live = await liveById(db, liveId);
    if (!live) throw new LiveError('not-found', 'There is no such live');
    if (pinnedId(live) === barrageId) return true;
    const said = barrageId === undefined ? undefined : await log.find(liveId, barrageId);
    if (barrageId !== undefined && said?.type !== 'barrage.sent') throw new LiveError('not-found', 'There is no such message');
    const pinned: PinnedBarrage | undefined =
      said?.type === 'barrage.sent' ? { eventId: said.eventId, text: said.text, sender: said.sender, ts: said.ts } : undefined;
    const changeId = ulid();
    const happened = liveChanged(liveId, changeId);
    const ts = now();
    const done = await writes.commit([
      changeLive(
        liveId,
        changeId,
        sql`pinned = ${pinned ? JSON.stringify(pinned) : null}`,
        sql`${lives.changeId} = ${live.changeId}`,
      ),
      roomEvent(
        pinned ? { type: 'barrage.pinned', liveId, ts, fields: { pinned } } : { type: 'barrage.unpinned', liveId, ts },
        happened,
      ),
      audit(
        db,
        {
          actor,
          ts,
          liveId,
          act: pinned ? 'pin' : 'unpin',
          barrageId: barrageId ?? pinnedId(live),
          userId: pinned?.sender.userId,
        },
        happened,
      ),
    ]);
    return done ? true : undefined;
  }).then(() => undefined);
}

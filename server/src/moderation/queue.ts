import { and, eq, sql } from 'drizzle-orm';
import type { RoomEvent } from '@vitrine/core/schemas/room-event.ts';
import type { Deps } from '../deps.ts';
import { ulid } from '../ids.ts';
import { heldBarrages, reports } from './tables.ts';

/** The way to the moderators who are in a room. */
export interface ToModerators {
  deliverToModerators(event: RoomEvent): void;
}

/** Tells the moderators how much waits for them. */
export async function tellQueue({ db, now }: Pick<Deps, 'db' | 'now'>, to: ToModerators, liveId: string): Promise<void> {
  const count = sql<number>`count(*)`;
  const [held] = await db
    .select({ count })
    .from(heldBarrages)
    .where(and(eq(heldBarrages.liveId, liveId), eq(heldBarrages.status, 'waiting')));
  const [open] = await db
    .select({ count })
    .from(reports)
    .where(and(eq(reports.liveId, liveId), eq(reports.status, 'open')));
  to.deliverToModerators({
    type: 'moderation.queued',
    eventId: ulid(),
    liveId,
    ts: now(),
    held: held?.count ?? 0,
    reports: open?.count ?? 0,
  });
}

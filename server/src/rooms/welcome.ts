import { ulid } from '../ids.ts';
import type { RoomEvent } from '@vitrine/core/schemas/room-event.ts';
import type { CatchUp, Snapshot } from '@vitrine/core/schemas/socket.ts';
import type * as v from 'valibot';
import type { Database } from '../db/client.ts';
import { Batch } from './batch.ts';
import { missedSince } from './history.ts';
import type { Member } from './member.ts';
import type { RoomFacts } from './room.ts';
import type { Snapshots } from './snapshot.ts';

/** So many of the missed events travel in one frame. */
const CATCH_UP = 200;
/** What people wrote in so many milliseconds before a reconnect may have been missed; receivers know what they have. */
const MISSED_TALK = 15_000;

/** What a socket heard last, as it says itself. */
export interface Since {
  epoch: string;
  seq: number;
}

/** The part of a snapshot that is of the moment of joining, rather than from the database. */
export type Moment = Omit<v.InferOutput<typeof Snapshot>, 'live' | 'metadata' | 'likeCount' | 'chat'> & { onAir: boolean };

export interface Welcome {
  facts: RoomFacts;
  since: Since | undefined;
  moment: Moment;
  /** The server's clock, in milliseconds since 1970. */
  ts: number;
}

/** What brings somebody up to date: what was missed since `since`, in order, or else the whole state. */
export async function catchUp(
  { db, snapshots }: { db: Database; snapshots: Snapshots },
  { facts, since, moment, ts }: Welcome,
): Promise<Omit<CatchUp, 'events'> & { events: RoomEvent[] }> {
  const { epoch, id } = facts;
  const missed = since?.epoch === epoch ? await missedSince(db, id, epoch, since.seq) : undefined;
  if (missed) return { epoch, ts, seq: missed.seq, recovered: true, events: missed.events };

  const { seq, live, metadata, chat } = await snapshots.of(id);
  const { onAir, ...rest } = moment;
  const { audienceCount } = rest;
  const snapshot = { live: { ...live, onAir, audienceCount }, metadata, chat, likeCount: live.likeCount, ...rest };
  return { epoch, ts, seq, recovered: false, snapshot, events: [] };
}

/** What passed a moment ago, for somebody who was away no longer than that: the talk, and how many are here. */
export function passing({ facts, moment, ts }: Welcome): RoomEvent[] {
  const { barrages, audienceCount: count } = moment;
  const counted: RoomEvent = { type: 'audience.counted', eventId: ulid(), liveId: facts.id, ts, count };
  return [...(barrages as RoomEvent[]).filter((barrage) => barrage.ts > ts - MISSED_TALK), counted];
}

/**
 * Brings a member up to date who already hears the room: what was missed since `since`, in order, and the talk of the last
 * seconds; or else the whole state.
 * What happened meanwhile was kept for the member and follows, without what it has been told here.
 */
export async function bringUpToDate(
  reading: { db: Database; snapshots: Snapshots },
  member: Member,
  welcome: Welcome,
): Promise<void> {
  const { events, ...frame } = await catchUp(reading, welcome);
  member.send({ type: 'welcome', ...frame });
  if (frame.recovered) {
    for (let first = 0; first < events.length; first += CATCH_UP) {
      member.sendNow(new Batch(events.slice(first, first + CATCH_UP)));
    }
    member.sendNow(new Batch(passing(welcome)));
  }
  member.upToDate(frame.seq);
}

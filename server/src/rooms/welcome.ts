import { ulid } from '../ids.ts';
import type { RoomEvent } from '@vitrine/core/schemas/room-event.ts';
import type { ServerFrame, Snapshot } from '@vitrine/core/schemas/socket.ts';
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
export type Moment = Omit<v.InferOutput<typeof Snapshot>, 'live' | 'metadata' | 'likeCount'> & { onAir: boolean };

export interface Welcome {
  facts: RoomFacts;
  since: Since | undefined;
  moment: Moment;
  /** The server's clock, in milliseconds since 1970. */
  ts: number;
}

/**
 * Brings a member up to date who already hears the room: what was missed since `since`, in order, and the talk of the last
 * seconds; or else the whole state.
 * What happened meanwhile was kept for the member and follows, without what it has been told here.
 */
export async function bringUpToDate(
  { db, snapshots }: { db: Database; snapshots: Snapshots },
  member: Member,
  { facts, since, moment, ts }: Welcome,
): Promise<void> {
  const welcome = (seq: number, recovered: boolean, snapshot?: v.InferOutput<typeof Snapshot>): ServerFrame => ({
    type: 'welcome',
    epoch: facts.epoch,
    seq,
    recovered,
    snapshot,
    ts,
  });

  const missed = since?.epoch === facts.epoch ? await missedSince(db, facts.id, facts.epoch, since.seq) : undefined;
  if (missed) {
    member.send(welcome(missed.seq, true));
    for (let first = 0; first < missed.events.length; first += CATCH_UP) {
      member.sendNow(new Batch(missed.events.slice(first, first + CATCH_UP)));
    }
    const { barrages, audienceCount: count } = moment;
    const counted: RoomEvent = { type: 'audience.counted', eventId: ulid(), liveId: facts.id, ts, count };
    member.sendNow(new Batch([...barrages.filter((barrage) => barrage.ts > ts - MISSED_TALK), counted]));
    return member.upToDate(missed.seq);
  }

  const { seq, live, metadata } = await snapshots.of(facts.id);
  const { onAir, ...rest } = moment;
  const { audienceCount } = rest;
  member.send(welcome(seq, false, { live: { ...live, onAir, audienceCount }, metadata, likeCount: live.likeCount, ...rest }));
  member.upToDate(seq);
}

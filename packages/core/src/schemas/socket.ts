import * as v from 'valibot';
import { BarrageId, MAX_BARRAGE_LENGTH } from './barrage.ts';
import { Timestamp } from './common.ts';
import { Live, Metadata } from './live.ts';
import { ChatRules } from './chat-rules.ts';
import { RoomEvent } from './room-event.ts';

/** Largest frame a client may send, in bytes. */
export const MAX_FRAME_BYTES = 16_384;
export { MAX_BARRAGE_LENGTH };

/** A sender's own id of what it says. */
export const FrameId = v.pipe(v.string(), v.minLength(1), v.maxLength(64));

/** What a client may send over the room's socket. `auth` comes first, and again to renew the token. */
export const ClientFrame = v.variant('type', [
  v.object({
    type: v.literal('auth'),
    token: v.pipe(v.string(), v.maxLength(8192)),
    since: v.optional(v.object({ epoch: v.string(), seq: v.number() })),
  }),
  v.object({
    type: v.literal('barrage'),
    id: FrameId,
    text: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(MAX_BARRAGE_LENGTH)),
    /** The `eventId` of the message that this one answers; the server quotes it from its own log. */
    replyTo: v.optional(BarrageId),
  }),
  v.object({
    type: v.literal('custom'),
    id: FrameId,
    businessID: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
    data: v.unknown(),
  }),
  v.object({ type: v.literal('ping') }),
]);
export type ClientFrame = v.InferOutput<typeof ClientFrame>;

/** The whole state of a room for somebody who joins, or was away too long. */
export const Snapshot = v.object({
  live: Live,
  metadata: Metadata,
  /** The last barrages, oldest first. */
  barrages: v.array(RoomEvent),
  likeCount: v.number(),
  audienceCount: v.number(),
  /** Until when the joining user may not write; 0 means they may. */
  mutedUntil: v.optional(v.number(), 0),
  /** True where the joining user was made an administrator of this room. */
  administrator: v.optional(v.boolean()),
  /** What the room asks of whoever writes. */
  chat: v.optional(ChatRules),
});
export type Snapshot = v.InferOutput<typeof Snapshot>;

/** What the server sends over the room's socket. */
export const ServerFrame = v.variant('type', [
  v.object({
    type: v.literal('welcome'),
    epoch: v.string(),
    seq: v.number(),
    /** True: what was missed follows in order. False: start again from the snapshot. */
    recovered: v.boolean(),
    snapshot: v.optional(Snapshot),
    ts: v.optional(Timestamp),
  }),
  /** Events are parsed one by one, so that one unknown type from a newer server does not lose its neighbours. */
  v.object({ type: v.literal('events'), events: v.array(v.unknown()) }),
  v.object({ type: v.literal('ack'), id: v.string(), eventId: v.string() }),
  v.object({
    type: v.literal('error'),
    id: v.optional(v.string()),
    error: v.object({
      code: v.string(),
      message: v.string(),
      /** For a refused message `{ rule }`: which of the room's rules it met. */
      details: v.optional(v.unknown()),
      /** Seconds after which another try makes sense. */
      retryAfter: v.optional(v.number()),
    }),
  }),
  v.object({ type: v.literal('pong'), ts: Timestamp }),
]);
export type ServerFrame = v.InferOutput<typeof ServerFrame>;

/**
 * Answer of `GET /api/lives/:id/events?epoch=&seq=`: what a socket's welcome and the events after it say, for whoever hears the
 * room by other means and may have missed something. Without a position, or with one too far back, it brings the snapshot.
 */
export const CatchUp = v.object({
  epoch: v.string(),
  /** Of the last event told here: later ones are still to come. */
  seq: v.number(),
  recovered: v.boolean(),
  snapshot: v.optional(Snapshot),
  /** The durable events since the position, in order; then the talk of the last seconds, which receivers may know already. */
  events: v.array(v.unknown()),
  ts: Timestamp,
});
export type CatchUp = v.InferOutput<typeof CatchUp>;

/** Why the server closes a socket. */
export const CLOSE = {
  badFrame: 4400,
  auth: 4401,
  removed: 4403,
  noAuth: 4408,
  tooFast: 4429,
  tooSlow: 3008,
  restart: 1012,
} as const;

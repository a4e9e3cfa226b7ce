import * as v from 'valibot';
import { Id, Timestamp } from './common.ts';
import { LiveUser } from './user.ts';

/** The `eventId` of a message. */
export const BarrageId = v.pipe(v.string(), v.minLength(1), v.maxLength(160));

/** Longest message, in UTF-16 units. */
export const MAX_BARRAGE_LENGTH = 200;

/** A message as an answer to it quotes it. */
export const QuotedBarrage = v.object({
  eventId: BarrageId,
  text: v.string(),
  sender: v.object({ userId: Id, userName: v.string() }),
});
export type QuotedBarrage = v.InferOutput<typeof QuotedBarrage>;

/** The message that a room keeps in view. */
export const PinnedBarrage = v.object({ eventId: BarrageId, text: v.string(), sender: LiveUser, ts: Timestamp });
export type PinnedBarrage = v.InferOutput<typeof PinnedBarrage>;

/** Body of `PUT /api/lives/:id/pin`. */
export const NewPin = v.object({ barrageId: BarrageId });
/** Body of `PUT /api/lives/:id/notice`. */
export const NewNotice = v.object({ notice: v.pipe(v.string(), v.trim(), v.maxLength(500)) });

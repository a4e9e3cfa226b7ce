import type { LiveRoom } from './live-room.ts';
import { ModerationStore } from './stores/moderation-store.ts';

/** Only a memory of what hangs on each room, and gone with it. */
const known = new WeakMap<AbortSignal, ModerationStore>();

/** The moderators' side of a room, always the same one for the same room. Made on demand, so that the audience need not load it. */
export function moderationOf(room: LiveRoom): ModerationStore {
  const before = known.get(room.closed);
  if (before) return before;
  const moderation = new ModerationStore(room);
  known.set(room.closed, moderation);
  return moderation;
}

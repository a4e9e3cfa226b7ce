import type { RoomChannel } from './providers/provider.ts';
import { effect, untracked } from './reactive.ts';

/** Calls `act` whenever the room's channel is open again after events may have been missed; returns its undo. */
export function followReconnects(channel: Pick<RoomChannel, 'state'>, act: () => void): () => void {
  let recovering = false;
  return effect(() => {
    const { state } = channel;
    const reconnected = recovering && state === 'open';
    recovering = state === 'recovering' || (recovering && state === 'connecting');
    if (reconnected) untracked(act);
  });
}

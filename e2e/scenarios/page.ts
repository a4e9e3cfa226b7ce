import { createRoom, moderationOf } from '@vitrine/core/index.ts';
import { giftsOf } from '@vitrine/core/room-gifts.ts';
import { RoomEvent } from '@vitrine/core/schemas/room-event.ts';
import { shoppingRoom } from '@vitrine/core/shopping-room.ts';

/** Joins a room and leaves it where scenarios find it; see `store-page.ts`. */
export function enter(liveId: string, token: string | undefined): void {
  globalThis.room = shoppingRoom(createRoom({ server: location.origin, liveId, token: async () => token }));
  globalThis.moderation = moderationOf(room);
  const { gifts, wallet } = giftsOf(room);
  Object.assign(globalThis, { gifts, wallet });
  globalThis.heard = [];
  globalThis.told = [];
  for (const { entries } of RoomEvent.options) {
    const types = 'literal' in entries.type ? [entries.type.literal] : entries.type.options;
    for (const type of types) room.bus.on(type, (event) => heard.push(event), room.closed);
  }
  globalThis.refusalOf = (act) =>
    act.then(
      () => 'accepted',
      (error: { code: string; details?: { rule?: string } }) => [error.code, error.details?.rule].filter(Boolean).join(' '),
    );
}

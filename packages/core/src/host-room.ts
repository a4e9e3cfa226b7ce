import type { LiveRoom } from './live-room.ts';
import { type ShoppingRoom, shoppingRoom } from './shopping-room.ts';
import { BroadcastStore } from './stores/broadcast-store.ts';
import { DeviceStore } from './stores/device-store.ts';
import { SalesStore } from './stores/sales-store.ts';
import { UplinkStore } from './stores/uplink-store.ts';

/** A room as its host works in it: everything a visitor knows, and what it takes to run the show. */
export interface HostRoom extends ShoppingRoom {
  readonly device: DeviceStore;
  readonly broadcast: BroadcastStore;
  /** What the show has sold. */
  readonly sales: SalesStore;
  /** How fast the host's machine reaches the server. */
  readonly uplink: UplinkStore;
}

/** One camera, however many elements ask for it. Only a memory of what hangs on each room, and gone with it. */
const known = new WeakMap<AbortSignal, HostRoom>();

/**
 * The host's side of a room, always the same one for the same room. It is made on demand, so that visitors need not load it; it ends
 * with the room.
 */
export function hostRoom(room: LiveRoom): HostRoom {
  const before = known.get(room.closed);
  if (before) return before;
  const { closed } = room;
  const device = new DeviceStore(closed);
  const host: HostRoom = {
    ...shoppingRoom(room),
    device,
    broadcast: new BroadcastStore({ ...room, device }),
    sales: new SalesStore(room),
    uplink: new UplinkStore(room),
  };
  known.set(closed, host);
  return host;
}

import type { RoomEvent } from '@vitrine/core/schemas/room-event.ts';

/** The way out to the people in the rooms: the embedded hub, or another provider's servers. The relay alone calls it. */
export interface Broadcaster {
  /** Writes or, with null, removes one value of the room's metadata where the provider keeps a copy of it. */
  setMetadata(liveId: string, key: string, value: string | null): Promise<void>;
  /** Tells everybody in the room. */
  send(event: RoomEvent): Promise<void>;
  /** Tells one user alone, in whatever room they are. */
  sendPrivate(userId: string, event: RoomEvent): Promise<void>;
}

/** The embedded way: our own sockets, and metadata that is already in our own database. */
export const embeddedBroadcaster = (hub: {
  deliver(event: RoomEvent): void;
  deliverPrivate(userId: string, event: RoomEvent): void;
}): Broadcaster => ({
  async setMetadata() {},
  async send(event) {
    hub.deliver(event);
  },
  async sendPrivate(userId, event) {
    hub.deliverPrivate(userId, event);
  },
});

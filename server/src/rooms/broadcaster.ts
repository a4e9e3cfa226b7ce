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

/** Another provider's way out: besides what the relay carries, it tells rooms what passes, such as likes and counts. */
export interface Carrier extends Broadcaster {
  /** Tells everybody in the room soon, or not at all where too much is said there. */
  tell(event: RoomEvent): void;
  close(): void;
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

/** Another provider's way, past the hub: it must know what the rooms are told. */
export const carriedBroadcaster = (hub: { note(event: RoomEvent): void }, carrier: Carrier): Broadcaster => ({
  setMetadata: (liveId, key, value) => carrier.setMetadata(liveId, key, value),
  send(event) {
    hub.note(event);
    return carrier.send(event);
  },
  sendPrivate: (userId, event) => carrier.sendPrivate(userId, event),
});

import type { Database } from '../db/client.ts';
import { liveById } from '../live/statements.ts';
import type { BarrageLog } from './barrage-log.ts';
import { Room, type RoomFacts, type RoomOptions } from './room.ts';

/** How often tokens, audiences and empty rooms are looked after, in milliseconds. */
const SWEEP = 1_000;
/** A room that nobody is in is forgotten after so many milliseconds. */
const FORGET_AFTER = 30_000;

export interface OpenRoomsDeps extends RoomOptions {
  db: Database;
  barrages: BarrageLog;
}

/** The rooms that somebody is in, or was a moment ago, each with what the database knows of it. */
export class OpenRooms {
  readonly #deps: OpenRoomsDeps;
  readonly #forgotten: (liveId: string) => void;
  readonly #rooms = new Map<string, Room>();
  readonly #sweeping: NodeJS.Timeout;

  /** Tells of rooms that are `forgotten`. */
  constructor(deps: OpenRoomsDeps, forgotten: (liveId: string) => void) {
    this.#deps = deps;
    this.#forgotten = forgotten;
    this.#sweeping = setInterval(() => this.#sweep(), SWEEP).unref();
  }

  get all(): readonly Room[] {
    return [...this.#rooms.values()];
  }

  get(liveId: string): Room | undefined {
    return this.#rooms.get(liveId);
  }

  /** The room, read from the database where nobody was in it: see its `ready`. */
  open(liveId: string): Room {
    const open = this.#rooms.get(liveId);
    if (open) return open;
    const room = new Room(liveId, this.#deps);
    this.#rooms.set(liveId, room);
    room.ready = this.#load(room);
    return room;
  }

  close(): void {
    clearInterval(this.#sweeping);
    for (const room of this.#rooms.values()) room.close();
  }

  async #load(room: Room): Promise<RoomFacts | undefined> {
    const { liveId } = room;
    const { db, barrages } = this.#deps;
    try {
      const live = await liveById(db, liveId);
      if (live) {
        await room.standings.load(db, liveId);
        await barrages.load(liveId);
        return { id: liveId, hostId: live.hostId, epoch: live.epoch };
      }
    } catch (error) {
      this.#forget(room);
      throw error;
    }
    // A room that does not exist may be made a moment later.
    this.#forget(room);
    return undefined;
  }

  #forget(room: Room): void {
    room.close();
    this.#rooms.delete(room.liveId);
    void this.#deps.barrages.forget(room.liveId);
    this.#forgotten(room.liveId);
  }

  #sweep(): void {
    const now = this.#deps.now();
    for (const room of this.#rooms.values()) {
      for (const member of room.members) {
        if (member.principal.expiresAt <= now) member.close('auth', 'unauthenticated', 'Your session has ended');
      }
      room.audience.sweep();
      if (room.members.size > 0 || room.audience.count > 0) room.emptySince = undefined;
      else if (performance.now() - (room.emptySince ??= performance.now()) > FORGET_AFTER) this.#forget(room);
    }
  }
}

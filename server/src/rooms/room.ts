import { ulid } from '../ids.ts';
import type { RoomEvent } from '@vitrine/core/schemas/room-event.ts';
import { RoomAudience } from './audience.ts';
import { Batch } from './batch.ts';
import type { Member } from './member.ts';
import { SendWindow } from './send-window.ts';
import { senderIn } from './sender.ts';
import { Standings } from './standings.ts';

/** What never changes about a room. */
export interface RoomFacts {
  id: string;
  hostId: string;
  epoch: string;
}

export interface RoomOptions {
  /** Milliseconds since 1970. */
  now: () => number;
  /** Told of every frame: how many events went to how many sockets. */
  onFrame: (events: number, sockets: number) => void;
  /** Another provider's way to the people in a room; by default our own sockets. */
  carry?: ((event: RoomEvent) => void) | undefined;
}

/** The sockets of one room, and what only they know: who is here, who may not write, what waits to be said. */
export class Room {
  readonly liveId: string;
  readonly audience: RoomAudience;
  readonly standings = new Standings();
  /** What is known of the room once it was read; undefined where there is no such room. */
  ready: Promise<RoomFacts | undefined> = Promise.resolve(undefined);
  /** When it was found empty, on the monotonic clock. */
  emptySince: number | undefined;
  readonly #members = new Set<Member>();
  readonly #window: SendWindow<RoomEvent>;
  readonly #now: () => number;
  readonly #carry: ((event: RoomEvent) => void) | undefined;

  constructor(liveId: string, { now, onFrame, carry }: RoomOptions) {
    this.liveId = liveId;
    this.#now = now;
    this.#carry = carry;
    this.#window = new SendWindow((events) => {
      const batch = new Batch(events);
      for (const member of this.#members) member.deliver(batch);
      onFrame(events.length, this.#members.size);
    });
    this.audience = new RoomAudience({
      joined: (user) => this.tell({ ...this.#envelope(), type: 'audience.joined', user }),
      left: (user) => this.tell({ ...this.#envelope(), type: 'audience.left', user }),
      counted: (count) => this.tell({ ...this.#envelope(), type: 'audience.counted', count }),
    });
  }

  get members(): ReadonlySet<Member> {
    return this.#members;
  }

  /** Events of the next frame: whoever enters now hears them too. */
  get waiting(): readonly RoomEvent[] {
    return this.#window.waiting;
  }

  /** Joins an event to the next frame of the room. */
  tell(event: RoomEvent): void {
    if (this.#carry) this.#carry(event);
    else this.#window.push(event);
  }

  /** Lets a member in. From this moment on it misses nothing: what happens is kept for it until it is up to date. */
  enter(member: Member, facts: RoomFacts): void {
    this.#members.add(member);
    this.audience.enter(senderIn(member.principal, facts));
  }

  exit(member: Member): void {
    if (this.#members.delete(member)) this.audience.leave(member.principal.userId);
  }

  /** Puts out everybody who speaks for this user. */
  putOut(userId: string): void {
    for (const member of this.#members) {
      if (member.principal.userId === userId) member.close('removed', 'forbidden', 'You were removed from this room');
    }
  }

  close(): void {
    this.#window.close();
  }

  #envelope() {
    return { eventId: ulid(), liveId: this.liveId, ts: this.#now() };
  }
}

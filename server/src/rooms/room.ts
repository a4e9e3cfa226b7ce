import { ulid } from '../ids.ts';
import type { RoomEvent } from '@vitrine/core/schemas/room-event.ts';
import type { UserIdentity } from '@vitrine/core/schemas/user.ts';
import { may, type RoomOfPrincipal } from '../auth/permissions.ts';
import type { Principal } from '../auth/principal.ts';
import { RoomAudience } from './audience.ts';
import { Batch } from './batch.ts';
import { Bucket } from './bucket.ts';
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
  /** Multiplies how many messages are shown in a second. */
  rateFactor?: number;
}

/** Most messages of the audience that a room is shown in a second; nobody reads more, and Tencent carries no more. */
const SHOWN_PER_SECOND = 40;

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
  readonly #shown: Bucket;
  readonly #now: () => number;
  readonly #carry: ((event: RoomEvent) => void) | undefined;

  constructor(liveId: string, { now, onFrame, carry, rateFactor = 1 }: RoomOptions) {
    this.liveId = liveId;
    this.#shown = new Bucket(SHOWN_PER_SECOND * rateFactor, SHOWN_PER_SECOND * rateFactor);
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

  /** True while the room can be shown one more message of its audience. */
  hasRoomToShow(): boolean {
    return this.#shown.take();
  }

  /** Tells one user alone, on all their sockets here. */
  tellOnly(userId: string, event: RoomEvent): void {
    const batch = new Batch([event]);
    for (const member of this.#members) if (member.principal.userId === userId) member.deliver(batch);
  }

  /** Tells those who may moderate here. */
  tellModerators(event: RoomEvent, facts: RoomFacts): void {
    const batch = new Batch([event]);
    const room = this.rights(facts);
    for (const member of this.#members) if (may(member.principal, 'live.moderate', room)) member.deliver(batch);
  }

  /** The room as far as rights go, with the administrators that its host appointed. */
  rights({ id, hostId }: Pick<RoomFacts, 'id' | 'hostId'>): RoomOfPrincipal {
    return { id, hostId, isAdministrator: (userId) => this.standings.of(userId).administrator };
  }

  /** What was decided about members holds from here on. */
  obey(event: RoomEvent): void {
    if (event.type === 'member.muted') this.standings.set(event.userId, { mutedUntil: event.until });
    if (event.type === 'member.banned') {
      this.standings.set(event.userId, { bannedUntil: event.until, administrator: false });
      if (event.until > this.#now()) this.#putOut(event.userId);
    }
    if (event.type === 'member.appointed' || event.type === 'member.dismissed') {
      this.standings.set(event.userId, { administrator: event.type === 'member.appointed' });
      void this.ready.then((facts) => facts && this.#restamp(event.userId, facts)).catch(() => {});
    }
  }

  /** A member’s rights changed: whoever asks for the audience sees it. */
  #restamp(userId: string, facts: RoomFacts): void {
    for (const { principal, identity } of this.#members) {
      if (principal.userId === userId) this.audience.rename(this.#stamp(principal, facts, identity));
    }
  }

  #stamp(principal: Principal, facts: RoomFacts, identity: UserIdentity | undefined) {
    return senderIn(principal, this.rights(facts), identity);
  }

  /** Lets a member in. From this moment on it misses nothing: what happens is kept for it until it is up to date. */
  enter(member: Member, facts: RoomFacts): void {
    this.#members.add(member);
    this.audience.enter(this.#stamp(member.principal, facts, member.identity));
  }

  exit(member: Member): void {
    if (this.#members.delete(member)) this.audience.leave(member.principal.userId);
  }

  /** Puts out everybody who speaks for this user. */
  #putOut(userId: string): void {
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

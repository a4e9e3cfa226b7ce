import type { Logger } from 'pino';
import { ulid } from '../ids.ts';
import type { WebSocket } from 'ws';
import type { Audience } from '@vitrine/core/schemas/audience.ts';
import type { RoomEvent } from '@vitrine/core/schemas/room-event.ts';
import type { Principal } from '../auth/principal.ts';
import type { Presence } from '../live/statements.ts';
import { liveOfName } from '../live/publishing.ts';
import { Batch } from './batch.ts';
import { Member } from './member.ts';
import { OpenRooms, type OpenRoomsDeps } from './open-rooms.ts';
import type { Room, RoomFacts } from './room.ts';
import { type IdentityOf, isStaff } from './sender.ts';
import { type ChatRulesOf, Snapshots } from './snapshot.ts';
import { bringUpToDate, type Moment, type Since } from './welcome.ts';

/** Most people that an audience lists by name. */
const LISTED = 200;

/** A socket that may speak in a room. */
export interface Seat {
  room: Room;
  facts: RoomFacts;
  member: Member;
}

export interface HubDeps extends OpenRoomsDeps {
  log: Logger;
  /** Open sockets that one user may have. */
  maxSockets: number;
  /** Another provider's way to one user; by default our own sockets. */
  carryPrivate?: ((userId: string, event: RoomEvent) => void) | undefined;
  identityOf: IdentityOf;
  chatRulesOf: ChatRulesOf;
}

/** All rooms that somebody is in, and everybody's sockets. It only delivers; what happened was decided before. */
export class Hub implements Presence {
  readonly snapshots: Snapshots;
  readonly #deps: HubDeps;
  readonly #rooms: OpenRooms;
  readonly #byUser = new Map<string, Set<Member>>();
  readonly #onAir = new Set<string>();

  constructor(deps: HubDeps) {
    this.#deps = deps;
    this.snapshots = new Snapshots(deps.db, this, deps.chatRulesOf);
    this.#rooms = new OpenRooms(deps, (liveId) => this.snapshots.forget(liveId));
  }

  onAir(liveId: string): boolean {
    return this.#onAir.has(liveId);
  }

  audienceCount(liveId: string): number {
    return this.#rooms.get(liveId)?.audience.count ?? 0;
  }

  audience(liveId: string): Audience {
    const audience = this.#rooms.get(liveId)?.audience;
    return { count: audience?.count ?? 0, items: audience?.list(LISTED) ?? [] };
  }

  /** Tells a room; nobody hears it where nobody is in it. */
  deliver(event: RoomEvent): void {
    this.note(event);
    const room = this.#rooms.get(event.liveId);
    if (room) room.tell(event);
    else this.#deps.carry?.(event);
  }

  /** Takes in what the room is about to be told: who may not write or be there any more. */
  note(event: RoomEvent): void {
    if (event.seq !== undefined) this.snapshots.forget(event.liveId);
    this.#keepTalk(event);
    this.#rooms.get(event.liveId)?.obey(event);
  }

  /** The rooms that somebody is in, or was a moment ago. */
  get rooms(): readonly Room[] {
    return this.#rooms.all;
  }

  /** A room with what is known of it, also while nobody is in it; undefined where there is none. */
  async open(liveId: string): Promise<Omit<Seat, 'member'> | undefined> {
    const room = this.#rooms.open(liveId);
    const facts = await room.ready;
    return facts && { room, facts };
  }

  /** The part of a snapshot that is of this very moment, for somebody. */
  momentOf({ room, facts }: Omit<Seat, 'member'>, userId: string | undefined): Moment {
    const { barrages, now } = this.#deps;
    const { mutedUntil, administrator } = room.standings.of(userId ?? '');
    // What is about to be told is not told again.
    const said = barrages.recent(facts.id).filter((barrage) => !room.waiting.includes(barrage));
    return {
      // Read when it is sent: what is taken away meanwhile is told before the snapshot's number, and would stay for good.
      get barrages() {
        return said.filter((barrage) => !barrages.isGone(barrage));
      },
      audienceCount: room.audience.count,
      mutedUntil: mutedUntil > now() ? mutedUntil : 0,
      administrator,
      onAir: this.onAir(facts.id),
    };
  }

  /** Tells the moderators of a room who are here. */
  deliverToModerators(event: RoomEvent): void {
    const room = this.#rooms.get(event.liveId);
    const { carryPrivate } = this.#deps;
    void room?.ready
      .then((facts) => {
        if (!facts) return;
        if (!carryPrivate) return room.tellModerators(event, facts);
        const here = room.audience.list(LISTED).filter(isStaff);
        // Its host may be there from before a restart, when nobody tells that they came.
        const staff = new Set([facts.hostId, ...here.map(({ userId }) => userId)]);
        for (const userId of staff) carryPrivate(userId, event);
      })
      .catch(() => {});
  }

  /** What a moderator approved or took away is, or is not, among what those who join are told. */
  #keepTalk(event: RoomEvent): void {
    const { barrages } = this.#deps;
    if (event.type === 'barrage.removed') barrages.drop(event.liveId, event.barrageId);
    if (event.type === 'barrage.sent') barrages.remember(event);
  }

  /** Tells one user, on all sockets they have in whatever rooms. */
  deliverPrivate(userId: string, event: RoomEvent): void {
    const members = this.#byUser.get(userId);
    if (!members) return;
    const batch = new Batch([event]);
    for (const member of members) member.deliver(batch);
    this.#deps.onFrame(1, members.size);
  }

  /** Somebody publishes under `name` (`{liveId}`, `{liveId}~…`), or stopped. */
  mediaChanged(name: string, onAir: boolean): void {
    if (onAir) this.#onAir.add(name);
    else this.#onAir.delete(name);
    const liveId = liveOfName(name);
    this.deliver({ type: 'media.changed', eventId: ulid(), liveId, ts: this.#deps.now(), name, onAir });
  }

  /** The media engine was replaced: whoever sends or receives starts again. */
  mediaRestarted(): void {
    this.#onAir.clear();
    for (const { liveId } of this.rooms) {
      this.deliver({ type: 'media.restarted', eventId: ulid(), liveId, ts: this.#deps.now() });
    }
  }

  /** Lets a socket into a room and brings it up to date; undefined where it was refused and closed. */
  async join(ws: WebSocket, liveId: string, principal: Principal, since: Since | undefined): Promise<Seat | undefined> {
    const { db, log, now, maxSockets } = this.#deps;
    const member = new Member(ws, principal);
    const seat = await this.#seat(member, liveId).catch((error: unknown) => {
      log.error({ err: error, liveId }, 'a room could not be opened');
      member.close('restart');
    });
    if (!seat) return undefined;
    const { room, facts } = seat;
    const { bannedUntil } = room.standings.of(principal.userId);
    if (bannedUntil > now()) member.close('removed', 'forbidden', 'You were removed from this room');
    if (this.#socketsOf(principal.userId).size >= maxSockets) {
      member.close('tooFast', 'rate-limited', 'You have too many rooms open at once');
    }
    if (ws.readyState !== ws.OPEN) return undefined;

    // Nothing may await between these lines: whoever hears the room from here on has the rest from the moment before.
    room.enter(member, facts);
    this.#byUser.set(principal.userId, this.#socketsOf(principal.userId).add(member));
    const moment = this.momentOf(seat, principal.userId);
    try {
      await bringUpToDate({ db, snapshots: this.snapshots }, member, { facts, since, moment, ts: now() });
      return seat;
    } catch (error) {
      log.error({ err: error, liveId }, 'a socket could not be brought up to date');
      member.close('restart');
      this.leave(seat);
      return undefined;
    }
  }

  leave({ room, member }: Seat): void {
    room.exit(member);
    const ofUser = this.#socketsOf(member.principal.userId);
    ofUser.delete(member);
    if (ofUser.size === 0) this.#byUser.delete(member.principal.userId);
  }

  close(): void {
    this.#rooms.close();
  }

  /** A shop whose users cannot be asked still has a chat. */
  async #identityOf(userId: string) {
    const { identityOf, log } = this.#deps;
    try {
      return await identityOf(userId);
    } catch (error) {
      log.warn({ err: error }, 'the standing of a user could not be read');
      return undefined;
    }
  }

  #socketsOf(userId: string): Set<Member> {
    return this.#byUser.get(userId) ?? new Set();
  }

  /** The room that a socket asks for, once it is known; undefined where there is none. */
  async #seat(member: Member, liveId: string): Promise<Seat | undefined> {
    const room = this.#rooms.open(liveId);
    const [facts, identity] = await Promise.all([room.ready, this.#identityOf(member.principal.userId)]);
    member.identity = identity;
    if (!facts) member.close('removed', 'not-found', 'There is no such live');
    // A room that took so long to open that it was forgotten hears nothing any more.
    else if (this.#rooms.get(liveId) !== room) member.close('restart');
    else return { room, facts, member };
    return undefined;
  }
}

import type { Logger } from 'pino';
import type { Hub } from '../rooms/hub.ts';
import type { Room } from '../rooms/room.ts';
import { type IdentityOf, senderIn } from '../rooms/sender.ts';
import type { People } from './people.ts';
import { TencentError } from './rest/error.ts';
import type { RoomKind } from './rooms/kind.ts';

/** How often Tencent is asked how many are in a room, in milliseconds; its own count is no fresher. */
const COUNT_EVERY = 10_000;

/** Somebody came or went. */
export interface Movement {
  liveId: string;
  userIds: readonly string[];
  here: boolean;
  /** Milliseconds since 1970, by Tencent's clock. */
  at: number;
}

/**
 * Who is in the rooms, as Tencent tells it: by name those who come and go while signed in there, and by number everybody.
 * Tencent tells some things twice and some in the wrong order.
 */
export class TencentPresence {
  readonly #hub: Hub;
  readonly #people: People;
  readonly #identityOf: IdentityOf;
  readonly #kind: RoomKind;
  readonly #log: Logger;
  readonly #states = new WeakMap<Room, Map<string, { here: boolean; at: number }>>();
  readonly #counting: NodeJS.Timeout;

  constructor({
    hub,
    people,
    identityOf,
    kind,
    log,
    every = COUNT_EVERY,
  }: {
    hub: Hub;
    people: People;
    identityOf: IdentityOf;
    kind: RoomKind;
    log: Logger;
    every?: number | undefined;
  }) {
    this.#hub = hub;
    this.#people = people;
    this.#identityOf = identityOf;
    this.#kind = kind;
    this.#log = log;
    this.#counting = setInterval(() => void this.count(), every).unref();
  }

  async moved({ liveId, userIds, here, at }: Movement): Promise<void> {
    const seat = await this.#hub.open(liveId);
    if (!seat) return;
    const { room, facts } = seat;
    const states = this.#states.get(room) ?? new Map<string, { here: boolean; at: number }>();
    this.#states.set(room, states);
    for (const userId of userIds) {
      const before = states.get(userId);
      if (before && before.at > at) continue;
      states.set(userId, { here, at });
      if (here === (before?.here ?? false)) continue;
      if (!here) {
        room.audience.leave(userId);
        continue;
      }
      const identity = await this.#identityOf(userId).catch(() => undefined);
      const user = senderIn(await this.#people.of(userId, facts), room.rights(facts), identity);
      // They may have left while it was read.
      if (states.get(userId)?.here) room.audience.enter(user);
    }
  }

  /** Asks Tencent how many are in each room that we know of. */
  async count(): Promise<void> {
    await Promise.all(
      this.#hub.rooms.map(async (room) => {
        try {
          const count = await this.#kind.countOnline(room.liveId);
          if (count !== undefined) room.audience.report(count);
        } catch (error) {
          if (error instanceof TencentError && error.noSuchRoom) room.audience.report(0);
          else this.#log.debug({ err: error, liveId: room.liveId }, 'a room was not counted');
        }
      }),
    );
  }

  close(): void {
    clearInterval(this.#counting);
  }
}

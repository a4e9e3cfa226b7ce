import type { LiveUser } from '@vitrine/core/schemas/user.ts';
import { Bucket } from './bucket.ts';

/** Somebody who comes back within so many milliseconds was never away. */
const GRACE = 3_000;
/** Coming and going is told one by one only so often a second: a crowd that reconnects must not tell everybody of everybody. */
const TOLD_PER_SECOND = 10;
const TOLD_AT_ONCE = 20;

interface Present {
  user: LiveUser;
  sockets: number;
  /** When the last socket closed, on the monotonic clock. */
  leftAt: number;
}

export interface AudienceListener {
  joined(user: LiveUser): void;
  left(user: LiveUser): void;
  counted(count: number): void;
}

/** Who is in a room. A person with several tabs counts once. */
export class RoomAudience {
  readonly #present = new Map<string, Present>();
  readonly #listener: AudienceListener;
  readonly #grace: number;
  readonly #told = new Bucket(TOLD_PER_SECOND, TOLD_AT_ONCE);
  #lastCount = 0;
  #reported: number | undefined;

  /** `grace`: how long somebody may be away, in milliseconds. */
  constructor(listener: AudienceListener, grace = GRACE) {
    this.#listener = listener;
    this.#grace = grace;
  }

  get count(): number {
    return this.#reported ?? this.#present.size;
  }

  /** Somebody else counted, also those whom we do not know by name. */
  report(count: number): void {
    this.#reported = count;
  }

  /** Who is here, newest first. */
  list(limit: number): LiveUser[] {
    return [...this.#present.values()]
      .slice(-limit)
      .toReversed()
      .map(({ user }) => user);
  }

  enter(user: LiveUser): void {
    const present = this.#present.get(user.userId);
    if (present) {
      present.user = user;
      present.sockets++;
      return;
    }
    this.#present.set(user.userId, { user, sockets: 1, leftAt: 0 });
    if (this.#told.take()) this.#listener.joined(user);
  }

  /** Somebody who is here is to be known as this from now on. */
  rename(user: LiveUser): void {
    const present = this.#present.get(user.userId);
    if (present) present.user = user;
  }

  leave(userId: string): void {
    const present = this.#present.get(userId);
    if (!present) return;
    present.sockets--;
    present.leftAt = performance.now();
  }

  /** Called about once a second: lets go of those who stayed away, and tells how many are here if that changed. */
  sweep(): void {
    const now = performance.now();
    for (const [userId, { user, sockets, leftAt }] of this.#present) {
      if (sockets > 0 || now - leftAt < this.#grace) continue;
      this.#present.delete(userId);
      if (this.#told.take()) this.#listener.left(user);
    }
    if (this.count === this.#lastCount) return;
    this.#lastCount = this.count;
    this.#listener.counted(this.count);
  }
}

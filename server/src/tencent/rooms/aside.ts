import { setTimeout as sleep } from 'node:timers/promises';
import type { RoomEvent } from '@vitrine/core/schemas/room-event.ts';

/** So many events of a room wait at most; the oldest of those that matter least go first. */
const MAX_WAITING = 40;
/** How long to wait before looking whether the room may hear more, in milliseconds. */
const PAUSE = 100;

/** The lower, the sooner: whether there is a picture, how many watch and like, who came and went. */
const rank = ({ type }: RoomEvent): number => (type.startsWith('media.') ? 0 : type.endsWith('.counted') ? 1 : 2);

export interface AsideOptions {
  /** True, and counted, where the room may hear one more. */
  spare(): boolean;
  /** Says it; never rejects. */
  say(event: RoomEvent): Promise<void>;
  /** Nothing waits any more. */
  idle(): void;
}

/** What the server says in one room without a number: joined where the room is slow, and dropped before it would be in the way. */
export class Aside {
  readonly #options: AsideOptions;
  #waiting: RoomEvent[] = [];
  #running = false;
  #closed = false;

  constructor(options: AsideOptions) {
    this.#options = options;
  }

  push(event: RoomEvent): void {
    this.#waiting = join(this.#waiting, event);
    if (this.#waiting.length > MAX_WAITING) {
      const least = Math.max(...this.#waiting.map(rank));
      this.#waiting.splice(
        this.#waiting.findIndex((waiting) => rank(waiting) === least),
        1,
      );
    }
    if (!this.#running) void this.#run();
  }

  close(): void {
    this.#closed = true;
    this.#waiting = [];
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#waiting.length > 0 && !this.#closed) {
      if (!this.#options.spare()) {
        await sleep(PAUSE);
        continue;
      }
      const first = Math.min(...this.#waiting.map(rank));
      const [next] = this.#waiting.splice(
        this.#waiting.findIndex((waiting) => rank(waiting) === first),
        1,
      );
      if (next) await this.#options.say(next);
    }
    this.#running = false;
    this.#options.idle();
  }
}

/** Counts say how it is now: a younger one takes the place of the older, and what was liked in between adds up. */
function join(waiting: readonly RoomEvent[], event: RoomEvent): RoomEvent[] {
  const before = waiting.find(({ type }) => type === event.type);
  if (event.type === 'audience.counted' && before) return [...waiting.filter((other) => other !== before), event];
  if (event.type === 'like.counted' && before?.type === 'like.counted') {
    return [...waiting.filter((other) => other !== before), { ...event, added: before.added + event.added }];
  }
  return [...waiting, event];
}

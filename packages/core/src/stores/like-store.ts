import { fullJitter } from '../backoff.ts';
import { errorCode, LiveError, type LiveErrorCode } from '../errors.ts';
import type { Request } from '../http.ts';
import { signal } from '../reactive.ts';
import type { RoomDeps } from '../room-deps.ts';
import { Likes } from '../schemas/like.ts';
import type { LiveUser } from '../schemas/user.ts';

const INTERVAL_MS = 500;
const MAX_PER_REQUEST = 100;
/** A finger that never rests may not fill the memory, nor keep the server busy for minutes. */
const MAX_WAITING = 1_000;
const MAX_ATTEMPTS = 6;

type LikesListener = (added: number, sender: LiveUser | undefined) => void;

/** The room's likes. AtomicXCore's LikeStore. */
export class LikeStore {
  readonly #path: string;
  readonly #request: Request;
  readonly #closed: AbortSignal;
  readonly #total = signal(0);
  readonly #failure = signal<LiveErrorCode | undefined>(undefined);
  readonly #listeners = new Set<LikesListener>();
  #waiting = 0;
  #failed = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sending = false;
  #lastSent = Number.NEGATIVE_INFINITY;

  constructor({ liveId, request, bus, closed }: Pick<RoomDeps, 'liveId' | 'request' | 'bus' | 'closed'>) {
    this.#path = `/lives/${encodeURIComponent(liveId)}/likes`;
    this.#request = request;
    this.#closed = closed;
    bus.onSnapshot(({ likeCount }) => {
      this.#total.value = likeCount;
      this.#resume();
    }, closed);
    bus.on(
      'like.counted',
      ({ total, added, sender }) => {
        // Counts are ephemeral: one that was overtaken must not turn the number back.
        this.#total.value = Math.max(this.#total.peek(), total);
        for (const listener of this.#listeners) listener(added, sender);
      },
      closed,
    );
    closed.addEventListener('abort', () => clearTimeout(this.#timer), { once: true });
  }

  /** The room's likes, as far as the room told. */
  get totalLikeCount(): number {
    return this.#total.value;
  }
  /** Why likes are not getting through; undefined while they are. */
  get failure(): LiveErrorCode | undefined {
    return this.#failure.value;
  }

  /** Taps are summed and sent together, at most twice a second; those that do not get through are kept and tried again. */
  sendLike(count = 1): void {
    this.#waiting = Math.min(this.#waiting + Math.max(0, Math.trunc(count)), MAX_WAITING);
    this.#resume();
  }

  /** Tells of likes as the room counts them, one's own included. */
  onReceiveLikes(listener: LikesListener, until: AbortSignal): void {
    if (until.aborted) return;
    this.#listeners.add(listener);
    until.addEventListener('abort', () => this.#listeners.delete(listener), { once: true });
  }

  #resume(): void {
    if (this.#failed >= MAX_ATTEMPTS) this.#failed = 0;
    this.#schedule(this.#lastSent + INTERVAL_MS - performance.now());
  }

  #schedule(delay: number): void {
    if (this.#closed.aborted || this.#sending || this.#timer !== undefined || this.#waiting === 0) return;
    this.#timer = setTimeout(() => void this.#send(), Math.max(0, delay));
  }

  async #send(): Promise<void> {
    this.#timer = undefined;
    this.#sending = true;
    this.#lastSent = performance.now();
    const count = Math.min(this.#waiting, MAX_PER_REQUEST);
    this.#waiting -= count;
    const error = await this.#request(Likes, 'POST', this.#path, { body: { count } }).then(
      () => undefined,
      (cause: unknown) => cause ?? true,
    );
    this.#sending = false;
    this.#failure.value = error === undefined ? undefined : errorCode(error);
    if (error === undefined) {
      this.#failed = 0;
      this.#schedule(INTERVAL_MS);
    } else if (isRefused(error)) {
      this.#waiting = 0;
    } else {
      this.#waiting = Math.min(this.#waiting + count, MAX_WAITING);
      this.#failed += 1;
      const asked = error instanceof LiveError ? (error.retryAfter ?? 0) * 1000 : 0;
      const delay = Math.max(asked, INTERVAL_MS + fullJitter(this.#failed, { baseMs: 500, capMs: 15_000 }));
      if (this.#failed < MAX_ATTEMPTS) this.#schedule(delay);
    }
  }
}

/** The server does not want these likes at all, so that keeping them would be pointless. */
const isRefused = (error: unknown): boolean =>
  ['invalid', 'forbidden', 'not-found', 'unauthenticated'].includes(errorCode(error));

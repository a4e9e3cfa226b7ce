import { fullJitter } from '../backoff.ts';
import { clientId } from '../client-id.ts';
import { errorCode, LiveError, type LiveErrorCode } from '../errors.ts';
import type { Request } from '../http.ts';
import { Listeners } from '../listeners.ts';
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

/** Taps under way; whenever they are sent again, it is under the same id. */
interface Batch {
  readonly batchId: string;
  readonly count: number;
}

/** The room's likes. AtomicXCore's LikeStore. */
export class LikeStore {
  readonly #path: string;
  readonly #request: Request;
  readonly #closed: AbortSignal;
  readonly #total = signal(0);
  readonly #failure = signal<LiveErrorCode | undefined>(undefined);
  readonly #listeners = new Listeners<[added: number, sender: LiveUser | undefined]>();
  #waiting = 0;
  /** Sent, but without an answer: the server may have counted it. */
  #unsure: Batch | undefined;
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
        this.#listeners.tell(added, sender);
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
    this.#listeners.add(listener, until);
  }

  #resume(): void {
    if (this.#failed >= MAX_ATTEMPTS) this.#failed = 0;
    this.#schedule(this.#lastSent + INTERVAL_MS - performance.now());
  }

  #schedule(delay: number): void {
    if (this.#closed.aborted || this.#sending || this.#timer !== undefined) return;
    if (this.#waiting === 0 && !this.#unsure) return;
    this.#timer = setTimeout(() => void this.#send(), Math.max(0, delay));
  }

  #nextBatch(): Batch {
    const count = Math.min(this.#waiting, MAX_PER_REQUEST);
    this.#waiting -= count;
    return { batchId: clientId(), count };
  }

  async #send(): Promise<void> {
    this.#timer = undefined;
    this.#sending = true;
    this.#lastSent = performance.now();
    const batch = this.#unsure ?? this.#nextBatch();
    const error = await this.#request(Likes, 'POST', this.#path, { body: batch }).then(
      () => undefined,
      (cause: unknown) => cause ?? true,
    );
    this.#sending = false;
    this.#failure.value = error === undefined ? undefined : errorCode(error);
    this.#unsure = error === undefined || isRefused(error) ? undefined : batch;
    if (error === undefined) {
      this.#failed = 0;
      this.#schedule(INTERVAL_MS);
    } else if (isRefused(error)) {
      this.#waiting = 0;
    } else {
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

import { errorCode, type LiveErrorCode } from '../errors.ts';
import type { Request } from '../http.ts';
import { batch, signal } from '../reactive.ts';
import type { RoomDeps } from '../room-deps.ts';
import { Sales } from '../schemas/sales.ts';

/** Most often that sales are read while the stock moves, and how often they are read anyway: payments move no stock. */
const BUSY_MS = 2_000;
const IDLE_MS = 15_000;

/** What this show has sold. Only its host may know; nothing is read until somebody follows it. */
export class SalesStore {
  readonly #path: string;
  readonly #request: Request;
  readonly #sales = signal<Sales | undefined>(undefined);
  readonly #failure = signal<LiveErrorCode | undefined>(undefined);
  #followers = 0;
  #reading: Promise<void> | undefined;
  #again = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #due = Number.POSITIVE_INFINITY;
  #lastRead = Number.NEGATIVE_INFINITY;

  constructor({ liveId, request, bus, closed }: Pick<RoomDeps, 'liveId' | 'request' | 'bus' | 'closed'>) {
    this.#path = `/lives/${encodeURIComponent(liveId)}/sales`;
    this.#request = request;
    bus.on('stock.changed', () => this.#moved(), closed);
    closed.addEventListener('abort', () => this.#rest(), { once: true });
  }

  /** Undefined until read for the first time. */
  get sales(): Sales | undefined {
    return this.#sales.value;
  }
  /** Why the last read did not work; what was read before stays. */
  get failure(): LiveErrorCode | undefined {
    return this.#failure.value;
  }

  /** Keeps `sales` current until `until` aborts. */
  follow(until: AbortSignal): void {
    if (until.aborted) return;
    this.#followers += 1;
    until.addEventListener(
      'abort',
      () => {
        this.#followers -= 1;
        if (this.#followers === 0) this.#rest();
      },
      { once: true },
    );
    void this.fetch();
  }

  /** Reads them now. Never rejects; see `failure`. Whoever asks during a read gets the next one. */
  fetch(): Promise<void> {
    if (this.#reading) this.#again = true;
    return (this.#reading ??= this.#read());
  }

  async #read(): Promise<void> {
    do {
      this.#again = false;
      this.#lastRead = performance.now();
      try {
        const sales = await this.#request(Sales, 'GET', this.#path);
        batch(() => {
          this.#sales.value = sales;
          this.#failure.value = undefined;
        });
      } catch (error) {
        this.#failure.value = errorCode(error);
      }
    } while (this.#again);
    this.#reading = undefined;
    this.#due = Number.POSITIVE_INFINITY;
    this.#schedule(IDLE_MS);
  }

  /** A rush of orders is one read. */
  #moved(): void {
    this.#schedule(Math.max(0, this.#lastRead + BUSY_MS - performance.now()));
  }

  #schedule(delay: number): void {
    const due = performance.now() + delay;
    if (this.#followers === 0 || due >= this.#due) return;
    clearTimeout(this.#timer);
    this.#due = due;
    this.#timer = setTimeout(() => void this.fetch(), delay);
  }

  #rest(): void {
    clearTimeout(this.#timer);
    this.#due = Number.POSITIVE_INFINITY;
  }
}

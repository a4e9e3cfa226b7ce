import { errorCode, type LiveErrorCode } from '../errors.ts';
import type { Request } from '../http.ts';
import { batch, signal } from '../reactive.ts';
import { type Live, LivePage } from '../schemas/live.ts';

export interface LivesQuery {
  /** Only shows in this state; by default all, those on now first. */
  status?: Live['status'] | undefined;
  /** How many to a page. */
  count?: number | undefined;
}

/** The shop's shows, without being in any of them. */
export class LivesStore {
  readonly #request: Request;
  readonly #lives = signal<readonly Live[] | undefined>(undefined);
  readonly #cursor = signal('');
  readonly #failure = signal<LiveErrorCode | undefined>(undefined);
  readonly #busy = signal(false);
  #query: LivesQuery = {};
  /** Counts reads: only the answer of the newest one counts. */
  #reads = 0;
  #stopping: AbortController | undefined;

  constructor(request: Request) {
    this.#request = request;
  }

  /** In the server's order; undefined until they were read once. */
  get lives(): readonly Live[] | undefined {
    return this.#lives.value;
  }
  /** True where the server has more than was read. */
  get hasMore(): boolean {
    return this.#cursor.value !== '';
  }
  get busy(): boolean {
    return this.#busy.value;
  }
  /** Why the last read failed; what was read before stays. */
  get failure(): LiveErrorCode | undefined {
    return this.#failure.value;
  }

  /** Reads the first page and forgets the others. Never rejects, see `failure`. */
  fetch(query: LivesQuery = this.#query): Promise<void> {
    this.#query = query;
    return this.#read('');
  }

  /** Reads the next page. Never rejects, see `failure`. */
  fetchMore(): Promise<void> {
    return this.#read(this.#cursor.peek());
  }

  /** Gives up what is being read: nobody looks any more. */
  stop(): void {
    this.#reads += 1;
    this.#stopping?.abort();
    this.#busy.value = false;
  }

  async #read(cursor: string): Promise<void> {
    const read = (this.#reads += 1);
    const { status, count: limit } = this.#query;
    this.#stopping?.abort();
    const { signal } = (this.#stopping = new AbortController());
    this.#busy.value = true;
    try {
      const query = { status, limit, cursor: cursor || undefined };
      const page = await this.#request(LivePage, 'GET', '/lives', { query, signal });
      if (read !== this.#reads) return;
      const before = cursor === '' ? [] : (this.#lives.peek() ?? []);
      const known = new Set(before.map(({ id }) => id));
      batch(() => {
        this.#lives.value = [...before, ...page.items.filter(({ id }) => !known.has(id))];
        this.#cursor.value = page.cursor;
        this.#failure.value = undefined;
      });
    } catch (error) {
      if (read === this.#reads) this.#failure.value = errorCode(error);
    } finally {
      if (read === this.#reads) this.#busy.value = false;
    }
  }
}

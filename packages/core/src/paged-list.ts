import { errorCode, type LiveErrorCode } from './errors.ts';
import { batch, signal } from './reactive.ts';

export interface Page<T> {
  readonly items: readonly T[];
  /** Empty after the last page. */
  readonly cursor: string;
}

/** Reads one page; `cursor` is undefined for the first one. */
export type ReadPage<T, Q> = (query: Q, cursor: string | undefined, signal: AbortSignal) => Promise<Page<T>>;

/** A list of the server's that is read page by page. What was asked last counts, whichever answer comes first. */
export class PagedList<T, Q> {
  readonly #readPage: ReadPage<T, Q>;
  readonly #keyOf: (item: T) => string;
  readonly #items = signal<readonly T[] | undefined>(undefined);
  readonly #cursor = signal('');
  readonly #busy = signal(false);
  readonly #failure = signal<LiveErrorCode | undefined>(undefined);
  #query: Q | undefined;
  #reads = 0;
  #reading: AbortController | undefined;

  constructor(readPage: ReadPage<T, Q>, keyOf: (item: T) => string) {
    this.#readPage = readPage;
    this.#keyOf = keyOf;
  }

  /** In the server's order; undefined until a first page came. */
  get items(): readonly T[] | undefined {
    return this.#items.value;
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

  /** Reads the first page of another query: what another one found is forgotten at once. Never rejects, see `failure`. */
  fetch(query: Q): Promise<void> {
    if (JSON.stringify(query) !== JSON.stringify(this.#query)) this.#items.value = undefined;
    this.#query = query;
    return this.#read(query, '');
  }

  /** Reads the first page of the same query again. */
  async refresh(): Promise<void> {
    if (this.#query !== undefined) await this.#read(this.#query, '');
  }

  /** Reads the next page. Never rejects, see `failure`. */
  async fetchMore(): Promise<void> {
    if (this.#query !== undefined && this.#cursor.peek()) await this.#read(this.#query, this.#cursor.peek());
  }

  /** Puts an item as the server knows it now in place of the one with its key. */
  replace(item: T): void {
    const key = this.#keyOf(item);
    this.#items.value = this.#items.peek()?.map((old) => (this.#keyOf(old) === key ? item : old));
  }

  /** Gives up what is being read: nobody looks any more. */
  stop(): void {
    this.#reads += 1;
    this.#reading?.abort();
    this.#busy.value = false;
  }

  async #read(query: Q, cursor: string): Promise<void> {
    const read = (this.#reads += 1);
    this.#reading?.abort();
    const { signal: until } = (this.#reading = new AbortController());
    this.#busy.value = true;
    try {
      const page = await this.#readPage(query, cursor || undefined, until);
      if (read !== this.#reads) return;
      const before = cursor === '' ? [] : (this.#items.peek() ?? []);
      const known = new Set(before.map(this.#keyOf));
      batch(() => {
        this.#items.value = [...before, ...page.items.filter((item) => !known.has(this.#keyOf(item)))];
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

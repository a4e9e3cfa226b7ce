import * as v from 'valibot';
import { isTransient, retry } from '../backoff.ts';
import { errorCode, type LiveErrorCode } from '../errors.ts';
import type { Request } from '../http.ts';
import { batch, effect, signal } from '../reactive.ts';
import type { RoomDeps } from '../room-deps.ts';
import { Live, LivePage, type LivePatch, Metadata, type NewLive } from '../schemas/live.ts';

const MetadataAnswer = v.object({ metadata: Metadata });
const StreamKeyAnswer = v.object({ streamKey: v.string() });
const JOIN_RETRY = { attempts: 4, baseMs: 500, capMs: 8_000 };
/** How often a read is repeated because the room changed meanwhile. */
const MAX_READS = 5;

export interface LiveListDeps extends Pick<RoomDeps, 'liveId' | 'request' | 'bus' | 'channel' | 'closed'> {
  /** Closes the room: `leaveLive`. */
  readonly leave: () => void;
}

/** The shop's shows, and the one this room is. AtomicXCore's LiveListStore. */
export class LiveListStore {
  readonly #liveId: string;
  readonly #request: Request;
  readonly #closed: AbortSignal;
  readonly #leave: () => void;
  readonly #current = signal<Live | undefined>(undefined);
  readonly #metadata = signal<Metadata>({});
  readonly #joinState = signal<'loading' | 'ready' | 'error'>('loading');
  readonly #failure = signal<LiveErrorCode | undefined>(undefined);
  readonly #list = signal<readonly Live[]>([]);
  readonly #cursor = signal('');
  /** Counts what the room told of the live or its metadata: an answer that was asked for before is older than that. */
  #told = 0;
  /** The one read of the metadata under way: answers of two could arrive in the wrong order. */
  #reading: Promise<Metadata> | undefined;

  constructor({ liveId, request, bus, channel, closed, leave }: LiveListDeps) {
    this.#liveId = liveId;
    this.#request = request;
    this.#closed = closed;
    this.#leave = leave;
    bus.onSnapshot(({ live, metadata }) => this.#hear(() => this.#take(live, metadata)), closed);
    bus.on('live.started', ({ live }) => this.#hear(() => this.#take(live)), closed);
    bus.on('live.updated', ({ live }) => this.#hear(() => this.#take(live)), closed);
    bus.on('live.ended', ({ ts }) => this.#hear(() => this.#patch({ status: 'ended', endedAt: ts, onAir: false })), closed);
    bus.on('media.changed', ({ name, onAir }) => name === liveId && this.#hear(() => this.#patch({ onAir })), closed);
    bus.on('GOODS_ON_SHELF', () => this.#hear(), closed);
    bus.on('GOODS_OFF_SHELF', () => this.#hear(), closed);
    // A read that fails here is made up for by the next one: on the next change, or on reconnecting.
    bus.on('GOODS_ON_SHELF', () => this.#hear(), closed);
    bus.on('GOODS_OFF_SHELF', () => this.#hear(), closed);
    bus.on('metadata.changed', () => this.#hear(() => this.queryMetaData().catch(() => {})), closed);
    const stop = effect(() => {
      if (channel.failure) this.#fail(channel.failure);
    });
    closed.addEventListener('abort', stop, { once: true });
  }

  /** This room's show; undefined until `joinState` is `ready`. */
  get currentLive(): Live | undefined {
    return this.#current.value;
  }
  /** This room's metadata, as last read or told. */
  get metadata(): Metadata {
    return this.#metadata.value;
  }
  get joinState(): 'loading' | 'ready' | 'error' {
    return this.#joinState.value;
  }
  /** Why the room cannot be shown (`not-found`, `forbidden`, …); while `joinState` is `loading`, why the last try failed and another follows. */
  get failure(): LiveErrorCode | undefined {
    return this.#failure.value;
  }
  /** The shows fetched so far, in the server's order. */
  get liveList(): readonly Live[] {
    return this.#list.value;
  }
  /** Where the next page starts; empty after the last one. */
  get liveListCursor(): string {
    return this.#cursor.value;
  }

  /** Reads a page of shows: without a cursor the first one, which starts the list again. */
  async fetchLiveList({ cursor = '', count }: { cursor?: string; count?: number } = {}): Promise<void> {
    const page = await this.#request(LivePage, 'GET', '/lives', { query: { cursor: cursor || undefined, limit: count } });
    batch(() => {
      this.#list.value = cursor === '' ? page.items : append(this.#list.value, page.items);
      this.#cursor.value = page.cursor;
    });
  }

  fetchLiveInfo(liveId: string): Promise<Live> {
    return this.#request(Live, 'GET', `/lives/${encodeURIComponent(liveId)}`, { anonymous: true });
  }

  createLive(live: v.InferInput<typeof NewLive>): Promise<Live> {
    return this.#request(Live, 'POST', '/lives', { body: live });
  }

  /** Reads this show and its metadata anew: on joining, and after every reconnect. Never rejects; see `joinState` and `failure`. */
  async joinLive(): Promise<void> {
    const read = () => Promise.all([this.#upToDate(() => this.fetchLiveInfo(this.#liveId)), this.queryMetaData()]);
    try {
      const [live] = await retry(() => this.#noting(read), { ...JOIN_RETRY, worthwhile: isTransient, until: this.#closed });
      if (!this.#closed.aborted) this.#take(live);
    } catch (error) {
      // A room that is shown already stays: its channel goes on without this answer.
      if (!this.#closed.aborted && (this.#current.value === undefined || !isTransient(error))) this.#fail(errorCode(error));
    }
  }

  /** Begins the show; `currentLive` changes when the room hears of it. */
  async startLive(): Promise<void> {
    await this.#request(v.unknown(), 'POST', this.#path('/start'));
  }

  /** Ends the show for everybody; `currentLive` changes when the room hears of it. */
  async endLive(): Promise<void> {
    await this.#request(v.unknown(), 'POST', this.#path('/end'));
  }

  /** Leaves the room: closes its channel and everything in it. */
  leaveLive(): void {
    this.#leave();
  }

  async updateLiveInfo(patch: v.InferInput<typeof LivePatch>): Promise<void> {
    await this.#request(v.unknown(), 'PATCH', this.#path(''), { body: patch });
  }

  /** Reads the metadata anew and gives the entries of `keys`, or all. */
  async queryMetaData(keys?: readonly string[]): Promise<Metadata> {
    this.#reading ??= this.#readMetadata().finally(() => (this.#reading = undefined));
    const metadata = await this.#reading;
    return keys ? Object.fromEntries(Object.entries(metadata).filter(([key]) => keys.includes(key))) : metadata;
  }

  /** Merges entries into the metadata; the host's and admins' to do. */
  async updateLiveMetaData(metadata: Metadata): Promise<void> {
    await this.#request(v.unknown(), 'PUT', this.#path('/metadata'), { body: { metadata } });
  }

  /** The secret that a program such as OBS publishes this show with. */
  async fetchStreamKey(): Promise<string> {
    return (await this.#request(StreamKeyAnswer, 'GET', this.#path('/stream-key'))).streamKey;
  }

  /** Makes another stream key. The old one opens nothing any more, and a picture sent with it is cut. */
  async renewStreamKey(): Promise<string> {
    return (await this.#request(StreamKeyAnswer, 'POST', this.#path('/stream-key'))).streamKey;
  }

  #path(rest: string): string {
    return `/lives/${encodeURIComponent(this.#liveId)}${rest}`;
  }

  async #readMetadata(): Promise<Metadata> {
    const { metadata } = await this.#upToDate(() =>
      this.#request(MetadataAnswer, 'GET', this.#path('/metadata'), { anonymous: true }),
    );
    if (!this.#closed.aborted) this.#metadata.value = metadata;
    return metadata;
  }

  /** Asks again where the room said something while the answer was under way. */
  async #upToDate<T>(read: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      const told = this.#told;
      const answer = await read();
      if (told === this.#told || attempt === MAX_READS) return answer;
    }
  }

  /** Whoever waits for the room may hear why it takes so long. */
  async #noting<T>(read: () => Promise<T>): Promise<T> {
    try {
      return await read();
    } catch (error) {
      if (!this.#closed.aborted && this.#joinState.peek() === 'loading') this.#failure.value = errorCode(error);
      throw error;
    }
  }

  #hear(change?: () => unknown): void {
    this.#told += 1;
    change?.();
  }

  #take(live: Live, metadata?: Metadata): void {
    batch(() => {
      this.#current.value = live;
      if (metadata) this.#metadata.value = metadata;
      this.#joinState.value = 'ready';
      this.#failure.value = undefined;
    });
  }

  #patch(change: Partial<Live>): void {
    const live = this.#current.peek();
    if (live) this.#current.value = { ...live, ...change };
  }

  #fail(code: LiveErrorCode): void {
    batch(() => {
      this.#joinState.value = 'error';
      this.#failure.value = code;
    });
  }
}

/** Pages can overlap when a show was added between two reads. */
function append(list: readonly Live[], page: readonly Live[]): readonly Live[] {
  const known = new Set(list.map(({ id }) => id));
  return [...list, ...page.filter(({ id }) => !known.has(id))];
}

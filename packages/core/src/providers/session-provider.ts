import { fullJitter, wait } from '../backoff.ts';
import { errorCode, LiveError, type LiveErrorCode } from '../errors.ts';
import { computed, effect, signal } from '../reactive.ts';
import type { Session } from '../schemas/user.ts';
import { embeddedMedia, loadEmbeddedMedia } from './embedded/embedded-media.ts';
import { lazyMediaLink } from './lazy-media-link.ts';
import type { ChannelState, MediaLink, Provider, ProviderDeps, RoomChannel } from './provider.ts';

/** A provider whose channel may still have to be loaded: its picture does not wait for that. */
export interface Carrier {
  readonly media: MediaLink;
  openChannel(): RoomChannel | Promise<RoomChannel>;
}

/** What a session may name. Whoever is loaded on use gives a promise. */
export type Carriers = Record<Session['provider'], (deps: ProviderDeps) => Carrier | Promise<Carrier>>;

const loadEmbeddedChannel = () => import('./embedded/room-channel.ts');

const CARRIERS: Carriers = {
  embedded: (deps) => ({
    media: embeddedMedia(deps),
    openChannel: async () => new (await loadEmbeddedChannel()).EmbeddedRoomChannel(deps),
  }),
  async tencent(deps) {
    const { createTencentProvider } = await import('./tencent/tencent-provider.ts');
    const { media, channel } = createTencentProvider(deps);
    return { media, openChannel: () => channel };
  },
};

const BACKOFF = { baseMs: 500, capMs: 30_000 };
/** Refusals of a session that another try would only repeat; signing in goes on from there. */
const FINAL: ReadonlySet<LiveErrorCode> = new Set(['unauthenticated', 'forbidden', 'not-found', 'expired', 'invalid']);

type Name = Session['provider'];

/** Carries a room over what the visitor's session names; `named` is a signal inside. */
export function createSessionProvider(
  deps: ProviderDeps,
  named: () => Name | undefined,
  carriers: Carriers = CARRIERS,
): Provider {
  // What most rooms need comes while the session is asked for, not after it.
  loadEmbeddedChannel().catch(() => {});
  // Where there are no sockets at all, the embedded channel is the one to say so.
  const channel = new SessionChannel(deps, 'WebSocket' in globalThis ? named : () => 'embedded', carriers);
  const media = lazyMediaLink(async () => {
    loadEmbeddedMedia().catch(() => {});
    return (await channel.chosen).media;
  });
  return { channel, media };
}

/** A channel from before it is known what carries the room. */
class SessionChannel implements RoomChannel {
  readonly #deps: ProviderDeps;
  readonly #closing = new AbortController();
  readonly #channel = signal<RoomChannel | undefined>(undefined);
  readonly #failure = signal<LiveErrorCode | undefined>(undefined);
  readonly #closed = signal(false);
  readonly #state = computed<ChannelState>(() => {
    if (this.#closed.value) return 'closed';
    return this.#channel.value?.state ?? (this.#failure.value ? 'closed' : 'connecting');
  });
  /** Resolves once it is known; rejects when the room closes before. */
  readonly chosen: Promise<Carrier>;

  constructor(deps: ProviderDeps, named: () => Name | undefined, carriers: Carriers) {
    this.#deps = deps;
    const until = this.#closing.signal;
    this.chosen = this.#choose(named, carriers);
    // Nobody may be waiting for it; a room that closes first has no channel.
    this.chosen.then((carrier) => this.#open(carrier)).catch(() => {});
    void this.#askForSession();
    if (deps.closed.aborted) this.close();
    else deps.closed.addEventListener('abort', () => this.close(), { once: true, signal: until });
  }

  get state(): ChannelState {
    return this.#state.value;
  }
  get failure(): LiveErrorCode | undefined {
    return this.#channel.value ? this.#channel.value.failure : this.#failure.value;
  }

  async sendText(text: string, id: string, replyTo?: string): Promise<void> {
    return this.#whoSends().sendText(text, id, replyTo);
  }

  async sendCustom(businessID: string, data: unknown, id: string): Promise<void> {
    return this.#whoSends().sendCustom(businessID, data, id);
  }

  close(): void {
    this.#closing.abort();
    this.#channel.peek()?.close();
    this.#closed.value = true;
  }

  async #choose(named: () => Name | undefined, carriers: Carriers): Promise<Carrier> {
    const name = await defined(named, this.#closing.signal);
    return this.#persist(() => carriers[name](this.#deps));
  }

  async #open(carrier: Carrier): Promise<void> {
    const channel = await this.#persist(() => carrier.openChannel());
    if (this.#closing.signal.aborted) channel.close();
    else this.#channel.value = channel;
  }

  /** What cannot be loaded is tried again: there is no network, most likely. */
  async #persist<T>(load: () => T | Promise<T>): Promise<T> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await load();
      } catch {
        await wait(fullJitter(attempt, BACKOFF), this.#closing.signal);
      }
    }
  }

  /** Whoever signs in later, after a refusal, is heard of by what the session names then. */
  async #askForSession(): Promise<void> {
    const until = this.#closing.signal;
    for (let attempt = 0; !until.aborted; attempt += 1) {
      try {
        await this.#deps.token();
        return;
      } catch (error) {
        if (FINAL.has(errorCode(error))) {
          this.#failure.value = errorCode(error);
          return;
        }
        await wait(fullJitter(attempt, BACKOFF), until).catch(() => {});
      }
    }
  }

  #whoSends(): RoomChannel {
    const channel = this.#channel.peek();
    if (!channel) throw new LiveError(this.#failure.peek() ?? 'offline', 'Not connected');
    return channel;
  }
}

/** Resolves with the signal's first value; rejects when `until` aborts. */
function defined<T>(read: () => T | undefined, until: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const undo = new AbortController();
    const stop = effect(() => {
      const value = read();
      if (value === undefined) return;
      resolve(value);
      undo.abort();
    });
    undo.signal.addEventListener('abort', stop, { once: true });
    if (undo.signal.aborted) stop();
    until.addEventListener('abort', () => (stop(), reject(until.reason)), {
      once: true,
      signal: undo.signal,
    });
  });
}

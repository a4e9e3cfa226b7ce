import { fullJitter, wait } from '../backoff.ts';
import { errorCode, LiveError, type LiveErrorCode } from '../errors.ts';
import { computed, effect, signal, untracked } from '../reactive.ts';
import type { Session } from '../schemas/user.ts';
import { createEmbeddedProvider } from './embedded/embedded-provider.ts';
import { lazyMediaLink } from './lazy-media-link.ts';
import type { ChannelState, Provider, ProviderDeps, RoomChannel } from './provider.ts';

/** What a session may name. Whoever is loaded on use gives a promise. */
export type Providers = Record<Session['provider'], (deps: ProviderDeps) => Provider | Promise<Provider>>;

const PROVIDERS: Providers = {
  embedded: createEmbeddedProvider,
  async tencent(deps) {
    const { createTencentProvider } = await import('./tencent/tencent-provider.ts');
    return createTencentProvider(deps);
  },
};

const BACKOFF = { baseMs: 500, capMs: 30_000 };
/** Refusals of a session that another try would only repeat; signing in goes on from there. */
const FINAL: ReadonlySet<LiveErrorCode> = new Set(['unauthenticated', 'forbidden', 'not-found', 'expired', 'invalid']);

type Name = Session['provider'];

/** Carries a room over what the visitor's session names; `named` is a signal inside. Nothing of any other provider is loaded. */
export function createSessionProvider(
  deps: ProviderDeps,
  named: () => Name | undefined,
  providers: Providers = PROVIDERS,
): Provider {
  // Where there are no sockets at all, the embedded channel is the one to say so.
  const known = 'WebSocket' in globalThis ? untracked(named) : 'embedded';
  if (known === 'embedded') return createEmbeddedProvider(deps);
  const channel = new SessionChannel(deps, named, providers);
  return { channel, media: lazyMediaLink(async () => (await channel.chosen).media) };
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
  readonly chosen: Promise<Provider>;

  constructor(deps: ProviderDeps, named: () => Name | undefined, providers: Providers) {
    this.#deps = deps;
    const until = this.#closing.signal;
    this.chosen = this.#choose(named, providers);
    // Nobody may be waiting for it.
    this.chosen.catch(() => {});
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

  async #choose(named: () => Name | undefined, providers: Providers): Promise<Provider> {
    const until = this.#closing.signal;
    const name = await defined(named, until);
    for (let attempt = 0; ; attempt += 1) {
      try {
        const provider = await providers[name](this.#deps);
        if (until.aborted) provider.channel.close();
        until.throwIfAborted();
        this.#channel.value = provider.channel;
        return provider;
      } catch {
        // Its code could not be loaded: no network, most likely.
        await wait(fullJitter(attempt, BACKOFF), until);
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

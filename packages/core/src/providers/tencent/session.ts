import { LiveError } from '../../errors.ts';
import { createRequest, type TokenSource } from '../../http.ts';
import type { TencentCredentials } from '../../schemas/tencent.ts';
import { ChatClient } from './chat-client.ts';
import type { ChatSdk } from './chat-sdk.ts';
import { CredentialsStore } from './credentials.ts';
import { believable, chatError } from './errors.ts';
import { isReachable } from './reachable.ts';
import { loadChatSdk } from './sdk.ts';
import { TENCENT_TIMING } from './timing.ts';

/** Errors only. */
const LOG_LEVEL = 4;
/** How long a visitor stays signed in after the last room: an element that is moved in the page must not sign in again. */
const GRACE_MS = 1_000;

/** One visitor of one server at Tencent: the credentials and the login that all rooms of the page share. */
export class TencentSession {
  readonly credentials: CredentialsStore;
  readonly #server: string;
  #chat: Promise<ChatClient> | undefined;

  constructor(server: string, token: TokenSource) {
    this.#server = server;
    this.credentials = new CredentialsStore(createRequest(server, token));
  }

  /** The page's connection to Chat, not signed in yet where it is new. */
  chat({ sdkAppId, proxies }: TencentCredentials): Promise<ChatClient> {
    const chat = (this.#chat ??= this.#open(sdkAppId, proxies?.chat));
    chat.catch(() => {
      if (this.#chat === chat) this.#chat = undefined;
    });
    return chat;
  }

  /** Gives up the connection to Chat; whoever asks for it next gets another. */
  dropChat(): void {
    const chat = this.#chat;
    this.#chat = undefined;
    const closed = chat?.then((client) => client.close()).catch(() => {});
    page().closing = Promise.all([page().closing, closed]);
  }

  async #open(SDKAppID: number, proxyServer: string | undefined): Promise<ChatClient> {
    const { sdk, modules } = await loadChatSdk(this.#server);
    // The SDK has one instance an application: the last owner's must be gone.
    await page().closing;
    const chat = (sdk as ChatSdk).create({
      SDKAppID,
      ...(proxyServer === undefined ? {} : { proxyServer }),
      unlimitedAVChatRoom: true,
      modules,
    });
    if (!chat) throw new LiveError('invalid', 'The server gave no usable SDKAppID');
    chat.setLogLevel(LOG_LEVEL);
    return new ChatClient(chat, TENCENT_TIMING, (thrown) => believable(chatError(thrown), () => isReachable(this.#server)));
  }
}

interface Entry {
  readonly session: TencentSession;
  users: number;
  timer: ReturnType<typeof setTimeout> | undefined;
}

interface Registry {
  readonly sessions: Map<string, Entry>;
  /** Resolves when no session that ended holds the SDK any more. */
  closing: Promise<unknown>;
}

const KEY = Symbol.for('vitrine.tencent/1');

/** What the rooms of a page share, even where several copies of this module were loaded. */
function page(): Registry {
  const shared = globalThis as { [KEY]?: Registry };
  return (shared[KEY] ??= { sessions: new Map(), closing: Promise.resolve() });
}

export interface Visitor {
  readonly server: string;
  readonly userId: string;
  readonly token: TokenSource;
}

/** What a room holds of the page's session of its visitor. */
export interface Lease {
  readonly session: Pick<TencentSession, 'credentials' | 'chat' | 'dropChat'>;
  release(): void;
}

/** Gives the page's session of this visitor; each user of it calls `release` once done. */
export function acquireSession({ server, userId, token }: Visitor): Lease {
  const { sessions } = page();
  const key = JSON.stringify([server, userId]);
  // Somebody else's that nobody uses any more would hold the SDK.
  for (const [name, { users }] of sessions) if (users === 0 && name !== key) end(name);
  const entry = sessions.get(key) ?? { session: new TencentSession(server, token), users: 0, timer: undefined };
  sessions.set(key, entry);
  clearTimeout(entry.timer);
  entry.users += 1;
  let released = false;
  return {
    session: entry.session,
    release() {
      if (released) return;
      released = true;
      entry.users -= 1;
      if (entry.users === 0) entry.timer = setTimeout(() => end(key), GRACE_MS);
    },
  };
}

function end(key: string): void {
  const { sessions } = page();
  const entry = sessions.get(key);
  sessions.delete(key);
  clearTimeout(entry?.timer);
  entry?.session.dropChat();
}

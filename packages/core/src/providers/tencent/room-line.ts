import { LiveError } from '../../errors.ts';
import type { TencentCredentials } from '../../schemas/tencent.ts';
import type { ProviderDeps } from '../provider.ts';
import type { ChatClient, ChatListener } from './chat-client.ts';
import type { Lease, Visitor } from './session.ts';

/** What a connected room talks through. Without a UserSig it only listens. */
export interface Line {
  readonly chat: ChatClient;
  readonly credentials: TencentCredentials;
}

type LineDeps = Pick<ProviderDeps, 'server' | 'liveId' | 'token' | 'userId'>;

/** A room's way to its group at Chat, as whoever is signed in. */
export class RoomLine {
  readonly #deps: LineDeps;
  readonly #listener: ChatListener;
  readonly #acquire: (visitor: Visitor) => Lease;
  #lease: Lease | undefined;
  #present: Line | undefined;
  /** Aborts when the connection to Chat is another, or none. */
  #hearing = new AbortController();
  /** True once the visitor wrote something. */
  #talks = false;

  constructor(deps: LineDeps, listener: ChatListener, acquire: (visitor: Visitor) => Lease) {
    this.#deps = deps;
    this.#listener = listener;
    this.#acquire = acquire;
  }

  /** The line of now, which may be dead. */
  get present(): Line | undefined {
    return this.#present;
  }

  /** Gets into the group, as the visitor where they may sign in. Doing it again makes sure that we still are. */
  async dial(until: AbortSignal): Promise<Line> {
    const { server, liveId, token } = this.#deps;
    const signedIn = await token();
    const userId = this.#deps.userId();
    until.throwIfAborted();
    if (!signedIn || userId === undefined) throw new LiveError('unauthenticated', 'Nobody is signed in');
    this.#lease ??= this.#acquire({ server, userId, token });
    const { session } = this.#lease;
    const credentials = await session.credentials.get({ liveId, purpose: this.#talks ? 'talk' : 'listen' });
    const chat = await session.chat(credentials);
    until.throwIfAborted();
    // Before joining: what comes until the room's state is known waits for it.
    this.#hear(chat);
    const line = (this.#present = { chat, credentials });
    if (credentials.userSig) await chat.login(credentials.userId, credentials.userSig, until);
    await chat.join(credentials.group, until);
    until.throwIfAborted();
    return line;
  }

  /** Signs in for the first word, where the server lets this visitor write at all. Undefined where the line is dead by then. */
  async startTalking(): Promise<Line | undefined> {
    const [lease, line] = [this.#lease, this.#present];
    if (!lease || !line) return undefined;
    const credentials = await lease.session.credentials.get({ liveId: this.#deps.liveId, purpose: 'talk' });
    if (!credentials.userSig) throw new LiveError('forbidden', 'Sign in to write here');
    await line.chat.login(credentials.userId, credentials.userSig);
    if (this.#present?.chat !== line.chat) return undefined;
    this.#talks = true;
    return (this.#present = { chat: line.chat, credentials });
  }

  /** Tencent refused the credentials, or ended what they opened: the next ones are fresh. */
  refused(): void {
    this.#lease?.session.credentials.forget();
  }

  /** Gives the SDK up for a new one. */
  renew(): void {
    this.#forget();
    this.#lease?.session.dropChat();
  }

  /** Leaves the group, and the session to whoever else uses it. */
  hangUp(): void {
    const line = this.#present;
    this.#forget();
    void line?.chat.leave(line.credentials.group.id);
    this.#lease?.release();
    this.#lease = undefined;
    this.#talks = false;
  }

  #hear(chat: ChatClient): void {
    if (this.#present?.chat === chat) return;
    this.#forget();
    this.#hearing = new AbortController();
    chat.listen(this.#listener, this.#hearing.signal);
  }

  #forget(): void {
    this.#present = undefined;
    this.#hearing.abort();
  }
}

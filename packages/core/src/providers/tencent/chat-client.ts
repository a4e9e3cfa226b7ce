import { LiveError } from '../../errors.ts';
import { type Chat, CHAT_EVENT, type ChatMessage, type ChatPriority, CONVERSATION } from './chat-sdk.ts';
import { chatError, chatKick } from './errors.ts';
import { sdkCall } from './sdk-call.ts';
import type { TencentTiming } from './timing.ts';

/** A message of a user, before it is one of the SDK's. */
export interface Outgoing {
  readonly kind: 'text' | 'custom';
  /** The text, or a custom message's data. */
  readonly content: string;
  readonly cloudCustomData: string;
  readonly priority: ChatPriority;
}

export interface Group {
  readonly id: string;
  readonly type: string;
}

/** What whoever uses the client hears of it. */
export interface ChatListener {
  /** Messages of every group and user, as they arrive. */
  messages(messages: readonly ChatMessage[]): void;
  /** The connection is lost, or there again. */
  network(connected: boolean): void;
  /** The groups were joined anew under another login: something may be missing. */
  rejoined(): void;
  /** The service ended the login. */
  ended(error: LiveError): void;
}

type Timing = Pick<TencentTiming, 'loginMs' | 'joinMs' | 'probeMs' | 'leaveMs' | 'ackMs'>;

/** Signing out without a network takes the SDK this long. */
const DESTROY_MS = 16_000;

/**
 * The page's one connection to Chat, shared by its rooms: without a login it receives, with one it also sends. Everything that
 * changes the connection waits for its turn; every call of the SDK is bounded.
 */
export class ChatClient {
  readonly #chat: Chat;
  readonly #timing: Timing;
  readonly #toError: (thrown: unknown) => LiveError | Promise<LiveError>;
  readonly #listeners = new Set<ChatListener>();
  readonly #groups = new Map<string, Group>();
  readonly #undo: (() => void)[] = [];
  #turn: Promise<unknown> = Promise.resolve();
  #connected = true;

  /** `toError` may find out more about what the SDK throws. */
  constructor(chat: Chat, timing: Timing, toError: (thrown: unknown) => LiveError | Promise<LiveError> = chatError) {
    this.#chat = chat;
    this.#timing = timing;
    this.#toError = toError;
    this.#on(CHAT_EVENT.received, (data) => this.#tell((to) => to.messages(data as readonly ChatMessage[])));
    this.#on(CHAT_EVENT.network, (data) => {
      this.#connected = (data as { state: string }).state === 'connected';
      this.#tell((to) => to.network(this.#connected));
    });
    this.#on(CHAT_EVENT.kicked, (data) => {
      this.#groups.clear();
      const error = chatKick((data as { type?: unknown }).type);
      this.#tell((to) => to.ended(error));
    });
  }

  /** False while the network is down, as far as the SDK knows. */
  get connected(): boolean {
    return this.#connected;
  }

  /** Hears of everything until `until` aborts. */
  listen(listener: ChatListener, until: AbortSignal): void {
    if (until.aborted) return;
    this.#listeners.add(listener);
    until.addEventListener('abort', () => this.#listeners.delete(listener), { once: true });
  }

  /** Resolves once the user can send; groups that were joined without a login are joined again with it. */
  login(userId: string, userSig: string, signal?: AbortSignal): Promise<void> {
    return this.#next(async () => {
      if (this.#isSignedIn(userId)) return;
      const joined = [...this.#groups.values()];
      // Who received without a login would go on to, for ever.
      for (const { id } of joined) await this.#quit(id);
      try {
        const signIn = async () => {
          const ready = this.#untilReady();
          await this.#chat.login({ userID: userId, userSig });
          await ready;
        };
        await this.#call(this.#timing.loginMs, signIn, signal);
        if (!this.#isSignedIn(userId)) throw new LiveError('conflict', 'Somebody else is signed in to Chat on this page');
      } finally {
        for (const group of joined) await this.#join(group).catch(() => this.#groups.delete(group.id));
        if (joined.length > 0) this.#tell((to) => to.rejoined());
      }
    });
  }

  /** Joins, or makes sure that we still are in. Resolves once messages of the group arrive. */
  join(group: Group, signal?: AbortSignal): Promise<void> {
    return this.#next(() => this.#join(group, signal));
  }

  leave(groupId: string): Promise<void> {
    return this.#next(() => this.#quit(groupId));
  }

  /** Resolves with the message as the service accepted it. */
  async send(groupId: string, { kind, content, cloudCustomData, priority }: Outgoing): Promise<ChatMessage> {
    // Asked too early, the SDK rejects outside of what it returns.
    if (!this.#chat.isReady()) throw new LiveError('offline', 'Not connected to Chat');
    const common = { to: groupId, conversationType: CONVERSATION.group, priority, cloudCustomData } as const;
    const { data } = await this.#call(this.#timing.ackMs, () => {
      const message =
        kind === 'text'
          ? this.#chat.createTextMessage({ ...common, payload: { text: content } })
          : this.#chat.createCustomMessage({ ...common, payload: { data: content, description: '', extension: '' } });
      return this.#chat.sendMessage(message);
    });
    return data.message;
  }

  /** Signs out and gives the SDK's instance up. */
  close(): Promise<void> {
    return this.#next(async () => {
      for (const undo of this.#undo.splice(0)) undo();
      this.#tell((to) => to.ended(new LiveError('offline', 'The connection to Chat was given up')));
      this.#listeners.clear();
      this.#groups.clear();
      // Rejects where nobody was signed in, having done its work all the same.
      await this.#call(DESTROY_MS, () => this.#chat.destroy()).catch(() => {});
    });
  }

  #isSignedIn(userId: string): boolean {
    return this.#chat.isReady() && this.#chat.getLoginUser() === userId;
  }

  #untilReady(): Promise<void> {
    if (this.#chat.isReady()) return Promise.resolve();
    return new Promise((resolve) => {
      const ready = () => {
        this.#chat.off(CHAT_EVENT.ready, ready);
        resolve();
      };
      this.#chat.on(CHAT_EVENT.ready, ready);
    });
  }

  async #join(group: Group, signal?: AbortSignal): Promise<void> {
    // Without a login the SDK never asks again whether we are still in.
    if (this.#groups.has(group.id) && !this.#chat.isReady()) await this.#quit(group.id);
    const { joinMs, probeMs } = this.#timing;
    const join = () => this.#chat.joinGroup({ groupID: group.id, type: group.type });
    await this.#call(this.#connected ? joinMs : probeMs, join, signal);
    this.#groups.set(group.id, group);
  }

  async #quit(groupId: string): Promise<void> {
    this.#groups.delete(groupId);
    // Whoever is out already is told so by an error.
    await this.#call(this.#timing.leaveMs, () => this.#chat.quitGroup(groupId)).catch(() => {});
  }

  #call<T>(timeoutMs: number, act: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    return sdkCall(act, { timeoutMs, signal, toError: this.#toError });
  }

  #next<T>(act: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(act);
    this.#turn = result.catch(() => {});
    return result;
  }

  #on(event: string, listener: (data: unknown) => void): void {
    const heard = ({ data }: { readonly data: unknown }) => listener(data);
    this.#chat.on(event, heard);
    this.#undo.push(() => this.#chat.off(event, heard));
  }

  #tell(act: (listener: ChatListener) => void): void {
    for (const listener of this.#listeners) act(listener);
  }
}

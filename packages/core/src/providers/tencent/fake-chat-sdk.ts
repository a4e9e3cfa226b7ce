import type { Chat, ChatMessage, NewMessage } from './chat-sdk.ts';
import { CHAT_EVENT } from './chat-sdk.ts';

type Listener = (event: { readonly data: unknown }) => void;

/** What the fake was asked to do, or what it does instead. */
type Act = 'login' | 'joinGroup' | 'quitGroup' | 'sendMessage' | 'destroy';

/** For tests: an instance of the Chat SDK that does at once what it is asked, or what a test says. */
export class FakeChatSdk implements Chat {
  /** Calls so far, as `joinGroup friday`. */
  readonly calls: string[] = [];
  user = '';
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #instead = new Map<Act, () => Promise<unknown>>();
  #ready = false;

  /** Answers a call so from now on. */
  instead(act: Act, answer: (() => Promise<unknown>) | undefined): void {
    if (answer) this.#instead.set(act, answer);
    else this.#instead.delete(act);
  }

  emit(event: string, data?: unknown): void {
    for (const listener of this.#listeners.get(event) ?? []) listener({ data });
  }

  on(event: string, listener: Listener): void {
    this.#listeners.set(event, (this.#listeners.get(event) ?? new Set()).add(listener));
  }

  off(event: string, listener: Listener): void {
    this.#listeners.get(event)?.delete(listener);
  }

  /** How many still listen. */
  get listening(): number {
    return [...this.#listeners.values()].reduce((sum, { size }) => sum + size, 0);
  }

  setLogLevel(): void {}

  async login({ userID }: { userID: string }): Promise<void> {
    await this.#act('login', userID);
    this.user = userID;
    this.#ready = true;
    this.emit(CHAT_EVENT.ready);
  }

  async logout(): Promise<void> {}

  async destroy(): Promise<void> {
    await this.#act('destroy');
  }

  isReady(): boolean {
    return this.#ready;
  }

  getLoginUser(): string {
    return this.user;
  }

  /** The service ends the login. */
  kick(type: string): void {
    this.user = '';
    this.#ready = false;
    this.emit(CHAT_EVENT.kicked, { type });
  }

  async joinGroup({ groupID }: { groupID: string }): Promise<void> {
    await this.#act('joinGroup', groupID);
  }

  async quitGroup(groupID: string): Promise<void> {
    await this.#act('quitGroup', groupID);
  }

  createTextMessage(message: NewMessage<{ text: string }>): ChatMessage {
    return this.#message('TIMTextElem', message);
  }

  createCustomMessage(message: NewMessage<{ data: string; description: string; extension: string }>): ChatMessage {
    return this.#message('TIMCustomElem', message);
  }

  async sendMessage(message: ChatMessage): Promise<{ data: { message: ChatMessage } }> {
    await this.#act('sendMessage', JSON.stringify(message.payload));
    return { data: { message } };
  }

  #message(type: string, { to, conversationType, payload, cloudCustomData }: NewMessage<unknown>): ChatMessage {
    return { ID: crypto.randomUUID(), type, to, conversationType, payload, cloudCustomData, from: this.user, time: 1 };
  }

  async #act(act: Act, what = ''): Promise<unknown> {
    this.calls.push(`${act} ${what}`.trim());
    return this.#instead.get(act)?.();
  }
}

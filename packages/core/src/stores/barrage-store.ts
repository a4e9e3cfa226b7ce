import { clientId } from '../client-id.ts';
import { errorCode, LiveError, type LiveErrorCode, refusingRule } from '../errors.ts';
import { Listeners } from '../listeners.ts';
import type { RoomChannel } from '../providers/provider.ts';
import { batch, signal } from '../reactive.ts';
import type { RoomDeps } from '../room-deps.ts';
import { MAX_BARRAGE_LENGTH, type PinnedBarrage, type QuotedBarrage } from '../schemas/barrage.ts';
import type { ChatRules } from '../schemas/chat-rules.ts';
import type { RoomEvent } from '../schemas/room-event.ts';
import type { LiveUser } from '../schemas/user.ts';

/**
 * One row of the barrage list. Its kind is its layer: `text` for the list and the screen, `custom` for cards and effects, `tip`
 * for what the page itself has to say. A tip is local: only this page sees it.
 */
export interface Barrage {
  /** The event's id; a row keeps it for good. */
  readonly id: string;
  readonly liveId: string;
  /** Undefined for a tip. */
  readonly sender: LiveUser | undefined;
  /** Counts the rows of this page in order of arrival. */
  readonly sequence: number;
  /** Seconds since 1970, by the server's clock. */
  readonly timestampInSecond: number;
  readonly messageType: 'text' | 'custom' | 'tip';
  readonly textContent?: string;
  /** Names the kind of a custom message. */
  readonly businessID?: string;
  /** What a custom message carries, as its sender sent it: not validated. */
  readonly data?: unknown;
  /** The message that this one answers. */
  readonly reply?: QuotedBarrage;
}

/** A message before it is sent. */
export type OutgoingBarrage =
  | { readonly messageType: 'text'; readonly textContent: string; readonly replyTo?: string }
  | { readonly messageType: 'custom'; readonly businessID: string; readonly data: unknown };

/** A row that only this page sees; `businessID` and `data` say what it is about, a gift for example. */
export type LocalTip = Pick<Barrage, 'textContent' | 'businessID' | 'data'> & { readonly sender?: LiveUser };

/** False keeps a message from being sent. */
export type WillSend = (message: OutgoingBarrage) => boolean | Promise<boolean>;

/** One's own message that waits for a moderator. */
export interface HeldMessage {
  readonly id: string;
  readonly textContent: string;
}

const OPEN_CHAT: ChatRules = { messagesDisabled: false, approval: false, followersOnly: false, slowModeSeconds: 0 };

const MAX_ROWS = 500;
const MAX_HELD = 50;

/** What people write in the room. AtomicXCore's BarrageStore. */
export class BarrageStore {
  readonly #liveId: string;
  readonly #channel: RoomChannel;
  /** Grows to twice what is kept before it is cut, so that a message of a storm costs the same as any other. */
  #rows: Barrage[] = [];
  /** Of the rows, and of some that were cut: in two parts, so that the older one is forgotten at once. */
  #ids = new Set<string>();
  #olderIds = new Set<string>();
  /** Counts the changes of the rows; what they are is only put together for whoever looks. */
  readonly #changes = signal(0);
  #list: readonly Barrage[] | undefined;
  readonly #mutedUntil = signal(0);
  readonly #failure = signal<LiveErrorCode | undefined>(undefined);
  readonly #refusedBy = signal<string | undefined>(undefined);
  readonly #pinned = signal<PinnedBarrage | undefined>(undefined);
  readonly #chat = signal<ChatRules>(OPEN_CHAT);
  readonly #held = signal<readonly HeldMessage[]>([]);
  readonly #replyTarget = signal<Barrage | undefined>(undefined);
  readonly #willSend = new Set<WillSend>();
  readonly #didSend = new Listeners<[message: OutgoingBarrage]>();
  readonly #received = new Listeners<[barrage: Barrage]>();
  readonly #customReceived = new Listeners<[barrage: Barrage]>();
  #sequence = 0;

  constructor({ liveId, bus, channel, userId, closed }: Pick<RoomDeps, 'liveId' | 'bus' | 'channel' | 'userId' | 'closed'>) {
    this.#liveId = liveId;
    this.#channel = channel;
    bus.onSnapshot(({ live, barrages, mutedUntil, chat }) => {
      batch(() => {
        for (const event of barrages) this.#add(event);
        this.#mutedUntil.value = mutedUntil;
        this.#pinned.value = live.pinned;
        this.#chat.value = chat ?? OPEN_CHAT;
        // Whoever was away so long, or is somebody else now, did not hear what became of them.
        this.#held.value = [];
      });
    }, closed);
    bus.on('barrage.sent', (event) => this.#receive(event, this.#received), closed);
    bus.on('barrage.custom', (event) => this.#receive(event, this.#customReceived), closed);
    bus.on('barrage.removed', ({ barrageId }) => this.#drop(barrageId), closed);
    bus.on('barrage.pinned', ({ pinned }) => (this.#pinned.value = pinned), closed);
    bus.on('barrage.unpinned', () => (this.#pinned.value = undefined), closed);
    bus.on('live.updated', ({ live }) => (this.#pinned.value = live.pinned), closed);
    bus.on('chat.changed', ({ chat }) => (this.#chat.value = chat), closed);
    bus.on('barrage.held', ({ barrageId, text }) => this.#hold({ id: barrageId, textContent: text }), closed);
    bus.on('barrage.rejected', ({ barrageId }) => this.#release(barrageId), closed);
    bus.on(
      'member.muted',
      (event) => {
        if (event.userId === userId()) this.#mutedUntil.value = event.until;
      },
      closed,
    );
  }

  /** The last 500 rows, oldest first, in order of arrival. */
  get messageList(): readonly Barrage[] {
    void this.#changes.value; // Reading it is what subscribes.
    return (this.#list ??= this.#rows.slice(-MAX_ROWS));
  }
  /** Until when the visitor may not write, in server milliseconds; 0 or past means that they may. */
  get mutedUntil(): number {
    return this.#mutedUntil.value;
  }
  /** Why the last message was refused; undefined once one was accepted. */
  get failure(): LiveErrorCode | undefined {
    return this.#failure.value;
  }

  /** The rule of the room that the last message met (`words`, `links`, `slow-mode`, …), where it was one. */
  get refusedBy(): string | undefined {
    return this.#refusedBy.value;
  }
  /** The message that the room keeps in view. */
  get pinnedMessage(): PinnedBarrage | undefined {
    return this.#pinned.value;
  }
  /** What the room asks of whoever writes. */
  get chatRules(): ChatRules {
    return this.#chat.value;
  }
  /** The row that the visitor is about to answer, so that list and field know of it; only this page does. */
  get replyTarget(): Barrage | undefined {
    return this.#replyTarget.value;
  }
  /** One's own messages that wait for a moderator, as far as this page was there to hear of it. */
  get heldMessages(): readonly HeldMessage[] {
    return this.#held.value;
  }

  /**
   * Resolves once the room accepted the text (1 to 200 UTF-16 units, trimmed); it shows when the room sends it to everybody.
   * `replyTo` is the id of the row that it answers.
   */
  async sendTextMessage(text: string, { replyTo }: { replyTo?: string } = {}): Promise<void> {
    const trimmed = text.trim();
    await this.#send({ messageType: 'text', textContent: trimmed, replyTo }, () => {
      if (trimmed === '') throw new LiveError('invalid', 'There is nothing to send');
      if (trimmed.length > MAX_BARRAGE_LENGTH) throw new LiveError('too-large', `At most ${MAX_BARRAGE_LENGTH} characters`);
      return this.#channel.sendText(trimmed, clientId(), replyTo);
    });
  }

  /** Like `sendTextMessage`, for a message whose `businessID` the shop allows; `data` is anything JSON can carry. */
  async sendCustomMessage(businessID: string, data: unknown): Promise<void> {
    await this.#send({ messageType: 'custom', businessID, data }, () => this.#channel.sendCustom(businessID, data, clientId()));
  }

  /** The visitor is about to answer a text, or with undefined no longer. Whoever sends the answer passes its id as `replyTo`. */
  setReplyTarget(row: Barrage | undefined): void {
    // A copy, so that the same one chosen again is told again: the field takes the cursor once more.
    if (row === undefined || row.messageType === 'text') this.#replyTarget.value = row && { ...row };
  }

  /** Adds a row that only this page sees. */
  appendLocalTip(tip: string | LocalTip): void {
    this.#keep({
      id: `tip_${clientId()}`,
      liveId: this.#liveId,
      sender: undefined,
      timestampInSecond: Date.now() / 1000,
      ...(typeof tip === 'string' ? { textContent: tip } : tip),
      messageType: 'tip',
      sequence: this.#sequence + 1,
    });
  }

  /** Asks before every message; one that somebody is against is not sent, and rejects as `cancelled`. */
  onWillSendBarrage(hook: WillSend, until: AbortSignal): void {
    if (until.aborted) return;
    this.#willSend.add(hook);
    until.addEventListener('abort', () => this.#willSend.delete(hook), { once: true });
  }

  /** Tells of every message of this page that the room accepted. */
  onDidSendBarrage(listener: (message: OutgoingBarrage) => void, until: AbortSignal): void {
    this.#didSend.add(listener, until);
  }

  /** Tells of every text as the room sends it, one's own included; not of those found on joining. */
  onBarrageReceived(listener: (barrage: Barrage) => void, until: AbortSignal): void {
    this.#received.add(listener, until);
  }

  /** Like `onBarrageReceived`, for custom messages. */
  onCustomMessageReceived(listener: (barrage: Barrage) => void, until: AbortSignal): void {
    this.#customReceived.add(listener, until);
  }

  async #send(message: OutgoingBarrage, act: () => Promise<void>): Promise<void> {
    for (const hook of this.#willSend) {
      if (!(await hook(message))) throw new LiveError('cancelled', 'The page did not want this sent');
    }
    const result = await Promise.resolve()
      .then(act)
      .catch((error: unknown) => error ?? new LiveError('unavailable', 'The message was not sent'));
    batch(() => {
      this.#failure.value = result === undefined ? undefined : errorCode(result);
      this.#refusedBy.value = refusingRule(result);
    });
    if (result !== undefined) throw result;
    this.#didSend.tell(message);
  }

  #receive(event: RoomEvent, listeners: Listeners<[Barrage]>): void {
    this.#release(event.eventId);
    const row = this.#add(event);
    if (row) listeners.tell(row);
  }

  #drop(id: string): void {
    if (this.#replyTarget.peek()?.id === id) this.#replyTarget.value = undefined;
    if (!this.#ids.delete(id) && !this.#olderIds.delete(id)) return;
    this.#rows = this.#rows.filter((row) => row.id !== id);
    this.#changed();
  }

  #hold(message: HeldMessage): void {
    // It may have been approved before this came.
    if (this.#knows(message.id)) return;
    this.#held.value = [...this.#held.peek().filter(({ id }) => id !== message.id), message].slice(-MAX_HELD);
  }

  #release(id: string): void {
    const held = this.#held.peek();
    if (held.some((message) => message.id === id)) this.#held.value = held.filter((message) => message.id !== id);
  }

  /** A snapshot repeats what may be here already. */
  #add(event: RoomEvent): Barrage | undefined {
    if (this.#knows(event.eventId)) return undefined;
    const row = toRow(event, this.#sequence + 1);
    if (row) this.#keep(row);
    return row;
  }

  #knows(id: string): boolean {
    return this.#ids.has(id) || this.#olderIds.has(id);
  }

  #keep(row: Barrage): void {
    this.#sequence = row.sequence;
    this.#ids.add(row.id);
    this.#rows.push(row);
    if (this.#rows.length >= 2 * MAX_ROWS) {
      this.#rows = this.#rows.slice(-MAX_ROWS);
      this.#olderIds = this.#ids;
      this.#ids = new Set();
    }
    this.#changed();
  }

  #changed(): void {
    // Whoever has not looked since the last change has been told of it already.
    if (this.#list === undefined) return;
    this.#list = undefined;
    this.#changes.value += 1;
  }
}

function toRow(event: RoomEvent, sequence: number): Barrage | undefined {
  if (event.type !== 'barrage.sent' && event.type !== 'barrage.custom') return undefined;
  const { eventId: id, liveId, sender, ts } = event;
  const timestampInSecond = ts / 1000;
  if (event.type === 'barrage.sent') {
    const { text: textContent, reply } = event;
    return { id, liveId, sender, sequence, timestampInSecond, messageType: 'text', textContent, reply };
  }
  const { businessID, data } = event;
  return { id, liveId, sender, sequence, timestampInSecond, messageType: 'custom', businessID, data };
}

import { clientId } from '../client-id.ts';
import { errorCode, LiveError, type LiveErrorCode } from '../errors.ts';
import type { RoomChannel } from '../providers/provider.ts';
import { signal } from '../reactive.ts';
import type { RoomDeps } from '../room-deps.ts';
import type { RoomEvent } from '../schemas/room-event.ts';
import { MAX_BARRAGE_LENGTH } from '../schemas/socket.ts';
import type { LiveUser } from '../schemas/user.ts';

/** One row of the barrage list. A `tip` is local: only this page sees it. */
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
}

const MAX_ROWS = 500;

/** What people write in the room. AtomicXCore's BarrageStore. */
export class BarrageStore {
  readonly #liveId: string;
  readonly #channel: RoomChannel;
  readonly #list = signal<readonly Barrage[]>([]);
  readonly #mutedUntil = signal(0);
  readonly #failure = signal<LiveErrorCode | undefined>(undefined);
  #sequence = 0;

  constructor({ liveId, bus, channel, userId, closed }: Pick<RoomDeps, 'liveId' | 'bus' | 'channel' | 'userId' | 'closed'>) {
    this.#liveId = liveId;
    this.#channel = channel;
    bus.onSnapshot(({ barrages, mutedUntil }) => {
      this.#append(barrages.map(toRow));
      this.#mutedUntil.value = mutedUntil;
    }, closed);
    bus.on('barrage.sent', (event) => this.#append([toRow(event)]), closed);
    bus.on('barrage.custom', (event) => this.#append([toRow(event)]), closed);
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
    return this.#list.value;
  }
  /** Until when the visitor may not write, in server milliseconds; 0 or past means that they may. */
  get mutedUntil(): number {
    return this.#mutedUntil.value;
  }
  /** Why the last message was refused; undefined once one was accepted. */
  get failure(): LiveErrorCode | undefined {
    return this.#failure.value;
  }

  /** Resolves once the room accepted the text (1 to 200 UTF-16 units, trimmed); it shows when the room sends it to everybody. */
  async sendTextMessage(text: string): Promise<void> {
    const trimmed = text.trim();
    await this.#send(() => {
      if (trimmed === '') throw new LiveError('invalid', 'There is nothing to send');
      if (trimmed.length > MAX_BARRAGE_LENGTH) throw new LiveError('too-large', `At most ${MAX_BARRAGE_LENGTH} characters`);
      return this.#channel.sendText(trimmed, clientId());
    });
  }

  /** Like `sendTextMessage`, for a message whose `businessID` the shop allows; `data` is anything JSON can carry. */
  async sendCustomMessage(businessID: string, data: unknown): Promise<void> {
    await this.#send(() => this.#channel.sendCustom(businessID, data, clientId()));
  }

  /** Adds a row that only this page sees. */
  appendLocalTip(text: string): void {
    const id = `tip_${clientId()}`;
    this.#append([
      {
        id,
        liveId: this.#liveId,
        sender: undefined,
        timestampInSecond: Date.now() / 1000,
        messageType: 'tip',
        textContent: text,
      },
    ]);
  }

  async #send(act: () => Promise<void>): Promise<void> {
    try {
      await act();
      this.#failure.value = undefined;
    } catch (error) {
      this.#failure.value = errorCode(error);
      throw error;
    }
  }

  /** A snapshot repeats what may be here already. */
  #append(rows: readonly (Omit<Barrage, 'sequence'> | undefined)[]): void {
    const list = this.#list.peek();
    const known = new Set(list.map(({ id }) => id));
    const added: Barrage[] = [];
    for (const row of rows) {
      if (!row || known.has(row.id)) continue;
      known.add(row.id);
      added.push({ ...row, sequence: (this.#sequence += 1) });
    }
    if (added.length > 0) this.#list.value = [...list, ...added].slice(-MAX_ROWS);
  }
}

function toRow(event: RoomEvent): Omit<Barrage, 'sequence'> | undefined {
  if (event.type !== 'barrage.sent' && event.type !== 'barrage.custom') return undefined;
  const { eventId, liveId, sender, ts } = event;
  const row = { id: eventId, liveId, sender, timestampInSecond: ts / 1000 };
  if (event.type === 'barrage.sent') return { ...row, messageType: 'text', textContent: event.text };
  return { ...row, messageType: 'custom', businessID: event.businessID, data: event.data };
}

import { type Backoff, retry } from '../backoff.ts';
import { clientId } from '../client-id.ts';
import { errorCode, type LiveErrorCode } from '../errors.ts';
import type { Request } from '../http.ts';
import { Listeners } from '../listeners.ts';
import { batch, signal } from '../reactive.ts';
import type { RoomDeps } from '../room-deps.ts';
import { type GiftCategory, type GiftInfo, GiftSummary, SentGift, UsableGifts } from '../schemas/gift.ts';
import type { GiftCount } from '../schemas/gift-event.ts';
import type { EventOf } from '../schemas/room-event.ts';
import type { LiveUser } from '../schemas/user.ts';

const MAX_RECENT = 50;
const ATTEMPTS = 4;
const PACE: Backoff = { baseMs: 400, capMs: 3_000 };
const NOTHING: GiftCount = { totalGiftsSent: 0, totalGiftCoins: 0, totalUniqueGiftSenders: 0 };

/** A gift as the room was told of it: it is paid. */
export interface ReceivedGift {
  /** Of the event. */
  readonly id: string;
  readonly liveId: string;
  readonly gift: Pick<GiftInfo, 'giftId' | 'name' | 'coins'> & { readonly iconUrl?: string; readonly resourceUrl?: string };
  readonly count: number;
  readonly sender: LiveUser;
  /** Gifts of one kind and sender that come within a few seconds share it. */
  readonly comboId: string;
  /** How many the combo counts by now. */
  readonly comboCount: number;
  /** Milliseconds since 1970, by the server's clock. */
  readonly at: number;
}

/** The outcome is not known, or another request with the same key is about to tell. */
const isUncertain = (error: unknown): boolean => ['offline', 'timeout', 'in-progress'].includes(errorCode(error));

/** The gifts that can be sent into a room, and those that were. AtomicXCore's GiftStore. */
export class GiftStore {
  readonly #path: string;
  readonly #liveId: string;
  readonly #server: string;
  readonly #request: Request;
  readonly #closed: AbortSignal;
  readonly #pace: Backoff;
  readonly #usable = signal<readonly GiftCategory[] | undefined>(undefined);
  readonly #recent = signal<readonly ReceivedGift[]>([]);
  readonly #count = signal<GiftCount>(NOTHING);
  readonly #top = signal<GiftSummary['topSenders']>([]);
  readonly #failure = signal<LiveErrorCode | undefined>(undefined);
  readonly #received = new Listeners<[gift: ReceivedGift]>();
  readonly #counted = new Listeners<[count: GiftCount]>();
  #language: string | undefined;
  #reads = 0;
  #reading: Promise<void> | undefined;

  constructor(
    {
      liveId,
      request,
      bus,
      closed,
      server,
    }: Pick<RoomDeps, 'liveId' | 'request' | 'bus' | 'closed'> & { readonly server: string },
    pace: Backoff = PACE,
  ) {
    this.#liveId = liveId;
    this.#server = server;
    this.#path = `/lives/${encodeURIComponent(liveId)}/gifts`;
    this.#request = request;
    this.#closed = closed;
    this.#pace = pace;
    bus.on('live_gift', (event) => this.#receive(event), closed);
  }

  /** What can be sent, by category; undefined until it was read. */
  get usableGifts(): readonly GiftCategory[] | undefined {
    return this.#usable.value;
  }
  /** Why the gifts could not be read; undefined once they were. */
  get failure(): LiveErrorCode | undefined {
    return this.#failure.value;
  }
  /** The last 50 gifts that the room was told of while this page was there, newest first. */
  get recentGifts(): readonly ReceivedGift[] {
    return this.#recent.value;
  }
  /** What the show was given so far, as far as the room told or `fetchSummary` read. */
  get giftCount(): GiftCount {
    return this.#count.value;
  }
  /** Who gave most, as `fetchSummary` read it. */
  get topSenders(): GiftSummary['topSenders'] {
    return this.#top.value;
  }

  /** Reads what can be sent. Does not reject: `failure` says why there is nothing. Whoever asks meanwhile gets the same answer. */
  refreshUsableGifts(): Promise<void> {
    if (this.#reading) return this.#reading;
    const reading = this.#read().finally(() => {
      if (this.#reading === reading) this.#reading = undefined;
    });
    this.#reading = reading;
    return reading;
  }

  async #read(): Promise<void> {
    const read = (this.#reads += 1);
    try {
      const query = this.#language === undefined ? {} : { language: this.#language };
      const { categories } = await this.#request(UsableGifts, 'GET', this.#path, { query });
      if (read !== this.#reads) return;
      batch(() => {
        this.#usable.value = categories.map((category) => ({
          ...category,
          giftList: category.giftList.map((gift) => this.#placed(gift)),
        }));
        this.#failure.value = undefined;
      });
    } catch (error) {
      if (read === this.#reads) this.#failure.value = errorCode(error);
    }
  }

  /** In which language gifts are named, such as `zh-CN` or `en`; reads them again where they were read. */
  async setLanguage(language: string): Promise<void> {
    if (language === this.#language) return;
    this.#language = language;
    const before = this.#reading;
    this.#reading = undefined;
    if (before || this.#usable.peek()) await this.refreshUsableGifts();
  }

  /**
   * Sends a gift, 1 to 999 at once. Resolves once it is paid; `recentGifts` changes when the room hears of it. Rejects with
   * `insufficient-balance`, `forbidden` (its level is above the visitor's), `not-found`, or what else was in the way: then nothing
   * was paid. While the outcome is uncertain it is asked for again under the same key.
   */
  async sendGift(giftId: string, count = 1): Promise<SentGift> {
    const idempotencyKey = clientId();
    return retry(() => this.#request(SentGift, 'POST', this.#path, { body: { giftId, count }, idempotencyKey }), {
      attempts: ATTEMPTS,
      worthwhile: isUncertain,
      until: this.#closed,
      ...this.#pace,
    });
  }

  /** Reads what the show was given, and who gave most. */
  async fetchSummary(): Promise<void> {
    const { topSenders, ...count } = await this.#request(GiftSummary, 'GET', `${this.#path}/summary`);
    batch(() => {
      this.#top.value = topSenders;
      // The room may have told of more meanwhile.
      if (count.totalGiftsSent >= this.#count.peek().totalGiftsSent) this.#count.value = count;
    });
  }

  /** Tells of every gift as the room hears of it, one's own included. */
  onReceiveGift(listener: (gift: ReceivedGift) => void, until: AbortSignal): void {
    this.#received.add(listener, until);
  }

  /** Tells of what the show was given so far, whenever that is another. */
  onGiftCountChanged(listener: (count: GiftCount) => void, until: AbortSignal): void {
    this.#counted.add(listener, until);
  }

  #receive(event: EventOf<'live_gift'>): void {
    const { eventId, ts, giftId, giftName, giftCount, giftValue, senderId, senderName, senderAvatar, total } = event;
    // Named as the catalogue names it, where that was read in the visitor's language.
    const known = this.#usable
      .peek()
      ?.flatMap(({ giftList }) => giftList)
      .find((gift) => gift.giftId === giftId);
    const gift: ReceivedGift = {
      id: eventId,
      liveId: this.#liveId,
      gift: this.#placed({
        giftId,
        name: known?.name ?? giftName,
        coins: giftValue,
        iconUrl: event.iconUrl,
        resourceUrl: event.effectUrl,
      }),
      count: giftCount,
      sender: event.sender ?? { userId: senderId, userName: senderName, avatarUrl: senderAvatar },
      comboId: event.comboId,
      comboCount: event.comboCount,
      at: ts,
    };
    batch(() => {
      this.#recent.value = [gift, ...this.#recent.peek()].slice(0, MAX_RECENT);
      this.#count.value = total;
    });
    this.#received.tell(gift);
    this.#counted.tell(total);
  }

  /** Files of the server's own gifts are named from its root, whatever page shows them. */
  #placed<T extends { readonly iconUrl?: string | undefined; readonly resourceUrl?: string | undefined }>(gift: T): T {
    const here = (url: string | undefined) => (url?.startsWith('/') && !url.startsWith('//') ? this.#server + url : url);
    const { iconUrl, resourceUrl } = gift;
    return {
      ...gift,
      ...(iconUrl === undefined ? {} : { iconUrl: here(iconUrl) }),
      ...(resourceUrl === undefined ? {} : { resourceUrl: here(resourceUrl) }),
    };
  }
}

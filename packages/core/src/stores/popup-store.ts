import * as v from 'valibot';
import type { Request } from '../http.ts';
import type { PageEnvironment } from '../page-environment.ts';
import { batch, effect, signal, untracked } from '../reactive.ts';
import type { RoomDeps } from '../room-deps.ts';
import type { Metadata } from '../schemas/live.ts';
import type { EventOf } from '../schemas/room-event.ts';
import { GOODS_ON_SHELF_KEY, type Listing, listingFromMetadata, ListingMetadata } from '../schemas/popup.ts';
import type { ServerClock } from '../server-clock.ts';
import { Announcements } from './announcements.ts';
import { PictureDelay } from './picture-delay.ts';

export interface PopupDeps extends Pick<RoomDeps, 'liveId' | 'request' | 'bus' | 'closed'> {
  /** Base URL of the server; with `liveId` it names the room. */
  readonly server: string;
  /** The room's metadata as the room last told; a signal inside. */
  readonly metadata: () => Metadata;
  /** Milliseconds that the picture shown here is behind the host; a signal inside. */
  readonly latency: () => number;
  readonly clock: Pick<ServerClock, 'now'>;
  readonly page?: PageEnvironment;
}

/**
 * The product being explained right now, told by message and by metadata in any order.
 * A listing is (`goodsId`, `startTimestamp`); newer replaces older, never the reverse, and what ended stays ended.
 * All of it in step with the picture: a viewer whose picture comes later sees the card come later, too.
 */
export class PopupStore {
  readonly #path: string;
  readonly #request: Request;
  readonly #closed: AbortSignal;
  readonly #announcements: Announcements;
  readonly #delay: PictureDelay;
  readonly #clock: Pick<ServerClock, 'now'>;
  readonly #listing = signal<Listing | undefined>(undefined);
  readonly #announcing = signal(false);
  readonly #dismissed = signal(false);
  /** Listings up to this `startTimestamp` are over. */
  #endedUpTo = -1;
  /** The newest `startTimestamp` the room told of, shown or not yet. */
  #toldUpTo = -1;
  #replaced = new AbortController();

  constructor({ server, liveId, request, bus, closed, metadata, latency, clock, page }: PopupDeps) {
    this.#path = `/lives/${encodeURIComponent(liveId)}/popup`;
    this.#request = request;
    this.#closed = closed;
    this.#announcements = new Announcements(`${server}/${liveId}`, closed, page);
    this.#clock = clock;
    this.#delay = new PictureDelay(latency, clock);
    bus.on('GOODS_ON_SHELF', (event) => this.#hear(fromEvent(event)), closed);
    bus.on('GOODS_OFF_SHELF', ({ startTimestamp, ts }) => this.#delay.at(ts, () => this.#end(startTimestamp)), closed);
    const stop = effect(() => {
      const told = metadata();
      untracked(() => this.#read(told));
    });
    closed.addEventListener(
      'abort',
      () => {
        stop();
        this.#delay.close();
        this.#replaced.abort();
      },
      { once: true },
    );
  }

  /** What is popped up; undefined where nothing is. */
  get listing(): Listing | undefined {
    return this.#listing.value;
  }
  /** True for the one page and the one time that the visitor shall be told of this listing, until `rest()`. */
  get announcing(): boolean {
    return this.#announcing.value;
  }
  /** True after the visitor closed this listing's card; the next listing starts anew. */
  get dismissed(): boolean {
    return this.#dismissed.value;
  }

  dismiss(): void {
    batch(() => {
      this.#dismissed.value = true;
      this.#announcing.value = false;
    });
  }

  /** Ends the announcement: the card stays, quietly. */
  rest(): void {
    this.#announcing.value = false;
  }

  /** Host: pops a product of the shelf up. It shows when the room tells of it. */
  async showProduct(productId: string): Promise<void> {
    await this.#request(v.unknown(), 'POST', this.#path, { body: { productId } });
  }

  /** Host: takes the product down again. */
  async hideProduct(): Promise<void> {
    await this.#request(v.unknown(), 'DELETE', this.#path);
  }

  #hear(listing: Listing): void {
    this.#toldUpTo = Math.max(this.#toldUpTo, listing.startTimestamp);
    this.#delay.at(listing.startTimestamp, () => this.#offer(listing));
  }

  #offer(listing: Listing): void {
    const shown = this.#listing.peek();
    if (listing.startTimestamp <= Math.max(this.#endedUpTo, shown?.startTimestamp ?? -1)) return;
    this.#replace(listing);
    const { signal: until } = this.#replaced;
    void this.#announcements.claim(listing.startTimestamp, until).then((mine) => {
      if (mine && !until.aborted && !this.#dismissed.peek()) this.#announcing.value = true;
    });
  }

  #end(startTimestamp: number): void {
    this.#endedUpTo = Math.max(this.#endedUpTo, startTimestamp);
    const shown = this.#listing.peek();
    if (shown && shown.startTimestamp <= this.#endedUpTo) this.#replace(undefined);
  }

  #replace(listing: Listing | undefined): void {
    this.#replaced.abort();
    this.#replaced = new AbortController();
    if (this.#closed.aborted) this.#replaced.abort();
    batch(() => {
      this.#listing.value = listing;
      this.#announcing.value = false;
      this.#dismissed.value = false;
    });
  }

  /** Metadata is never older than a message that was told before it: where it has no listing, the last one told of is over. */
  #read(metadata: Metadata): void {
    const listing = listingFromMetadata(metadata);
    if (listing) return this.#hear(listing);
    const ended = metadata[GOODS_ON_SHELF_KEY] === undefined ? this.#toldUpTo : endOf(metadata);
    // It does not say when it ended: not after now.
    if (ended !== undefined) this.#delay.at(this.#clock.now(), () => this.#end(ended));
  }
}

/** The `startTimestamp` of a listing that metadata says is over; undefined where it names none. */
function endOf(metadata: Metadata): number | undefined {
  try {
    return v.parse(ListingMetadata, JSON.parse(metadata[GOODS_ON_SHELF_KEY] ?? '')).start_timestamp;
  } catch {
    return undefined;
  }
}

function fromEvent(event: EventOf<'GOODS_ON_SHELF'>): Listing {
  const { eventId, goodsId, goodsName, goodsNameZH, goodsNameEN, price, currency, imageUrl, startTimestamp } = event;
  return { eventId, goodsId, goodsName, goodsNameZH, goodsNameEN, price, currency, imageUrl, startTimestamp };
}

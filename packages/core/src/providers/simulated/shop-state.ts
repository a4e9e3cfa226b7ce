import { ulid } from 'ulid';
import { chatRules } from '../../chat-rules.ts';
import { LiveError } from '../../errors.ts';
import { batch, signal } from '../../reactive.ts';
import type { RoomBus } from '../../room-bus.ts';
import type { GiftCategory, Wallet } from '../../schemas/gift.ts';
import type { GiftCount } from '../../schemas/gift-event.ts';
import type { Live, Metadata } from '../../schemas/live.ts';
import type { Money } from '../../schemas/money.ts';
import type { Cart, CartLine, Estimate, Order, Shipment } from '../../schemas/order.ts';
import type { Refund } from '../../schemas/order-desk.ts';
import type { Product, Sku } from '../../schemas/product.ts';
import type { VersionedProduct } from '../../schemas/product-edit.ts';
import type { Member } from '../../schemas/audience.ts';
import type { AuditEntry, HeldBarrage, Moderation, Report } from '../../schemas/moderation.ts';
import type { QuotedBarrage } from '../../schemas/barrage.ts';
import { GOODS_ON_SHELF_KEY, ListingMetadata } from '../../schemas/popup.ts';
import { type EventOf, RoomEvent } from '../../schemas/room-event.ts';
import type { Snapshot } from '../../schemas/socket.ts';
import type { LiveUser, Session } from '../../schemas/user.ts';
import * as v from 'valibot';
import { createDeskState, type DeskState } from './desk-state.ts';
import { sampleGifts, sampleWallet } from './sample-gifts.ts';

const SHIPPING = 500;

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
/** A room event; what every event carries is filled in where it is missing. */
export type StageEvent = DistributiveOmit<v.InferInput<typeof RoomEvent>, 'eventId' | 'liveId' | 'ts'> &
  Partial<Pick<RoomEvent, 'eventId' | 'liveId' | 'ts'>>;

/** Everything the simulated server remembers. */
export class ShopState {
  readonly bus: RoomBus;
  readonly liveId: string;
  readonly session: Session;
  readonly lives = new Map<string, Live>();
  readonly products = new Map<string, VersionedProduct>();
  readonly orders = new Map<string, Order>();
  readonly orderKeys = new Map<string, string>();
  /** Refunds by the key that they came with: what was asked, and what was answered. */
  readonly refundKeys = new Map<string, { body: string; refund: Refund }>();
  readonly shipments = new Map<string, Shipment[]>();
  /** The SKUs that the visitor waits for, and since when. */
  readonly waiting = new Map<string, number>();
  /** What is in store of the SKUs that the host switched to sold out. */
  readonly withdrawn = new Map<string, number>();
  following = false;
  followers = 312;
  readonly onAir = signal(false);
  metadata: Metadata = {};
  shelf: string[] = [];
  shelfVersion = 1;
  lines: { id: string; skuId: string; quantity: number }[] = [];
  audience: LiveUser[] = [];
  barrages: RoomEvent[] = [];
  likes = 0;
  audienceCount = 0;
  mutedUntil = 0;
  lastListing = 0;
  moderation: Moderation = createDeskState().rules;
  categories: readonly GiftCategory[] = sampleGifts;
  wallet: Wallet = sampleWallet;
  total: GiftCount = { totalGiftsSent: 0, totalGiftCoins: 0, totalUniqueGiftSenders: 0 };
  combo = { giftId: '', comboId: '', count: 0, until: 0 };
  held: HeldBarrage[] = [];
  reports: Report[] = [];
  audit: AuditEntry[] = [];
  readonly members = new Map<string, Member>();
  readonly desk: DeskState = createDeskState();

  readonly isOpen: () => boolean;

  constructor(bus: RoomBus, isOpen: () => boolean, session: Session, live: Live, products: readonly Product[]) {
    this.bus = bus;
    this.isOpen = isOpen;
    this.session = session;
    this.liveId = live.id;
    this.lives.set(live.id, live);
    this.onAir.value = live.onAir;
    this.likes = live.likeCount;
    this.audienceCount = live.audienceCount;
    for (const product of products) this.products.set(product.id, { ...structuredClone(product), version: 1 });
    this.shelf = [...this.products.keys()];
  }

  get live(): Live {
    return this.lives.get(this.liveId)!;
  }

  /** Tells the room, if it is connected: who is away misses it. An event that does not fit the wire is a mistake of the test and throws. */
  emit(event: StageEvent): RoomEvent {
    const told = v.parse(RoomEvent, { eventId: `sim_${ulid()}`, liveId: this.liveId, ts: Date.now(), ...structuredClone(event) });
    if (told.type === 'barrage.sent' || told.type === 'barrage.custom') this.barrages = [...this.barrages, told].slice(-50);
    if (told.type === 'barrage.removed') this.barrages = this.barrages.filter(({ eventId }) => eventId !== told.barrageId);
    if (told.type === 'barrage.pinned') this.changeLive({ pinned: told.pinned });
    if (told.type === 'barrage.unpinned') this.changeLive({ pinned: undefined });
    // Metadata first, then the message, as the server does.
    if (told.type === 'GOODS_ON_SHELF') this.#keepListing(toMetadata(told));
    if (told.type === 'GOODS_OFF_SHELF') this.#endListing(told.startTimestamp);
    if (this.isOpen()) batch(() => this.bus.emit(told));
    return told;
  }

  changeLive(change: Partial<Live>): Live {
    const live = { ...this.live, ...change };
    this.lives.set(this.liveId, live);
    this.onAir.value = live.onAir;
    return live;
  }

  /** A message as an answer to it quotes it. */
  quote(eventId: string | undefined): QuotedBarrage | undefined {
    const said = this.barrages.find((event) => event.eventId === eventId);
    if (said?.type !== 'barrage.sent') return undefined;
    const { userId, userName } = said.sender;
    return { eventId: said.eventId, text: said.text, sender: { userId, userName } };
  }

  snapshot(): Snapshot {
    const { live, metadata, barrages, likes: likeCount, audienceCount, mutedUntil } = this;
    const chat = chatRules(this.moderation.settings);
    return structuredClone({ live, metadata, barrages, likeCount, audienceCount, mutedUntil, chat });
  }

  productOf(id: string): VersionedProduct {
    const product = this.products.get(id);
    if (!product) throw new LiveError('not-found', 'No such product');
    return product;
  }

  skuOf(skuId: string): { product: Product; sku: Sku } {
    for (const product of this.products.values()) {
      const sku = product.skus.find(({ id }) => id === skuId);
      if (sku) return { product, sku };
    }
    throw new LiveError('not-found', 'No such variant');
  }

  setStock(skuId: string, stock: number): void {
    const { product, sku } = this.skuOf(skuId);
    sku.stock = stock;
    this.emit({ type: 'stock.changed', productId: product.id, skuId, stock });
    if (stock > 0 && this.waiting.delete(skuId)) {
      this.emit({ type: 'stock.returned', to: this.session.user.id, productId: product.id, skuId, title: product.title, stock });
    }
  }

  setPrice(skuId: string, amount: number): void {
    const { sku } = this.skuOf(skuId);
    sku.prices = sku.prices.map(({ currency }) => ({ amount, currency }));
  }

  priceOf(sku: Sku): Money {
    return sku.prices.find(({ currency }) => currency === this.live.currency) ?? sku.prices[0]!;
  }

  cart(): Cart {
    const lines = this.lines.map((line): CartLine => ({
      ...this.item(line.skuId, line.quantity),
      id: line.id,
      available: this.skuOf(line.skuId).sku.stock,
    }));
    return { lines, total: this.sum(lines) };
  }

  /** Flat shipping and a tenth of tax, so that every part of the sum is there to be seen. */
  estimate(asked: readonly { skuId: string; quantity: number }[]): Estimate {
    const can = asked.filter(({ skuId, quantity }) => this.skuOf(skuId).sku.stock >= quantity);
    const { currency } = this.live;
    const money = (amount: number): Money => ({ amount, currency });
    const lines = can.map(({ skuId, quantity }) => {
      const unitPrice = this.priceOf(this.skuOf(skuId).sku);
      const amount = unitPrice.amount * quantity;
      return { skuId, quantity, unitPrice, amount: money(amount), tax: money(Math.round(amount / 10)) };
    });
    const subtotal = lines.reduce((sum, { amount }) => sum + amount.amount, 0);
    const tax = lines.reduce((sum, line) => sum + line.tax.amount, 0);
    const shipping = lines.length > 0 ? SHIPPING : 0;
    return {
      lines,
      subtotal: money(subtotal),
      shipping: money(shipping),
      shippingTax: money(0),
      tax: money(tax),
      taxIncluded: false,
      total: money(subtotal + shipping + tax),
      unavailable: asked.filter((line) => !can.includes(line)).map(({ skuId }) => skuId),
    };
  }

  item(skuId: string, quantity: number): Order['items'][number] {
    const { product, sku } = this.skuOf(skuId);
    const { id: productId, title, images } = product;
    return { skuId, productId, title, options: sku.options, imageUrl: images[0], quantity, unitPrice: this.priceOf(sku) };
  }

  sum(items: readonly { unitPrice: Money; quantity: number }[]): Money {
    const amount = items.reduce((sum, { unitPrice, quantity }) => sum + unitPrice.amount * quantity, 0);
    return { amount, currency: this.live.currency };
  }

  #keepListing(listing: ListingMetadata): void {
    this.metadata = { ...this.metadata, [GOODS_ON_SHELF_KEY]: JSON.stringify(listing) };
  }

  #endListing(startTimestamp: number): void {
    const text = this.metadata[GOODS_ON_SHELF_KEY];
    if (text === undefined) return;
    const listing = v.parse(ListingMetadata, JSON.parse(text));
    if (listing.start_timestamp <= startTimestamp) this.#keepListing({ ...listing, status: 'inactive' });
  }
}

const toMetadata = (event: EventOf<'GOODS_ON_SHELF'>): ListingMetadata => ({
  goods_id: event.goodsId,
  goods_name: event.goodsName,
  goods_name_zh: event.goodsNameZH,
  goods_name_en: event.goodsNameEN,
  price: event.price,
  currency: event.currency,
  image_url: event.imageUrl,
  start_timestamp: event.startTimestamp,
  status: 'active',
});

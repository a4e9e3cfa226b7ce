import { ulid } from 'ulid';
import { LiveError, type LiveErrorCode } from '../../errors.ts';
import { batch } from '../../reactive.ts';
import { assembleRoom } from '../../live-room.ts';
import type { GiftCategory, Wallet } from '../../schemas/gift.ts';
import type { Live } from '../../schemas/live.ts';
import type { AuditEntry, HeldBarrage, Report } from '../../schemas/moderation.ts';
import type { Order, Shipment } from '../../schemas/order.ts';
import type { OrderStatus } from '../../schemas/order-status.ts';
import type { Product } from '../../schemas/product.ts';
import type { RoomEvent } from '../../schemas/room-event.ts';
import type { LiveUser, Role } from '../../schemas/user.ts';
import { type ShoppingRoom, shoppingRoom } from '../../shopping-room.ts';
import { LoginStore } from '../../stores/login-store.ts';
import type { ChannelState, PlaybackState, PublicationState } from '../provider.ts';
import type { DeskState } from './desk-state.ts';
import { tellGift } from './gifts.ts';
import { mute, tellQueue } from './moderation-routes.ts';
import { declineRefund, moveOrder, shipOrder } from './order-routes.ts';
import { sampleAudience, sampleLive, sampleProducts, sampleSession } from './sample-shop.ts';
import { ShopState, type StageEvent } from './shop-state.ts';
import { SimulatedChannel, type Sent } from './simulated-channel.ts';
import { SimulatedMedia } from './simulated-media.ts';
import { SimulatedServer, type StageRequest } from './simulated-server.ts';
import { endLive, like, popUp, startLive, takeDown, updateLive } from './show-routes.ts';

export interface SimulatedRoomOptions {
  /** By default a name of its own, so that rooms of different tests share no memory in the page. */
  liveId?: string;
  /** Who the visitor is; by default a viewer. */
  role?: Role;
  live?: Partial<Live>;
  products?: readonly Product[];
  /** `connecting` shows a room that has not joined yet: `stage.setState('open')` joins it. */
  state?: ChannelState;
}

/** Plays the server of a simulated room. */
export interface Stage {
  /** Everything that was asked by REST, oldest first. */
  readonly requests: readonly StageRequest[];
  /** What the visitor sent into the channel, and the room accepted. */
  readonly sent: readonly Sent[];
  /** Tells the room; `eventId`, `liveId` and `ts` are filled in where they are missing. */
  emit(event: StageEvent): RoomEvent;
  /** Sends the room's whole state, as after too long an absence. */
  snapshot(): void;
  /** Somebody writes; by default the first of the sample audience. */
  barrage(text: string, user?: LiveUser): void;
  /** Somebody sends a custom message. */
  custom(businessID: string, data: unknown, user?: LiveUser): void;
  popUp(productId: string): void;
  takeDown(): void;
  setStock(skuId: string, stock: number): void;
  /** Changes what a SKU costs, in every currency; the room is not told. */
  setPrice(skuId: string, amount: number): void;
  live(status: Live['status']): void;
  onAir(onAir: boolean): void;
  like(count: number): void;
  /** Somebody sends a gift of the sample catalogue; by default the first of the sample audience. */
  gift(giftId: string, count?: number, user?: LiveUser): void;
  /** Gives the visitor another balance, and tells them. */
  setWallet(change: Partial<Wallet>): void;
  /** Replaces what can be sent. */
  setGifts(categories: readonly GiftCategory[]): void;
  audience(count: number): void;
  join(user: LiveUser): void;
  leave(user: LiveUser): void;
  /** Mutes the visitor until then, in milliseconds since 1970; 0 lifts it. */
  mute(until: number): void;
  /** Moves one of the visitor's orders on. */
  moveOrder(id: string, status: Exclude<OrderStatus, 'reserved'>): Order;
  /** Sends a parcel of an order off. */
  shipOrder(id: string, parcel: Pick<Shipment, 'carrier' | 'tracking' | 'url'>): Order;
  /** Answers the visitor's wish for money back with no. */
  declineRefund(id: string, answer: string): Order;
  /** What the back office has to look at; fill in what the test or story is about. */
  readonly desk: DeskState;
  /** What waits for the room's moderators, and what they did. */
  moderators(change: { held?: HeldBarrage[]; reports?: Report[]; audit?: AuditEntry[] }): void;
  /** An order as the shop's database has it. */
  changeOrder(id: string, change: Partial<Order>): void;
  /** Connects, disturbs or ends the channel. `open` sends a snapshot. */
  setState(state: ChannelState, failure?: LiveErrorCode): void;
  /** Shows any state of playing whatever the room does; undefined follows the room again. */
  setPlayback(state: PlaybackState | undefined): void;
  setPublication(state: PublicationState): void;
  /**
   * Refuses what matches: `POST /orders`, `GET /lives/*`, or `SEND text`, `SEND custom` for the channel. The last `times` calls
   * (by default all) until the returned function takes it back.
   */
  fail(pattern: string, error: LiveError | LiveErrorCode, times?: number): () => void;
  /** Does what matches, but loses the answer, until the returned function takes it back. */
  lose(pattern: string): () => void;
  /** Leaves what matches without an answer until the returned function lets it go on. */
  hold(pattern: string): () => void;
}

/** A whole room in memory, for stories and unit tests: joined, on air and signed in unless told otherwise. */
export function createSimulatedRoom(options: SimulatedRoomOptions = {}): { room: ShoppingRoom; stage: Stage } {
  const liveId = options.liveId ?? `sim-${ulid()}`;
  const session = sampleSession(options.role ?? 'viewer', liveId);
  const server = 'https://simulated.invalid';
  const live: Live = { ...sampleLive(liveId), ...options.live, id: liveId };
  let state!: ShopState;
  let simulated!: SimulatedServer;
  let channel!: SimulatedChannel;
  let media!: SimulatedMedia;
  const sent: Sent[] = [];
  const me = (): LiveUser => ({ userId: session.user.id, userName: session.user.name, role: session.user.role });

  const receive = async (message: Sent) => {
    await simulated.follow('text' in message ? 'SEND text' : 'SEND custom');
    if (state.mutedUntil > Date.now()) throw new LiveError('forbidden', 'You are muted');
    // A retry with the same id is one message.
    if (sent.some(({ id }) => id === message.id)) return;
    sent.push(message);
    if ('text' in message)
      state.emit({ type: 'barrage.sent', id: message.id, text: message.text, sender: me(), reply: state.quote(message.replyTo) });
    else state.emit({ type: 'barrage.custom', id: message.id, businessID: message.businessID, data: message.data, sender: me() });
  };

  const login = new LoginStore({
    server,
    session,
    request: (...asked) => simulated.request(...asked),
    storage: { get: () => undefined, set() {}, remove() {} },
  });
  const setOnAir = (onAir: boolean) => {
    state.changeLive({ onAir });
    state.emit({ type: 'media.changed', name: liveId, onAir });
  };
  const assembled = assembleRoom({
    server,
    liveId,
    login,
    request: (...asked) => simulated.request(...asked),
    provider: ({ bus }) => {
      state = new ShopState(bus, () => channel.state === 'open', session, live, options.products ?? sampleProducts);
      state.audience = [...sampleAudience];
      simulated = new SimulatedServer(state);
      channel = new SimulatedChannel(receive);
      media = new SimulatedMedia(() => state.onAir.value, setOnAir);
      return { channel, media };
    },
  });

  const room = shoppingRoom(assembled);

  const setState = (next: ChannelState, failure?: LiveErrorCode) => {
    batch(() => {
      channel.setState(next, failure);
      if (next === 'open') room.bus.emitSnapshot(state.snapshot());
    });
  };
  const writer = (user: LiveUser | undefined): LiveUser => user ?? sampleAudience[0]!;
  const stage: Stage = {
    requests: simulated.requests,
    sent,
    emit: (event) => state.emit(event),
    snapshot: () => batch(() => room.bus.emitSnapshot(state.snapshot())),
    barrage: (text, user) => void state.emit({ type: 'barrage.sent', id: ulid(), text, sender: writer(user) }),
    custom: (businessID, data, user) =>
      void state.emit({ type: 'barrage.custom', id: ulid(), businessID, data, sender: writer(user) }),
    popUp: (productId) => void popUp(state, productId),
    takeDown: () => takeDown(state),
    setStock: (skuId, stock) => state.setStock(skuId, stock),
    setPrice: (skuId, amount) => state.setPrice(skuId, amount),
    live(status) {
      if (status === 'live') startLive(state);
      else if (status === 'ended') endLive(state);
      else updateLive(state, { status, onAir: false });
    },
    onAir: setOnAir,
    like: (count) => void like(state, count),
    gift: (giftId, count = 1, user) => tellGift(state, giftId, count, writer(user)),
    setWallet(change) {
      state.wallet = { ...state.wallet, ...change };
      state.emit({ type: 'wallet.changed', to: session.user.id, coins: state.wallet.coins });
    },
    setGifts: (categories) => void (state.categories = categories),
    audience(count) {
      state.audienceCount = count;
      state.emit({ type: 'audience.counted', count });
    },
    join(user) {
      state.audience = [user, ...state.audience];
      state.emit({ type: 'audience.joined', user });
    },
    leave(user) {
      state.audience = state.audience.filter(({ userId }) => userId !== user.userId);
      state.emit({ type: 'audience.left', user });
    },
    mute: (until) => mute(state, session.user.id, until),
    moveOrder: (id, status) => moveOrder(state, id, status),
    shipOrder: (id, parcel) => shipOrder(state, id, parcel),
    declineRefund: (id, answer) => declineRefund(state, id, answer),
    desk: state.desk,
    moderators(change) {
      Object.assign(state, change);
      tellQueue(state);
    },
    changeOrder: (id, change) => void state.orders.set(id, { ...state.orders.get(id)!, ...change }),
    setState,
    setPlayback: (playback) => media.setPlayback(playback),
    setPublication: (publication) => media.setPublication(publication),
    fail(pattern, error, times = Number.POSITIVE_INFINITY) {
      let left = times;
      return simulated.rule(pattern, async () => {
        if ((left -= 1) >= 0) throw error instanceof LiveError ? error : new LiveError(error, `Simulated: ${error}`);
      });
    },
    lose: (pattern) => simulated.lose(pattern),
    hold(pattern) {
      let go!: () => void;
      const gone = new Promise<void>((resolve) => (go = resolve));
      const undo = simulated.rule(pattern, () => gone);
      return () => {
        undo();
        go();
      };
    },
  };
  setState(options.state ?? 'open');
  return { room, stage };
}

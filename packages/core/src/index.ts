export type { AddOptions, CartAdapter, CartItem, CartRefusal } from './carts/cart-adapter.ts';
export { CartView } from './carts/cart-view.ts';
export { DomEventsCart, type DomEventsCartOptions } from './carts/dom-events-cart.ts';
export {
  CART_CHANGED,
  CartAddEvent,
  CartCheckoutEvent,
  CartGetEvent,
  CartRemoveEvent,
  CartRequestEvent,
  CartUpdateEvent,
  type ShopCartHandlers,
} from './carts/shop-cart-events.ts';
export type { ShopCart } from './carts/shop-cart-schema.ts';
export { VitrineCart } from './carts/vitrine-cart.ts';
export {
  BROWSER_ERROR_CODES,
  errorCode,
  ERROR_STATUS,
  LiveError,
  type LiveErrorCode,
  refusingRule,
  type ServerErrorCode,
} from './errors.ts';
export { type HostRoom, hostRoom } from './host-room.ts';
export { createRequest, type Request, type RequestOptions, type TokenSource } from './http.ts';
export { createRoom, type LiveRoom, type RoomOptions } from './live-room.ts';
export type {
  ChannelState,
  MediaLink,
  NetworkQuality,
  Playback,
  PlaybackState,
  Provider,
  ProviderDeps,
  Publication,
  PublicationState,
  RoomChannel,
} from './providers/provider.ts';
export { createEmbeddedProvider } from './providers/embedded/embedded-provider.ts';
export { createSessionProvider } from './providers/session-provider.ts';
export { type TencentSdkLoaders, useTencentSdks } from './providers/tencent/sdk-loaders.ts';
export { batch, computed, effect, type ReadonlySignal, untracked } from './reactive.ts';
export { CartRepository } from './repositories/cart-repository.ts';
export { OrderRepository } from './repositories/order-repository.ts';
export { ProductRepository, type ProductSearch } from './repositories/product-repository.ts';
export { WalletRepository } from './repositories/wallet-repository.ts';
export { RoomBus } from './room-bus.ts';
export { giftsOf, type RoomGifts } from './room-gifts.ts';
export { moderationOf } from './room-moderation.ts';
export { acquireRoom } from './room-registry.ts';
export type { Member, MemberStanding } from './schemas/audience.ts';
export type { PinnedBarrage, QuotedBarrage } from './schemas/barrage.ts';
export type { ChatRules } from './schemas/chat-rules.ts';
export type { CoinPackage, GiftCategory, GiftInfo, GiftSummary, SentGift, TopUp, Wallet } from './schemas/gift.ts';
export type { GiftCount } from './schemas/gift-event.ts';
export type { Live, Metadata } from './schemas/live.ts';
export type {
  AuditEntry,
  HeldBarrage,
  Moderation,
  ModerationPatch,
  ModerationSettings,
  Report,
  Word,
} from './schemas/moderation.ts';
export type { Money } from './schemas/money.ts';
export type { Cart, CartLine, Estimate, NewOrder, Order } from './schemas/order.ts';
export type { OrderStatus } from './schemas/order-status.ts';
export type { Listing } from './schemas/popup.ts';
export type { Product, Sku, SkuStock, StockEdit } from './schemas/product.ts';
export type { EventOf, RoomEvent, RoomEventType } from './schemas/room-event.ts';
export type { Sale, Sales } from './schemas/sales.ts';
export type { Shelf } from './schemas/shelf.ts';
export { safeUrl } from './schemas/url.ts';
export type { LiveUser, Role, Session, UserIdentity } from './schemas/user.ts';
export { openShop, type Shop } from './shop.ts';
export { type ShoppingRoom, shoppingRoom } from './shopping-room.ts';
export { ServerClock } from './server-clock.ts';
export {
  type Barrage,
  BarrageStore,
  type HeldMessage,
  type LocalTip,
  type OutgoingBarrage,
  type WillSend,
} from './stores/barrage-store.ts';
export { BroadcastStore } from './stores/broadcast-store.ts';
export { DeviceStore } from './stores/device-store.ts';
export { GiftStore, type ReceivedGift } from './stores/gift-store.ts';
export { LikeStore } from './stores/like-store.ts';
export { LiveAudienceStore } from './stores/live-audience-store.ts';
export { LiveListStore } from './stores/live-list-store.ts';
export { LivesStore } from './stores/lives-store.ts';
export { LoginStore, type LoginStatus, type LoginUserInfo } from './stores/login-store.ts';
export { ModerationStore } from './stores/moderation-store.ts';
export { PopupStore } from './stores/popup-store.ts';
export { SalesStore } from './stores/sales-store.ts';
export { type UplinkGrade, type UplinkReport, UplinkStore } from './stores/uplink-store.ts';

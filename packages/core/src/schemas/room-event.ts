import * as v from 'valibot';
import { BarrageId, PinnedBarrage, QuotedBarrage } from './barrage.ts';
import { Id, LiveId, Timestamp } from './common.ts';
import { LiveGiftFields } from './gift-event.ts';
import { Live } from './live.ts';
import { ChatRules } from './chat-rules.ts';
import { OrderStatus } from './order-status.ts';
import { ListingFields } from './popup.ts';
import { LiveUser } from './user.ts';

/** Private events that belong to no show name this in place of one. */
export const OUTSIDE_A_ROOM = 'shop';

/** What every event carries. `seq` and `epoch` are there for durable events only, `to` for private ones only. */
const envelope = {
  eventId: v.pipe(v.string(), v.minLength(1), v.maxLength(160)),
  liveId: LiveId,
  ts: Timestamp,
  seq: v.optional(v.number()),
  epoch: v.optional(v.string()),
  sender: v.optional(LiveUser),
};

/** The guide's product pop-up (channel A). Its eventId is `evt_{goodsId}_{startTimestamp}`. */
export const GoodsOnShelf = v.object({ ...envelope, type: v.literal('GOODS_ON_SHELF'), ...ListingFields });
export const GoodsOffShelf = v.object({
  ...envelope,
  type: v.literal('GOODS_OFF_SHELF'),
  goodsId: Id,
  startTimestamp: Timestamp,
});

export const LiveStarted = v.object({ ...envelope, type: v.literal('live.started'), live: Live });
/** `reason`: AtomicXCore's LiveEndedReason, as a word. */
export const LiveEnded = v.object({ ...envelope, type: v.literal('live.ended'), reason: v.picklist(['host', 'server']) });
export const LiveUpdated = v.object({ ...envelope, type: v.literal('live.updated'), live: Live });
export const MetadataChanged = v.object({ ...envelope, type: v.literal('metadata.changed'), keys: v.array(v.string()) });
export const ShelfChanged = v.object({ ...envelope, type: v.literal('shelf.changed'), listId: Id, version: v.number() });
export const StockChanged = v.object({
  ...envelope,
  type: v.literal('stock.changed'),
  productId: Id,
  skuId: Id,
  stock: v.number(),
  /** `low` from the shop's threshold down; there since the server says so. */
  level: v.optional(v.picklist(['in-stock', 'low', 'sold-out'])),
});
/** Private: a SKU that the user waits for can be bought again. Told once. */
export const StockReturned = v.object({
  ...envelope,
  type: v.literal('stock.returned'),
  to: Id,
  productId: Id,
  skuId: Id,
  title: v.string(),
  stock: v.number(),
});
/** Until when a member may not write; 0 lifts it. */
export const MemberMuted = v.object({ ...envelope, type: v.literal('member.muted'), userId: Id, until: v.number() });
export const MemberBanned = v.object({ ...envelope, type: v.literal('member.banned'), userId: Id, until: v.number() });
/** A member may moderate this room from now on, or no longer. */
export const MemberAppointed = v.object({ ...envelope, type: v.literal('member.appointed'), userId: Id });
export const MemberDismissed = v.object({ ...envelope, type: v.literal('member.dismissed'), userId: Id });
/** What the room asks of whoever writes is another. */
export const ChatChanged = v.object({ ...envelope, type: v.literal('chat.changed'), chat: ChatRules });

/** Somebody publishes under `name`, or stopped: the host's is the live's id itself. */
export const MediaChanged = v.object({ ...envelope, type: v.literal('media.changed'), name: v.string(), onAir: v.boolean() });
/** The media engine was replaced: whoever sends or receives starts again at once. */
export const MediaRestarted = v.object({ ...envelope, type: v.literal('media.restarted') });

export const BarrageSent = v.object({
  ...envelope,
  type: v.literal('barrage.sent'),
  text: v.string(),
  id: v.string(),
  sender: LiveUser,
  /** The message that this one answers, as the server's log has it. */
  reply: v.optional(QuotedBarrage),
});
export const BarrageCustom = v.object({
  ...envelope,
  type: v.literal('barrage.custom'),
  businessID: v.string(),
  data: v.unknown(),
  id: v.string(),
  sender: LiveUser,
});
/** A message was taken away: nobody shows it any more. */
export const BarrageRemoved = v.object({ ...envelope, type: v.literal('barrage.removed'), barrageId: BarrageId });
/** A message stays in view until another one or `barrage.unpinned` comes. */
export const BarragePinned = v.object({ ...envelope, type: v.literal('barrage.pinned'), pinned: PinnedBarrage });
export const BarrageUnpinned = v.object({ ...envelope, type: v.literal('barrage.unpinned') });
/** Private: one's own message waits for a moderator. If it is approved it comes like any other, with `eventId` = `barrageId`. */
export const BarrageHeld = v.object({
  ...envelope,
  type: v.literal('barrage.held'),
  to: Id,
  barrageId: BarrageId,
  text: v.string(),
});
/** Private: one's own message will not be shown. */
export const BarrageRejected = v.object({ ...envelope, type: v.literal('barrage.rejected'), to: Id, barrageId: BarrageId });
/** For moderators alone: something waits for them, or no longer does. */
export const ModerationQueued = v.object({
  ...envelope,
  type: v.literal('moderation.queued'),
  held: v.optional(v.number()),
  reports: v.optional(v.number()),
});
/** `total` is exact; `added` is what came since the last count. */
export const LikeCounted = v.object({ ...envelope, type: v.literal('like.counted'), total: v.number(), added: v.number() });
export const AudienceCounted = v.object({ ...envelope, type: v.literal('audience.counted'), count: v.number() });
export const AudienceJoined = v.object({ ...envelope, type: v.literal('audience.joined'), user: LiveUser });
export const AudienceLeft = v.object({ ...envelope, type: v.literal('audience.left'), user: LiveUser });

/** What can happen to an order. */
export const OrderEventType = v.picklist([
  'order.placed',
  'order.paid',
  'order.cancelled',
  'order.expired',
  'order.shipped',
  'order.delivered',
  'order.refund-requested',
  'order.refund-declined',
  'order.refunded',
]);

/** Private: what happened to one of the user's own orders. */
export const OrderChanged = v.object({
  ...envelope,
  type: OrderEventType,
  to: Id,
  orderId: Id,
  number: v.string(),
  status: OrderStatus,
});

/** Somebody bought something, where the shop wants the room to know; `buyerName` is masked. */
export const PurchaseAnnounced = v.object({
  ...envelope,
  type: v.literal('purchase.announced'),
  buyerName: v.string(),
  productId: Id,
  title: v.string(),
  quantity: v.number(),
});

/** The guide's gift: charged, and then told. */
export const LiveGift = v.object({ ...envelope, type: v.literal('live_gift'), ...LiveGiftFields });
/** Private: what the user holds is another, and not by a gift of theirs. */
export const WalletChanged = v.object({ ...envelope, type: v.literal('wallet.changed'), to: Id, coins: v.number() });

/** Everything that can happen in a room: one union for socket, Tencent, history and replay. */
export const RoomEvent = v.variant('type', [
  GoodsOnShelf,
  GoodsOffShelf,
  LiveStarted,
  LiveEnded,
  LiveUpdated,
  MetadataChanged,
  ShelfChanged,
  StockChanged,
  StockReturned,
  MemberMuted,
  MemberBanned,
  MemberAppointed,
  MemberDismissed,
  ChatChanged,
  MediaChanged,
  MediaRestarted,
  BarrageSent,
  BarrageCustom,
  BarrageRemoved,
  BarragePinned,
  BarrageUnpinned,
  BarrageHeld,
  BarrageRejected,
  ModerationQueued,
  LikeCounted,
  AudienceCounted,
  AudienceJoined,
  AudienceLeft,
  OrderChanged,
  PurchaseAnnounced,
  LiveGift,
  WalletChanged,
]);
export type RoomEvent = v.InferOutput<typeof RoomEvent>;
export type RoomEventType = RoomEvent['type'];
type Matching<E, T> = E extends { type: infer K } ? (T extends K ? E : never) : never;
/** The event of one type; several types can share one shape, so `Extract` would not do. */
export type EventOf<T extends RoomEventType> = Matching<RoomEvent, T>;

import * as v from 'valibot';
import { BarrageId, QuotedBarrage } from './barrage.ts';
import { LiveId, Timestamp } from './common.ts';
import { FrameId } from './socket.ts';
import { Url } from './url.ts';
import { LiveUser } from './user.ts';

/**
 * What credentials are for: `listen` to a room's messages, `talk` in it, `watch` its picture over TRTC, `publish` one.
 * The server gives no more than the purpose needs: a guest who listens gets no UserSig.
 */
export const TencentPurpose = v.picklist(['listen', 'talk', 'watch', 'publish']);
export type TencentPurpose = v.InferOutput<typeof TencentPurpose>;

/** Body of `POST /api/tencent/credentials`. `name` is what will be published: `{liveId}`, or `{liveId}~{guestId}`. */
export const NewTencentCredentials = v.object({
  liveId: LiveId,
  purpose: TencentPurpose,
  name: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(128))),
});
export type NewTencentCredentials = v.InferOutput<typeof NewTencentCredentials>;

/** How to reach one room at Tencent. Only ever the visitor's own, and short-lived. */
export const TencentCredentials = v.object({
  sdkAppId: v.number(),
  /** The visitor's own id, at most 32 bytes. */
  userId: v.string(),
  /** Without it the visitor may only listen. */
  userSig: v.optional(v.string()),
  /** The visitor as the room knows them, for their own messages. */
  sender: v.optional(LiveUser),
  /** When `userSig` and `privateMapKey` end. */
  expiresAt: Timestamp,
  /** The one account whose messages are believed to be the server's. */
  serverAccount: v.string(),
  /** True where the server stamps senders (`TencentStamp`). Elsewhere nobody can tell who wrote what lies beside a message. */
  stamped: v.optional(v.boolean(), false),
  /** The Chat group that carries the room's messages; `Live` for rooms of the Live engine. */
  group: v.object({ id: v.string(), type: v.picklist(['AVChatRoom', 'Live']) }),
  /** The TRTC room, by its string id, and whose picture the show is. */
  rtc: v.object({ roomId: v.string(), hostId: v.string(), privateMapKey: v.optional(v.string()) }),
  /** Where the crowd plays the show from a CDN by HLS, and how many milliseconds that lags behind. */
  cdn: v.optional(v.object({ hlsUrl: Url, latencyMs: v.number() })),
  /** Other addresses of Tencent's signalling, for a proxy or a stand-in: `ws://` or `wss://`. */
  proxies: v.optional(v.object({ chat: v.optional(v.string()), rtc: v.optional(v.string()) })),
});
export type TencentCredentials = v.InferOutput<typeof TencentCredentials>;

/**
 * What a sender puts beside a barrage (`cloudCustomData`, JSON text): the id by which a repeat is known, and the `eventId` of the
 * message that it answers.
 */
export const TencentSaid = v.object({ id: FrameId, replyTo: v.optional(BarrageId) });

/**
 * What the server's before-send hook puts in its place, and the only thing that tells who really spoke: a sender cannot write
 * it, as long as the hook is switched on in the app's console.
 */
export const TencentStamp = v.object({
  ...TencentSaid.entries,
  eventId: v.string(),
  sender: LiveUser,
  reply: v.optional(QuotedBarrage),
});
export type TencentStamp = v.InferOutput<typeof TencentStamp>;

/** Why the before-send hook refused a barrage, by the code that Tencent hands on to the sender. */
export const TENCENT_REFUSALS = {
  forbidden: 10_101,
  'rate-limited': 10_102,
  invalid: 10_103,
  'too-large': 10_104,
  unavailable: 10_105,
  'not-found': 10_106,
  'limit-reached': 10_107,
} as const;

/** The same where a rule of the room is against it; `slow-mode` is `rate-limited`, the others are `forbidden`. */
export const TENCENT_RULES = {
  muted: 10_111,
  disabled: 10_112,
  followers: 10_113,
  emojis: 10_114,
  links: 10_115,
  words: 10_116,
  'slow-mode': 10_117,
  approval: 10_118,
} as const;

/** Not refused: the message waits for a moderator, and its sender is told by a private event. */
export const TENCENT_HELD = 10_120;

/** Why a gift of Tencent's own apps was refused, by the code that their `sendGift` fails with. */
export const TENCENT_GIFT_REFUSALS = {
  unavailable: 102_100,
  'insufficient-balance': 102_101,
  forbidden: 102_102,
  'not-found': 102_103,
  conflict: 102_104,
  invalid: 102_105,
  'rate-limited': 102_106,
  'limit-reached': 102_107,
} as const;

/** The same where it was for one thing: `level` is `forbidden`, `price` is a `conflict`. */
export const TENCENT_GIFT_RULES = { level: 102_111, price: 102_112 } as const;

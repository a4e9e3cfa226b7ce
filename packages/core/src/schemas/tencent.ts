import * as v from 'valibot';
import { LiveId, Timestamp } from './common.ts';
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
  /** True where the server's hook replaces whatever senders write beside their messages; only then is that believed. */
  stamped: v.optional(v.boolean(), false),
  /** When `userSig` and `privateMapKey` end. */
  expiresAt: Timestamp,
  /** The one account whose messages are believed to be the server's. */
  serverAccount: v.string(),
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
 * What goes beside a user's message, as JSON text in its CloudCustomData. `id` is the sender's own, and makes a repetition
 * harmless; `sender` is the server's hook's.
 */
export const TencentMessageExtras = v.object({
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  sender: v.optional(LiveUser),
});
export type TencentMessageExtras = v.InferOutput<typeof TencentMessageExtras>;

/** What goes into a custom message, as JSON text; `Data` is JSON text again. Some clients write `businessID` and `data`. */
export const TencentCustomMessage = v.object({ BusinessId: v.string(), Data: v.string() });

import * as v from 'valibot';
import { Color, Id, Int, Text, Timestamp } from './common.ts';
import { Url } from './url.ts';

/** From the least trusted to the most; `host` and `moderator` hold for the rooms that the token names. */
export const Role = v.picklist(['guest', 'viewer', 'host', 'moderator', 'agent', 'admin']);
export type Role = v.InferOutput<typeof Role>;

/** A mark of honour beside a name, for example of a member or a fan. */
export const Badge = v.object({
  type: v.pipe(v.string(), v.regex(/^[a-z0-9_-]{1,32}$/i)),
  name: Text(40),
  iconUrl: v.optional(Url),
  color: v.optional(Color),
});

/** What a shop says of its user's standing: the guide's `userIdentity`. The server stamps it; no client is believed. */
export const UserIdentity = v.object({
  level: v.optional(Int(0, 9999)),
  levelName: v.optional(Text(40)),
  levelIconUrl: v.optional(Url),
  badges: v.optional(v.pipe(v.array(Badge), v.maxLength(8))),
  nameColor: v.optional(Color),
  /** Names a style of the shop's own, such as `golden_frame`. Which there are, its style sheet knows: a list here would only grow old. */
  bubbleStyle: v.optional(v.pipe(v.string(), v.regex(/^[a-z0-9_-]{1,32}$/i))),
});
export type UserIdentity = v.InferOutput<typeof UserIdentity>;

/** Body of `PUT /api/users/:id/identity`, and the token's `identity`: all that the shop says itself. The level comes from points. */
export const ShopIdentity = v.omit(UserIdentity, ['level']);
export type ShopIdentity = v.InferOutput<typeof ShopIdentity>;

/** Whoever caused an event, as everybody in the room may know them. AtomicXCore's LiveUserInfo. */
export const LiveUser = v.object({
  userId: Id,
  userName: v.pipe(v.string(), v.maxLength(100)),
  avatarUrl: v.optional(Url),
  role: v.optional(Role),
  ...UserIdentity.entries,
});
export type LiveUser = v.InferOutput<typeof LiveUser>;

/** Body of `POST /api/sessions`: the shop's token, or a guest who comes back, or nothing for a new guest. */
export const NewSession = v.object({
  token: v.optional(v.pipe(v.string(), v.maxLength(8192))),
  guestToken: v.optional(v.pipe(v.string(), v.maxLength(8192))),
});

/** A signed-in visitor. `token` is short-lived; `guestToken` lets a guest come back and is kept by the page. */
export const Session = v.object({
  token: v.string(),
  expiresAt: Timestamp,
  user: v.object({ id: Id, name: v.string(), role: Role, avatarUrl: v.optional(Url), rooms: v.optional(v.array(v.string())) }),
  provider: v.picklist(['embedded', 'tencent']),
  guestToken: v.optional(v.string()),
});
export type Session = v.InferOutput<typeof Session>;

/** The name of a person as they typed it. */
export const UserName = Text(60);

/** What a user holds: `points` make the level, `coins` can be spent. Neither falls below 0. */
export const Unit = v.picklist(['points', 'coins']);
export type Unit = v.InferOutput<typeof Unit>;

/** A user as everybody may see them. */
export const UserProfile = v.object({
  userId: Id,
  userName: v.string(),
  avatarUrl: v.optional(Url),
  ...ShopIdentity.entries,
  level: v.number(),
  followers: v.number(),
  /** Whether whoever asks follows them. */
  following: v.boolean(),
});
export type UserProfile = v.InferOutput<typeof UserProfile>;

/** Answer to `GET /api/users`: whoever is meant by an id, ours or the shop's own. */
export const FoundUsers = v.object({ items: v.array(UserProfile) });

/** A user as they see themselves. `nextLevelAt`: the points at which the next level begins; none at the highest. */
export const OwnProfile = v.object({
  ...UserProfile.entries,
  points: v.number(),
  coins: v.number(),
  nextLevelAt: v.optional(v.number()),
});
export type OwnProfile = v.InferOutput<typeof OwnProfile>;

/** Body of `POST /api/users/:id/transfers`: a positive amount is given to the user, a negative one taken. */
export const NewTransfer = v.object({
  unit: Unit,
  amount: v.pipe(
    v.number(),
    v.integer(),
    v.minValue(-1_000_000_000_000),
    v.maxValue(1_000_000_000_000),
    v.check((amount) => amount !== 0, 'not 0'),
  ),
  reason: Text(200),
});

/** One movement of what a user holds; a negative amount left them. */
export const Transfer = v.object({ id: v.string(), unit: Unit, amount: v.number(), reason: v.string(), at: Timestamp });
export type Transfer = v.InferOutput<typeof Transfer>;

export const TransferPage = v.object({ items: v.array(Transfer), cursor: v.string() });

/** Answer to following somebody, or no longer. */
export const Following = v.object({ following: v.boolean(), followers: v.number() });
export type Following = v.InferOutput<typeof Following>;

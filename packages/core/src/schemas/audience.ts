import * as v from 'valibot';
import { Id, Int, Page, Reason } from './common.ts';
import { LiveUser } from './user.ts';

/** `GET /api/lives/:id/audience`: who is here now, newest first, at most 200; `count` counts everybody. */
export const Audience = v.object({ count: v.number(), items: v.array(LiveUser) });
export type Audience = v.InferOutput<typeof Audience>;

/** Body of `/members/:userId/mute`; 0 lifts it. */
export const NewMute = v.object({ seconds: Int(0, 31_536_000), reason: Reason });
/** Body of `/members/:userId/ban`; 0 lifts it. */
export const NewBan = v.object({ seconds: Int(0, 31_536_000), reason: Reason });

/** Somebody about whom something was decided; times are milliseconds since 1970, 0 means not. For moderators. */
export const Member = v.object({
  userId: Id,
  userName: v.string(),
  mutedUntil: v.number(),
  bannedUntil: v.number(),
  administrator: v.boolean(),
  reason: v.optional(v.string()),
});
export type Member = v.InferOutput<typeof Member>;
export const MemberStanding = v.picklist(['muted', 'banned', 'administrator']);
export type MemberStanding = v.InferOutput<typeof MemberStanding>;
/** `GET /api/lives/:id/members?standing=`. */
export const MemberPage = Page(Member);

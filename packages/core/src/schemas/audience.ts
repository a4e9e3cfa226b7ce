import * as v from 'valibot';
import { Int } from './common.ts';
import { LiveUser } from './user.ts';

/** `GET /api/lives/:id/audience`: who is here now, newest first, at most 200; `count` counts everybody. */
export const Audience = v.object({ count: v.number(), items: v.array(LiveUser) });
export type Audience = v.InferOutput<typeof Audience>;

/** Body of `/members/:userId/mute`; 0 lifts it. */
export const NewMute = v.object({ seconds: Int(0, 31_536_000) });
/** Body of `/members/:userId/ban`; 0 lifts it. */
export const NewBan = v.object({ seconds: Int(0, 31_536_000), reason: v.optional(v.pipe(v.string(), v.maxLength(200))) });

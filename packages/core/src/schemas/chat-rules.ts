import * as v from 'valibot';
import { Int } from './common.ts';

/** The part of a chat's rules that everybody in the room should know. */
export const ChatRules = v.object({
  /** Nobody but the host and moderators may write. */
  messagesDisabled: v.boolean(),
  /** Every message waits for a moderator. */
  approval: v.boolean(),
  /** Only followers of the host may write. */
  followersOnly: v.boolean(),
  /** Seconds between two messages of one user; 0 for none. */
  slowModeSeconds: Int(0, 3600),
});
export type ChatRules = v.InferOutput<typeof ChatRules>;

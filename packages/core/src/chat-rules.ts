import type { ChatRules } from './schemas/chat-rules.ts';

/** A chat for which nobody set any rule. */
export const OPEN_CHAT: ChatRules = { messagesDisabled: false, approval: false, followersOnly: false, slowModeSeconds: 0 };

/** The part of a room's rules that everybody may know. */
export const chatRules = ({ messagesDisabled, approval, followersOnly, slowModeSeconds }: ChatRules): ChatRules => ({
  messagesDisabled,
  approval,
  followersOnly,
  slowModeSeconds,
});

import * as v from 'valibot';
import { OPEN_CHAT } from '../chat-rules.ts';
import { BarrageId } from './barrage.ts';
import { ChatRules } from './chat-rules.ts';
import { Id, Int, LiveId, Page, Text, Timestamp } from './common.ts';
import { LiveUser } from './user.ts';

/** What happens to a message that a rule objects to: nothing, it waits for a moderator, or it is refused. */
export const RuleAction = v.picklist(['allow', 'hold', 'block']);
export type RuleAction = v.InferOutput<typeof RuleAction>;

const Host = v.pipe(v.string(), v.toLowerCase(), v.regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'a host name, like shop.example'));

/** The rules of a room's chat. */
export const ModerationSettings = v.object({
  ...ChatRules.entries,
  /** Messages that one user may write in a minute. */
  perMinute: Int(1, 600),
  /** What happens to words of the shop's list: false leaves them alone. */
  words: v.boolean(),
  links: RuleAction,
  /** Hosts that links may lead to, and their subdomains, whatever `links` says. */
  linkHosts: v.pipe(v.array(Host), v.maxLength(50)),
  /** Emojis in one message; more are refused. */
  maxEmojis: Int(0, 200),
});
export type ModerationSettings = v.InferOutput<typeof ModerationSettings>;

/** What holds where nobody set anything. */
export const DEFAULT_MODERATION: ModerationSettings = {
  ...OPEN_CHAT,
  perMinute: 30,
  words: true,
  links: 'hold',
  linkHosts: [],
  maxEmojis: 20,
};

/** Body of `PUT …/moderation`: what is given is set, `null` goes back to the shop's, what is missing stays. */
export const ModerationPatch = v.partial(
  v.object(
    Object.fromEntries(Object.entries(ModerationSettings.entries).map(([name, schema]) => [name, v.nullable(schema)])) as {
      [K in keyof typeof ModerationSettings.entries]: v.NullableSchema<(typeof ModerationSettings.entries)[K], undefined>;
    },
  ),
);
export type ModerationPatch = v.InferOutput<typeof ModerationPatch>;

/** What holds, and which of it was set here rather than for the whole shop. */
export const Moderation = v.object({ settings: ModerationSettings, own: v.partial(ModerationSettings) });
export type Moderation = v.InferOutput<typeof Moderation>;

/**
 * A word of the shop's list. `allow` is an innocent word that contains a listed one. `match`: `word` stands alone, `part` also
 * within others.
 */
export const NewWord = v.object({
  word: Text(60),
  language: v.optional(v.pipe(v.string(), v.regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$/, 'a language, like en or zh')), 'en'),
  action: v.optional(RuleAction, 'block'),
  match: v.optional(v.picklist(['word', 'part']), 'part'),
});
export const Word = v.object({ ...NewWord.entries, id: Id, createdAt: Timestamp });
export type Word = v.InferOutput<typeof Word>;
export const WordPage = Page(Word);

/** A message that waits for a moderator. */
export const HeldBarrage = v.object({
  eventId: BarrageId,
  liveId: LiveId,
  ts: Timestamp,
  sender: LiveUser,
  text: v.string(),
  /** Which rule held it. */
  rule: v.string(),
});
export type HeldBarrage = v.InferOutput<typeof HeldBarrage>;
export const HeldPage = Page(HeldBarrage);

export const ReportReason = v.picklist(['spam', 'abuse', 'fraud', 'illegal', 'other']);
/** Body of `POST /api/lives/:id/reports`: about a message, or about a person. */
export const NewReport = v.pipe(
  v.object({
    barrageId: v.optional(BarrageId),
    userId: v.optional(Id),
    reason: ReportReason,
    note: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(500))),
  }),
  v.check(({ barrageId, userId }) => barrageId !== undefined || userId !== undefined, 'a report names a message or a user'),
);
export const Report = v.object({
  id: Id,
  liveId: LiveId,
  ts: Timestamp,
  reporterId: Id,
  userId: Id,
  /** What `userId` is called now. */
  userName: v.optional(v.string()),
  barrageId: v.optional(BarrageId),
  /** What the message said when it was reported. */
  text: v.optional(v.string()),
  reason: ReportReason,
  note: v.string(),
  status: v.picklist(['open', 'closed']),
});
export type Report = v.InferOutput<typeof Report>;
export const ReportPage = Page(Report);

/** What a moderator did. */
export const AuditAct = v.picklist([
  'mute',
  'unmute',
  'ban',
  'unban',
  'appoint',
  'dismiss',
  'remove',
  'pin',
  'unpin',
  'notice',
  'approve',
  'reject',
  'settings',
  'word-add',
  'word-change',
  'word-remove',
  'report-close',
]);
export type AuditAct = v.InferOutput<typeof AuditAct>;

/** Who did what to whom, when and why. Entries are never changed. */
export const AuditEntry = v.object({
  id: Id,
  ts: Timestamp,
  /** Missing where it was done for the whole shop. */
  liveId: v.optional(LiveId),
  actorId: Id,
  actorName: v.string(),
  act: AuditAct,
  userId: v.optional(Id),
  /** What `userId` is called now. */
  userName: v.optional(v.string()),
  barrageId: v.optional(BarrageId),
  reason: v.optional(v.string()),
  details: v.optional(v.record(v.string(), v.unknown())),
});
export type AuditEntry = v.InferOutput<typeof AuditEntry>;
export const AuditPage = Page(AuditEntry);

import * as v from 'valibot';

const Account = v.pipe(v.string(), v.minLength(1), v.maxLength(64));
const Room = v.pipe(v.string(), v.minLength(1), v.maxLength(64));
/** Some samples write numbers as text. */
const Count = v.union([
  v.pipe(v.number(), v.integer(), v.minValue(0)),
  v.pipe(v.string(), v.regex(/^\d{1,16}$/), v.transform(Number)),
]);
const Members = v.pipe(v.array(v.object({ Member_Account: Account })), v.maxLength(1000));

const Element = v.union([
  v.object({ MsgType: v.literal('TIMTextElem'), MsgContent: v.object({ Text: v.string() }) }),
  v.object({ MsgType: v.literal('TIMCustomElem'), MsgContent: v.object({ Data: v.string() }) }),
  v.object({ MsgType: v.string(), MsgContent: v.unknown() }),
]);
export type MessageElement = v.InferOutput<typeof Element>;

const message = {
  GroupId: Room,
  Type: v.string(),
  From_Account: Account,
  Random: Count,
  MsgBody: v.pipe(v.array(Element), v.minLength(1), v.maxLength(50)),
  CloudCustomData: v.optional(v.string(), ''),
};
const engineState = {
  RoomId: Room,
  EventType: v.picklist(['Online', 'Offline']),
  MemberList: Members,
  EventTime: v.optional(Count),
};

export const BeforeSend = v.object({ CallbackCommand: v.literal('Group.CallbackBeforeSendMsg'), ...message });
export const AfterSend = v.object({ CallbackCommand: v.literal('Group.CallbackAfterSendMsg'), ...message, MsgSeq: Count });

const BeforeSendGift = v.object({
  CallbackCommand: v.literal('Live.CallbackBeforeSendGift'),
  RoomId: Room,
  GiftWater: v.object({
    From_Account: Account,
    /** In seconds. */
    Time: Count,
    GiftId: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
    Count,
    Coins: Count,
  }),
});
export type BeforeSendGift = v.InferOutput<typeof BeforeSendGift>;

const EngineDestroyed = v.object({
  CallbackCommand: v.literal('Live.CallbackAfterDestroyRoom'),
  RoomId: Room,
  EventType: v.optional(v.string()),
  Statistic: v.optional(v.record(v.string(), Count)),
});

/** The callbacks that we listen to, by what they are called. What else they carry is left out. */
export const Callback = v.variant('CallbackCommand', [
  BeforeSend,
  AfterSend,
  v.object({
    CallbackCommand: v.literal('Group.CallbackAfterNewMemberJoin'),
    GroupId: Room,
    NewMemberList: Members,
    EventTime: v.optional(Count),
  }),
  v.object({
    CallbackCommand: v.literal('Group.CallbackAfterMemberExit'),
    GroupId: Room,
    ExitMemberList: Members,
    EventTime: v.optional(Count),
  }),
  v.object({
    CallbackCommand: v.literal('Group.CallbackOnMemberStateChange'),
    GroupId: Room,
    EventType: v.picklist(['Online', 'Offline']),
    MemberList: Members,
    EventTime: v.optional(Count),
  }),
  v.object({ CallbackCommand: v.literal('Live.CallbackMemberStateChanged'), ...engineState }),
  v.object({ CallbackCommand: v.literal('Live.CallbackAfterMemberStateChanged'), ...engineState }),
  v.object({ CallbackCommand: v.literal('Group.CallbackAfterGroupDestroyed'), GroupId: Room }),
  EngineDestroyed,
  BeforeSendGift,
]);
export type Callback = v.InferOutput<typeof Callback>;

export const COMMANDS: ReadonlySet<string> = new Set(Callback.options.map(({ entries }) => entries.CallbackCommand.literal));

/** What TRTC tells of rooms and streams. */
export const RtcCallback = v.object({
  EventType: v.pipe(v.number(), v.integer()),
  CallbackTs: v.optional(Count),
  EventInfo: v.object({
    RoomId: v.union([v.string(), v.number()]),
    UserId: v.optional(v.string()),
    EventMsTs: v.optional(Count),
    EventTs: v.optional(Count),
  }),
});
export type RtcCallback = v.InferOutput<typeof RtcCallback>;

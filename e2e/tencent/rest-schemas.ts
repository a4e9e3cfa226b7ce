import * as v from 'valibot';

/** Texts whose length Tencent counts in bytes. */
export const bytes = (max: number) =>
  v.pipe(
    v.string(),
    v.minLength(1),
    v.check((text) => Buffer.byteLength(text) <= max, `at most ${max} bytes`),
  );

const UserId = bytes(32);
const GroupId = v.pipe(bytes(48), v.regex(/^[\x20-\x7e]+$/, 'printable ASCII'));
const Uint32 = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** 32 - 1));
const Url = bytes(1000);

const CustomElement = v.strictObject({
  MsgType: v.literal('TIMCustomElem'),
  MsgContent: v.strictObject({ Data: v.string(), Desc: v.string(), Ext: v.string() }),
});
const TextElement = v.strictObject({ MsgType: v.literal('TIMTextElem'), MsgContent: v.strictObject({ Text: bytes(12_288) }) });
const MsgBody = v.pipe(
  v.array(v.variant('MsgType', [CustomElement, TextElement])),
  v.minLength(1),
  v.check((body) => Buffer.byteLength(JSON.stringify(body)) <= 12_288, 'a message has at most 12 KB'),
);
export type MsgBody = v.InferOutput<typeof MsgBody>;

const Callbacks = v.array(v.picklist(['ForbidBeforeSendMsgCallback', 'ForbidAfterSendMsgCallback']));
const AttributeKey = bytes(32);
const Attributes = v.pipe(
  v.array(v.strictObject({ key: AttributeKey, value: bytes(4096) })),
  v.minLength(1),
  v.maxLength(16, '16 keys'),
);
const Members = v.pipe(v.array(UserId), v.minLength(1), v.maxLength(20));
const Keys = v.pipe(v.array(bytes(50)), v.minLength(1), v.maxLength(10));

const Optional = (max: number) =>
  v.optional(
    v.pipe(
      v.string(),
      v.check((text) => Buffer.byteLength(text) <= max, `at most ${max} bytes`),
    ),
  );
const Extension = v.optional(
  v.pipe(
    v.string(),
    v.check((text) => Buffer.byteLength(text) <= 100, 'at most 100 bytes'),
    v.check((text) => {
      if (text === '') return true;
      try {
        return typeof JSON.parse(text) === 'object';
      } catch {
        return false;
      }
    }, 'an object as JSON text'),
  ),
);
const GiftId = bytes(20);
const Language = v.picklist(['en', 'zh-Hans', 'zh-Hant']);
const gift = {
  GiftId,
  IconUrl: Optional(200),
  ResourceUrl: Optional(200),
  Level: v.optional(Uint32),
  ExtensionInfo: Extension,
  DefaultDesc: Optional(20),
};
const category = { CategoryId: GiftId, DefaultDesc: Optional(60), ExtensionInfo: Extension };
const relations = v.strictObject({ CategoryId: GiftId, GiftIdList: v.pipe(v.array(GiftId), v.minLength(1)) });

/** Bodies of the commands that the stub knows, by their path; anything that is not in them is refused. */
export const BODIES = {
  'v4/im_open_login_svc/account_import': v.strictObject({
    UserID: UserId,
    Nick: v.optional(bytes(500)),
    FaceUrl: v.optional(bytes(500)),
  }),
  'v4/group_open_http_svc/create_group': v.strictObject({
    Type: v.literal('AVChatRoom'),
    GroupId: v.pipe(
      GroupId,
      v.check((id) => !id.startsWith('@TGS#'), 'not @TGS#'),
    ),
    Name: bytes(100),
    Owner_Account: v.optional(UserId),
  }),
  'v4/group_open_http_svc/destroy_group': v.strictObject({ GroupId }),
  'v4/group_open_http_svc/send_group_msg': v.strictObject({
    GroupId,
    From_Account: v.optional(UserId),
    Random: Uint32,
    MsgPriority: v.optional(v.picklist(['High', 'Normal', 'Low', 'Lowest'])),
    OnlineOnlyFlag: v.optional(v.picklist([0, 1])),
    MsgBody,
    CloudCustomData: v.optional(v.string()),
    ForbidCallbackControl: v.optional(Callbacks),
  }),
  'v4/openim/sendmsg': v.strictObject({
    SyncOtherMachine: v.picklist([1, 2]),
    From_Account: v.optional(UserId),
    To_Account: UserId,
    MsgRandom: Uint32,
    MsgLifeTime: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(604_800))),
    MsgBody,
    CloudCustomData: v.optional(v.string()),
    SendMsgControl: v.optional(v.array(v.picklist(['NoUnread', 'NoLastMsg', 'WithMuteNotifications', 'NoMsgCheck']))),
    ForbidCallbackControl: v.optional(Callbacks),
  }),
  'v4/group_open_http_svc/set_group_attr': v.strictObject({ GroupId, GroupAttr: Attributes }),
  'v4/group_open_http_svc/modify_group_attr': v.strictObject({ GroupId, GroupAttr: Attributes }),
  'v4/group_open_http_svc/delete_group_attr': v.strictObject({
    GroupId,
    GroupAttr: v.pipe(v.array(v.strictObject({ key: AttributeKey })), v.minLength(1)),
  }),
  'v4/group_open_http_svc/forbid_send_msg': v.strictObject({ GroupId, Members_Account: Members, MuteTime: Uint32 }),
  'v4/group_open_http_svc/get_online_member_num': v.strictObject({ GroupId }),
  'v4/live_engine_http_srv/create_room': v.strictObject({
    RoomInfo: v.strictObject({
      RoomId: GroupId,
      RoomName: bytes(100),
      RoomType: v.literal('Live'),
      Owner_Account: UserId,
      SeatTemplate: v.picklist([
        'VideoDynamicGrid9Seats',
        'VideoDynamicFloat7Seats',
        'VideoFixedGrid9Seats',
        'VideoFixedFloat7Seats',
        'VideoLandscape4Seats',
        'AudioSalon',
        'Karaoke',
      ]),
      CoverURL: v.optional(v.pipe(Url, bytes(200))),
    }),
  }),
  'v4/live_engine_http_srv/destroy_room': v.strictObject({ RoomId: GroupId }),
  'v4/live_engine_http_srv/set_room_metadata': v.strictObject({
    RoomId: GroupId,
    Metadata: v.pipe(v.array(v.strictObject({ Key: bytes(50), Value: bytes(2048) })), v.minLength(1), v.maxLength(10)),
  }),
  'v4/live_engine_http_srv/del_room_metadata': v.strictObject({ RoomId: GroupId, Keys }),
  'v4/live_engine_http_srv/send_custom_msg': v.strictObject({
    RoomId: GroupId,
    Sender_Account: v.optional(UserId),
    BusinessId: bytes(100),
    Data: bytes(12_000),
  }),
  'v4/live_engine_http_srv/mute_member': v.strictObject({ RoomId: GroupId, MemberList_Account: Members, MuteTime: Uint32 }),
  'v4/live_engine_http_srv/ban_member': v.strictObject({
    RoomId: GroupId,
    MemberList_Account: Members,
    Reason: v.optional(v.string()),
    Duration: Uint32,
  }),
  'v4/live_engine_http_srv/unban_member': v.strictObject({ RoomId: GroupId, MemberList_Account: Members }),
  'v4/live_engine_http_srv/get_room_stats': v.strictObject({ RoomId: GroupId }),
  'v4/live_engine_http_srv/get_gift_info_list': v.strictObject({ Language: v.optional(v.string()) }),
  'v4/live_engine_http_srv/add_gift': v.strictObject({ ...gift, DefaultName: bytes(20), Coins: Uint32 }),
  'v4/live_engine_http_srv/edit_gift': v.strictObject({
    ...gift,
    DefaultName: v.optional(bytes(20)),
    Coins: v.optional(Uint32),
  }),
  'v4/live_engine_http_srv/del_gift': v.strictObject({ GiftId }),
  'v4/live_engine_http_srv/set_gift_language': v.strictObject({ GiftId, Language, Name: bytes(20), Desc: Optional(20) }),
  'v4/live_engine_http_srv/del_gift_language': v.strictObject({ GiftId, Language }),
  'v4/live_engine_http_srv/add_gift_category': v.strictObject({ ...category, DefaultName: bytes(20) }),
  'v4/live_engine_http_srv/edit_gift_category': v.strictObject({ ...category, DefaultName: v.optional(bytes(20)) }),
  'v4/live_engine_http_srv/del_gift_category': v.strictObject({ CategoryId: GiftId }),
  'v4/live_engine_http_srv/set_gift_category_language': v.strictObject({
    CategoryId: GiftId,
    Language,
    CategoryName: bytes(20),
    CategoryDesc: Optional(60),
  }),
  'v4/live_engine_http_srv/del_gift_category_language': v.strictObject({ CategoryId: GiftId, Language }),
  'v4/live_engine_http_srv/add_gift_category_relations': relations,
  'v4/live_engine_http_srv/del_gift_category_relations': relations,
} as const;

export type Path = keyof typeof BODIES;
export type BodyOf<P extends Path> = v.InferOutput<(typeof BODIES)[P]>;

import * as v from 'valibot';

/** One command of Tencent's REST API. */
export interface Command<Body, Answer> {
  /** Below the region's host. */
  path: string;
  /** Calls a second that Tencent documents for the app. */
  perSecond: number;
  answer: v.GenericSchema<unknown, Answer>;
  /** Only there to carry the type. */
  body?: Body;
}

const Nothing = v.looseObject({});

const command = <Body, S extends v.GenericSchema = typeof Nothing>(
  path: string,
  answer: S = Nothing as unknown as S,
  perSecond = 200,
): Command<Body, v.InferOutput<S>> => ({ path, perSecond, answer });

export type Priority = 'High' | 'Normal' | 'Low' | 'Lowest';

/** A custom message as Chat has it: `Data` is the text that receivers parse. */
export interface CustomElement {
  MsgType: 'TIMCustomElem';
  MsgContent: { Data: string; Desc: string; Ext: string };
}

const NO_CALLBACKS = ['ForbidBeforeSendMsgCallback', 'ForbidAfterSendMsgCallback'] as const;
/** Keeps Tencent from calling us back about what we sent ourselves. */
export const forbidCallbacks = (): string[] => [...NO_CALLBACKS];

/** `MsgDropReason` tells that the message was lost although nothing failed: the room hears 40 a second. */
const Sent = v.looseObject({ MsgSeq: v.optional(v.number()), MsgDropReason: v.optional(v.string()) });
const engine = <S extends v.GenericSchema>(answer: S) => v.looseObject({ Response: answer });

const Statistics = engine(v.looseObject({ TotalGiftCoins: v.number() }));

/** As it is in the language that was asked for. */
const GiftList = engine(
  v.looseObject({
    GiftList: v.optional(
      v.array(
        v.looseObject({
          GiftId: v.string(),
          Coins: v.optional(v.number()),
          Level: v.optional(v.number()),
          IconUrl: v.optional(v.string()),
          ResourceUrl: v.optional(v.string()),
          ExtensionInfo: v.optional(v.string()),
        }),
      ),
      [],
    ),
    CategoryList: v.optional(
      v.array(
        v.looseObject({
          CategoryId: v.string(),
          CategoryExtension: v.optional(v.string()),
          GiftIdList: v.optional(v.array(v.string()), []),
        }),
      ),
      [],
    ),
  }),
);

interface GiftBody {
  GiftId: string;
  DefaultName: string;
  DefaultDesc: string;
  IconUrl: string;
  ResourceUrl: string;
  Coins: number;
  Level: number;
  /** JSON text, or nothing. */
  ExtensionInfo: string;
}
interface CategoryBody {
  CategoryId: string;
  DefaultName: string;
  DefaultDesc: string;
  ExtensionInfo: string;
}
interface Relations {
  CategoryId: string;
  GiftIdList: string[];
}

/** A command about the catalogue of gifts: once a second, Tencent says, as the calls arrive. */
const gifts = <Body, S extends v.GenericSchema = typeof Nothing>(name: string, answer?: S) =>
  command<Body, S>(`v4/live_engine_http_srv/${name}`, answer, 0.9);

interface Muting {
  GroupId: string;
  Members_Account: string[];
  /** Seconds; 0 lifts it. */
  MuteTime: number;
}
interface EngineMembers {
  RoomId: string;
  MemberList_Account: string[];
}

/** All that we ask of Tencent Chat and its Live engine. Names of fields are theirs. */
export const COMMANDS = {
  importAccount: command<{ UserID: string; Nick?: string; FaceUrl?: string }>('v4/im_open_login_svc/account_import'),
  createGroup: command<{ Type: 'AVChatRoom'; GroupId: string; Name: string; Owner_Account?: string }>(
    'v4/group_open_http_svc/create_group',
  ),
  destroyGroup: command<{ GroupId: string }>('v4/group_open_http_svc/destroy_group'),
  sendGroupMessage: command<
    {
      GroupId: string;
      From_Account: string;
      Random: number;
      MsgPriority: Priority;
      MsgBody: CustomElement[];
      ForbidCallbackControl: string[];
    },
    typeof Sent
  >('v4/group_open_http_svc/send_group_msg', Sent),
  sendMessage: command<{
    SyncOtherMachine: 2;
    From_Account: string;
    To_Account: string;
    MsgRandom: number;
    MsgLifeTime: 0;
    MsgBody: CustomElement[];
    ForbidCallbackControl: string[];
    SendMsgControl: string[];
  }>('v4/openim/sendmsg'),
  setAttributes: command<{ GroupId: string; GroupAttr: { key: string; value: string }[] }>(
    'v4/group_open_http_svc/set_group_attr',
  ),
  changeAttributes: command<{ GroupId: string; GroupAttr: { key: string; value: string }[] }>(
    'v4/group_open_http_svc/modify_group_attr',
  ),
  deleteAttributes: command<{ GroupId: string; GroupAttr: { key: string }[] }>('v4/group_open_http_svc/delete_group_attr'),
  muteMembers: command<Muting>('v4/group_open_http_svc/forbid_send_msg'),
  countOnline: command<{ GroupId: string }, v.GenericSchema<unknown, { OnlineMemberNum: number }>>(
    'v4/group_open_http_svc/get_online_member_num',
    v.looseObject({ OnlineMemberNum: v.number() }),
  ),

  createRoom: command<{
    RoomInfo: {
      RoomId: string;
      RoomName: string;
      RoomType: 'Live';
      Owner_Account: string;
      SeatTemplate: string;
      CoverURL?: string;
    };
  }>('v4/live_engine_http_srv/create_room'),
  destroyRoom: command<{ RoomId: string }>('v4/live_engine_http_srv/destroy_room'),
  setRoomMetadata: command<{ RoomId: string; Metadata: { Key: string; Value: string }[] }>(
    'v4/live_engine_http_srv/set_room_metadata',
  ),
  deleteRoomMetadata: command<{ RoomId: string; Keys: string[] }>('v4/live_engine_http_srv/del_room_metadata'),
  sendRoomMessage: command<
    { RoomId: string; Sender_Account: string; BusinessId: string; Data: string },
    v.GenericSchema<unknown, { Response: v.InferOutput<typeof Sent> }>
  >('v4/live_engine_http_srv/send_custom_msg', engine(Sent)),
  muteRoomMember: command<EngineMembers & { MuteTime: number }>('v4/live_engine_http_srv/mute_member'),
  banRoomMember: command<EngineMembers & { Reason?: string; Duration: number }>('v4/live_engine_http_srv/ban_member'),
  unbanRoomMember: command<EngineMembers>('v4/live_engine_http_srv/unban_member'),
  roomStatistics: command<{ RoomId: string }, typeof Statistics>('v4/live_engine_http_srv/get_room_stats', Statistics, 100),

  listGifts: gifts<{ Language: string }, typeof GiftList>('get_gift_info_list', GiftList),
  addGift: gifts<GiftBody>('add_gift'),
  editGift: gifts<GiftBody>('edit_gift'),
  deleteGift: gifts<{ GiftId: string }>('del_gift'),
  setGiftLanguage: gifts<{ GiftId: string; Language: string; Name: string; Desc: string }>('set_gift_language'),
  deleteGiftLanguage: gifts<{ GiftId: string; Language: string }>('del_gift_language'),
  addGiftCategory: gifts<CategoryBody>('add_gift_category'),
  editGiftCategory: gifts<CategoryBody>('edit_gift_category'),
  deleteGiftCategory: gifts<{ CategoryId: string }>('del_gift_category'),
  setGiftCategoryLanguage: gifts<{ CategoryId: string; Language: string; CategoryName: string; CategoryDesc: string }>(
    'set_gift_category_language',
  ),
  deleteGiftCategoryLanguage: gifts<{ CategoryId: string; Language: string }>('del_gift_category_language'),
  addGiftRelations: gifts<Relations>('add_gift_category_relations'),
  deleteGiftRelations: gifts<Relations>('del_gift_category_relations'),
} as const;

export type CommandName = keyof typeof COMMANDS;
export type BodyOf<N extends CommandName> = NonNullable<(typeof COMMANDS)[N]['body']>;
export type AnswerOf<N extends CommandName> = v.InferOutput<(typeof COMMANDS)[N]['answer']>;

import { createHash } from 'node:crypto';
import type { MsgBody } from './rest-schemas.ts';
import type { RestStub } from './rest-stub.ts';

/** Of a stand-in of Chat, what the stand-in of the REST API feeds: what the server does there, browsers hear here. */
export interface ChatStandIn {
  group(groupId: string, type?: string): { readonly members: ReadonlySet<string> };
  deliverGroup(message: { groupId: string; from: string; msgBody: MsgBody; priority: string; random: number }): unknown;
  deliverC2C(message: { from: string; to: string; msgBody: MsgBody }): unknown;
  setAttributes(groupId: string, values: Readonly<Record<string, string>>): void;
  mute(groupId: string, userId: string, seconds: number): void;
  dissolve(groupId: string): void;
}

/** Lets browsers hear what the server says by REST, and the server know how many are there. */
export function bridge(stub: RestStub, chat: ChatStandIn): void {
  stub.on('group-created', ({ groupId, type }) => chat.group(groupId, type));
  stub.on('group-destroyed', ({ groupId }) => chat.dissolve(groupId));
  stub.on('group-message', ({ groupId, from, msgBody, priority, random }) =>
    chat.deliverGroup({ groupId, from, msgBody, priority, random }),
  );
  stub.on('c2c-message', ({ from, to, msgBody }) => chat.deliverC2C({ from, to, msgBody }));
  stub.on('group-attributes', ({ groupId, attributes }) => chat.setAttributes(groupId, attributes));
  stub.on('mute', ({ groupId, userId, seconds }) => chat.mute(groupId, userId, seconds));
  stub.count = (groupId) => (stub.rooms.has(groupId) ? chat.group(groupId).members.size : undefined);
}

/** Where the server's callbacks are, and what signs them. */
export interface CallbackTarget {
  /** The server under test. */
  server: string;
  /** `TENCENT_WEBHOOK_PATH` and `TENCENT_CALLBACK_TOKEN`. */
  path: string;
  token: string;
  sdkAppId: number;
  /** The address that Tencent says the user has. */
  clientIp?: string;
}

/** Calls the server as Tencent would; resolves to what it answered. */
export async function callBack(
  { server, path, token, sdkAppId, clientIp = '203.0.113.9' }: CallbackTarget,
  command: string,
  body: object,
): Promise<{ ErrorCode: number; ErrorInfo: string; CloudCustomData?: string }> {
  const RequestTime = String(Math.floor(Date.now() / 1000));
  const query = new URLSearchParams({
    SdkAppid: String(sdkAppId),
    CallbackCommand: command,
    contenttype: 'json',
    ClientIP: clientIp,
    OptPlatform: 'Web',
    RequestTime,
    Sign: createHash('sha256').update(`${token}${RequestTime}`).digest('hex'),
  });
  const response = await fetch(`${server}/api/tencent/webhook/${path}?${query}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ CallbackCommand: command, ...body }),
  });
  if (!response.ok) throw new Error(`${command}: ${response.status} ${await response.text()}`);
  return (await response.json()) as { ErrorCode: number; ErrorInfo: string; CloudCustomData?: string };
}

/** A message as a stand-in of Chat tells of it. */
interface Said {
  groupId: string;
  groupType: string;
  from: string;
  msgBody: object[];
  cloudCustomData: string;
  random: number;
  msgSeq?: number;
  msgTime?: number;
}

/** The hooks of a stand-in of Chat, led to the server's callbacks. `failed` hears of callbacks after the fact that went wrong. */
export function hooks(target: CallbackTarget, failed: (error: unknown) => void) {
  const toBody = ({ groupId, groupType, from, msgBody, cloudCustomData, random, msgSeq, msgTime }: Said) => ({
    GroupId: groupId,
    Type: groupType,
    From_Account: from,
    Operator_Account: from,
    Random: random,
    OnlineOnlyFlag: 0,
    MsgBody: msgBody,
    CloudCustomData: cloudCustomData,
    EventTime: Date.now(),
    ...(msgSeq === undefined ? {} : { MsgSeq: msgSeq, MsgTime: msgTime }),
  });
  return {
    beforeSend: (message: Said) => callBack(target, 'Group.CallbackBeforeSendMsg', toBody(message)),
    moved({ groupId, userId, here }: { groupId: string; userId: string; here: boolean }): void {
      const body = {
        GroupId: groupId,
        EventType: here ? 'Online' : 'Offline',
        MemberList: [{ Member_Account: userId }],
        EventTime: Date.now(),
      };
      callBack(target, 'Group.CallbackOnMemberStateChange', body).catch(failed);
    },
    afterSend(message: Said): void {
      callBack(target, 'Group.CallbackAfterSendMsg', toBody(message)).catch(failed);
    },
  };
}

/** A gift that somebody sends with Tencent's own app. */
export interface NativeGift {
  liveId: string;
  from: string;
  giftId: string;
  count?: number;
  /** In seconds. */
  time?: number;
  /** What the app shows as the price of one, where it is not what the catalogue says. */
  coins?: number;
}

/** The way there fails: Tencent does not hear our answer, hears it too late, or asks us twice. */
export type Trouble = 'lost' | 'twice';

/**
 * Sends a gift as Tencent's Live engine does for its apps: asks the server before, waits two seconds, and counts the gift in the room where
 * the answer is yes. Resolves to what the app is told: 0, a code of ours, or 102004 where there was no answer.
 */
export async function sendNatively(stub: RestStub, target: CallbackTarget, gift: NativeGift, trouble?: Trouble): Promise<number> {
  const { liveId, from, giftId, count = 1, time = Math.floor(Date.now() / 1000) } = gift;
  const room = stub.rooms.get(liveId);
  const known = stub.catalogue.gifts.get(giftId);
  const coins = gift.coins ?? known?.fields.Coins;
  if (!room || coins === undefined) return 102_002;
  const GiftWater = { From_Account: from, To_Account: ['host'], Time: time, GiftId: giftId, Count: count, Coins: coins };
  const ask = (): Promise<{ ErrorCode: number } | undefined> =>
    Promise.race([
      callBack(target, 'Live.CallbackBeforeSendGift', { Operator_Account: from, RoomId: liveId, GiftWater }).catch(
        () => undefined,
      ),
      new Promise<undefined>((resolve) => setTimeout(resolve, 2_000, undefined).unref()),
    ]);
  const [answer] = await Promise.all(trouble === 'twice' ? [ask(), ask()] : [ask()]);
  if (!answer || trouble === 'lost') return 102_004;
  if (answer.ErrorCode === 0) {
    room.gifts.sent += count;
    room.gifts.coins += count * coins;
  }
  return answer.ErrorCode >= 102_100 && answer.ErrorCode <= 102_200 ? answer.ErrorCode : answer.ErrorCode === 0 ? 0 : 102_004;
}

import { randomInt } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CallChecks, Refusal } from './call-checks.ts';
import { StubGiftCatalogue } from './gift-catalogue.ts';
import { BODIES, type BodyOf, type MsgBody, type Path } from './rest-schemas.ts';

/** Calls a second of one command, and messages a second of one room. */
const CALLS_PER_SECOND = 200;
const MESSAGES_PER_SECOND = 40;
const STATISTICS_PER_SECOND = 100;
/** Writes of one group's attributes a second. */
const WRITES_PER_SECOND = 5;

export interface GroupMessage {
  groupId: string;
  from: string;
  msgBody: MsgBody;
  priority: string;
  cloudCustomData: string | undefined;
  random: number;
  seq: number;
}

interface StubEvents {
  account: [{ userId: string; nick?: string; faceUrl?: string }];
  'group-created': [{ groupId: string; type: 'AVChatRoom' | 'Live' }];
  'group-destroyed': [{ groupId: string }];
  'group-message': [GroupMessage];
  'c2c-message': [{ from: string; to: string; msgBody: MsgBody; random: number }];
  /** The attributes or metadata of the room as they are now. */
  'group-attributes': [{ groupId: string; attributes: Record<string, string> }];
  mute: [{ groupId: string; userId: string; seconds: number }];
  ban: [{ groupId: string; userId: string; seconds: number }];
}

/**
 * What goes wrong with one call: an ErrorCode, an HTTP status, no answer, an answer that gets lost after the deed was done, or
 * a message that is dropped because the room hears too many.
 */
export type Fault = { code: number; info?: string } | { status: number } | 'silent' | 'lost-answer' | 'dropped';

export interface StubRoom {
  type: 'AVChatRoom' | 'Live';
  attributes: Map<string, string>;
  messages: GroupMessage[];
  /** What `get_online_member_num` says. */
  online: number;
  /** What was given here so far, as `get_room_stats` says. */
  gifts: { sent: number; coins: number };
}

/**
 * Stands in for Tencent's REST API: checks path, query, signature, body, sizes and rates of every call as strictly as their
 * documents read, keeps accounts and rooms, and tells what was sent, so that a stand-in of Chat can hand it to browsers.
 */
export class RestStub extends EventEmitter<StubEvents> {
  readonly calls: { path: string; body: unknown }[] = [];
  readonly accounts = new Map<string, { nick?: string; faceUrl?: string }>();
  readonly rooms = new Map<string, StubRoom>();
  /** Who is in a room, where a stand-in of Chat knows better than `StubRoom.online`. */
  count: (groupId: string) => number | undefined = () => undefined;
  readonly catalogue = new StubGiftCatalogue((code, info) => {
    throw new Refusal(code, info);
  });
  /** Calls a second of each command that keeps the catalogue of gifts. */
  catalogueCallsPerSecond = 1;
  readonly #admin: string;
  readonly #checks: CallChecks;
  readonly #server = createServer((request, response) => void this.#serve(request, response));
  readonly #faults = new Map<string, Fault[]>();
  readonly #randoms = new Map<string, unknown>();

  constructor({ sdkAppId, secretKey, admin = 'administrator' }: { sdkAppId: number; secretKey: string; admin?: string }) {
    super();
    this.#admin = admin;
    this.#checks = new CallChecks({ sdkAppId, secretKey, admin });
    this.accounts.set(admin, {});
  }

  /** What Tencent would have refused, or what no honest client does; a test asserts that it is empty. */
  get violations(): readonly string[] {
    return this.#checks.violations;
  }

  /** Begins to listen; resolves to what `TENCENT_REST_URL` must be. */
  async listen(port = 0): Promise<string> {
    this.#server.listen(port, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Lets the next calls of a command go wrong, one fault a call. `command` is the last part of its path. */
  fail(command: string, ...faults: Fault[]): void {
    this.#faults.set(command, [...(this.#faults.get(command) ?? []), ...faults]);
  }

  /** Commands of which some calls were to go wrong, and did not happen. */
  get unusedFaults(): string[] {
    return [...this.#faults].flatMap(([command, faults]) => (faults.length > 0 ? [command] : []));
  }

  /** What the server's custom messages in a room say, oldest first. */
  events(groupId: string): { BusinessId: string; Data: Record<string, unknown> }[] {
    return (this.rooms.get(groupId)?.messages ?? []).flatMap(({ msgBody: [element] }) => {
      if (element?.MsgType !== 'TIMCustomElem') return [];
      const { BusinessId, Data } = JSON.parse(element.MsgContent.Data) as { BusinessId: string; Data: string };
      return [{ BusinessId, Data: JSON.parse(Data) as Record<string, unknown> }];
    });
  }

  #callsPerSecond(command: string): number {
    if (command === 'get_room_stats') return STATISTICS_PER_SECOND;
    return command.includes('gift') ? this.catalogueCallsPerSecond : CALLS_PER_SECOND;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://stub');
    const path = url.pathname.slice(1);
    const command = path.split('/').at(-1) ?? '';
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const answer = (body: object): void => {
      response.writeHead(200, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    const refuse = (code: number, info: string): void => answer({ ActionStatus: 'FAIL', ErrorCode: code, ErrorInfo: info });

    const fault = this.#faults.get(command)?.shift();
    if (fault === 'silent') return;
    if (typeof fault === 'object' && 'status' in fault) return void response.writeHead(fault.status).end();
    if (typeof fault === 'object') return refuse(fault.code, fault.info ?? 'injected');
    try {
      this.#checks.admit(request, url);
      if (!Object.hasOwn(BODIES, path)) throw new Refusal(60_009, `no such command: ${path}`);
      const body = this.#checks.read(path as Path, Buffer.concat(chunks));
      this.calls.push({ path, body });
      this.#checks.rate(`call ${path}`, this.#callsPerSecond(command), command.includes('gift') ? 100_012 : 60_007);
      const result = this.#do(path as Path, body, fault === 'dropped');
      if (fault === 'lost-answer') return void request.socket.destroy();
      // What keeps the catalogue of gifts answers beside the envelope.
      const fields = path.includes('/live_engine_http_srv/') && !command.includes('gift') ? { Response: result } : result;
      answer({ ActionStatus: 'OK', ErrorCode: 0, ErrorInfo: '', ...fields });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refuse(error.code, error.message);
    }
  }

  #room(id: string, type?: StubRoom['type']): StubRoom {
    const room = this.rooms.get(id);
    if (!room || (type && room.type !== type)) throw new Refusal(type === 'Live' ? 100_004 : 10_010, 'there is no such room');
    return room;
  }

  #known(userId: string): void {
    if (!this.accounts.has(userId)) throw new Refusal(90_012, `${userId} was not imported`);
  }

  #create(groupId: string, type: StubRoom['type']): void {
    if (this.rooms.has(groupId)) throw new Refusal(type === 'Live' ? 100_003 : 10_025, 'the id is taken');
    this.rooms.set(groupId, { type, attributes: new Map(), messages: [], online: 0, gifts: { sent: 0, coins: 0 } });
    this.emit('group-created', { groupId, type });
  }

  #destroy(groupId: string, type: StubRoom['type']): void {
    this.#room(groupId, type);
    this.rooms.delete(groupId);
    this.emit('group-destroyed', { groupId });
  }

  #write(groupId: string, change: (attributes: Map<string, string>) => void): void {
    const { attributes, type } = this.#room(groupId);
    if (type === 'AVChatRoom') this.#checks.rate(`attributes of ${groupId}`, WRITES_PER_SECOND, 10_049);
    const next = new Map(attributes);
    change(next);
    const [maxKeys, total] = type === 'Live' ? [10, 16_384] : [16, 16_384];
    const size = [...next].reduce((sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value), 0);
    if (next.size > maxKeys || size > total) throw new Refusal(type === 'Live' ? 100_502 : 10_048, 'too much of it');
    attributes.clear();
    for (const [key, value] of next) attributes.set(key, value);
    this.emit('group-attributes', { groupId, attributes: Object.fromEntries(next) });
  }

  #send(message: Omit<GroupMessage, 'seq'>, repeat: string | undefined, dropped: boolean): object {
    const room = this.#room(message.groupId);
    this.#known(message.from);
    const before = repeat === undefined ? undefined : this.#randoms.get(repeat);
    if (before) return before;
    const seq = room.messages.length + 1;
    const answer = { MsgTime: Math.floor(Date.now() / 1000), MsgSeq: seq };
    if (repeat !== undefined) this.#randoms.set(repeat, answer);
    if (dropped || !this.#checks.within(message.groupId, MESSAGES_PER_SECOND)) return { ...answer, MsgDropReason: 'MsgFreqCtrl' };
    const sent = { ...message, seq };
    room.messages.push(sent);
    this.emit('group-message', sent);
    return answer;
  }

  #do<P extends Path>(path: P, body: BodyOf<P>, dropped: boolean): object {
    const command = this.#commands[path] as ((body: BodyOf<P>, dropped: boolean) => object) | undefined;
    return command ? command(body, dropped) : (this.catalogue.do(path, body) ?? {});
  }

  #mute(groupId: string, members: readonly string[], seconds: number): object {
    this.#room(groupId);
    for (const userId of members) {
      this.#known(userId);
      this.emit('mute', { groupId, userId, seconds });
    }
    return {};
  }

  /** What the server does with each command; what is not here is about the catalogue of gifts. */
  readonly #commands: { [P in Path]?: (body: BodyOf<P>, dropped: boolean) => object } = {
    'v4/im_open_login_svc/account_import': ({ UserID: userId, Nick: nick, FaceUrl: faceUrl }) => {
      this.accounts.set(userId, { nick, faceUrl });
      this.emit('account', { userId, nick, faceUrl });
      return {};
    },
    'v4/group_open_http_svc/create_group': ({ GroupId, Owner_Account }) => {
      if (Owner_Account) this.#known(Owner_Account);
      this.#create(GroupId, 'AVChatRoom');
      return { GroupId };
    },
    'v4/group_open_http_svc/destroy_group': ({ GroupId }) => {
      this.#destroy(GroupId, 'AVChatRoom');
      return {};
    },
    'v4/group_open_http_svc/send_group_msg': (body, dropped) => {
      const message = {
        groupId: body.GroupId,
        from: body.From_Account ?? this.#admin,
        msgBody: body.MsgBody,
        priority: body.MsgPriority ?? 'Normal',
        cloudCustomData: body.CloudCustomData,
        random: body.Random,
      };
      return this.#send(message, `${body.GroupId} ${message.from} ${body.Random}`, dropped);
    },
    'v4/openim/sendmsg': (body) => {
      const from = body.From_Account ?? this.#admin;
      this.#known(body.To_Account);
      const repeat = `c2c ${body.To_Account} ${body.MsgRandom}`;
      if (!this.#randoms.has(repeat)) {
        this.#randoms.set(repeat, {});
        this.emit('c2c-message', { from, to: body.To_Account, msgBody: body.MsgBody, random: body.MsgRandom });
      }
      return { MsgTime: Math.floor(Date.now() / 1000), MsgKey: `${body.MsgRandom}` };
    },
    'v4/group_open_http_svc/set_group_attr': ({ GroupId, GroupAttr }) => {
      this.#write(GroupId, (attributes) => {
        attributes.clear();
        for (const { key, value } of GroupAttr) attributes.set(key, value);
      });
      return {};
    },
    'v4/group_open_http_svc/modify_group_attr': ({ GroupId, GroupAttr }) => {
      this.#write(GroupId, (attributes) => GroupAttr.forEach(({ key, value }) => attributes.set(key, value)));
      return {};
    },
    'v4/group_open_http_svc/delete_group_attr': ({ GroupId, GroupAttr }) => {
      if (GroupAttr.some(({ key }) => !this.#room(GroupId).attributes.has(key))) throw new Refusal(10_050, 'no such key');
      this.#write(GroupId, (attributes) => GroupAttr.forEach(({ key }) => attributes.delete(key)));
      return {};
    },
    'v4/group_open_http_svc/forbid_send_msg': ({ GroupId, Members_Account, MuteTime }) =>
      this.#mute(GroupId, Members_Account, MuteTime),
    'v4/group_open_http_svc/get_online_member_num': ({ GroupId }) => {
      const { online } = this.#room(GroupId, 'AVChatRoom');
      return { OnlineMemberNum: this.count(GroupId) ?? online };
    },
    'v4/live_engine_http_srv/create_room': ({ RoomInfo: { RoomId, Owner_Account } }) => {
      this.#known(Owner_Account);
      this.#create(RoomId, 'Live');
      return { RoomInfo: { RoomId } };
    },
    'v4/live_engine_http_srv/destroy_room': ({ RoomId }) => {
      this.#destroy(RoomId, 'Live');
      return {};
    },
    'v4/live_engine_http_srv/set_room_metadata': ({ RoomId, Metadata }) => {
      this.#write(RoomId, (attributes) => Metadata.forEach(({ Key, Value }) => attributes.set(Key, Value)));
      return {};
    },
    'v4/live_engine_http_srv/del_room_metadata': ({ RoomId, Keys }) => {
      this.#write(RoomId, (attributes) => Keys.forEach((key) => attributes.delete(key)));
      return {};
    },
    'v4/live_engine_http_srv/send_custom_msg': ({ RoomId, Sender_Account, BusinessId, Data }, dropped) => {
      const MsgContent = { Data: JSON.stringify({ BusinessId, Data }), Desc: '', Ext: '' };
      const message = {
        groupId: RoomId,
        from: Sender_Account ?? this.#admin,
        msgBody: [{ MsgType: 'TIMCustomElem' as const, MsgContent }],
        priority: 'High',
        cloudCustomData: undefined,
        // The engine makes one up.
        random: randomInt(2 ** 32),
      };
      this.#room(RoomId, 'Live');
      return this.#send(message, undefined, dropped);
    },
    'v4/live_engine_http_srv/mute_member': ({ RoomId, MemberList_Account, MuteTime }) =>
      this.#mute(RoomId, MemberList_Account, MuteTime),
    'v4/live_engine_http_srv/ban_member': ({ RoomId, MemberList_Account, Duration }) => {
      this.#room(RoomId, 'Live');
      for (const userId of MemberList_Account) this.emit('ban', { groupId: RoomId, userId, seconds: Duration });
      return {};
    },
    'v4/live_engine_http_srv/unban_member': ({ RoomId, MemberList_Account }) => {
      this.#room(RoomId, 'Live');
      for (const userId of MemberList_Account) this.emit('ban', { groupId: RoomId, userId, seconds: 0 });
      return {};
    },
    'v4/live_engine_http_srv/get_room_stats': ({ RoomId }) => {
      const { gifts } = this.#room(RoomId, 'Live');
      return {
        TotalViewers: 0,
        TotalGiftsSent: gifts.sent,
        TotalGiftCoins: gifts.coins,
        TotalLikesReceived: 0,
        TotalMsgCount: 0,
      };
    },
  };
}

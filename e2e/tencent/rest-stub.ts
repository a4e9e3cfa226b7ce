import { createHmac, randomInt } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inflateSync } from 'node:zlib';
import * as v from 'valibot';
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

class Refusal extends Error {
  readonly code: number;
  constructor(code: number, info: string) {
    super(info);
    this.code = code;
  }
}

/**
 * What Tencent thinks of a UserSig: 0 where it is good for this user, else the code that refuses it. Also for a stand-in of
 * Chat's sign-in.
 */
export function checkUserSig(app: { sdkAppId: number; secretKey: string }, userId: string, userSig: string): number {
  let sig: Record<string, unknown>;
  try {
    sig = decodeSig(userSig);
  } catch {
    return 70_003;
  }
  const content = (['identifier', 'sdkappid', 'time', 'expire'] as const)
    .map((name) => `TLS.${name}:${String(sig[`TLS.${name}`])}\n`)
    .join('');
  if (createHmac('sha256', app.secretKey).update(content).digest('base64') !== sig['TLS.sig']) return 70_009;
  if (sig['TLS.sdkappid'] !== app.sdkAppId) return 70_014;
  if (sig['TLS.identifier'] !== userId) return 70_013;
  return Number(sig['TLS.time']) + Number(sig['TLS.expire']) < Date.now() / 1000 ? 70_001 : 0;
}

const decodeSig = (sig: string): Record<string, unknown> => {
  const base64 = sig.replaceAll('*', '+').replaceAll('-', '/').replaceAll('_', '=');
  return JSON.parse(inflateSync(Buffer.from(base64, 'base64')).toString()) as Record<string, unknown>;
};

/**
 * Stands in for Tencent's REST API: checks path, query, signature, body, sizes and rates of every call as strictly as their
 * documents read, keeps accounts and rooms, and tells what was sent, so that a stand-in of Chat can hand it to browsers.
 * `violations` lists what Tencent would have refused or what no honest client does; a test asserts that it is empty.
 */
export class RestStub extends EventEmitter<StubEvents> {
  readonly violations: string[] = [];
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
  readonly #app: { sdkAppId: number; secretKey: string; admin: string };
  readonly #server = createServer((request, response) => void this.#serve(request, response));
  readonly #faults = new Map<string, Fault[]>();
  readonly #recent = new Map<string, number[]>();
  readonly #randoms = new Map<string, unknown>();

  constructor(app: { sdkAppId: number; secretKey: string; admin?: string }) {
    super();
    this.#app = { admin: 'administrator', ...app };
    this.accounts.set(this.#app.admin, {});
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
      this.#checkCall(request, url);
      if (!Object.hasOwn(BODIES, path)) throw new Refusal(60_009, `no such command: ${path}`);
      const body = this.#read(path as Path, Buffer.concat(chunks));
      this.calls.push({ path, body });
      this.#rate(`call ${path}`, this.#callsPerSecond(command), command.includes('gift') ? 100_012 : 60_007);
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

  #callsPerSecond(command: string): number {
    if (command === 'get_room_stats') return STATISTICS_PER_SECOND;
    return command.includes('gift') ? this.catalogueCallsPerSecond : CALLS_PER_SECOND;
  }

  #checkCall(request: IncomingMessage, url: URL): void {
    const { sdkAppId, admin } = this.#app;
    const violated = (what: string, code: number): never => {
      this.violations.push(what);
      throw new Refusal(code, what);
    };
    if (request.method !== 'POST') violated(`method ${request.method}`, 60_002);
    const names = [...url.searchParams.keys()].sort().join();
    if (names !== 'contenttype,identifier,random,sdkappid,usersig') violated(`query ${names}`, 60_004);
    const { searchParams: query } = url;
    if (query.get('sdkappid') !== String(sdkAppId)) violated('sdkappid', 60_006);
    if (query.get('identifier') !== admin) violated('identifier', 60_010);
    if (query.get('contenttype') !== 'json') violated('contenttype', 60_003);
    const random = query.get('random') ?? '';
    if (!/^\d{1,10}$/.test(random) || Number(random) >= 2 ** 32) violated('random', 60_004);

    const code = checkUserSig(this.#app, admin, query.get('usersig') ?? '');
    // An ended signature is no fault of the client's: it renews it.
    if (code === 70_001) throw new Refusal(code, 'usersig has ended');
    if (code !== 0) violated(`usersig: ${code}`, code);
  }

  #read<P extends Path>(path: P, raw: Buffer): BodyOf<P> {
    const refuse = (what: string): never => {
      this.violations.push(`${path}: ${what}`);
      throw new Refusal(10_004, what);
    };
    let json: unknown;
    try {
      json = JSON.parse(raw.toString());
    } catch {
      refuse('not JSON');
    }
    const parsed = v.safeParse(BODIES[path] as v.GenericSchema<unknown, BodyOf<P>>, json);
    if (parsed.success) return parsed.output;
    return refuse(parsed.issues.map((issue) => `${v.getDotPath(issue)}: ${issue.message}`).join('; '));
  }

  /** Counts one more in this second; past the limit it is refused, and noted as a violation. */
  #rate(what: string, limit: number, code: number): void {
    const now = performance.now();
    const recent = (this.#recent.get(what) ?? []).filter((at) => now - at < 1000);
    this.#recent.set(what, recent);
    if (recent.length >= limit) {
      this.violations.push(`more than ${limit} a second: ${what}`);
      throw new Refusal(code, 'too fast');
    }
    recent.push(now);
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
    if (type === 'AVChatRoom') this.#rate(`attributes of ${groupId}`, WRITES_PER_SECOND, 10_049);
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
    const now = performance.now();
    const recent = (this.#recent.get(message.groupId) ?? []).filter((at) => now - at < 1000);
    this.#recent.set(message.groupId, recent);
    if (dropped || recent.length >= MESSAGES_PER_SECOND) return { ...answer, MsgDropReason: 'MsgFreqCtrl' };
    recent.push(now);
    const sent = { ...message, seq };
    room.messages.push(sent);
    this.emit('group-message', sent);
    return answer;
  }

  #do<P extends Path>(path: P, parsed: BodyOf<P>, dropped: boolean): object {
    const as = <Q extends Path>(_path: Q): BodyOf<Q> => parsed as unknown as BodyOf<Q>;
    switch (path as Path) {
      case 'v4/im_open_login_svc/account_import': {
        const { UserID: userId, Nick: nick, FaceUrl: faceUrl } = as('v4/im_open_login_svc/account_import');
        this.accounts.set(userId, { nick, faceUrl });
        this.emit('account', { userId, nick, faceUrl });
        return {};
      }
      case 'v4/group_open_http_svc/create_group': {
        const { GroupId, Owner_Account } = as('v4/group_open_http_svc/create_group');
        if (Owner_Account) this.#known(Owner_Account);
        this.#create(GroupId, 'AVChatRoom');
        return { GroupId };
      }
      case 'v4/group_open_http_svc/destroy_group':
        this.#destroy(as('v4/group_open_http_svc/destroy_group').GroupId, 'AVChatRoom');
        return {};
      case 'v4/group_open_http_svc/send_group_msg': {
        const body = as('v4/group_open_http_svc/send_group_msg');
        const message = {
          groupId: body.GroupId,
          from: body.From_Account ?? this.#app.admin,
          msgBody: body.MsgBody,
          priority: body.MsgPriority ?? 'Normal',
          cloudCustomData: body.CloudCustomData,
          random: body.Random,
        };
        return this.#send(message, `${body.GroupId} ${message.from} ${body.Random}`, dropped);
      }
      case 'v4/openim/sendmsg': {
        const body = as('v4/openim/sendmsg');
        const from = body.From_Account ?? this.#app.admin;
        this.#known(body.To_Account);
        const repeat = `c2c ${body.To_Account} ${body.MsgRandom}`;
        if (!this.#randoms.has(repeat)) {
          this.#randoms.set(repeat, {});
          this.emit('c2c-message', { from, to: body.To_Account, msgBody: body.MsgBody, random: body.MsgRandom });
        }
        return { MsgTime: Math.floor(Date.now() / 1000), MsgKey: `${body.MsgRandom}` };
      }
      case 'v4/group_open_http_svc/set_group_attr': {
        const { GroupId, GroupAttr } = as('v4/group_open_http_svc/set_group_attr');
        this.#write(GroupId, (attributes) => {
          attributes.clear();
          for (const { key, value } of GroupAttr) attributes.set(key, value);
        });
        return {};
      }
      case 'v4/group_open_http_svc/modify_group_attr': {
        const { GroupId, GroupAttr } = as('v4/group_open_http_svc/modify_group_attr');
        this.#write(GroupId, (attributes) => GroupAttr.forEach(({ key, value }) => attributes.set(key, value)));
        return {};
      }
      case 'v4/group_open_http_svc/delete_group_attr': {
        const { GroupId, GroupAttr } = as('v4/group_open_http_svc/delete_group_attr');
        if (GroupAttr.some(({ key }) => !this.#room(GroupId).attributes.has(key))) throw new Refusal(10_050, 'no such key');
        this.#write(GroupId, (attributes) => GroupAttr.forEach(({ key }) => attributes.delete(key)));
        return {};
      }
      case 'v4/group_open_http_svc/forbid_send_msg': {
        const body = as('v4/group_open_http_svc/forbid_send_msg');
        return this.#mute(body.GroupId, body.Members_Account, body.MuteTime);
      }
      case 'v4/group_open_http_svc/get_online_member_num':
        return this.#online(as('v4/group_open_http_svc/get_online_member_num').GroupId);
      case 'v4/live_engine_http_srv/create_room': {
        const { RoomId, Owner_Account } = as('v4/live_engine_http_srv/create_room').RoomInfo;
        this.#known(Owner_Account);
        this.#create(RoomId, 'Live');
        return { RoomInfo: { RoomId } };
      }
      case 'v4/live_engine_http_srv/destroy_room':
        this.#destroy(as('v4/live_engine_http_srv/destroy_room').RoomId, 'Live');
        return {};
      case 'v4/live_engine_http_srv/set_room_metadata': {
        const { RoomId, Metadata } = as('v4/live_engine_http_srv/set_room_metadata');
        this.#write(RoomId, (attributes) => Metadata.forEach(({ Key, Value }) => attributes.set(Key, Value)));
        return {};
      }
      case 'v4/live_engine_http_srv/del_room_metadata': {
        const { RoomId, Keys } = as('v4/live_engine_http_srv/del_room_metadata');
        this.#write(RoomId, (attributes) => Keys.forEach((key) => attributes.delete(key)));
        return {};
      }
      case 'v4/live_engine_http_srv/send_custom_msg': {
        const { RoomId, Sender_Account, BusinessId, Data } = as('v4/live_engine_http_srv/send_custom_msg');
        const MsgContent = { Data: JSON.stringify({ BusinessId, Data }), Desc: '', Ext: '' };
        const message = {
          groupId: RoomId,
          from: Sender_Account ?? this.#app.admin,
          msgBody: [{ MsgType: 'TIMCustomElem' as const, MsgContent }],
          priority: 'High',
          cloudCustomData: undefined,
          // The engine makes one up.
          random: randomInt(2 ** 32),
        };
        this.#room(RoomId, 'Live');
        return this.#send(message, undefined, dropped);
      }
      case 'v4/live_engine_http_srv/mute_member': {
        const body = as('v4/live_engine_http_srv/mute_member');
        return this.#mute(body.RoomId, body.MemberList_Account, body.MuteTime);
      }
      case 'v4/live_engine_http_srv/ban_member': {
        const { RoomId, MemberList_Account, Duration } = as('v4/live_engine_http_srv/ban_member');
        this.#room(RoomId, 'Live');
        for (const userId of MemberList_Account) this.emit('ban', { groupId: RoomId, userId, seconds: Duration });
        return {};
      }
      case 'v4/live_engine_http_srv/unban_member': {
        const { RoomId, MemberList_Account } = as('v4/live_engine_http_srv/unban_member');
        this.#room(RoomId, 'Live');
        for (const userId of MemberList_Account) this.emit('ban', { groupId: RoomId, userId, seconds: 0 });
        return {};
      }
      case 'v4/live_engine_http_srv/get_room_stats': {
        const { gifts } = this.#room(as('v4/live_engine_http_srv/get_room_stats').RoomId, 'Live');
        return {
          TotalViewers: 0,
          TotalGiftsSent: gifts.sent,
          TotalGiftCoins: gifts.coins,
          TotalLikesReceived: 0,
          TotalMsgCount: 0,
        };
      }
      default:
        return this.catalogue.do(path, parsed) ?? {};
    }
  }

  #online(groupId: string): object {
    const { online } = this.#room(groupId, 'AVChatRoom');
    return { OnlineMemberNum: this.count(groupId) ?? online };
  }

  #mute(groupId: string, members: readonly string[], seconds: number): object {
    this.#room(groupId);
    for (const userId of members) {
      this.#known(userId);
      this.emit('mute', { groupId, userId, seconds });
    }
    return {};
  }
}

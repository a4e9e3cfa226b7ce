import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import {
  commandOf,
  EMPTY_ANSWERS,
  type Frame,
  kickPush,
  type MessageElement,
  OK,
  randomId,
  readFrame,
  refusal,
  seconds,
  userPush,
  writeFrame,
} from './chat-wire.ts';
import { FakeGroup, type GroupMessage } from './fake-group.ts';

/** A message that is about to be said, or was: what Tencent tells the shop's server of it. */
export interface SaidMessage {
  groupId: string;
  groupType: string;
  from: string;
  msgBody: MessageElement[];
  cloudCustomData: string;
  random: number;
  msgSeq?: number;
  msgTime?: number;
}

/** What the shop's server answers before a message is said. */
export interface Verdict {
  /** Anything but 0 refuses: 1 becomes 10016, 10100 to 10200 reach the sender as they are, 2 drops it silently. */
  ErrorCode?: number;
  MsgBody?: MessageElement[];
  CloudCustomData?: string;
}

export interface FakeChatOptions {
  /** 0 where the UserSig is good for this user, else the code that refuses it. */
  checkUserSig?: (userId: string, userSig: string) => number;
  /** Whether a second login of a user ends the first, as in an application as it comes. */
  singleLogin?: boolean;
  /** Whether groups must have been made before they can be joined. */
  strictGroups?: boolean;
  beforeSend?: (message: SaidMessage) => Verdict | Promise<Verdict>;
  afterSend?: (message: SaidMessage) => void;
  /** Somebody who is signed in came into a group, or is gone for some seconds. */
  moved?: (movement: { groupId: string; userId: string; here: boolean }) => void;
}

/** How long a lost connection is waited for; the service waits longer. */
const GONE_AFTER_MS = 3_000;

interface Refusal {
  command: string;
  code: number;
  times: number;
}

/** One page's connection. */
class Peer {
  readonly socket: WebSocket;
  readonly instance: string;
  userId = '';
  userSig = '';
  readonly polls = new Map<string, () => void>();

  constructor(socket: WebSocket, instance: string) {
    this.socket = socket;
    this.instance = instance;
  }

  push(servcmd: string, body: object): void {
    writeFrame(this.socket, { head: { servcmd, seq: randomId() }, body });
  }

  stopPolling(): void {
    for (const giveUp of this.polls.values()) giveUp();
    this.polls.clear();
  }
}

/**
 * A stand-in of Tencent Chat's wire, made by observation: the unmodified `@tencentcloud/chat` 3.6.6 signs in, joins and sends
 * against it. The protocol is not public; another version of the SDK may speak another one.
 */
export class FakeChat {
  readonly groups = new Map<string, FakeGroup>();
  /** Commands so far, as `apply_join_group ann`; heartbeats and polls are left out. */
  readonly requests: string[] = [];
  options: FakeChatOptions;
  readonly #http: Server;
  readonly #sockets: WebSocketServer;
  readonly #peers = new Set<Peer>();
  readonly #expired = new Set<string>();
  /** By the key that a login gives out. */
  readonly #keys = new Map<string, { userId: string; userSig: string }>();
  #refusals: Refusal[] = [];
  #cut = false;
  #silent = false;
  #tiny = 100;

  static async start(options: FakeChatOptions = {}): Promise<FakeChat> {
    const fake = new FakeChat(options);
    await new Promise<void>((resolve) => fake.#http.listen(0, '127.0.0.1', resolve));
    return fake;
  }

  private constructor(options: FakeChatOptions) {
    this.options = options;
    this.#http = createServer();
    this.#sockets = new WebSocketServer({ server: this.#http, verifyClient: () => !this.#cut });
    this.#sockets.on('connection', (socket, { url }) => {
      const peer = new Peer(socket, new URL(url ?? '', 'http://fake').searchParams.get('instanceid') ?? '');
      this.#peers.add(peer);
      socket.on('close', () => {
        this.#peers.delete(peer);
        peer.stopPolling();
        this.#lost(peer.userId);
      });
      socket.on('message', (data) => void this.#receive(peer, readFrame(data)));
    });
  }

  /** For `proxyServer`. */
  get url(): string {
    return `ws://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  /** Who is signed in at the moment. */
  get online(): string[] {
    return [...this.#peers].flatMap(({ userId }) => (userId ? [userId] : []));
  }

  /** Pages connected, guests among them. */
  get connections(): number {
    return this.#peers.size;
  }

  group(groupId: string, type = 'AVChatRoom'): FakeGroup {
    const group = this.groups.get(groupId) ?? new FakeGroup(groupId, type);
    this.groups.set(groupId, group);
    return group;
  }

  /** Says something in a group as the server's REST would. `MsgDropReason` where the room says too much already. */
  deliverGroup(message: GroupMessage & { groupId: string }): { MsgSeq: number; MsgTime: number; MsgDropReason?: string } {
    const group = this.group(message.groupId);
    return group.say(message) ?? { MsgSeq: group.lastSeq, MsgTime: seconds(), MsgDropReason: 'MsgFreqCtrl' };
  }

  /** Says something to one user, online only: how many of their pages it reached. */
  deliverC2C(message: { from: string; to: string; msgBody: MessageElement[]; cloudCustomData?: string }): number {
    const pages = [...this.#peers].filter(({ userId }) => userId === message.to);
    const now = seconds();
    for (const page of pages) {
      const random = randomId();
      page.push(
        'im_open_push.msg_push',
        userPush({
          From_Account: message.from,
          To_Account: message.to,
          MsgBody: message.msgBody,
          MsgSeq: random % 100_000,
          MsgRandom: random,
          MsgTimeStamp: now,
          MsgClientTime: now,
          ClientSeq: 0,
          CloudCustomData: message.cloudCustomData ?? '',
        }),
      );
    }
    return pages.length;
  }

  setAttributes(groupId: string, values: Readonly<Record<string, string>>): void {
    this.group(groupId).setAttributes(values);
  }

  mute(groupId: string, userId: string, secondsLong: number): void {
    this.group(groupId).muted.set(userId, Date.now() + secondsLong * 1000);
  }

  dissolve(groupId: string): void {
    this.groups.get(groupId)?.dissolve();
    this.groups.delete(groupId);
  }

  /** Ends a user's logins: 1 as another login does, 2 as another device, 3 by REST. */
  kick(userId: string, type: 1 | 2 | 3 = 3): void {
    for (const peer of this.#peersOf(userId)) this.#kick(peer, type);
  }

  /** From now on the UserSigs that are in use are of the past. */
  expire(userId: string): void {
    for (const peer of this.#peersOf(userId)) {
      this.#expired.add(peer.userSig);
      // It is told with the next thing that the page asks; a heartbeat is never far.
      peer.stopPolling();
    }
  }

  /** Refuses the next `times` of a command with this code. */
  refuse(command: string, code: number, times = 1): void {
    this.#refusals.push({ command, code, times });
  }

  /** The network is gone: connections break, and none comes about until `restore`. */
  cut(): void {
    this.#cut = true;
    for (const { socket } of this.#peers) socket.terminate();
  }

  restore(): void {
    this.#cut = false;
  }

  /** Connections stay, and nothing is answered until it is set to false. */
  set silent(silent: boolean) {
    this.#silent = silent;
  }

  async close(): Promise<void> {
    for (const peer of this.#peers) {
      peer.stopPolling();
      peer.socket.terminate();
    }
    this.#sockets.close();
    await new Promise<void>((resolve) => this.#http.close(() => resolve()));
  }

  #peersOf(userId: string): Peer[] {
    return [...this.#peers].filter((peer) => peer.userId === userId);
  }

  async #receive(peer: Peer, frame: Frame): Promise<void> {
    if (this.#silent) return;
    const command = commandOf(frame);
    // After a lost connection some requests are faster than the login that is repeated.
    if (!peer.userId) Object.assign(peer, this.#keys.get(String(frame.head.a2)));
    const answer = (body: object) => writeFrame(peer.socket, { head: frame.head, body });
    if (!['alive', 'get_msg', 'tim_web_report_v2'].includes(command)) this.requests.push(`${command} ${peer.userId}`.trim());
    if (this.#expired.has(peer.userSig) && command !== 'wslogin') {
      this.#leave(peer);
      return answer(refusal(70001));
    }
    const refused = this.#refusals.find((each) => each.command === command && each.times > 0);
    if (refused) {
      refused.times -= 1;
      return answer(refusal(refused.code));
    }
    if (command === 'get_msg') return this.#poll(peer, frame, answer);
    answer(await this.#answer(peer, command, frame));
  }

  async #answer(peer: Peer, command: string, { head, body }: Frame): Promise<object> {
    if (command === 'wslogin') return this.#login(peer, head);
    if (command === 'wslogout') this.#leave(peer);
    const groupId = String(body.GroupId ?? '');
    const group = this.groups.get(groupId);
    switch (command) {
      case 'apply_join_group':
        return this.#join(peer, groupId);
      case 'quit_group':
        if (group) this.#exit(group, peer.userId);
        return group ? OK : refusal(10010);
      case 'get_group_self_member_info':
      case 'get_group_public_info':
        return this.#describe(peer, body);
      case 'send_group_msg':
        return this.#say(peer, body);
      case 'sendmsg':
        return this.#sayTo(peer, body);
      case 'get_online_member_num':
        return { ...OK, OnlineMemberNum: group?.members.size ?? 0 };
      case 'get_group_attr':
        return { ...OK, ...this.group(groupId).attributeAnswer };
      case 'set_group_attr':
      case 'modify_group_attr': {
        const pairs = (body.GroupAttr as { key: string; value: string }[]).map(({ key, value }) => [key, value] as const);
        const GroupAttrAry = this.group(groupId).setAttributes(Object.fromEntries(pairs));
        return { ...OK, ...this.group(groupId).attributeAnswer, GroupAttrAry };
      }
      default:
        return { ...OK, ...EMPTY_ANSWERS[command] };
    }
  }

  #login(peer: Peer, head: Frame['head']): object {
    const { identifier, usersig, a2 } = head;
    // Whoever comes back after a lost connection shows the key of the first login.
    const who = identifier ? { userId: identifier, userSig: usersig ?? '' } : this.#keys.get(String(a2));
    if (!who) return refusal(70013);
    const code = this.#expired.has(who.userSig) ? 70001 : (this.options.checkUserSig?.(who.userId, who.userSig) ?? 0);
    if (code !== 0) return refusal(code);
    if (this.options.singleLogin ?? true) {
      for (const other of this.#peersOf(who.userId)) if (other.instance !== peer.instance) this.#kick(other, 1);
    }
    Object.assign(peer, who);
    const A2Key = `a2-${(this.#tiny += 1)}`;
    this.#keys.set(A2Key, who);
    return { ...OK, A2Key, TinyId: String(this.#tiny), InstId: 1, HelloInterval: 120, TimeStamp: seconds() };
  }

  #join(peer: Peer, groupId: string): object {
    if (this.options.strictGroups && !this.groups.has(groupId)) return refusal(10010);
    const group = this.group(groupId);
    const StartSeq = group.lastSeq + 1;
    if (peer.userId && !group.members.has(peer.userId)) {
      group.members.add(peer.userId);
      this.options.moved?.({ groupId, userId: peer.userId, here: true });
    }
    const key = `${groupId}|${StartSeq}`;
    return { ...OK, JoinedStatus: 'JoinedSuccess', HugeGroupFlag: 1, AVChatRoomKey: key, LongPollingKey: key, StartSeq };
  }

  #describe(peer: Peer, body: Frame['body']): object {
    const ids = (body.GroupIdList as (string | { GroupId: string })[] | undefined) ?? [String(body.GroupId)];
    const GroupInfo = ids.map((each) => {
      const GroupId = typeof each === 'string' ? each : each.GroupId;
      const group = this.groups.get(GroupId);
      const ErrorCode = !group ? 10010 : group.members.has(peer.userId) ? 0 : 10007;
      const Type = group?.type ?? 'AVChatRoom';
      return { GroupId, Type, Name: GroupId, ErrorCode, Owner_Account: 'owner', MemberNum: group?.members.size ?? 0 };
    });
    return { ...OK, GroupInfo };
  }

  async #say(peer: Peer, body: Frame['body']): Promise<object> {
    const groupId = String(body.GroupId);
    const group = this.groups.get(groupId);
    if (!group) return refusal(10010);
    if (!peer.userId || !group.members.has(peer.userId)) return refusal(10007);
    if ((group.muted.get(peer.userId) ?? 0) > Date.now()) return refusal(10017);
    const message: SaidMessage = {
      groupId,
      groupType: group.type,
      from: peer.userId,
      msgBody: body.MsgBody as MessageElement[],
      cloudCustomData: String(body.CloudCustomData ?? ''),
      random: Number(body.Random),
    };
    const verdict = (await this.options.beforeSend?.(message)) ?? {};
    const { ErrorCode = 0, MsgBody = message.msgBody, CloudCustomData = message.cloudCustomData } = verdict;
    if (ErrorCode === 2) return { ...OK, MsgTime: seconds(), MsgSeq: group.lastSeq };
    if (ErrorCode !== 0) return refusal(ErrorCode >= 10100 && ErrorCode <= 10200 ? ErrorCode : 10016);
    const said = this.deliverGroup({
      groupId,
      from: peer.userId,
      msgBody: MsgBody,
      cloudCustomData: CloudCustomData,
      priority: String(body.MsgPriority ?? 'Normal'),
      random: message.random,
      clientTime: Number(body.MsgClientTime ?? seconds()),
      modified: MsgBody !== message.msgBody || CloudCustomData !== message.cloudCustomData,
    });
    if (!said.MsgDropReason) {
      const spoken = { ...message, msgBody: MsgBody, cloudCustomData: CloudCustomData };
      this.options.afterSend?.({ ...spoken, msgSeq: said.MsgSeq, msgTime: said.MsgTime });
    }
    return { ...OK, MsgTime: said.MsgTime, MsgSeq: said.MsgSeq };
  }

  #sayTo(peer: Peer, body: Frame['body']): object {
    const random = Number(body.MsgRandom ?? randomId());
    this.deliverC2C({
      from: peer.userId,
      to: String(body.To_Account),
      msgBody: body.MsgBody as MessageElement[],
      cloudCustomData: String(body.CloudCustomData ?? ''),
    });
    return { ...OK, MsgTime: seconds(), MsgKey: `${random}` };
  }

  #poll(peer: Peer, { head, body }: Frame, answer: (body: object) => void): void {
    const [groupId = '', since = '0'] = String(body.Key).split('|');
    const group = this.groups.get(groupId);
    if (!group) return answer(refusal(10010));
    peer.polls.get(groupId)?.();
    const from = Math.max(Number(body.StartSeq ?? 0), Number(since));
    peer.polls.set(
      groupId,
      group.poll(from, (result) => {
        // A poll is answered under the key that it came with.
        if (this.#silent) return;
        writeFrame(peer.socket, { head, body: { ...result, Key: body.Key } });
      }),
    );
  }

  #kick(peer: Peer, type: 1 | 2 | 3): void {
    peer.push('im_open_status.stat_forceoffline', kickPush(type));
    this.#leave(peer);
  }

  #exit(group: FakeGroup, userId: string): void {
    if (group.members.delete(userId)) this.options.moved?.({ groupId: group.id, userId, here: false });
  }

  /** A connection that breaks says nothing; whoever does not come back is gone after a while. */
  #lost(userId: string): void {
    if (!userId || !this.options.moved) return;
    setTimeout(() => {
      if (this.#peersOf(userId).length > 0) return;
      for (const group of this.groups.values()) this.#exit(group, userId);
    }, GONE_AFTER_MS).unref();
  }

  #leave(peer: Peer): void {
    for (const group of this.groups.values()) this.#exit(group, peer.userId);
    for (const [key, { userSig }] of this.#keys) if (userSig === peer.userSig) this.#keys.delete(key);
    peer.stopPolling();
    peer.userId = '';
    peer.userSig = '';
  }
}

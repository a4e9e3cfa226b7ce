import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { type Command, Member } from './fake-trtc-member.ts';
import type { Ability } from './fake-trtc-peer.ts';

/** What the server says unasked. */
const SETUP = 19;
const BANNED = 9;
const UPLINK = 22;
const PUBLISHED = 23;
const ENTERED = 4134;
const LEFT = 4135;

const BAD_SIGNATURE = -100018;
/** How a connection closes that nobody closed. */
const LOST = 1006;
const FORGET_MS = 5_000;
export interface FakeTrtcOptions {
  /** Whether a signature is good; by default every one but `bad`. */
  accepts?: (userId: string, userSig: string) => boolean;
}

/**
 * A stand-in for the signalling of TRTC, found by watching what the unmodified SDK (5.17.1) sends and accepts, with real
 * connections behind it that pass packets from who publishes to who subscribes. It knows nothing of Tencent's real servers: that
 * the SDK works against it proves our use of the SDK, not the cloud.
 */
export class FakeTrtc {
  readonly #server: WebSocketServer;
  readonly #accepts: NonNullable<FakeTrtcOptions['accepts']>;
  readonly members = new Set<Member>();
  /** Every command so far, as `userId command`. */
  readonly commands: string[] = [];
  /** Accepts connections and says nothing at all. */
  silent = false;
  /** Share of packets that get lost on the way to viewers. */
  loss = 0;
  readonly #away = new Set<string>();
  #tinyId = 100;

  constructor(server: WebSocketServer, { accepts = (_userId, userSig) => userSig !== 'bad' }: FakeTrtcOptions) {
    this.#server = server;
    this.#accepts = accepts;
    server.on('connection', (socket, request) => {
      const query = new URL(request.url ?? '', 'ws://fake').searchParams;
      this.#connect(socket, query.get('userId') ?? '', query.get('userSig') ?? '');
    });
  }

  get url(): string {
    return `ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  member(userId: string): Member | undefined {
    return [...this.members].find((member) => member.userId === userId && member.joined);
  }

  /** How often the user sent the command. */
  count(userId: string, command: string): number {
    return this.commands.filter((line) => line === `${userId} ${command}`).length;
  }

  /** Takes the user out of the room. */
  kick(userId: string, reason: 'kick' | 'banned' | 'room_disband' = 'kick'): void {
    this.member(userId)?.say(BANNED, { reason });
  }

  /** The network fails for this user for a moment, in milliseconds. */
  drop(userId: string, ms = 1_000): void {
    this.#away.add(userId);
    setTimeout(() => this.#away.delete(userId), ms);
    this.member(userId)?.socket.terminate();
  }

  async close(): Promise<void> {
    for (const member of this.members) {
      clearTimeout(member.losing);
      member.end();
    }
    for (const socket of this.#server.clients) socket.terminate();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #connect(socket: WebSocket, userId: string, userSig: string): void {
    if (this.silent) return;
    if (this.#away.has(userId)) return socket.terminate();
    let member = new Member(this, socket, userId, `${(this.#tinyId += 1)}`);
    this.members.add(member);
    member.say(SETUP, { clientIp: '127.0.0.1', signalInnerIp: '127.0.0.1', svrTime: Date.now() });
    socket.on('close', (code) => {
      if (member.socket !== socket) return;
      // Whoever said nothing on leaving may come back.
      if (code === LOST) member.losing = setTimeout(() => this.#remove(member), FORGET_MS);
      else this.#remove(member);
    });
    socket.on('message', (text) => {
      const command = JSON.parse(String(text)) as Command;
      this.commands.push(`${userId} ${command.cmd}`);
      if (this.silent) return;
      if (command.cmd === 'reconnect') member = this.#resume(member);
      void this.#obey(member, command, userSig);
    });
  }

  /** The member whose connection was lost, on the connection of the newcomer. */
  #resume(newcomer: Member): Member {
    const known = [...this.members].find((member) => member.userId === newcomer.userId && member.losing !== undefined);
    if (!known) return newcomer;
    this.members.delete(newcomer);
    clearTimeout(known.losing);
    known.losing = undefined;
    known.socket = newcomer.socket;
    return known;
  }

  #remove(member: Member): void {
    this.members.delete(member);
    clearTimeout(member.losing);
    this.#tell(member, LEFT);
    const { room } = member;
    member.end();
    this.#publish(room);
  }

  async #obey(member: Member, command: Command, userSig: string): Promise<void> {
    const { cmd, data } = command;
    if (cmd === 'join/v2') return this.#join(member, command, userSig);
    if (cmd === 'leave') return member.socket.close(1000);
    // The SDK takes a server that says nothing for twelve seconds for dead.
    if (cmd === 'quality_report') {
      member.say(UPLINK, { expectAudPkg: 100, recvAudPkg: 100, expectVidPkg: 100, recvVidPkg: 100, rtt: 20 });
      return this.#publish(member.room);
    }
    if (cmd === 'change_role') member.role = Number(data['role']);
    if (cmd === 'publish/v2' || cmd === 'publish_state_change') member.publishes(data);
    if (cmd === 'unpublish') member.publishes({ state: {} });
    if (cmd.startsWith('subscribe') || cmd === 'unsubscribe') member.subscribes(data);
    member.answer(command, await this.#answer(member, command));
    if (cmd.includes('publish')) this.#publish(member.room);
  }

  async #answer(member: Member, { cmd, data }: Command): Promise<unknown> {
    if (cmd === 'get_user_list') return { userList: this.#others(member).map((other) => other.card) };
    if (cmd === 'rebuild_pc') return { ability: await member.connect(data['ability'] as Ability) };
    return {};
  }

  async #join(member: Member, command: Command, userSig: string): Promise<void> {
    const { data } = command;
    if (!this.#accepts(member.userId, userSig)) return member.answer(command, {}, BAD_SIGNATURE, 'userSig verify failed');
    member.room = String(data['roomId']);
    member.role = Number(data['trtcRole']);
    member.privateMapKey = data['privateMapKey'] as string | undefined;
    const ability = await member.connect(data['ability'] as Ability);
    member.joined = true;
    const relay = { relayOuterIp: '127.0.0.1', relayInnerIp: '127.0.0.1', relayPort: 1 };
    member.answer(command, { publishers: [], ability, ...relay });
    for (const other of this.#others(member)) member.say(ENTERED, other.card);
    this.#tell(member, ENTERED);
    this.#publish(member.room);
  }

  #others(member: Member): Member[] {
    return [...this.members].filter((other) => other !== member && other.joined && other.room === member.room);
  }

  #tell(about: Member, event: number): void {
    for (const other of this.#others(about)) other.say(event, { ...about.card, reason: 0 });
  }

  /** Tells everybody in the room who publishes what. */
  #publish(room: string): void {
    const members = [...this.members].filter((member) => member.room === room && member.joined);
    const userList = members.filter(({ flag }) => flag > 0).map((member) => ({ ...member.card, flag: member.flag }));
    for (const member of members) member.say(PUBLISHED, { userList });
  }
}

/** Starts one on a free port. */
export async function startFakeTrtc(options: FakeTrtcOptions = {}): Promise<FakeTrtc> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  return new FakeTrtc(server, options);
}

import { type AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { type Ability, FakeTrtcPeer, type Media } from './fake-trtc-peer.ts';

/** What the server says unasked. */
const SETUP = 19;
const BANNED = 9;
const UPLINK = 22;
const PUBLISHED = 23;
const ENTERED = 4134;
const LEFT = 4135;

/** Which number answers which command. */
const ANSWERS: Readonly<Record<string, number>> = {
  'join/v2': 20,
  get_user_list: 4137,
  change_role: 4110,
  ability_status_report: 4158,
  'publish/v2': 4146,
  publish_state_change: 4112,
  unpublish: 4100,
  'subscribe/v3': 4156,
  subscribe_change: 4106,
  unsubscribe: 4104,
  mute_uplink: 4108,
  update_constraint_config: 772,
  rebuild_pc: 4150,
  reconnect: 514,
};

const ANCHOR = 20;
const BAD_SIGNATURE = -100018;
/** How a connection closes that nobody closed. */
const LOST = 1006;
const FORGET_MS = 5_000;
const FLAGS = { bigVideo: 1, smallVideo: 2, auxVideo: 4, audio: 8 } as const;

interface Command {
  readonly cmd: string;
  readonly seq: number;
  readonly data: Record<string, unknown>;
}

type Ssrcs = Partial<Record<'audioSsrc' | 'bigVideoSsrc' | 'smallVideoSsrc', number>>;

/** What one member receives of another, and under which numbers. */
interface Subscription {
  readonly ssrc: Ssrcs;
  readonly audio: boolean;
  readonly bigVideo: boolean;
  readonly smallVideo: boolean;
}

/** What goes out under one number: from whom at the moment, and by how much its counters are shifted. */
interface Line {
  readonly from: number;
  readonly sequenceBy: number;
  readonly timeBy: number;
  last: { readonly sequence: number; readonly time: number };
}

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

  /** The network fails for this user for a moment. */
  drop(userId: string): void {
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

/** One user's connection. */
export class Member {
  socket: WebSocket;
  /** Runs while its connection is lost. */
  losing: ReturnType<typeof setTimeout> | undefined;
  readonly userId: string;
  readonly tinyId: string;
  readonly #fake: FakeTrtc;
  room = '';
  role = 0;
  privateMapKey: string | undefined;
  joined = false;
  /** What it publishes, as the SDK's bits. */
  flag = 0;
  /** RTP packets that arrived from it. */
  readonly received = { audio: 0, video: 0 };
  #ssrcs: Ssrcs = {};
  /** From whom it receives, and under which numbers. */
  readonly #wants = new Map<string, Subscription>();
  readonly #lines = new Map<number, Line>();
  #peer: FakeTrtcPeer | undefined;

  constructor(fake: FakeTrtc, socket: WebSocket, userId: string, tinyId: string) {
    this.#fake = fake;
    this.socket = socket;
    this.userId = userId;
    this.tinyId = tinyId;
  }

  get isAnchor(): boolean {
    return this.role === ANCHOR;
  }

  get card() {
    return { userId: this.userId, srcUserId: this.userId, srcTinyId: this.tinyId, tinyId: this.tinyId, role: this.role };
  }

  say(cmd: number, data: unknown): void {
    this.#write({ cmd, code: 0, data });
  }

  answer({ cmd, seq }: Command, data: unknown, code = 0, message = ''): void {
    const number = ANSWERS[cmd];
    if (number !== undefined) this.#write({ cmd: number, seq, code, message, tinyId: this.tinyId, data });
  }

  #write(message: unknown): void {
    if (this.socket.readyState === this.socket.OPEN) this.socket.send(JSON.stringify(message));
  }

  connect(client: Ability): Promise<unknown> {
    this.#peer?.close();
    const peer = new FakeTrtcPeer(this.userId, client, (media, packet) => this.#arrived(media, packet));
    this.#peer = peer;
    return peer.answer();
  }

  publishes(data: Record<string, unknown>): void {
    const state = (data['state'] ?? {}) as Partial<Record<keyof typeof FLAGS, boolean>>;
    this.flag = Object.entries(FLAGS).reduce((sum, [name, bit]) => sum + (state[name as keyof typeof FLAGS] ? bit : 0), 0);
    if (!data['bigVideoSsrc'] || this.#ssrcs.bigVideoSsrc === data['bigVideoSsrc']) return;
    this.#ssrcs = data as Ssrcs;
    this.#peer?.expect(this.#ssrcs);
  }

  subscribes(data: Record<string, unknown>): void {
    const from = String(data['srcTinyId']);
    const ssrc = (data['ssrc'] as Ssrcs | undefined) ?? this.#wants.get(from)?.ssrc ?? {};
    const [audio, bigVideo, smallVideo] = ['audio', 'bigVideo', 'smallVideo'].map((kind) => data[kind] === true);
    this.#wants.set(from, { ssrc, audio: audio!, bigVideo: bigVideo!, smallVideo: smallVideo! });
    for (const member of this.#fake.members) if (member.tinyId === from) member.askForKeyframe();
  }

  /** What it receives of another; undefined where nothing. */
  subscription(of: Member): Subscription | undefined {
    return this.#wants.get(of.tinyId);
  }

  /** Whoever comes later needs a whole picture first. */
  askForKeyframe(): void {
    for (const ssrc of [this.#ssrcs.bigVideoSsrc, this.#ssrcs.smallVideoSsrc]) {
      const request = Buffer.alloc(12);
      request.set([0x81, 206, 0, 2]);
      request.writeUInt32BE(1, 4);
      request.writeUInt32BE(ssrc ?? 0, 8);
      this.#peer?.send('video', request);
    }
  }

  end(): void {
    this.joined = false;
    this.#peer?.close();
    this.#peer = undefined;
  }

  #arrived(media: Media, packet: Buffer): void {
    this.received[media] += 1;
    const from = packet.readUInt32BE(8);
    const { audioSsrc, bigVideoSsrc, smallVideoSsrc } = this.#ssrcs;
    for (const { subscription, forward } of this.#audience()) {
      if (from === audioSsrc && subscription.audio) forward('audio', packet, subscription.ssrc.audioSsrc);
      // Both sizes come as one track.
      const wanted = subscription.smallVideo ? smallVideoSsrc : bigVideoSsrc;
      const video = subscription.smallVideo || subscription.bigVideo;
      if (from === wanted && video) forward('video', packet, subscription.ssrc.bigVideoSsrc);
    }
  }

  *#audience() {
    for (const other of this.#fake.members) {
      const subscription = other.subscription(this);
      if (subscription) yield { subscription, forward: other.forward };
    }
  }

  /** Passes a packet on under another number, as if all of that number came from one sender: the small picture follows the big one. */
  readonly forward = (media: Media, packet: Buffer, ssrc = 0): void => {
    if (!this.#peer) return;
    const copy = Buffer.from(packet);
    this.#renumber(copy, ssrc);
    copy[1] = (copy[1]! & 0x80) | this.#peer.payloadType(media);
    if (Math.random() >= this.#fake.loss) this.#peer.send(media, copy);
  };

  #renumber(packet: Buffer, ssrc: number): void {
    const from = packet.readUInt32BE(8);
    const [sequence, time] = [packet.readUInt16BE(2), packet.readUInt32BE(4)];
    let line = this.#lines.get(ssrc);
    if (line?.from !== from) {
      const last = line?.last ?? { sequence: sequence - 1, time };
      line = { from, sequenceBy: last.sequence + 1 - sequence, timeBy: last.time - time, last };
      this.#lines.set(ssrc, line);
    }
    line.last = { sequence: (sequence + line.sequenceBy) & 0xffff, time: (time + line.timeBy) >>> 0 };
    packet.writeUInt16BE(line.last.sequence, 2);
    packet.writeUInt32BE(line.last.time, 4);
    packet.writeUInt32BE(ssrc, 8);
  }
}

/** Starts one on a free port. */
export async function startFakeTrtc(options: FakeTrtcOptions = {}): Promise<FakeTrtc> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  return new FakeTrtc(server, options);
}

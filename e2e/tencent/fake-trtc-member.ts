import type { WebSocket } from 'ws';
import { type Ability, FakeTrtcPeer, type Media } from './fake-trtc-peer.ts';

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
const FLAGS = { bigVideo: 1, smallVideo: 2, auxVideo: 4, audio: 8 } as const;

export interface Command {
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

/** What a member knows of the service it is connected to. */
interface Service {
  readonly members: ReadonlySet<Member>;
  /** Share of packets that get lost on the way to viewers. */
  readonly loss: number;
}

/** One user's connection. */
export class Member {
  socket: WebSocket;
  /** Runs while its connection is lost. */
  losing: ReturnType<typeof setTimeout> | undefined;
  readonly userId: string;
  readonly tinyId: string;
  readonly #service: Service;
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

  constructor(service: Service, socket: WebSocket, userId: string, tinyId: string) {
    this.#service = service;
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
    for (const member of this.#service.members) if (member.tinyId === from) member.askForKeyframe();
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
    for (const other of this.#service.members) {
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
    if (Math.random() >= this.#service.loss) this.#peer.send(media, copy);
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

import { createSocket } from 'node:dgram';
import { Audio, type PeerConnection as Connection, PeerConnection, type Track, Video } from 'node-datachannel';
import type { MediaEngine } from './engine.ts';
import { isRtcp, readRtp, type RtpHeader } from './rtp.ts';

/** The SSRC of the test publisher's picture. */
export const VIDEO_SSRC = 4242;
const H264 = 102;
const VP8 = 96;

export type Codec = 'H264' | 'VP8';

export interface SeenPacket extends RtpHeader {
  payload: Buffer;
  packet: Buffer;
}

/** A UDP port that is free now. */
export async function freeUdpPort(): Promise<number> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const { port } = socket.address();
  await new Promise<void>((resolve) => socket.close(() => resolve()));
  return port;
}

/** Resolves when `condition` holds; fails after a time that no working machine needs. */
export async function until(what: string, condition: () => boolean | Promise<boolean>, withinMs = 15_000): Promise<void> {
  const end = performance.now() + withinMs;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`Never happened: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** A client built on the engine's own library, on the side that makes the offer. */
export class TestPeer {
  readonly connection: Connection;
  readonly video: Track;
  readonly audio: Track;
  readonly packets: SeenPacket[] = [];
  readonly rtcp: Buffer[] = [];
  readonly offer: Promise<string>;
  id = '';
  state = 'new';

  constructor(direction: 'SendOnly' | 'RecvOnly', codecs: readonly Codec[] = ['H264', 'VP8']) {
    this.connection = new PeerConnection('test', { iceServers: [], disableAutoNegotiation: true, bindAddress: '127.0.0.1' });
    this.connection.onStateChange((state) => (this.state = state));
    const video = new Video('0', direction);
    if (codecs.includes('H264')) video.addH264Codec(H264, 'profile-level-id=42e01f;packetization-mode=1');
    if (codecs.includes('VP8')) video.addVP8Codec(VP8);
    const audio = new Audio('1', direction);
    audio.addOpusCodec(111, 'minptime=10');
    if (direction === 'SendOnly') {
      video.addSSRC(VIDEO_SSRC, 'test', 'test', 'video');
      audio.addSSRC(VIDEO_SSRC + 1, 'test', 'test', 'audio');
    }
    this.video = this.#listen(this.connection.addTrack(video));
    this.audio = this.#listen(this.connection.addTrack(audio));
    this.offer = new Promise((resolve) =>
      this.connection.onGatheringStateChange((state) => state === 'complete' && resolve(this.connection.localDescription()!.sdp)),
    );
    this.connection.setLocalDescription('offer');
  }

  async connect(method: (offer: string) => Promise<{ id: string; answer: string }>): Promise<this> {
    const { id, answer } = await method(await this.offer);
    this.id = id;
    this.connection.setRemoteDescription(answer, 'answer');
    await until('the test peer connects', () => this.video.isOpen());
    return this;
  }

  /** Sends a picture of one packet; a keyframe looks like an IDR to the engine. */
  sendPicture(sequence: number, timestamp: number, keyframe = false, text = ''): void {
    this.video.sendMessageBinary(rtp(H264, sequence, timestamp, VIDEO_SSRC, [keyframe ? 0x65 : 0x61, ...Buffer.from(text)]));
  }

  close(): void {
    this.video.close();
    this.audio.close();
    this.connection.close();
  }

  #listen(track: Track): Track {
    track.onClosed(() => undefined);
    track.onMessage((packet) => {
      if (isRtcp(packet)) this.rtcp.push(packet);
      else {
        const header = readRtp(packet)!;
        this.packets.push({ ...header, payload: packet.subarray(header.payloadOffset), packet });
      }
    });
    return track;
  }
}

/** An RTP packet as an encoder would send it, with a header extension on it. */
export function rtp(payloadType: number, sequence: number, timestamp: number, ssrc: number, payload: readonly number[]): Buffer {
  const header = Buffer.alloc(20);
  header[0] = 0x90;
  header[1] = 0x80 | payloadType;
  header.writeUInt16BE(sequence & 0xffff, 2);
  header.writeUInt32BE(timestamp >>> 0, 4);
  header.writeUInt32BE(ssrc, 8);
  header.writeUInt32BE(0xbede0001, 12);
  return Buffer.concat([header, Buffer.from(payload)]);
}

/** A publisher on air under `name`. */
export const publisher = (engine: MediaEngine, name: string, session?: string, codecs?: readonly Codec[]): Promise<TestPeer> =>
  new TestPeer('SendOnly', codecs).connect((offer) => engine.publish(name, offer, session));

/** A connected viewer of `name`. */
export const viewer = (engine: MediaEngine, name: string, codecs?: readonly Codec[]): Promise<TestPeer> =>
  new TestPeer('RecvOnly', codecs).connect((offer) => engine.play(name, offer));

/** Sends keyframes until every viewer has begun to see; returns the sequence number to go on with. */
export async function warmUp(host: TestPeer, ...viewers: TestPeer[]): Promise<number> {
  let sequence = 1000;
  await until('the viewers see something', () => {
    host.sendPicture(sequence, 0, true, 'warm-up');
    sequence += 1;
    return viewers.every(({ packets }) => packets.length > 0);
  });
  const last = Buffer.from('last');
  host.sendPicture(sequence, 0, true, 'last');
  await until('they see the last one', () => viewers.every(({ packets }) => packets.at(-1)!.payload.subarray(1).equals(last)));
  for (const { packets } of viewers) packets.length = 0;
  sequence += 1;
  return sequence;
}

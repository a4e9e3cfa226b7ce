import { randomBytes } from 'node:crypto';
import { Audio, PeerConnection, type Track, Video } from 'node-datachannel';
import { LiveError } from '@vitrine/core/errors.ts';
import type { Kind } from './rtp.ts';
import { announceAddress, type Offer, type OfferedCodec, type OfferedMedia } from './sdp.ts';

/** Where the engine listens, and under which address clients reach it. */
export interface Network {
  udpPort: number;
  bindAddress?: string;
  announceIp?: string;
}

/** How one section of the offer is answered; `ssrc` is that of what we send. */
export interface MediaAnswer {
  media: OfferedMedia;
  direction: 'SendOnly' | 'RecvOnly';
  codecs: readonly OfferedCodec[];
  ssrc?: number;
}

export interface PeerEvents {
  packet(kind: Kind, packet: Buffer): void;
  open(kind: Kind): void;
  /** The other side went away; not called for our own `close()`. */
  gone(): void;
}

const STREAM = 'vitrine';
const GATHERING_MS = 3000;

function describeAudio({ media, direction, codecs }: MediaAnswer): Audio {
  const section = new Audio(media.mid, direction);
  for (const { payloadType, parameters } of codecs) section.addOpusCodec(payloadType, parameters);
  return section;
}

function describeVideo({ media, direction, codecs }: MediaAnswer): Video {
  const section = new Video(media.mid, direction);
  for (const { name, payloadType, parameters } of codecs) {
    if (name === 'VP8') section.addVP8Codec(payloadType);
    else section.addH264Codec(payloadType, parameters);
  }
  return section;
}

/** One connection to a browser: packets in, packets out. Always the answering side. */
export class Peer {
  /** The unguessable name of the resource: who knows it may remove it. */
  readonly id = randomBytes(16).toString('base64url');
  readonly #connection: PeerConnection;
  readonly #events: PeerEvents;
  readonly #tracks = new Map<Kind, Track>();
  #connected = false;
  #closed = false;

  constructor(network: Network, events: PeerEvents) {
    this.#events = events;
    this.#connection = new PeerConnection(this.id, {
      iceServers: [],
      enableIceUdpMux: true,
      portRangeBegin: network.udpPort,
      portRangeEnd: network.udpPort,
      disableAutoNegotiation: true,
      ...(network.bindAddress ? { bindAddress: network.bindAddress } : {}),
    });
    this.#connection.onStateChange((state) => {
      this.#connected ||= state === 'connected';
      if ((state === 'failed' || state === 'closed') && !this.#closed) setImmediate(() => this.#closed || events.gone());
    });
  }

  /** True once the connection was made, even if it is lost by now. */
  get connected(): boolean {
    return this.#connected;
  }

  /** The answer to the offer, with all candidates in it. */
  async answer(offer: Offer, answers: readonly MediaAnswer[], announceIp?: string): Promise<string> {
    const gathered = new Promise<void>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new LiveError('unavailable', 'No network address found', { retryAfter: 1 })),
        GATHERING_MS,
      );
      this.#connection.onGatheringStateChange((state) => {
        if (state !== 'complete') return;
        clearTimeout(timer);
        resolve();
      });
    });
    // The failure is looked at only below, after calls that may throw first.
    gathered.catch(() => undefined);
    try {
      // Tracks come first: with the offer's own sections and payload types the library then answers these and nothing else.
      for (const answer of answers) this.#addTrack(answer);
      this.#connection.setRemoteDescription(offer.sdp, 'offer');
      this.#connection.setLocalDescription('answer');
    } catch (error) {
      throw new LiveError('invalid', 'The offer cannot be answered', { cause: error });
    }
    await gathered;
    const sdp = this.#connection.localDescription()?.sdp;
    if (!sdp) throw new LiveError('unavailable', 'The engine has no answer', { retryAfter: 1 });
    return announceIp ? announceAddress(sdp, announceIp) : sdp;
  }

  send(kind: Kind, packet: Buffer): void {
    if (this.#closed) return;
    try {
      this.#tracks.get(kind)?.sendMessageBinary(packet);
    } catch {
      // The track closed a moment ago; `gone` is on its way.
    }
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    // Closing only the connection would keep the callbacks of its tracks, and all they hold, for ever.
    for (const track of this.#tracks.values()) track.close();
    this.#connection.close();
  }

  #addTrack(answer: MediaAnswer): void {
    const { kind } = answer.media;
    const section = kind === 'audio' ? describeAudio(answer) : describeVideo(answer);
    if (answer.ssrc !== undefined) section.addSSRC(answer.ssrc, STREAM, STREAM, kind);
    const track = this.#connection.addTrack(section);
    this.#tracks.set(kind, track);
    track.onMessage((packet) => this.#events.packet(kind, packet));
    track.onOpen(() => this.#events.open(kind));
    track.onClosed(() => undefined);
  }
}

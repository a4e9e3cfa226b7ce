import { Audio, PeerConnection, type Track, Video } from 'node-datachannel';

/** How the SDK describes a codec instead of by SDP. */
interface Codec {
  readonly payload: number;
  readonly codec: string;
  readonly fmtp: string;
  readonly rate: number;
  readonly channels?: number;
  readonly rtx: number;
  readonly rtcpfb: readonly unknown[];
}

/** What one side of a connection says of itself, in place of SDP. */
export interface Ability {
  readonly ice: { readonly ufrag: string; readonly password: string };
  readonly dtls: { readonly hash: string; readonly fingerprint: string; readonly setup: string };
  readonly audio: { readonly codecs: readonly Codec[] };
  readonly video: { readonly codecs: readonly Codec[] };
  readonly useDataChannel?: boolean;
}

export type Media = 'audio' | 'video';

/** The sections of every connection: the microphone, the picture, the small picture, the screen. */
const SECTIONS = [
  { mid: '0', media: 'audio', ssrc: 'audioSsrc' },
  { mid: '1', media: 'video', ssrc: 'bigVideoSsrc' },
  { mid: '2', media: 'video', ssrc: 'smallVideoSsrc' },
  { mid: '3', media: 'video', ssrc: 'auxVideoSsrc' },
] as const;

const found = (pattern: RegExp, sdp: string): string => pattern.exec(sdp)?.[1] ?? '';

/** The far end of one member's connection: real ICE, DTLS and SRTP, so that packets really flow. */
export class FakeTrtcPeer {
  readonly #connection: PeerConnection;
  readonly #tracks = new Map<string, Track>();
  readonly #client: Ability;

  /** `packet` gets every RTP packet that arrives; RTCP is left out. */
  constructor(name: string, client: Ability, packet: (media: Media, packet: Buffer) => void) {
    this.#client = client;
    this.#connection = new PeerConnection(name, { iceServers: [], bindAddress: '127.0.0.1', disableAutoNegotiation: true });
    for (const { mid, media } of SECTIONS) {
      const codec = this.#codec(media);
      const section = media === 'audio' ? new Audio(mid, 'SendRecv') : new Video(mid, 'SendRecv');
      if (section instanceof Video) section.addVP8Codec(codec.payload);
      else section.addOpusCodec(codec.payload, codec.fmtp);
      const track = this.#connection.addTrack(section);
      track.onMessage((message) => {
        const type = (message[1] ?? 0) & 0x7f;
        if (type < 64 || type > 95) packet(media, message);
      });
      this.#tracks.set(mid, track);
    }
  }

  #codec(media: Media): Codec {
    const wanted = media === 'audio' ? 'opus' : 'vp8';
    const codec = this.#client[media].codecs.find((each) => each.codec.toLowerCase() === wanted);
    if (!codec) throw new Error(`The client does not speak ${wanted}`);
    return codec;
  }

  /** Resolves with what the SDK makes the answer from. */
  async answer(): Promise<unknown> {
    const gathered = new Promise<void>((resolve) => {
      this.#connection.onGatheringStateChange((state) => state === 'complete' && resolve());
    });
    this.#connection.setRemoteDescription(this.#offer(), 'offer');
    this.#connection.setLocalDescription('answer');
    await gathered;
    const sdp = this.#connection.localDescription()?.sdp ?? '';
    const candidates = [...sdp.matchAll(/a=candidate:\S+ 1 UDP (\d+) (\S+) (\d+) typ (\w+)/gi)];
    const video = this.#codec('video');
    return {
      ice: { ufrag: found(/a=ice-ufrag:(\S+)/, sdp), password: found(/a=ice-pwd:(\S+)/, sdp) },
      dtls: {
        hash: found(/a=fingerprint:(\S+)/, sdp),
        fingerprint: found(/a=fingerprint:\S+ (\S+)/, sdp),
        setup: found(/a=setup:(\S+)/, sdp),
      },
      // The SDK calls the transport so.
      candidates: candidates.map(([, priority, ip, port, type]) => ({
        ip,
        port: Number(port),
        priority: Number(priority),
        foundation: 'udp',
        type,
      })),
      audio: { codecs: [this.#codec('audio')], extensions: [] },
      video: { codecs: [video], decoders: [video], extensions: [] },
      useVp8: true,
    };
  }

  /** Under which numbers the client sends; packets with others are dropped. */
  expect(ssrcs: Readonly<Record<string, number | undefined>>): void {
    this.#connection.setRemoteDescription(this.#offer(ssrcs), 'offer');
    this.#connection.setLocalDescription('answer');
  }

  send(media: Media, packet: Buffer): void {
    const track = this.#tracks.get(media === 'audio' ? '0' : '1');
    try {
      if (track?.isOpen()) track.sendMessageBinary(packet);
    } catch {
      // A packet that comes too late is lost, as on any network.
    }
  }

  payloadType(media: Media): number {
    return this.#codec(media).payload;
  }

  close(): void {
    for (const track of this.#tracks.values()) track.close();
    this.#connection.close();
  }

  /** The client's description as SDP. */
  #offer(ssrcs: Readonly<Record<string, number | undefined>> = {}): string {
    const { ice, dtls } = this.#client;
    const lines = ['v=0', 'o=- 1 1 IN IP4 127.0.0.1', 's=-', 't=0 0', 'a=group:BUNDLE 0 1 2 3'];
    for (const { mid, media, ssrc } of SECTIONS) {
      const { payload, codec, rate, channels } = this.#codec(media);
      lines.push(
        `m=${media} 9 UDP/TLS/RTP/SAVPF ${payload}`,
        'c=IN IP4 0.0.0.0',
        `a=mid:${mid}`,
        `a=ice-ufrag:${ice.ufrag}`,
        `a=ice-pwd:${ice.password}`,
        `a=fingerprint:${dtls.hash} ${dtls.fingerprint}`,
        'a=setup:actpass',
        'a=sendrecv',
        'a=rtcp-mux',
        `a=rtpmap:${payload} ${codec}/${rate}${channels ? `/${channels}` : ''}`,
      );
      if (ssrcs[ssrc]) lines.push(`a=ssrc:${ssrcs[ssrc]} cname:fake`);
    }
    return `${lines.join('\r\n')}\r\n`;
  }
}

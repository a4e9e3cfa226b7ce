import { LiveError } from '@vitrine/core/errors.ts';
import type { Kind } from './rtp.ts';

/** The codecs that the engine forwards. */
export type CodecName = 'H264' | 'VP8' | 'opus';

export interface OfferedCodec {
  name: CodecName;
  payloadType: number;
  parameters: string;
}

/** One audio or video section of an offer; its codecs are those that the engine knows, best first, one of a name. */
export interface OfferedMedia {
  kind: Kind;
  mid: string;
  direction: string;
  codecs: readonly OfferedCodec[];
}

export interface Offer {
  /** The offer as the engine answers it. */
  sdp: string;
  media: readonly OfferedMedia[];
}

const CODEC_OF: Record<string, CodecName> = { 'h264/90000': 'H264', 'vp8/90000': 'VP8', 'opus/48000/2': 'opus' };

/** The one refusal with a status of its own, 406. */
export const noCodec = (): LiveError =>
  new LiveError('invalid', 'None of the codecs on offer fits: H264 or VP8, and Opus', { details: { reason: 'codec' } });

/** Lower is better; undefined for what cannot be forwarded. Baseline H264 plays everywhere, Safari and MP4 included. */
function rank({ name, parameters }: OfferedCodec): number | undefined {
  if (name !== 'H264') return name === 'VP8' ? 9 : 0;
  if (!parameters.includes('packetization-mode=1')) return undefined;
  const profile = /profile-level-id=([\da-f]{4})/i.exec(parameters)?.[1]?.toLowerCase();
  if (profile === '42e0') return 0;
  return profile?.startsWith('42') ? 1 : 2;
}

const attribute = (lines: readonly string[], name: string): string | undefined =>
  lines.find((line) => line.startsWith(`a=${name}:`))?.slice(name.length + 3);

function readCodecs(lines: readonly string[]): OfferedCodec[] {
  const found: { codec: OfferedCodec; rank: number }[] = [];
  for (const line of lines) {
    const [, payloadType, encoding] = /^a=rtpmap:(\d{1,3}) (\S+)/.exec(line) ?? [];
    const name = CODEC_OF[encoding?.toLowerCase() ?? ''];
    if (!name || Number(payloadType) > 127) continue;
    const parameters =
      lines
        .find((other) => other.startsWith(`a=fmtp:${payloadType} `))
        ?.split(' ')
        .slice(1)
        .join(' ') ?? '';
    const codec = { name, payloadType: Number(payloadType), parameters };
    const order = rank(codec);
    if (order !== undefined) found.push({ codec, rank: order });
  }
  const best = found.sort((a, b) => a.rank - b.rank).map(({ codec }) => codec);
  return best.filter((codec, index) => best.findIndex((other) => other.name === codec.name) === index);
}

function readMedia(section: string): OfferedMedia {
  const lines = section.split(/\r?\n/);
  const kind = /^m=(audio|video) /.exec(lines[0]!)?.[1] as Kind | undefined;
  const mid = attribute(lines, 'mid');
  if (!kind || !mid) throw new LiveError('invalid', 'The offer may hold audio and video only');
  const direction = lines.find((line) => /^a=(sendrecv|sendonly|recvonly|inactive)$/.test(line))?.slice(2) ?? 'sendrecv';
  return { kind, mid, direction, codecs: readCodecs(lines) };
}

/** Reads an offer of at most one audio and one video section; throws `invalid` for anything else. */
export function readOffer(text: string): Offer {
  // With the client's candidates the engine's own checks would reach the client before our answer does, and DTLS would fail; they
  // would also let a client point the server at any address. The client reaches us in any case.
  const sdp = text.replace(/^a=(candidate:.*|end-of-candidates.*)\r?\n?/gm, '');
  const [session, ...sections] = sdp.split(/^(?=m=)/m);
  if (!session?.startsWith('v=0') || sections.length === 0) throw new LiveError('invalid', 'The body is no session description');
  for (const needed of ['ice-ufrag', 'ice-pwd', 'fingerprint']) {
    if (!sdp.includes(`a=${needed}:`)) throw new LiveError('invalid', `The offer has no ${needed}`);
  }
  const media = sections.map(readMedia);
  const kinds = new Set(media.map(({ kind }) => kind));
  const mids = new Set(media.map(({ mid }) => mid));
  if (kinds.size < media.length || mids.size < media.length) throw new LiveError('invalid', 'One audio and one video at most');
  return { sdp, media };
}

/** The answer with the public address of a machine that sees only its private one. */
export function announceAddress(answer: string, address: string): string {
  const announced = new Set<string>();
  return answer.replace(/^a=candidate:(\S+ \d+ )(UDP)( \d+ )(\S+)( \d+ typ host.*)\r?\n/gim, (_line, ...parts: string[]) => {
    const [foundation, protocol, priority, , rest] = parts;
    if (announced.has(rest!)) return '';
    announced.add(rest!);
    return `a=candidate:${foundation}${protocol}${priority}${address}${rest}\r\n`;
  });
}

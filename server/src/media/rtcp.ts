/** One RTCP packet of a compound: `count` is its five-bit field, `body` what follows the common header. */
export interface RtcpPacket {
  type: number;
  count: number;
  body: Buffer;
}

/** The publisher's clock: which RTP timestamp was sampled at which NTP time. */
export interface SenderClock {
  ntpSeconds: number;
  ntpFraction: number;
  timestamp: number;
}

const SENDER_REPORT = 200;
const RECEIVER_REPORT = 201;
const SOURCE_DESCRIPTION = 202;
const TRANSPORT_FEEDBACK = 205;
const PAYLOAD_FEEDBACK = 206;

/** The packets of a compound, up to the first that is cut short. */
export function* readRtcp(compound: Buffer): Generator<RtcpPacket> {
  for (let at = 0; at + 4 <= compound.length;) {
    const end = at + 4 + 4 * compound.readUInt16BE(at + 2);
    if (compound[at]! >> 6 !== 2 || end > compound.length) return;
    yield { type: compound[at + 1]!, count: compound[at]! & 0x1f, body: compound.subarray(at + 4, end) };
    at = end;
  }
}

/** The clock in a sender report of `ssrc`. */
export function readSenderClock({ type, body }: RtcpPacket, ssrc: number): SenderClock | undefined {
  if (type !== SENDER_REPORT || body.length < 24 || body.readUInt32BE(0) !== ssrc) return undefined;
  return { ntpSeconds: body.readUInt32BE(4), ntpFraction: body.readUInt32BE(8), timestamp: body.readUInt32BE(12) };
}

/** True when a receiver asks for a keyframe of `ssrc`, in either of the two ways. */
export function asksForKeyframe({ type, count, body }: RtcpPacket, ssrc: number): boolean {
  if (type !== PAYLOAD_FEEDBACK || body.length < 8) return false;
  if (count === 1) return body.readUInt32BE(4) === ssrc;
  return count === 4 && body.length >= 16 && body.readUInt32BE(8) === ssrc;
}

/** The sequence numbers of `ssrc` that a receiver misses. */
export function readNack({ type, count, body }: RtcpPacket, ssrc: number): number[] {
  if (type !== TRANSPORT_FEEDBACK || count !== 1 || body.length < 8 || body.readUInt32BE(4) !== ssrc) return [];
  const missing: number[] = [];
  for (let at = 8; at + 4 <= body.length; at += 4) {
    const first = body.readUInt16BE(at);
    const mask = body.readUInt16BE(at + 2);
    missing.push(first);
    for (let bit = 0; bit < 16; bit += 1) if ((mask & (1 << bit)) !== 0) missing.push((first + bit + 1) & 0xffff);
  }
  return missing;
}

function packet(type: number, count: number, words: readonly number[]): Buffer {
  const result = Buffer.alloc(4 + 4 * words.length);
  result[0] = 0x80 | count;
  result[1] = type;
  result.writeUInt16BE(words.length, 2);
  words.forEach((word, index) => result.writeUInt32BE(word >>> 0, 4 + 4 * index));
  return result;
}

/** Asks the sender of `media` for a keyframe. */
export const pictureLoss = (sender: number, media: number): Buffer => packet(PAYLOAD_FEEDBACK, 1, [sender, media]);

/** Asks the sender of `media` for these packets again. */
export function nack(sender: number, media: number, sequences: readonly number[]): Buffer {
  const words: number[] = [];
  for (let index = 0; index < sequences.length;) {
    const first = sequences[index]!;
    let mask = 0;
    for (index += 1; index < sequences.length && sequences[index]! - first <= 16; index += 1) {
      mask |= 1 << (sequences[index]! - first - 1);
    }
    words.push(((first & 0xffff) << 16) | mask);
  }
  return packet(TRANSPORT_FEEDBACK, 1, [sender, media, ...words]);
}

/** Tells the sender of `media` how many bits a second it may send. */
export function bitrateLimit(sender: number, media: number, bitsPerSecond: number): Buffer {
  const exponent = Math.max(0, Math.ceil(Math.log2(bitsPerSecond / 0x3ffff)));
  const mantissa = Math.floor(bitsPerSecond / 2 ** exponent);
  return packet(PAYLOAD_FEEDBACK, 15, [sender, 0, 0x52454d42, (1 << 24) | (exponent << 18) | mantissa, media]);
}

/** What a receiver reports about one sender. */
export interface ReportBlock {
  ssrc: number;
  fractionLost: number;
  cumulativeLost: number;
  highestSequence: number;
  jitter: number;
  lastReport: number;
  delaySinceLastReport: number;
}

/** A receiver report; without a block it only says that the receiver lives. */
export function receiverReport(sender: number, block?: ReportBlock): Buffer {
  if (!block) return packet(RECEIVER_REPORT, 0, [sender]);
  const lost = (block.fractionLost << 24) | (block.cumulativeLost & 0xffffff);
  const { ssrc, highestSequence, jitter, lastReport, delaySinceLastReport } = block;
  return packet(RECEIVER_REPORT, 1, [sender, ssrc, lost, highestSequence, jitter, lastReport, delaySinceLastReport]);
}

/** A sender report and the mandatory source description behind it. */
export function senderReport(ssrc: number, clock: SenderClock, packets: number, octets: number, cname: string): Buffer {
  const report = packet(SENDER_REPORT, 0, [ssrc, clock.ntpSeconds, clock.ntpFraction, clock.timestamp, packets, octets]);
  const item = Buffer.from(`\x01${String.fromCharCode(cname.length)}${cname}`, 'latin1');
  const description = Buffer.alloc(8 + 4 * Math.ceil((item.length + 1) / 4));
  packet(SOURCE_DESCRIPTION, 1, [ssrc]).copy(description);
  description.writeUInt16BE(description.length / 4 - 1, 2);
  item.copy(description, 8);
  return Buffer.concat([report, description]);
}

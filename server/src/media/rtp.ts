/** Audio or video: the two kinds of track there are. */
export type Kind = 'audio' | 'video';

/** What the engine reads of an RTP packet. `payloadOffset` counts from the first byte of the packet. */
export interface RtpHeader {
  payloadType: number;
  sequence: number;
  timestamp: number;
  ssrc: number;
  payloadOffset: number;
  extensionLength: number;
}

const FIXED_HEADER = 12;

/** True for RTCP: both arrive on one socket, and only the second byte tells them apart. */
export const isRtcp = (packet: Buffer): boolean => packet.length >= 8 && packet[1]! >= 192 && packet[1]! <= 223;

/** The header of an RTP packet; undefined when it is none, or cut short. */
export function readRtp(packet: Buffer): RtpHeader | undefined {
  if (packet.length < FIXED_HEADER || packet[0]! >> 6 !== 2) return undefined;
  const fixed = FIXED_HEADER + 4 * (packet[0]! & 0x0f);
  const extended = (packet[0]! & 0x10) !== 0;
  if (packet.length < fixed + (extended ? 4 : 0)) return undefined;
  const extensionLength = extended ? 4 + 4 * packet.readUInt16BE(fixed + 2) : 0;
  if (packet.length < fixed + extensionLength) return undefined;
  return {
    payloadType: packet[1]! & 0x7f,
    sequence: packet.readUInt16BE(2),
    timestamp: packet.readUInt32BE(4),
    ssrc: packet.readUInt32BE(8),
    payloadOffset: fixed + extensionLength,
    extensionLength,
  };
}

/** The packet without header extensions, whose ids differ from one offer to the next. Works in place, since packets are many. */
export function withoutExtensions(packet: Buffer, header: RtpHeader): Buffer {
  if (header.extensionLength === 0) return packet;
  packet.copyWithin(header.extensionLength, 0, header.payloadOffset - header.extensionLength);
  const short = packet.subarray(header.extensionLength);
  short[0] = short[0]! & ~0x10;
  return short;
}

/** Writes the fields that differ between what a publisher sends and what viewers get. */
export function stamp(packet: Buffer, sequence: number, timestamp: number, ssrc: number): void {
  packet.writeUInt16BE(sequence & 0xffff, 2);
  packet.writeUInt32BE(timestamp >>> 0, 4);
  packet.writeUInt32BE(ssrc, 8);
}

/** Gives the packet another payload type: each viewer's offer has its own. */
export function setPayloadType(packet: Buffer, payloadType: number): void {
  packet[1] = (packet[1]! & 0x80) | payloadType;
}

/** The number with these low 16 bits that is nearest to `near`: sequence numbers that never wrap. */
export function extendSequence(sequence: number, near: number): number {
  const candidate = near - (near & 0xffff) + sequence;
  if (candidate - near > 0x8000) return candidate - 0x10000;
  return near - candidate > 0x8000 ? candidate + 0x10000 : candidate;
}

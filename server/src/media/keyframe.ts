import type { CodecName } from './sdp.ts';

const IDR = 5;
const SPS = 7;
const STAP_A = 24;
const FU_A = 28;

function h264(payload: Buffer): boolean {
  const type = payload[0]! & 0x1f;
  if (type === IDR || type === SPS) return true;
  if (type === FU_A) return payload.length > 1 && (payload[1]! & 0x80) !== 0 && (payload[1]! & 0x1f) === IDR;
  if (type !== STAP_A) return false;
  for (let at = 1; at + 2 < payload.length; at += 2 + payload.readUInt16BE(at)) {
    const inner = payload[at + 2]! & 0x1f;
    if (inner === IDR || inner === SPS) return true;
  }
  return false;
}

function vp8(payload: Buffer): boolean {
  const descriptor = payload[0]!;
  const startsFrame = (descriptor & 0x10) !== 0 && (descriptor & 0x07) === 0;
  if (!startsFrame) return false;
  let at = 1;
  if ((descriptor & 0x80) !== 0) {
    const present = payload[1] ?? 0;
    at += 1;
    if ((present & 0x80) !== 0) at += ((payload[at] ?? 0) & 0x80) !== 0 ? 2 : 1;
    if ((present & 0x40) !== 0) at += 1;
    if ((present & 0x30) !== 0) at += 1;
  }
  return at < payload.length && (payload[at]! & 0x01) === 0;
}

/** True for the packet with which a decoder can begin. Sound begins anywhere. */
export function beginsKeyframe(codec: CodecName, payload: Buffer): boolean {
  if (codec === 'opus') return true;
  if (payload.length === 0) return false;
  return codec === 'H264' ? h264(payload) : vp8(payload);
}

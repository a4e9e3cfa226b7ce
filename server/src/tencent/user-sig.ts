import { createHmac } from 'node:crypto';
import { deflateSync } from 'node:zlib';

/** The app in whose name a signature is made. */
export interface App {
  sdkAppId: number;
  /** Used as text, not as the bytes that its digits seem to stand for. */
  secretKey: string;
}

export interface SigOptions {
  userId: string;
  /** Seconds. */
  ttl: number;
  /** Seconds since 1970. */
  now: number;
}

/** What a private map key lets its holder do in a room, bit by bit. */
const MAY = {
  create: 1,
  enter: 2,
  sendAudio: 4,
  receiveAudio: 8,
  sendVideo: 16,
  receiveVideo: 32,
  sendScreen: 64,
  receiveScreen: 128,
} as const;

/** The host and a guest on stage: everything. */
export const MAY_PUBLISH = 255;
/** A viewer: enter, and receive whatever there is. */
export const MAY_WATCH = MAY.enter | MAY.receiveAudio | MAY.receiveVideo | MAY.receiveScreen;

/** Tencent’s own alphabet for base64 in addresses. */
const escape = (base64: string): string => base64.replaceAll('+', '*').replaceAll('/', '-').replaceAll('=', '_');

function sign({ sdkAppId, secretKey }: App, { userId, ttl, now }: SigOptions, userbuf?: Buffer): string {
  const buffer = userbuf?.toString('base64');
  const facts = [
    ['TLS.identifier', userId],
    ['TLS.sdkappid', sdkAppId],
    ['TLS.time', now],
    ['TLS.expire', ttl],
    ...(buffer === undefined ? [] : [['TLS.userbuf', buffer]]),
  ] as const;
  const content = facts.map(([name, value]) => `${name}:${value}\n`).join('');
  const sig = createHmac('sha256', secretKey).update(content).digest('base64');
  const token = JSON.stringify({ 'TLS.ver': '2.0', ...Object.fromEntries(facts), 'TLS.sig': sig });
  return escape(deflateSync(token).toString('base64'));
}

/** What its holder signs in to Tencent with, as `userId` (TLSSigAPIv2). It cannot be taken back, so it lives shortly. */
export const userSig = (app: App, options: SigOptions): string => sign(app, options);

/** What lets its holder into one TRTC room, with the given rights; a text names a room of its own, even where it looks like a number. */
export function privateMapKey(app: App, options: SigOptions & { roomId: string | number; rights: number }): string {
  const { userId, ttl, now, roomId, rights } = options;
  const account = Buffer.from(userId);
  const room = typeof roomId === 'string' ? Buffer.from(roomId) : undefined;
  const u16 = (value: number): Buffer => {
    const bytes = Buffer.alloc(2);
    bytes.writeUInt16BE(value);
    return bytes;
  };
  const u32 = (value: number): Buffer => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return bytes;
  };
  const userbuf = Buffer.concat([
    Buffer.from([room ? 1 : 0]),
    u16(account.length),
    account,
    u32(app.sdkAppId),
    u32(typeof roomId === 'number' ? roomId : 0),
    u32(now + ttl),
    u32(rights),
    u32(0),
    ...(room ? [u16(room.length), room] : []),
  ]);
  return sign(app, options, userbuf);
}

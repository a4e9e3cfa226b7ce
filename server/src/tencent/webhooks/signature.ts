import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** A call older or younger than this is refused, in seconds. */
const WINDOW = 60;

/** Compares in the same time whatever differs. */
export function sameText(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

/** How Tencent signs a callback of Chat and of the Live engine. The body is not part of it. */
export const callbackSign = (token: string, requestTime: string): string =>
  createHash('sha256').update(`${token}${requestTime}`).digest('hex');

/** True for a callback that somebody who knows the token made within the last minute. `now` is in seconds. */
export const isSigned = (token: string, sign: string, requestTime: string, now: number): boolean =>
  /^\d{1,12}$/.test(requestTime) &&
  Math.abs(now - Number(requestTime)) <= WINDOW &&
  sameText(sign, callbackSign(token, requestTime));

/** How TRTC signs what it tells of rooms and streams: over the whole body. */
export const rtcSign = (key: string, body: string): string => createHmac('sha256', key).update(body).digest('base64');

import { createHash, createHmac } from 'node:crypto';

export interface SignedRequest {
  secretId: string;
  secretKey: string;
  /** The product, for example `trtc`. */
  service: string;
  host: string;
  action: string;
  /** Seconds since 1970. */
  timestamp: number;
  payload: string;
}

const SIGNED = 'content-type;host;x-tc-action';
/** Part of what is signed, so it must be sent exactly like this. */
export const CONTENT_TYPE = 'application/json; charset=utf-8';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** The `Authorization` header of a call to Tencent's cloud API (TC3-HMAC-SHA256). */
export function authorization({ secretId, secretKey, service, host, action, timestamp, payload }: SignedRequest): string {
  const date = new Date(timestamp * 1000).toISOString().slice(0, 10);
  const headers = `content-type:${CONTENT_TYPE}\nhost:${host}\nx-tc-action:${action.toLowerCase()}\n`;
  const request = ['POST', '/', '', headers, SIGNED, sha256(payload)].join('\n');
  const scope = `${date}/${service}/tc3_request`;
  const text = ['TC3-HMAC-SHA256', timestamp, scope, sha256(request)].join('\n');
  const key = hmac(hmac(hmac(`TC3${secretKey}`, date), service), 'tc3_request');
  return `TC3-HMAC-SHA256 Credential=${secretId}/${scope}, SignedHeaders=${SIGNED}, Signature=${hmac(key, text).toString('hex')}`;
}

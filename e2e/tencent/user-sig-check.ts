import { createHmac } from 'node:crypto';
import { inflateSync } from 'node:zlib';

/**
 * What Tencent thinks of a UserSig: 0 where it is good for this user, else the code that refuses it. Also for a stand-in of
 * Chat's sign-in.
 */
export function checkUserSig(app: { sdkAppId: number; secretKey: string }, userId: string, userSig: string): number {
  let sig: Record<string, unknown>;
  try {
    sig = decodeSig(userSig);
  } catch {
    return 70_003;
  }
  const content = (['identifier', 'sdkappid', 'time', 'expire'] as const)
    .map((name) => `TLS.${name}:${String(sig[`TLS.${name}`])}\n`)
    .join('');
  if (createHmac('sha256', app.secretKey).update(content).digest('base64') !== sig['TLS.sig']) return 70_009;
  if (sig['TLS.sdkappid'] !== app.sdkAppId) return 70_014;
  if (sig['TLS.identifier'] !== userId) return 70_013;
  return Number(sig['TLS.time']) + Number(sig['TLS.expire']) < Date.now() / 1000 ? 70_001 : 0;
}

const decodeSig = (sig: string): Record<string, unknown> => {
  const base64 = sig.replaceAll('*', '+').replaceAll('-', '/').replaceAll('_', '=');
  return JSON.parse(inflateSync(Buffer.from(base64, 'base64')).toString()) as Record<string, unknown>;
};

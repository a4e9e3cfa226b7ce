import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

/** A new secret as Standard Webhooks writes it: 32 random bytes. */
export const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

/** The headers of one attempt, signed with every secret that holds at the moment. */
export function signedHeaders(secrets: readonly string[], messageId: string, body: string): Record<string, string> {
  // By the real clock: receivers refuse what is older than a few minutes.
  const at = new Date();
  return {
    'Content-Type': 'application/json',
    'User-Agent': 'Vitrine-Webhooks/1.0',
    'webhook-id': messageId,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(messageId, at, body)).join(' '),
  };
}

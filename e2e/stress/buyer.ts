import { setTimeout as sleep } from 'node:timers/promises';
import { SignJWT } from 'jose';

/** What became of one buyer's attempt. `tries` counts requests, first one included. */
export type Outcome = { status: 'bought'; orderId: string; tries: number } | { status: 'sold-out'; tries: number };

/** How long a buyer keeps trying, in milliseconds; a start of the server is well within. */
const PATIENCE = 120_000;

/** Signs a token as the shop's backend would. */
export const shopToken = (secret: string, sub: string, role: 'viewer' | 'admin'): Promise<string> =>
  new SignJWT({ role, name: sub })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(sub)
    .setAudience('vitrine')
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(secret));

/**
 * Orders one unit, and tries again with the same key for as long as nobody has said yes or no: after a lost connection, a 503,
 * or while the first try is still running. Rejects on any other answer, since that is a bug.
 */
export async function buy(url: string, token: string, skuId: string, key: string): Promise<Outcome> {
  const request = {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', 'Idempotency-Key': key },
    body: JSON.stringify({ items: [{ skuId, quantity: 1 }] }),
  };
  const end = Date.now() + PATIENCE;
  for (let tries = 1; Date.now() < end; tries++) {
    const answer = await fetch(`${url}/api/orders`, request)
      .then(async (response) => ({ status: response.status, body: JSON.parse(await response.text()) as Body }))
      .catch(() => undefined);
    if (answer?.status === 201 && answer.body.id) return { status: 'bought', orderId: answer.body.id, tries };
    const code = answer?.body.error?.code;
    if (code === 'sold-out') return { status: 'sold-out', tries };
    if (answer && answer.status !== 503 && code !== 'in-progress' && code !== 'conflict') {
      throw new Error(`An unexpected answer: ${answer.status} ${JSON.stringify(answer.body)}`);
    }
    await sleep(Math.min(20 * tries, 250) * (0.5 + Math.random()));
  }
  throw new Error('Nobody answered for too long');
}

interface Body {
  id?: string;
  error?: { code: string };
}

import { and, asc, eq, lte, sql } from 'drizzle-orm';
import { errorCode } from '@vitrine/core/errors.ts';
import type { Statement } from '../db/write-queue.ts';
import type { Deps } from '../deps.ts';
import type { SafeAnswer, SafeFetch } from '../http/safe-fetch.ts';
import { ulid } from '../ids.ts';
import { nextAttempt, retryAfter } from './schedule.ts';
import { signedHeaders } from './secret.ts';
import { webhookDeliveries, webhookEndpoints } from './tables.ts';

type SendDeps = Pick<Deps, 'db' | 'writes' | 'now'>;
type Delivery = typeof webhookDeliveries.$inferSelect;
type Endpoint = typeof webhookEndpoints.$inferSelect;

/** Messages on their way to one endpoint. */
const AT_ONCE = 8;
const TIMEOUT_MS = 15_000;
const MAX_ANSWER = 65_536;
/** Answers by which a receiver asks us to slow down, rather than to try the same thing again. */
const THROTTLED = new Set([429, 502, 503, 504]);

const secretsOf = ({ secret, previousSecret, previousUntil }: Endpoint, now: number): string[] =>
  previousSecret !== null && (previousUntil ?? 0) > now ? [secret, previousSecret] : [secret];

/** What one attempt leads to. */
function outcome({ db, now }: SendDeps, delivery: Delivery, answer: SafeAnswer | undefined, error: string | null): Statement[] {
  const attempts = delivery.attempts + 1;
  const status = answer?.status ?? 0;
  const own = and(eq(webhookDeliveries.id, delivery.id), eq(webhookDeliveries.status, 'waiting'));
  const noted = { attempts, lastStatus: status, lastError: error };
  const finish = (result: 'delivered' | 'failed'): Statement =>
    db
      .update(webhookDeliveries)
      .set({ ...noted, status: result, finishedAt: now() })
      .where(own);
  if (status >= 200 && status < 300) return [finish('delivered')];
  if (status === 410) {
    return [
      finish('failed'),
      db
        .update(webhookEndpoints)
        .set({ status: 'disabled', disabledReason: 'It answered 410: gone', changeId: ulid() })
        .where(eq(webhookEndpoints.id, delivery.endpointId)),
    ];
  }
  const wait = retryAfter(answer?.headers['retry-after'], now());
  const next = nextAttempt(now(), attempts, wait);
  if (next === undefined) return [finish('failed')];
  const again = db
    .update(webhookDeliveries)
    .set({ ...noted, nextAttemptAt: next })
    .where(own);
  // Whoever is asked to slow down has more waiting for them than this one.
  const others = sql`update ${webhookDeliveries} set next_attempt_at = max(next_attempt_at, ${now() + wait})
    where ${webhookDeliveries.endpointId} = ${delivery.endpointId} and ${webhookDeliveries.status} = 'waiting'`;
  return THROTTLED.has(status) && wait > 0 ? [again, others] : [again];
}

async function attempt(deps: SendDeps, fetch: SafeFetch, delivery: Delivery, endpoint: Endpoint): Promise<void> {
  let answer: SafeAnswer | undefined;
  let error: string | null = null;
  try {
    answer = await fetch(endpoint.url, {
      method: 'POST',
      headers: signedHeaders(secretsOf(endpoint, deps.now()), delivery.messageId, delivery.body),
      body: delivery.body,
      timeoutMs: TIMEOUT_MS,
      maxBytes: MAX_ANSWER,
    });
  } catch (cause) {
    // Only the kind: what a name resolved to is nobody's business.
    error = errorCode(cause);
  }
  const [first, ...rest] = outcome(deps, delivery, answer, error);
  await deps.writes.commit([first!, ...rest], 'bulk');
}

/** The endpoints that something is due for. */
export const endpointsDue = ({ db, now }: SendDeps): Promise<{ id: string }[]> =>
  db
    .select({ id: webhookEndpoints.id })
    .from(webhookEndpoints)
    .where(
      and(
        eq(webhookEndpoints.status, 'enabled'),
        sql`exists (select 1 from ${webhookDeliveries} where ${webhookDeliveries.endpointId} = ${webhookEndpoints.id}
          and ${webhookDeliveries.status} = 'waiting' and ${webhookDeliveries.nextAttemptAt} <= ${now()})`,
      ),
    );

/** Sends everything that is due to one endpoint, a few at a time, at least once; stops where it was disabled meanwhile. */
export async function sendTo(deps: SendDeps, fetch: SafeFetch, endpointId: string): Promise<void> {
  for (let more = true; more;) {
    const due = await deps.db
      .select({ delivery: webhookDeliveries, endpoint: webhookEndpoints })
      .from(webhookDeliveries)
      .innerJoin(webhookEndpoints, eq(webhookEndpoints.id, webhookDeliveries.endpointId))
      .where(
        and(
          eq(webhookDeliveries.endpointId, endpointId),
          eq(webhookEndpoints.status, 'enabled'),
          eq(webhookDeliveries.status, 'waiting'),
          lte(webhookDeliveries.nextAttemptAt, deps.now()),
        ),
      )
      .orderBy(asc(webhookDeliveries.nextAttemptAt), asc(webhookDeliveries.id))
      .limit(AT_ONCE);
    await Promise.all(due.map(({ delivery, endpoint }) => attempt(deps, fetch, delivery, endpoint)));
    // Each is finished or due later now, so this ends.
    more = due.length === AT_ONCE;
  }
}

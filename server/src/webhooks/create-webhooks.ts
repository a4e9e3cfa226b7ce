import { setTimeout as sleep } from 'node:timers/promises';
import type { Deps } from '../deps.ts';
import { createSafeFetch, type SafeFetch } from '../http/safe-fetch.ts';
import { createWorker } from '../worker.ts';
import { webhookRoutes } from './routes.ts';
import { endpointsDue, sendTo } from './send.ts';

/** Milliseconds between two looks for what is due. */
const TICK = 1_000;
/** How long the end waits for answers. */
const PATIENCE = 2_000;

/** Tells the shop's programs of what happens, by Standard Webhooks. Only the demo and tests reach this very machine. */
export function createWebhooks(
  deps: Pick<Deps, 'config' | 'db' | 'writes' | 'now' | 'log'>,
  fetch: SafeFetch = createSafeFetch({ allowLoopback: deps.config.demo }),
) {
  const sending = new Map<string, Promise<void>>();

  /** Begins to send to whoever has something due and is not being sent to: an endpoint that hangs holds up itself alone. */
  async function look(): Promise<void> {
    for (const { id } of await endpointsDue(deps)) {
      if (sending.has(id)) continue;
      const sent = sendTo(deps, fetch, id)
        .catch((err: unknown) => deps.log.error({ err, endpoint: id }, 'webhooks could not be sent; they will be again'))
        .finally(() => sending.delete(id));
      sending.set(id, sent);
    }
  }

  const worker = createWorker('webhooks', look, TICK, deps.log);

  /** Sends all that is due now and resolves when it was attempted. */
  async function settle(): Promise<void> {
    do {
      await Promise.all(sending.values());
      await worker.kick();
    } while (sending.size > 0);
  }

  return {
    routes: webhookRoutes(deps, () => void worker.kick()),
    start: worker.start,
    async stop(): Promise<void> {
      await worker.stop();
      // Whatever is not answered by then is sent again after the restart.
      await Promise.race([Promise.all(sending.values()), sleep(PATIENCE, undefined, { ref: false })]);
    },
    settle,
  };
}

import { once } from 'node:events';
import type { Server } from 'node:http';
import { serve } from '@hono/node-server';
import { pino } from 'pino';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { createApp } from './app.ts';
import { sessionKey } from './auth/tokens.ts';
import { ConfigError, readConfig } from './config.ts';
import { openDatabase } from './db/client.ts';
import { createWriteQueue } from './db/write-queue.ts';
import { startDemo } from './demo/demo.ts';
import { demoSecrets } from './demo/secrets.ts';
import type { Deps } from './deps.ts';
import { createIdempotency } from './http/idempotency.ts';
import { createKeptAnswers } from './http/kept-answers.ts';
import { createRateLimits } from './http/rate-limit.ts';
import { createMedia } from './media/create-media.ts';

/** How long requests that are under way may take once the server is told to stop, in milliseconds. */
const GRACE = 10_000;

async function main(): Promise<void> {
  const demo = process.argv.includes('--demo');
  const dataDir = process.env.DATA_DIR || './data';
  const config = readConfig(demo ? { ...process.env, ...demoSecrets(dataDir), HOST: '127.0.0.1' } : process.env, demo);
  const log = pino({ level: config.logLevel, redact: ['req.headers.authorization'] });
  const metrics = new Registry();
  collectDefaultMetrics({ register: metrics });

  const { db, close } = await openDatabase({ dataDir, url: config.databaseUrl, authToken: config.databaseAuthToken });
  const writes = createWriteQueue(db.$client);
  const deps: Deps = {
    config,
    db,
    writes,
    log,
    metrics,
    now: Date.now,
    limits: createRateLimits(config.rateLimitFactor),
    idempotency: createIdempotency(db),
    kept: createKeptAnswers(writes, Date.now),
  };
  const media = await createMedia(deps);
  const app = await createApp(deps, { media, sessionKey: sessionKey(dataDir) });
  // Whoever finds the server healthy finds the demo filled and its sockets open.
  const stopDemo = demo ? await startDemo(deps, app) : async () => {};
  const server = serve({ fetch: app.fetch, port: config.port, hostname: config.host }) as Server;
  app.attach(server);
  await once(server, 'listening').catch(() => {});
  app.start();
  log.info(`Vitrine listens on http://${config.host}:${config.port}`);

  let stopping = false;
  async function stop(signal: string): Promise<void> {
    // A second signal means that somebody does not want to wait.
    if (stopping) process.exit(1);
    stopping = true;
    log.info(`${signal}: finishing what is under way`);
    const closed = new Promise((resolve) => server.close(resolve));
    await stopDemo();
    await app.stop();
    server.closeIdleConnections();
    await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, GRACE).unref())]);
    await writes.drain();
    await media.close();
    close();
    process.exit(0);
  }
  process.on('SIGTERM', () => void stop('SIGTERM'));
  process.on('SIGINT', () => void stop('SIGINT'));
}

main().catch((error: unknown) => {
  // A fault of the set-up is told in one line; anything else is a bug and shows where it is.
  const plain = error instanceof ConfigError || (error instanceof Error && error.message.startsWith('Another Vitrine server'));
  process.stderr.write(`${plain ? (error as Error).message : String((error as Error).stack ?? error)}\n`);
  process.exit(1);
});

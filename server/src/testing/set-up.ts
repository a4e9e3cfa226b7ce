import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import type { Hono } from 'hono';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import * as v from 'valibot';
import { ErrorBody } from '@vitrine/core/schemas/error.ts';
import type { Role } from '@vitrine/core/schemas/user.ts';
import type { Principal } from '../auth/principal.ts';
import { type Auth, createAuth, type MoveGuest } from '../auth/service.ts';
import { createTokens } from '../auth/tokens.ts';
import { readConfig } from '../config.ts';
import { openDatabase } from '../db/client.ts';
import { createWriteQueue } from '../db/write-queue.ts';
import type { Deps } from '../deps.ts';
import { createBase } from '../http/base.ts';
import type { Env } from '../http/env.ts';
import { createIdempotency } from '../http/idempotency.ts';
import { createKeptAnswers } from '../http/kept-answers.ts';
import { createRateLimits } from '../http/rate-limit.ts';

export const SHOP_SECRET = 'a-secret-of-the-shop-for-tests-only!';

/** The body of an answer, as its schema says; fails the test where the server answered anything else. */
export const read = async <S extends v.GenericSchema>(
  schema: S,
  answer: Response | Promise<Response>,
): Promise<v.InferOutput<S>> => v.parse(schema, await (await answer).json());

/** The code of a refusal. */
export const refusal = async (answer: Response | Promise<Response>): Promise<string> =>
  (await read(ErrorBody, answer)).error.code;

export interface SetUpOptions {
  env?: Record<string, string>;
  now?: () => number;
  /** A folder of an earlier set-up: the same shop after a restart. */
  dataDir?: string;
  moveGuest?: MoveGuest;
  /** Mounts the routes under test. */
  mount?: (app: Hono<Env>, deps: Deps, auth: Auth) => void;
}

export type SetUp = Awaited<ReturnType<typeof setUp>>;

/** A server without its listener, on a database file of its own: what a test of routes and statements needs. */
export async function setUp({ env = {}, now = Date.now, dataDir, moveGuest = () => [], mount }: SetUpOptions = {}) {
  const folder = dataDir ?? mkdtempSync(join(tmpdir(), 'vitrine-test-'));
  const config = readConfig(
    {
      SHOP_SECRET,
      PAYMENT_WEBHOOK_SECRET: 'a-secret-of-the-gateway-for-tests-only',
      ALLOWED_ORIGINS: 'https://shop.example',
      RATE_LIMIT_FACTOR: '1000',
      DATA_DIR: folder,
      LOG_LEVEL: 'silent',
      ...env,
    },
    false,
  );
  const { db, close } = await openDatabase({ dataDir: folder });
  const log = pino({ level: config.logLevel });
  const writes = createWriteQueue(db.$client);
  const deps: Deps = {
    config,
    db,
    writes,
    log,
    now,
    limits: createRateLimits(config.rateLimitFactor),
    idempotency: createIdempotency(db),
    kept: createKeptAnswers(writes, now),
    metrics: new Registry(),
  };
  const tokens = await createTokens({ key: randomBytes(32), shopSecret: SHOP_SECRET, now });
  const auth = createAuth(deps, tokens, moveGuest);
  const app = createBase(deps, auth);
  mount?.(app, deps, auth);
  return {
    app,
    auth,
    deps,
    dataDir: folder,
    /** A session token; `as` puts it into headers. */
    async token(role: Role, principal: Partial<Principal> = {}): Promise<string> {
      const session = await tokens.signSession({ userId: `test-${role}`, name: `A ${role}`, rooms: [], ...principal, role });
      return session.token;
    },
    /** The headers of a JSON request by somebody with this role. */
    async as(
      role: Role,
      principal: Partial<Principal> = {},
      headers: Record<string, string> = {},
    ): Promise<Record<string, string>> {
      return { Authorization: `Bearer ${await this.token(role, principal)}`, 'Content-Type': 'application/json', ...headers };
    },
    /** Ends the server; the folder stays for a restart unless `remove` says otherwise. */
    async close(remove = true): Promise<void> {
      await writes.drain();
      close();
      if (remove) rmSync(folder, { recursive: true, force: true });
    },
  };
}

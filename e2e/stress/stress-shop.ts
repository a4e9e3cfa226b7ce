import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { createClient, type InValue } from '@libsql/client';
import { StripeStub } from '../../server/src/testing/stripe-stub.ts';
import { freePort } from '../support/server.ts';
import { shopToken } from './buyer.ts';
import { ServerProcess } from './server-process.ts';

const SECRET = 'the-secret-of-a-shop-under-stress-only';
const STRIPE = { secretKey: 'sk_test_under_stress', webhookSecret: 'whsec_under_stress' };
/** How long somebody keeps asking a server that is up, in milliseconds. */
const PATIENCE = 120_000;

export interface PlacedOrder {
  id: string;
  sessionId: string;
}

/** The real server as a process, a stand-in for Stripe that says what this program wants, and a folder of its own. */
export class StressShop {
  readonly stripe = new StripeStub(STRIPE);
  readonly server: ServerProcess;
  readonly dataDir: string;
  readonly #tokens = new Map<string, Promise<string>>();

  static async open(
    env: Record<string, string> = {},
    dataDir = mkdtempSync(join(tmpdir(), 'vitrine-stress-')),
  ): Promise<StressShop> {
    const stripe = new StripeStub(STRIPE);
    const apiBase = await stripe.listen();
    const server = new ServerProcess(await freePort(), {
      DATA_DIR: dataDir,
      MEDIA_UDP_PORT: String(await freePort()),
      SHOP_SECRET: SECRET,
      STRIPE_SECRET_KEY: STRIPE.secretKey,
      STRIPE_WEBHOOK_SECRET: STRIPE.webhookSecret,
      STRIPE_API_BASE: apiBase,
      RATE_LIMIT_FACTOR: '100000',
      RESERVATION_SECONDS: '86400',
      // Long enough that nobody asks unless the scenario is about that.
      RECONCILE_SECONDS: '86400',
      LOG_LEVEL: 'error',
      ...env,
    });
    const shop = new StressShop(stripe, server, dataDir);
    await server.start();
    return shop;
  }

  private constructor(stripe: StripeStub, server: ServerProcess, dataDir: string) {
    this.stripe = stripe;
    this.server = server;
    this.dataDir = dataDir;
  }

  async close(): Promise<void> {
    await this.server.kill();
    await this.stripe.close();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  token(name: string): Promise<string> {
    const known = this.#tokens.get(name) ?? shopToken(SECRET, name, name === 'shop' ? 'admin' : 'viewer');
    this.#tokens.set(name, known);
    return known;
  }

  /** One request; undefined where nobody answered. */
  async ask(by: string, method: string, path: string, body?: unknown, key?: string) {
    const answer = await fetch(`${this.server.url}/api${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${await this.token(by)}`,
        'Content-Type': 'application/json',
        ...(key ? { 'Idempotency-Key': key } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
      .then(async (response) => ({ status: response.status, body: JSON.parse(await response.text()) as Record<string, unknown> }))
      .catch(() => undefined);
    return answer;
  }

  /** Asks until the answer is a yes, through restarts; rejects on a no. */
  async surely(by: string, method: string, path: string, body?: unknown, key?: string): Promise<Record<string, unknown>> {
    for (const began = Date.now(); this.#isWorthwhile(began); await sleep(50)) {
      const answer = await this.ask(by, method, path, body, key);
      if (answer && answer.status < 300) return answer.body;
      const code = (answer?.body.error as { code?: string } | undefined)?.code;
      if (answer && answer.status !== 503 && code !== 'in-progress') {
        throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
      }
    }
    throw new Error(`${method} ${path}: nobody answered for too long\n${this.server.output}`);
  }

  /** A show with one product on its shelf. */
  async openShow(id: string, stock: number): Promise<string> {
    const product = await this.surely('shop', 'POST', '/products', {
      title: 'The last lamps',
      skus: [{ prices: [{ amount: 9900, currency: 'USD' }], stock }],
    });
    await this.surely('shop', 'POST', '/lives', { id, title: id });
    await this.surely('shop', 'PUT', `/lives/${id}/shelf`, { productIds: [product.id] });
    return (product.skus as { id: string }[])[0]!.id;
  }

  /** The show `gifts` that is on, and a gift for one coin. */
  async openGiftShow(): Promise<void> {
    await this.openShow('gifts', 1);
    await this.surely('shop', 'POST', '/lives/gifts/start', {});
    await this.surely('shop', 'PUT', '/gifts/categories/all', { defaultName: 'All' });
    const iconUrl = 'https://shop.example/rose.svg';
    await this.surely('shop', 'PUT', '/gifts/rose', { defaultName: 'Rose', iconUrl, coins: 1, categoryIds: ['all'] });
  }

  /** Orders one unit and opens the page to pay on. */
  async order(buyer: string, skuId: string, liveId: string, key: string): Promise<PlacedOrder> {
    const { id } = await this.surely(buyer, 'POST', '/orders', { items: [{ skuId, quantity: 1 }], liveId }, key);
    const { payUrl } = await this.surely(buyer, 'POST', `/orders/${String(id)}/pay`, {});
    return { id: String(id), sessionId: String(payUrl).split('/').at(-1)! };
  }

  /** Delivers one of Stripe's events, as often as it takes until it is taken. */
  async deliver(body: string): Promise<void> {
    let last = 'nobody answered';
    for (const began = Date.now(); this.#isWorthwhile(began); await sleep(50)) {
      const answer = await fetch(`${this.server.url}/api/payments/webhooks/stripe`, {
        method: 'POST',
        headers: this.stripe.sign(body),
        body,
      }).catch(() => undefined);
      const text = await answer?.text().catch(() => 'an answer that broke off');
      if (answer?.status === 200) return;
      assert.ok(!answer || answer.status >= 500, `an event was answered with ${answer?.status}`);
      last = answer ? `${answer.status} ${text}` : last;
    }
    throw new Error(`An event was not taken for too long: ${last}\n${body}\n${this.server.output}`);
  }

  /** A server that is killed again and again has no chance to answer: only the time that it has been up counts. */
  #isWorthwhile(began: number): boolean {
    return Date.now() - Math.max(began, this.server.upSince) < PATIENCE;
  }

  /** Buys coins; resolves to the page to pay on. */
  async topUp(buyer: string, packageId: string, key: string): Promise<string> {
    const { payUrl } = await this.surely(buyer, 'POST', '/users/me/wallet/top-ups', { packageId }, key);
    return String(payUrl).split('/').at(-1)!;
  }

  /** Reads the database file itself. */
  async read<T>(sql: string, args: InValue[] = []): Promise<T[]> {
    const client = createClient({ url: pathToFileURL(join(this.dataDir, 'vitrine.db')).href });
    try {
      return (await client.execute({ sql, args })).rows as T[];
    } finally {
      client.close();
    }
  }

  /** Reads until the rows are as wanted. */
  async until<T>(sql: string, args: InValue[], wanted: (rows: T[]) => boolean, patience = PATIENCE): Promise<T[]> {
    for (const end = Date.now() + patience; ; await sleep(200)) {
      const rows = await this.read<T>(sql, args);
      if (wanted(rows)) return rows;
      if (Date.now() > end) throw new Error(`It never came to what was wanted: ${JSON.stringify(rows.slice(0, 5))}`);
    }
  }
}

/** Does something for each, at most `width` at a time. */
export async function each<T>(
  items: readonly T[],
  width: number,
  act: (item: T, index: number) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const place = async (): Promise<void> => {
    while (next < items.length) {
      const index = next++;
      await act(items[index]!, index);
    }
  };
  await Promise.all(Array.from({ length: width }, place));
}

/** A generator with a seed, so that a run that fails can be run again. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { Gauge } from 'prom-client';
import type { Deps } from '../../deps.ts';
import { catalogueOf } from '../../gifts/catalogue.ts';
import type { Rest } from '../rest/client.ts';
import type { AnswerOf, BodyOf, CommandName } from '../rest/commands.ts';
import { TencentError } from '../rest/error.ts';
import { tencentWritten } from '../tables.ts';
import { planCatalogue, type Step } from './plan.ts';

/** Calls a second that Tencent takes about gifts. */
const PER_SECOND = 1;
const LONGEST_WAIT = 3_600_000;

export interface CatalogueSyncOptions {
  /** Calls a second; tests are faster. */
  perSecond?: number;
  /** Milliseconds to wait after so many runs that left something open. */
  retryAfter?: (runs: number) => number;
}

/**
 * Keeps the catalogue of gifts at Tencent, which its own apps read, as ours is: at the start and after every change, one call a second,
 * also from one start to the next, and again later where Tencent did not take it. A catalogue that is empty here leaves Tencent's alone.
 */
export class GiftCatalogueSync {
  readonly #deps: Pick<Deps, 'config' | 'db' | 'writes' | 'log'>;
  readonly #rest: Rest;
  readonly #gap: number;
  readonly #retryAfter: (runs: number) => number;
  readonly #open: Gauge;
  readonly #closing = new AbortController();
  #nextAt: number;
  #changes = 0;
  #failures = 0;
  #running: Promise<void> | undefined;
  #again: NodeJS.Timeout | undefined;

  constructor(
    deps: Pick<Deps, 'config' | 'db' | 'writes' | 'log' | 'metrics'>,
    rest: Rest,
    { perSecond = PER_SECOND, retryAfter = (runs) => 5_000 * 2 ** runs }: CatalogueSyncOptions = {},
  ) {
    this.#deps = deps;
    this.#rest = rest;
    this.#gap = 1000 / perSecond;
    // A server that was killed may have called a moment ago, and Tencent counts on.
    this.#nextAt = performance.now() + this.#gap;
    this.#retryAfter = retryAfter;
    this.#open = new Gauge({
      name: 'vitrine_tencent_gift_catalogue_open',
      help: 'What differs between our catalogue of gifts and Tencent’s, as of the last time that it was looked at',
      registers: [deps.metrics],
    });
  }

  /** Our catalogue is another, or may be: writes what differs. */
  changed(): void {
    this.#changes += 1;
    this.#failures = 0;
    this.#start();
  }

  close(): void {
    this.#closing.abort();
    clearTimeout(this.#again);
  }

  /** Resolves once nothing is under way. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }

  #start(): void {
    if (this.#running || this.#closing.signal.aborted) return;
    clearTimeout(this.#again);
    const seen = this.#changes;
    this.#running = this.#run().finally(() => {
      this.#running = undefined;
      if (this.#changes !== seen) this.#start();
    });
  }

  async #run(): Promise<void> {
    const { log } = this.#deps;
    // Changes come in handfuls, such as a category and its gifts.
    await sleep(50, undefined, { signal: this.#closing.signal }).catch(() => {});
    try {
      const refused = await this.#write();
      if (refused === 0) this.#failures = 0;
      else this.#later();
    } catch (error) {
      if (this.#closing.signal.aborted) return;
      log.warn({ err: error }, 'the catalogue of gifts was not brought to Tencent; it will be tried again');
      this.#later();
    }
  }

  #later(): void {
    const wait = Math.min(this.#retryAfter(this.#failures++), LONGEST_WAIT);
    this.#again = setTimeout(() => this.#start(), wait).unref();
  }

  /** Resolves to how many steps Tencent did not take. Rejects where it could not be asked. */
  async #write(): Promise<number> {
    const { config, db, log } = this.#deps;
    const ours = await catalogueOf(db);
    if (ours.gifts.length === 0) return 0;
    const seen = this.#changes;
    const { Response: theirs } = await this.#call('listGifts', { Language: 'en' });
    const written = new Map((await db.select().from(tencentWritten)).map(({ key, text }) => [key, text]));
    const steps = planCatalogue(ours, theirs, written, config.publicUrl);
    this.#open.set(steps.length);
    let refused = 0;
    for (const [done, step] of steps.entries()) {
      // The rest is planned anew.
      if (this.#changes !== seen || this.#closing.signal.aborted) return 0;
      if (!(await this.#take(step))) refused += 1;
      this.#open.set(steps.length - done - 1 + refused);
    }
    if (steps.length > 0) log.info({ changes: steps.length - refused, refused }, 'the catalogue of gifts was brought to Tencent');
    return refused;
  }

  /** Resolves to false where Tencent refused this one; the others may be taken. */
  async #take({ command, body, remember }: Step): Promise<boolean> {
    const { log, writes } = this.#deps;
    try {
      await this.#call(command, body as never);
    } catch (error) {
      if (!(error instanceof TencentError) || error.transient) throw error;
      const why =
        command === 'addGift'
          ? 'Tencent did not take a gift; the package of your app limits how many it takes'
          : 'Tencent refused a part of the catalogue of gifts';
      log.error({ err: error, command, body }, why);
      return false;
    }
    for (const [key, text] of Object.entries(remember)) {
      await writes.commit(
        [
          text === null
            ? sql`delete from ${tencentWritten} where ${tencentWritten.key} = ${key}`
            : sql`insert into ${tencentWritten} (key, text) values (${key}, ${text}) on conflict (key) do update set text = excluded.text`,
        ],
        'bulk',
      );
    }
    return true;
  }

  /** One call, a second after the answer to the one before: counted from when they went, they may arrive closer together. */
  async #call<N extends CommandName>(command: N, body: BodyOf<N>): Promise<AnswerOf<N>> {
    const wait = this.#nextAt - performance.now();
    if (wait > 0) await sleep(Math.ceil(wait), undefined, { signal: this.#closing.signal }).catch(() => {});
    try {
      return await this.#rest.call(command, body, 'last');
    } finally {
      this.#nextAt = performance.now() + this.#gap;
    }
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import { roomEvents } from './tables.ts';

const ROWS = 500;
/** How long to wait after the database refused, in milliseconds. */
const PAUSE = 1_000;

/** Writes which events have been delivered: many rows a statement, and never before money. */
export class Marks {
  readonly #deps: Pick<Deps, 'writes' | 'now' | 'log'>;
  #waiting: number[] = [];
  #writing: Promise<void> | undefined;
  #closed = false;

  constructor(deps: Pick<Deps, 'writes' | 'now' | 'log'>) {
    this.#deps = deps;
  }

  delivered(id: number): void {
    this.#waiting.push(id);
    this.#writing ??= this.#write();
  }

  /** An attempt failed; with a `deadReason` it was the last one. */
  failed(id: number, attempts: number, nextAttemptAt: number, deadReason: string | null): void {
    const { writes, log } = this.#deps;
    writes
      .commit(
        [
          sql`update ${roomEvents} set attempts = ${attempts}, next_attempt_at = ${nextAttemptAt}, dead_reason = ${deadReason}
            where ${roomEvents.id} = ${id}`,
        ],
        'bulk',
      )
      .catch((error: unknown) => log.error({ err: error }, 'a failed delivery was not noted'));
  }

  /** Waits until all is written, without trying for ever. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#writing;
  }

  async #write(): Promise<void> {
    // Deliveries of the same turn share a statement.
    await new Promise((resolve) => setImmediate(resolve));
    const { writes, now, log } = this.#deps;
    while (this.#waiting.length > 0) {
      const ids = this.#waiting.splice(0, ROWS);
      try {
        await writes.commit(
          [
            sql`update ${roomEvents} set delivered_at = ${now()}
              where ${roomEvents.id} in (select value from json_each(${JSON.stringify(ids)}))`,
          ],
          'bulk',
        );
      } catch (error) {
        log.error({ err: error }, 'deliveries were not marked');
        if (this.#closed) break;
        this.#waiting.unshift(...ids);
        await sleep(PAUSE);
      }
    }
    this.#writing = undefined;
  }
}

import { desc, eq, sql } from 'drizzle-orm';
import type { Logger } from 'pino';
import type { EventOf } from '@vitrine/core/schemas/room-event.ts';
import type { Database } from '../db/client.ts';
import type { WriteQueue } from '../db/write-queue.ts';
import { barrages } from './tables.ts';

export type Barrage = EventOf<'barrage.sent'> | EventOf<'barrage.custom'>;

/** How many barrages a joiner gets. */
const RECENT = 50;
/** Rows of one statement, and how long a row waits for company, in milliseconds. */
const ROWS = 100;
const WAIT = 200;
/** More rows than this are not kept waiting: a database that cannot write must not fill the memory. */
const MAX_WAITING = 20_000;

/** What people wrote: the last 50 a room in memory, all of it in the database, in multi-row batches off the money path. */
export class BarrageLog {
  readonly #db: Database;
  readonly #writes: WriteQueue;
  readonly #log: Logger;
  readonly #recent = new Map<string, Barrage[]>();
  readonly #loaded = new Set<string>();
  #waiting: Barrage[] = [];
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor({ db, writes, log }: { db: Database; writes: WriteQueue; log: Logger }) {
    this.#db = db;
    this.#writes = writes;
    this.#log = log;
  }

  /** Reads the room's last barrages back, for example after a restart. */
  async load(liveId: string): Promise<void> {
    if (this.#loaded.has(liveId)) return;
    const rows = await this.#db
      .select({ body: barrages.body })
      .from(barrages)
      .where(eq(barrages.liveId, liveId))
      .orderBy(desc(barrages.ts), sql`rowid desc`)
      .limit(RECENT);
    const old = rows.map(({ body }) => JSON.parse(body) as Barrage).toReversed();
    // Whatever was written while the rows were read comes after them.
    const known = new Set(old.map(({ eventId }) => eventId));
    const young = (this.#recent.get(liveId) ?? []).filter(({ eventId }) => !known.has(eventId));
    this.#recent.set(liveId, [...old, ...young].slice(-RECENT));
    this.#loaded.add(liveId);
  }

  /** The room's last barrages, oldest first. */
  recent(liveId: string): readonly Barrage[] {
    return this.#recent.get(liveId) ?? [];
  }

  add(barrage: Barrage): void {
    const recent = this.#recent.get(barrage.liveId) ?? [];
    this.#recent.set(barrage.liveId, [...recent, barrage].slice(-RECENT));
    if (this.#waiting.length < MAX_WAITING) this.#waiting.push(barrage);
    this.#timer ??= setTimeout(() => void this.flush(), WAIT);
  }

  /** Lets go of a room that nobody is in. */
  async forget(liveId: string): Promise<void> {
    await this.flush();
    this.#loaded.delete(liveId);
    this.#recent.delete(liveId);
  }

  /** Writes all that waits. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const all = this.#waiting;
    this.#waiting = [];
    for (let first = 0; first < all.length; first += ROWS) {
      const rows = all.slice(first, first + ROWS);
      this.#writing = this.#writing.then(() => this.#write(rows));
    }
    return this.#writing;
  }

  async #write(rows: readonly Barrage[]): Promise<void> {
    const values = rows.map((barrage) => {
      const { eventId, liveId, ts, sender } = barrage;
      return sql`(${eventId}, ${liveId}, ${sender.userId}, ${ts}, ${JSON.stringify(barrage)})`;
    });
    try {
      await this.#writes.commit(
        [
          sql`insert into ${barrages} (event_id, live_id, user_id, ts, body) values ${sql.join(values, sql`, `)}
            on conflict do nothing`,
        ],
        'bulk',
      );
    } catch (error) {
      this.#log.error({ err: error, rows: rows.length }, 'barrages were not logged');
    }
  }
}

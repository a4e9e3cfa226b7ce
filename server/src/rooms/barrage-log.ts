import { and, desc, eq, isNull, sql } from 'drizzle-orm';
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
/** So many messages that were taken away are remembered, for those who are joining at that moment. */
const MAX_GONE = 1_000;

/** What people wrote: the last 50 a room in memory, all of it in the database, in multi-row batches off the money path. */
export class BarrageLog {
  readonly #db: Database;
  readonly #writes: WriteQueue;
  readonly #log: Logger;
  readonly #recent = new Map<string, Barrage[]>();
  readonly #loaded = new Set<string>();
  readonly #gone = new Set<string>();
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
      .where(and(eq(barrages.liveId, liveId), isNull(barrages.removalId)))
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

  /** One message of the room, unless it was taken away; undefined where there is none. */
  async find(liveId: string, eventId: string): Promise<Barrage | undefined> {
    const young = [...this.recent(liveId), ...this.#waiting].find((said) => said.eventId === eventId && said.liveId === liveId);
    if (young) return young;
    const [row] = await this.#db
      .select({ body: barrages.body })
      .from(barrages)
      .where(and(eq(barrages.eventId, eventId), eq(barrages.liveId, liveId), isNull(barrages.removalId)));
    return row && (JSON.parse(row.body) as Barrage);
  }

  add(barrage: Barrage): void {
    this.remember(barrage);
    if (this.#waiting.length < MAX_WAITING) this.#waiting.push(barrage);
    this.#timer ??= setTimeout(() => void this.flush(), WAIT);
  }

  /** Shows a message to those who join, without writing it: whoever calls wrote it already. */
  remember(barrage: Barrage): void {
    const recent = this.recent(barrage.liveId);
    if (recent.some(({ eventId }) => eventId === barrage.eventId)) return;
    this.#recent.set(barrage.liveId, [...recent, barrage].slice(-RECENT));
  }

  /** Shows a message to nobody any more; its row is the caller's to mark. */
  drop(liveId: string, eventId: string): void {
    this.#gone.add(eventId);
    if (this.#gone.size > MAX_GONE) this.#gone.delete(this.#gone.values().next().value!);
    const recent = this.#recent.get(liveId);
    if (recent)
      this.#recent.set(
        liveId,
        recent.filter((said) => said.eventId !== eventId),
      );
  }

  /** True for a message that was taken away a moment ago. */
  isGone({ eventId }: { eventId: string }): boolean {
    return this.#gone.has(eventId);
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

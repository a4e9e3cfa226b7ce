import { sql } from 'drizzle-orm';
import { ulid } from '../ids.ts';
import { LiveError } from '@vitrine/core/errors.ts';
import type { EventOf } from '@vitrine/core/schemas/room-event.ts';
import type { Deps } from '../deps.ts';
import { liveById } from '../live/statements.ts';
import { lives } from '../live/tables.ts';

/** A room's likes are written and told at most this often, in milliseconds. */
const EVERY = 300;

/** So many batches are remembered, so that a repeated one is counted once. */
const REMEMBERED = 20_000;

interface Pending {
  added: number;
  answers: { resolve: (total: number) => void; reject: (error: unknown) => void }[];
}

/** Sums likes: one write and one `like.counted` per room and 300 ms, whatever the crowd does. */
export class Likes {
  readonly #deps: Pick<Deps, 'db' | 'writes' | 'now'>;
  readonly #tell: (event: EventOf<'like.counted'>) => void;
  readonly #pending = new Map<string, Pending>();
  /** Rooms that are being written, or were told a moment ago. */
  readonly #resting = new Map<string, NodeJS.Timeout | undefined>();
  #closed = false;
  readonly #batches = new Map<string, Promise<number>>();

  constructor(deps: Pick<Deps, 'db' | 'writes' | 'now'>, tell: (event: EventOf<'like.counted'>) => void) {
    this.#deps = deps;
    this.#tell = tell;
  }

  /**
   * Adds likes; resolves to the room's exact total once they are written. The same `batch` in the same room again is counted
   * once and answered alike. Throws `not-found` or `unavailable`.
   */
  add(liveId: string, count: number, batch?: string): Promise<number> {
    if (batch === undefined) return this.#add(liveId, count);
    const name = `${liveId} ${batch}`;
    const before = this.#batches.get(name);
    if (before) return before;
    const counted = this.#add(liveId, count);
    this.#batches.set(name, counted);
    if (this.#batches.size > REMEMBERED) this.#batches.delete(this.#batches.keys().next().value!);
    // What was not written may be tried again.
    counted.catch(() => this.#batches.delete(name));
    return counted;
  }

  #add(liveId: string, count: number): Promise<number> {
    return new Promise((resolve, reject) => {
      const pending = this.#pending.get(liveId) ?? { added: 0, answers: [] };
      pending.added += count;
      pending.answers.push({ resolve, reject });
      this.#pending.set(liveId, pending);
      // The first one goes at once; those that follow within the window wait for its end.
      if (!this.#resting.has(liveId)) void this.#flush(liveId);
    });
  }

  /** Writes what waits. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const timer of this.#resting.values()) clearTimeout(timer);
    await Promise.all([...this.#pending.keys()].map((liveId) => this.#write(liveId)));
  }

  /** Writes and tells what waits, and what came meanwhile 300 ms later: a slow database makes the counts rarer, not denser. */
  async #flush(liveId: string): Promise<void> {
    this.#resting.set(liveId, undefined);
    await this.#write(liveId);
    if (this.#closed) return;
    const timer = setTimeout(() => {
      if (this.#pending.has(liveId)) void this.#flush(liveId);
      else this.#resting.delete(liveId);
    }, EVERY);
    this.#resting.set(liveId, timer);
  }

  async #write(liveId: string): Promise<void> {
    const pending = this.#pending.get(liveId);
    if (!pending) return;
    this.#pending.delete(liveId);
    const { added, answers } = pending;
    const { db, writes, now } = this.#deps;
    try {
      const counted = await writes.commit(
        [sql`update ${lives} set like_count = like_count + ${added} where ${lives.id} = ${liveId}`],
        'bulk',
      );
      const live = counted ? await liveById(db, liveId) : undefined;
      if (!live) throw new LiveError('not-found', 'There is no such live');
      const total = live.likeCount;
      this.#tell({ type: 'like.counted', eventId: ulid(), liveId, ts: now(), total, added });
      for (const { resolve } of answers) resolve(total);
    } catch (error) {
      for (const { reject } of answers) reject(error);
    }
  }
}

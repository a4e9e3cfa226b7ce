import { sql } from 'drizzle-orm';
import { ulid } from '../ids.ts';
import { LiveError } from '@vitrine/core/errors.ts';
import type { EventOf } from '@vitrine/core/schemas/room-event.ts';
import type { Deps } from '../deps.ts';
import { liveById } from '../live/statements.ts';
import { lives } from '../live/tables.ts';

/** A room's likes are written and told at most this often, in milliseconds. */
const EVERY = 300;

interface Pending {
  added: number;
  answers: { resolve: (total: number) => void; reject: (error: unknown) => void }[];
}

/** Sums likes: one write and one `like.counted` per room and 300 ms, whatever the crowd does. */
export class Likes {
  readonly #deps: Pick<Deps, 'db' | 'writes' | 'now'>;
  readonly #tell: (event: EventOf<'like.counted'>) => void;
  readonly #pending = new Map<string, Pending>();
  readonly #timers = new Map<string, NodeJS.Timeout>();

  constructor(deps: Pick<Deps, 'db' | 'writes' | 'now'>, tell: (event: EventOf<'like.counted'>) => void) {
    this.#deps = deps;
    this.#tell = tell;
  }

  /** Adds likes; resolves to the room's exact total once they are written. Throws `not-found` or `unavailable`. */
  add(liveId: string, count: number): Promise<number> {
    return new Promise((resolve, reject) => {
      const pending = this.#pending.get(liveId) ?? { added: 0, answers: [] };
      pending.added += count;
      pending.answers.push({ resolve, reject });
      this.#pending.set(liveId, pending);
      // The first one goes at once; those that follow within the window wait for its end.
      if (!this.#timers.has(liveId)) void this.#flush(liveId);
    });
  }

  /** Writes what waits. */
  async close(): Promise<void> {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    await Promise.all([...this.#pending.keys()].map((liveId) => this.#write(liveId)));
  }

  async #flush(liveId: string): Promise<void> {
    this.#timers.delete(liveId);
    if (!this.#pending.has(liveId)) return;
    this.#timers.set(
      liveId,
      setTimeout(() => void this.#flush(liveId), EVERY),
    );
    await this.#write(liveId);
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

import { and, asc, eq, gt, isNull } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import { lives } from '../live/tables.ts';
import type { Broadcaster } from './broadcaster.ts';
import { type EventRow, toEvent } from './history.ts';
import { Lane } from './lane.ts';
import { Marks } from './marks.ts';
import { roomEvents } from './tables.ts';

/** Rows of one read; reading goes on until nothing is left. */
const PAGE = 500;
/** After so many attempts an event is given up, so that its room goes on. */
const MAX_ATTEMPTS = 10;
/** Looks for events even if nobody woke it, in milliseconds: another server may have written them. */
const POLL = 2_000;

interface Waiting {
  row: EventRow;
  epoch: string;
}

export interface RelayOptions {
  /** Milliseconds to wait after the given number of failed attempts. */
  backoff?: (attempts: number) => number;
  /** Told of every event that was given up. */
  onDead?: () => void;
}

/** 1 s, 2 s, 4 s … up to 5 minutes, and up to a fifth more, so that many do not come back at the same moment. */
const defaultBackoff = (attempts: number): number => Math.min(1000 * 2 ** (attempts - 1), 300_000) * (1 + Math.random() / 5);

/**
 * Carries durable events out of the database to the rooms: each room's in order, its metadata first, at least once whatever
 * crashes. An event that cannot be delivered holds up its own room alone, and is given up after ten attempts.
 */
export class Relay {
  readonly #deps: Pick<Deps, 'db' | 'writes' | 'now' | 'log'>;
  readonly #broadcaster: Broadcaster;
  readonly #backoff: (attempts: number) => number;
  readonly #onDead: () => void;
  readonly #lanes = new Map<string, Lane<Waiting>>();
  readonly #marks: Marks;
  /** Ids rise in the order of commits, so whatever is new lies behind the last one read. */
  #lastRead = 0;
  #reading = false;
  #again = false;
  #closed = false;
  #stop = (): void => {};

  constructor(
    deps: Pick<Deps, 'db' | 'writes' | 'now' | 'log'>,
    broadcaster: Broadcaster,
    { backoff = defaultBackoff, onDead = () => {} }: RelayOptions = {},
  ) {
    this.#deps = deps;
    this.#broadcaster = broadcaster;
    this.#backoff = backoff;
    this.#onDead = onDead;
    this.#marks = new Marks(deps);
  }

  start(): void {
    const stopListening = this.#deps.writes.onCommit(() => this.wake());
    const polling = setInterval(() => this.wake(), POLL).unref();
    this.#stop = () => {
      stopListening();
      clearInterval(polling);
    };
    this.wake();
  }

  /** Something may be waiting. */
  wake(): void {
    this.#again = true;
    if (!this.#reading && !this.#closed) void this.#read();
  }

  /** How long the oldest undelivered event has been waiting, in milliseconds. */
  lag(): number {
    const oldest = Math.min(...[...this.#lanes.values()].map(({ head }) => head?.row.ts ?? Infinity));
    return oldest === Infinity ? 0 : Math.max(0, this.#deps.now() - oldest);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#stop();
    for (const lane of this.#lanes.values()) lane.close();
    await this.#marks.close();
  }

  async #read(): Promise<void> {
    this.#reading = true;
    try {
      while (this.#again && !this.#closed) {
        this.#again = false;
        const page = await this.#page();
        for (const waiting of page) this.#enqueue(waiting);
        this.#lastRead = page.at(-1)?.row.id ?? this.#lastRead;
        this.#again ||= page.length === PAGE;
      }
    } catch (error) {
      // The timer comes back to it.
      this.#deps.log.error({ err: error }, 'the relay could not read');
    } finally {
      this.#reading = false;
    }
  }

  #page(): Promise<Waiting[]> {
    return this.#deps.db
      .select({ row: roomEvents, live: { epoch: lives.epoch } })
      .from(roomEvents)
      .leftJoin(lives, eq(lives.id, roomEvents.liveId))
      .where(and(isNull(roomEvents.deliveredAt), isNull(roomEvents.deadReason), gt(roomEvents.id, this.#lastRead)))
      .orderBy(asc(roomEvents.id))
      .limit(PAGE)
      .then((rows) => rows.map(({ row, live }) => ({ row, epoch: live?.epoch ?? '' })));
  }

  #enqueue(waiting: Waiting): void {
    const { to, liveId, nextAttemptAt } = waiting.row;
    const name = to === null ? `room ${liveId}` : `user ${to}`;
    let lane = this.#lanes.get(name);
    if (!lane) {
      lane = new Lane<Waiting>({
        deliver: (next) => this.#deliver(next),
        failed: (next, error) => this.#failed(next, error),
        idle: () => this.#lanes.delete(name),
      });
      this.#lanes.set(name, lane);
    }
    lane.push(waiting, nextAttemptAt === 0 ? 0 : nextAttemptAt - this.#deps.now());
  }

  async #deliver({ row, epoch }: Waiting): Promise<void> {
    const event = toEvent(row, epoch);
    const metadata = row.metadata === null ? {} : (JSON.parse(row.metadata) as Record<string, string | null>);
    for (const [key, value] of Object.entries(metadata)) await this.#broadcaster.setMetadata(row.liveId, key, value);
    await (row.to === null ? this.#broadcaster.send(event) : this.#broadcaster.sendPrivate(row.to, event));
    this.#marks.delivered(row.id);
  }

  #failed({ row }: Waiting, error: unknown): number | undefined {
    row.attempts += 1;
    const wait = this.#backoff(row.attempts);
    const dead = row.attempts >= MAX_ATTEMPTS;
    this.#marks.failed(row.id, row.attempts, Math.ceil(this.#deps.now() + wait), dead ? String(error) : null);
    if (!dead) return wait;
    this.#deps.log.error({ err: error, eventId: row.eventId, type: row.type }, 'an event was given up');
    this.#onDead();
    return undefined;
  }
}

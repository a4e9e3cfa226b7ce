import { setTimeout as sleep } from 'node:timers/promises';
import type { InStatement, ResultSet } from '@libsql/client';
import type { SQLWrapper } from 'drizzle-orm';
import { LiveError } from '@vitrine/core/errors.ts';
import type { SqlClient } from './file-client.ts';
import { type Rendered, render } from './render.ts';

/** One statement of a change: a Drizzle insert, update or delete, plain `sql`, or one that was prepared. */
export type Statement = SQLWrapper | Rendered;

/**
 * One atomic change. Its first statement writes the guard row, only if everything holds, and carries the change's own
 * `changeId`; every other statement tests that `changeId`. So a refusal writes nothing, and a repeat writes nothing twice.
 */
export type Change = readonly [guard: Statement, ...rest: Statement[]];

/** `money` goes first; `bulk` is telemetry and talk. */
export type Lane = 'money' | 'bulk';

export interface WriteQueue {
  /** Resolves after the commit: true when the guard row was written. Rejects with `unavailable` or `storage-full`. */
  commit(change: Change, lane?: Lane): Promise<boolean>;
  /** Runs after every commit that wrote something, for example to wake the relay. Returns its own undo. */
  onCommit(listener: () => void): () => void;
  /** Waits until all that was asked for is written. */
  drain(): Promise<void>;
}

export interface WriteQueueOptions {
  /** Told of every batch: its size and whether it had to be done again one by one. */
  onBatch?: (changes: number, outcome: 'committed' | 'split' | 'busy' | 'failed') => void;
  /** How long a change waits for a database that somebody else holds, in milliseconds. */
  patience?: number;
}

interface Waiting {
  statements: InStatement[];
  deadline: number;
  resolve: (happened: boolean) => void;
  reject: (error: Error) => void;
}

/**
 * Measured with statements kept prepared and 200 buyers at once: sixty-four changes in one commit take a third to a half of the
 * time of sixteen each, since a slow disk is asked a quarter as often. Sockets wait for one such commit, some milliseconds.
 */
const GROUP = 64;
/** A queue longer than this refuses at once: whoever waits behind it would give up anyway. */
const MAX_WAITING = 5_000;

const codeOf = (error: unknown): string => (error as { code?: string }).code ?? '';

function toLiveError(error: unknown): LiveError {
  const code = codeOf(error);
  if (code.startsWith('SQLITE_FULL') || code.startsWith('SQLITE_IOERR')) {
    return new LiveError('storage-full', 'The shop has no room left to write', { cause: error });
  }
  return new LiveError('unavailable', 'The shop cannot write just now', { cause: error, retryAfter: 1 });
}

/**
 * All writes of this process, one commit after the other. Changes that wait at the same moment share a commit; if it raises,
 * each is tried alone, so that one bad change never takes its neighbours down.
 */
export function createWriteQueue(
  client: SqlClient,
  { onBatch = () => {}, patience = 5_000 }: WriteQueueOptions = {},
): WriteQueue {
  const lanes: Record<Lane, Waiting[]> = { money: [], bulk: [] };
  const listeners = new Set<() => void>();
  let running: Promise<void> | undefined;

  async function write(group: readonly Waiting[]): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      try {
        const results = await client.batch(
          group.flatMap((waiting) => waiting.statements),
          'write',
        );
        onBatch(group.length, 'committed');
        return settle(group, results);
      } catch (error) {
        if (codeOf(error).startsWith('SQLITE_BUSY') || codeOf(error) === 'CLIENT_CLOSED') {
          onBatch(group.length, 'busy');
          // A connection that met BUSY inside a batch stays wedged for ever; a fresh one works.
          await client.reconnect();
          if (Date.now() < Math.min(...group.map((waiting) => waiting.deadline))) {
            await sleep(Math.min(10 * 2 ** attempt, 200));
            continue;
          }
          return fail(group, error);
        }
        if (group.length === 1) {
          onBatch(1, 'failed');
          return fail(group, error);
        }
        onBatch(group.length, 'split');
        for (const waiting of group) await write([waiting]);
        return;
      }
    }
  }

  function settle(group: readonly Waiting[], results: readonly ResultSet[]): void {
    let first = 0;
    let wrote = false;
    for (const { statements, resolve } of group) {
      const happened = (results[first]?.rowsAffected ?? 0) > 0;
      wrote ||= happened;
      first += statements.length;
      resolve(happened);
    }
    if (wrote) for (const listener of listeners) listener();
  }

  const fail = (group: readonly Waiting[], error: unknown): void => {
    for (const { reject } of group) reject(toLiveError(error));
  };

  async function run(): Promise<void> {
    // One turn of the event loop lets requests that arrived together share the first commit.
    await new Promise((resolve) => setImmediate(resolve));
    while (lanes.money.length > 0 || lanes.bulk.length > 0) {
      const lane = lanes.money.length > 0 ? lanes.money : lanes.bulk;
      await write(lane.splice(0, GROUP));
      // The commit above was synchronous: sockets and timers get their turn before the next.
      await new Promise((resolve) => setImmediate(resolve));
    }
    running = undefined;
  }

  return {
    commit(change, lane = 'money') {
      if (lanes[lane].length >= MAX_WAITING) {
        return Promise.reject(new LiveError('unavailable', 'Too many are writing at once', { retryAfter: 1 }));
      }
      return new Promise<boolean>((resolve, reject) => {
        lanes[lane].push({
          statements: change.map((statement) => ('args' in statement ? statement : render(statement.getSQL())) as InStatement),
          deadline: Date.now() + patience,
          resolve,
          reject,
        });
        running ??= run();
      });
    },
    onCommit(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async drain() {
      for (let current = running; current; current = running) await current;
    },
  };
}

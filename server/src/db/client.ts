import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Client, createClient } from '@libsql/client';
import { drizzle, type LibSQLDatabase } from 'drizzle-orm/libsql';
import { migrate } from 'drizzle-orm/libsql/migrator';
import { openFile, type SqlClient } from './file-client.ts';
import { holdLock } from './lock.ts';

export type Database = LibSQLDatabase & { $client: SqlClient };

export interface DatabaseOptions {
  /** Where the file lives; also holds the lock. */
  dataDir: string;
  /** A remote libSQL database in place of the file. */
  url?: string;
  authToken?: string;
}

// The sources lie two folders below the server's, the built file one.
const migrationsFolder = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../../migrations' : '../migrations', import.meta.url),
);

/** How long a start waits for a database that somebody else holds, in milliseconds. */
const PATIENCE = 10_000;

/** Does it again while somebody else, a backup for example, holds the database. */
async function patiently(client: Client, act: () => Promise<void>): Promise<void> {
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    try {
      return await act();
    } catch (error) {
      const { code, cause } = error as { code?: string; cause?: { code?: string } };
      if (!(code ?? cause?.code ?? '').startsWith('SQLITE_BUSY') || Date.now() > deadline) throw error;
      await client.reconnect();
      await sleep(100);
    }
  }
}

/**
 * Opens the shop's database and brings it up to date. A file is opened by one process only: a second one is refused with a
 * message that says so. Returns the database and how to let go of it.
 */
export async function openDatabase({ dataDir, url, authToken }: DatabaseOptions): Promise<{ db: Database; close: () => void }> {
  mkdirSync(dataDir, { recursive: true });
  const unlock = url ? () => {} : holdLock(dataDir);
  const file = join(dataDir, 'vitrine.db');
  let client: SqlClient | undefined;
  try {
    const remote = createClient({ url: url ?? pathToFileURL(file).href, authToken });
    client = remote;
    await patiently(remote, async () => {
      // WAL lets readers go on while one writes. `synchronous` stays FULL, its default: a paid order survives a power cut.
      if (!url) await remote.execute('pragma journal_mode = wal');
      await migrate(drizzle(remote, { casing: 'snake_case' }), { migrationsFolder });
    });
    if (!url) {
      remote.close();
      client = openFile(file);
    }
    const open = client;
    const db = drizzle(open as Client, { casing: 'snake_case' });
    const close = (): void => {
      open.close();
      unlock();
    };
    return { db, close };
  } catch (error) {
    client?.close();
    unlock();
    throw error;
  }
}

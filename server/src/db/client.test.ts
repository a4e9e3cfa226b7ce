import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { openDatabase } from './client.ts';

/** Another process that holds the file's write lock for so long. */
async function holdFor(dataDir: string, milliseconds: number): Promise<void> {
  const code = `
    const Libsql = require('libsql');
    const db = new Libsql(${JSON.stringify(join(dataDir, 'vitrine.db'))});
    db.exec('begin immediate');
    console.log('held');
    setTimeout(() => db.exec('rollback'), ${milliseconds});`;
  const holder = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(holder.stdout, 'data');
}

test('a start waits for a database that somebody else holds', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-client-'));
  await holdFor(dataDir, 700);

  const { db, close } = await openDatabase({ dataDir });

  assert.equal((await db.$client.execute('pragma journal_mode')).rows[0]!.journal_mode, 'wal');
  close();
});

test('a folder that was let go of can be opened again', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-client-'));
  (await openDatabase({ dataDir })).close();

  const { close } = await openDatabase({ dataDir });

  close();
});

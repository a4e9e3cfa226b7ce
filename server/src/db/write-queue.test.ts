import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type TestContext, test } from 'node:test';
import { sql } from 'drizzle-orm';
import Libsql from 'libsql';
import { openDatabase } from './client.ts';
import { createWriteQueue } from './write-queue.ts';

async function setUp(t: TestContext) {
  const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-queue-'));
  const { db, close } = await openDatabase({ dataDir });
  t.after(close);
  await db.$client.execute('create table tally (id text primary key, change_id text, amount integer check (amount >= 0)) strict');
  const outcomes: string[] = [];
  const writes = createWriteQueue(db.$client, {
    onBatch: (size, outcome) => outcomes.push(`${outcome} ${size}`),
    patience: 1_000,
  });
  const insert = (id: string, amount = 1, guard = sql`1`) => sql`insert into tally select ${id}, ${id}, ${amount} where ${guard}`;
  const rows = async () => (await db.$client.execute('select id from tally order by rowid')).rows.map((row) => row.id);
  return { dataDir, db, writes, insert, rows, outcomes };
}

test('changes that wait at the same moment share a commit', async (t) => {
  const { writes, insert, rows, outcomes } = await setUp(t);

  await Promise.all(['a', 'b', 'c'].map((id) => writes.commit([insert(id)])));

  assert.deepEqual(await rows(), ['a', 'b', 'c']);
  assert.deepEqual(outcomes, ['committed 3']);
});

test('each change of a shared commit stands or falls by its own guard', async (t) => {
  const { writes, insert, rows } = await setUp(t);
  const onlyWhenEmpty = sql`not exists (select 1 from tally)`;

  const happened = await Promise.all(['a', 'b', 'c'].map((id) => writes.commit([insert(id, 1, onlyWhenEmpty)])));

  assert.deepEqual(happened, [true, false, false]);
  assert.deepEqual(await rows(), ['a']);
});

test('a change that raises fails alone and leaves nothing of itself', async (t) => {
  const { writes, insert, rows, outcomes } = await setUp(t);

  const results = await Promise.allSettled([
    writes.commit([insert('a')]),
    writes.commit([insert('half'), insert('raises', -1)]),
    writes.commit([insert('c')]),
  ]);

  assert.deepEqual(
    results.map((result) => result.status),
    ['fulfilled', 'rejected', 'fulfilled'],
  );
  assert.deepEqual(await rows(), ['a', 'c']);
  assert.deepEqual(outcomes, ['split 3', 'committed 1', 'failed 1', 'committed 1']);
});

test('money goes before talk', async (t) => {
  const { writes, insert, rows } = await setUp(t);

  await Promise.all([writes.commit([insert('talk')], 'bulk'), writes.commit([insert('money')])]);

  assert.deepEqual(await rows(), ['money', 'talk']);
});

test('a database that somebody else holds is waited for, and works again at once', async (t) => {
  const { dataDir, writes, insert, rows } = await setUp(t);
  const other = new Libsql(join(dataDir, 'vitrine.db'));
  other.exec('begin immediate');

  const waiting = writes.commit([insert('a')]);
  let turns = 0;
  const turning = setInterval(() => turns++, 10);
  await sleep(400);
  other.exec('rollback');
  other.close();

  assert.equal(await waiting, true);
  clearInterval(turning);
  assert.ok(turns > 10, 'the event loop went on while waiting');
  assert.equal(await writes.commit([insert('b')]), true);
  assert.deepEqual(await rows(), ['a', 'b']);
});

test('whoever waits too long for a held database is told to come back', async (t) => {
  const { dataDir, writes, insert, rows } = await setUp(t);
  const other = new Libsql(join(dataDir, 'vitrine.db'));
  other.exec('begin immediate');

  await assert.rejects(writes.commit([insert('a')]), { code: 'unavailable', retryAfter: 1 });
  other.exec('rollback');
  other.close();

  assert.equal(await writes.commit([insert('b')]), true);
  assert.deepEqual(await rows(), ['b']);
});

test('a full disk is said, and nothing of the change stays', async (t) => {
  const { db, writes, insert, rows } = await setUp(t);
  const { rows: pages } = await db.$client.execute('pragma page_count');
  await db.$client.execute(`pragma max_page_count = ${Number(pages[0]!.page_count) + 1}`);

  await assert.rejects(writes.commit([insert('a'), insert('large'), sql`update tally set change_id = ${'x'.repeat(100_000)}`]), {
    code: 'storage-full',
  });

  await db.$client.execute('pragma max_page_count = 1000000');
  assert.equal(await writes.commit([insert('b')]), true);
  assert.deepEqual(await rows(), ['b']);
});

test('listeners hear of a commit that wrote something, and only of that', async (t) => {
  const { writes, insert } = await setUp(t);
  let heard = 0;
  writes.onCommit(() => heard++);

  await writes.commit([insert('a')]);
  await writes.commit([insert('b', 1, sql`0`)]);

  assert.equal(heard, 1);
});

test('a second process on the same folder is refused with a reason', async (t) => {
  const { dataDir } = await setUp(t);

  await assert.rejects(openDatabase({ dataDir }), /Another Vitrine server is running/);
});

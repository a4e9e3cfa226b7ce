import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { Client } from '@libsql/client';
import { eq, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/libsql';
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import Libsql from 'libsql';
import { openFile } from './file-client.ts';

const people = sqliteTable('people', { id: integer().primaryKey(), name: text().notNull(), nick: text() });
const pets = sqliteTable('pets', { id: integer().primaryKey(), ownerId: integer('owner_id').notNull(), name: text().notNull() });

async function setUp(t: TestContext) {
  const path = join(mkdtempSync(join(tmpdir(), 'vitrine-file-')), 'test.db');
  const client = openFile(path);
  t.after(() => client.close());
  await client.batch([
    'create table people (id integer primary key, name text not null, nick text)',
    'create table pets (id integer primary key, owner_id integer not null, name text not null)',
    "insert into people values (1, 'Ana', null), (2, 'Ben', 'B')",
    "insert into pets values (7, 2, 'Rex')",
  ]);
  return { path, client, db: drizzle(client as Client) };
}

test('rows are read by name, and list their names alone', async (t) => {
  const { client, db } = await setUp(t);

  const { rows } = await client.execute({ sql: 'select id, name from people where id = ?', args: [1] });

  assert.deepEqual(Object.entries(rows[0]!), [
    ['id', 1],
    ['name', 'Ana'],
  ]);
  assert.deepEqual(await db.all(sql`select id, name from people where id = 1`), [{ id: 1, name: 'Ana' }]);
});

test('a column that is called like a place does not stand in its way', async (t) => {
  const { client, db } = await setUp(t);

  const { rows } = await client.execute('select 1');

  assert.deepEqual(Object.entries(rows[0]!), [['1', 1]]);
  assert.deepEqual(
    await db
      .select({ one: sql`1`, name: people.name })
      .from(people)
      .where(eq(people.id, 2)),
    [{ one: 1, name: 'Ben' }],
  );
});

test('columns that share a name are told apart by their place', async (t) => {
  const { db } = await setUp(t);

  const rows = await db.select().from(people).leftJoin(pets, eq(pets.ownerId, people.id)).orderBy(people.id);

  assert.deepEqual(rows, [
    { people: { id: 1, name: 'Ana', nick: null }, pets: null },
    { people: { id: 2, name: 'Ben', nick: 'B' }, pets: { id: 7, ownerId: 2, name: 'Rex' } },
  ]);
});

test('a write tells how many rows it changed, however often it is repeated', async (t) => {
  const { client } = await setUp(t);
  const rename = (name: string, id: number) =>
    client.execute({ sql: 'update people set name = ? where id = ?', args: [name, id] });

  assert.equal((await rename('Anna', 1)).rowsAffected, 1);
  assert.equal((await rename('Nobody', 99)).rowsAffected, 0);
  assert.equal((await rename('Bea', 2)).rowsAffected, 1);
});

test('a batch is written whole or not at all, and what follows it works', async (t) => {
  const { client, db } = await setUp(t);
  const add = (id: number) => ({ sql: 'insert into people values (?, ?, null)', args: [id, 'x'] });

  await assert.rejects(client.batch([add(3), add(1)], 'write'), /UNIQUE/);
  await client.batch([add(4)], 'write');

  assert.deepEqual(
    (await db.select({ id: people.id }).from(people)).map(({ id }) => id),
    [1, 2, 4],
  );
});

test('a database that somebody else writes is busy, and fine again after a new connection', async (t) => {
  const { path, client } = await setUp(t);
  const other = new Libsql(path);
  other.exec('begin immediate');

  await assert.rejects(client.batch(["insert into people values (3, 'x', null)"], 'write'), { code: 'SQLITE_BUSY' });
  other.exec('rollback');
  other.close();
  await client.reconnect();

  assert.equal((await client.batch(["insert into people values (3, 'x', null)"], 'write'))[0]!.rowsAffected, 1);
});

test('a forgotten argument is an error, not a NULL', async (t) => {
  const { client } = await setUp(t);

  await assert.rejects(client.execute({ sql: 'select ?', args: [undefined as never] }), TypeError);
});

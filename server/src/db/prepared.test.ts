import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'drizzle-orm';
import { setUp } from '../testing/set-up.ts';
import { prepareRead, prepareStatements } from './prepared.ts';

test('prepared statements take their values by name, wherever and however often they stand', async (t) => {
  const { deps, close } = await setUp();
  t.after(() => close());
  await deps.db.$client.execute('create table acts (id text, n integer, note text)');
  let built = 0;
  const write = prepareStatements<{ id: string; n: number; note: string | null }>(({ id, n, note }) => {
    built += 1;
    return [sql`insert into acts select ${id}, ${n}, ${note}`, sql`update acts set n = ${n} + ${n} where id = ${id}`];
  });
  const read = prepareRead<{ id: string }, { n: number; note: string | null }>(
    ({ id }) => sql`select n, note from acts where id = ${id}`,
  );
  await Promise.all([
    deps.writes.commit(write({ id: 'a', n: 1, note: null })),
    deps.writes.commit(write({ id: "b'; --", n: 4, note: 'x' })),
  ]);
  const rows = [...(await read(deps.db, { id: 'a' })), ...(await read(deps.db, { id: "b'; --" }))];
  assert.deepEqual(
    rows.map(({ n, note }) => [n, note]),
    [
      [2, null],
      [8, 'x'],
    ],
  );
  assert.deepEqual([built, (await read(deps.db, { id: 'c' })).length], [1, 0]);
});

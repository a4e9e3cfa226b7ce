import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { sql } from 'drizzle-orm';
import * as v from 'valibot';
import { LiveError } from '@vitrine/core/errors.ts';
import { Text } from '@vitrine/core/schemas/common.ts';
import { read, refusal, setUp as setUpServer } from '../testing/set-up.ts';
import { valid } from './validate.ts';

const Act = v.object({ name: v.string(), acts: v.number() });

/** One act that counts how often it really happened, and can be held or made to fail. */
async function setUp(t: TestContext, dataDir?: string) {
  const control = { fail: false, hold: undefined as Promise<void> | undefined };
  const server = await setUpServer({
    dataDir,
    async mount(app, { db, writes, idempotency }) {
      app.post('/api/acts', valid('json', v.object({ name: Text(20) })), (c) => {
        const body = c.req.valid('json');
        return idempotency(c, 'acts', body, async (once) => {
          await control.hold;
          if (control.fail) throw new LiveError('sold-out', 'Nothing left');
          const { rows } = await db.$client.execute('select count(*) as acts from acts');
          const reply = { name: body.name, acts: Number(rows[0]!.acts) + 1 };
          const id = crypto.randomUUID();
          const happened = sql`exists (select 1 from acts where id = ${id})`;
          const done = await writes.commit([
            sql`insert into acts select ${id} where ${once.unused}`,
            once.remember(201, reply, happened),
          ]);
          if (!done) throw new LiveError('conflict', 'The key was used meanwhile');
          return { status: 201, body: reply };
        });
      });
    },
  });
  await server.deps.db.$client.execute('create table if not exists acts (id text primary key)');
  t.after(() => server.close());
  const act = async (key: string | undefined, name = 'Ana', userId = 'u1') =>
    server.app.request('/api/acts', {
      method: 'POST',
      headers: await server.as('viewer', { userId }, key === undefined ? {} : { 'Idempotency-Key': key }),
      body: JSON.stringify({ name }),
    });
  return { ...server, act, control };
}

test('an act without a key is refused', async (t) => {
  const { act } = await setUp(t);

  assert.equal(await refusal(act(undefined)), 'idempotency-key-missing');
});

test('a repeat gets the same status and body, and says that it is a repeat', async (t) => {
  const { act } = await setUp(t);

  const first = await act('k');
  const again = await act('k');

  assert.deepEqual([first.status, again.status], [201, 201]);
  assert.equal(again.headers.get('Idempotent-Replayed'), 'true');
  assert.equal(await again.text(), await first.text());
});

test('the same key for something else is refused', async (t) => {
  const { act } = await setUp(t);
  await act('k', 'Ana');

  const answer = await act('k', 'Ben');

  assert.equal(answer.status, 422);
  assert.equal(await refusal(answer), 'key-reused');
});

test('a repeat while the first still runs is told so, and fifty together act once', async (t) => {
  const { act } = await setUp(t);

  const answers = await Promise.all(Array.from({ length: 50 }, () => act('k')));

  const statuses = new Set(answers.map((answer) => answer.status));
  assert.deepEqual([...statuses].toSorted(), [201, 409]);
  assert.equal((await read(Act, act('another'))).acts, 2);
});

test('the same key of two users is two acts', async (t) => {
  const { act } = await setUp(t);

  const first = await read(Act, act('k', 'Ana', 'u1'));
  const second = await read(Act, act('k', 'Ana', 'u2'));

  assert.deepEqual([first.acts, second.acts], [1, 2]);
});

test('a refusal is not kept: the next try may succeed', async (t) => {
  const { act, control } = await setUp(t);
  control.fail = true;
  assert.equal(await refusal(act('k')), 'sold-out');

  control.fail = false;

  assert.equal((await act('k')).status, 201);
});

test('a restart forgets nothing', async (t) => {
  const before = await setUp(t);
  const first = await (await before.act('k')).text();
  await before.close(false);

  const after = await setUp(t, before.dataDir);

  assert.equal(await (await after.act('k')).text(), first);
});

test('an act that another server did meanwhile is replayed, not repeated', async (t) => {
  const { act, control, deps } = await setUp(t);
  const first = await act('k');
  const stored = await deps.db.$client.execute('select * from idempotency_keys');
  await deps.db.$client.execute('delete from idempotency_keys');
  let release = (): void => {};
  control.hold = new Promise((resolve) => (release = resolve));

  const late = act('k');
  await new Promise((resolve) => setTimeout(resolve, 50));
  const row = stored.rows[0]!;
  await deps.db.$client.execute({
    sql: 'insert into idempotency_keys values (?, ?, ?, ?, ?, ?, ?)',
    args: [row.user_id!, row.route!, row.key!, row.body_hash!, row.status!, row.body!, row.created_at!],
  });
  release();

  assert.equal(await (await late).text(), await first.text());
  const { rows } = await deps.db.$client.execute('select count(*) as acts from acts');
  assert.equal(Number(rows[0]!.acts), 1);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Likes } from '@vitrine/core/schemas/like.ts';
import { Live } from '@vitrine/core/schemas/live.ts';
import { read } from '../testing/set-up.ts';
import { setUpRooms, until } from './testing.ts';

test('a storm of 500 people is counted to the last like, and told at most every 300 ms', async (t) => {
  // Signing in so many takes longer than the heartbeat of other tests.
  const { show, join, ask } = await setUpRooms(t, { env: { SOCKET_HEARTBEAT_MS: '60000' } });
  await show('friday');
  const reader = await join('friday', 'viewer');
  const people = Array.from({ length: 500 }, (_, i) => `user${i}`);
  let expected = 0;

  for (let round = 0; round < 4; round += 1) {
    const answers = await Promise.all(
      people.map((userId, i) => {
        const count = (i % 7) + 1;
        expected += count;
        return ask('viewer', 'POST', '/friday/likes', { count, batchId: `b${round}` }, { userId });
      }),
    );
    assert.ok(answers.every(({ status }) => status === 200));
  }

  await until(() => reader.ofType('like.counted').at(-1)?.total === expected, 'the exact total');
  const told = reader.ofType('like.counted');
  assert.equal(
    told.reduce((sum, { added }) => sum + added, 0),
    expected,
  );
  assert.equal((await read(Live, ask('viewer', 'GET', '/friday'))).likeCount, expected);
  assert.ok(told.length < 2000 / 4, `${told.length} events of 2000 requests`);
  const gaps = told.slice(1).map(({ ts }, i) => ts - told[i]!.ts);
  // A timer may come a little early by the clock on the wall.
  assert.ok(
    gaps.every((gap) => gap > 290),
    gaps.join(' '),
  );
});

test('a batch that is sent again is counted once, another one and somebody else’s too', async (t) => {
  const { show, ask } = await setUpRooms(t);
  await show('friday');
  const like = async (batchId: string | undefined, userId: string) =>
    (await read(Likes, ask('viewer', 'POST', '/friday/likes', { count: 5, batchId }, { userId }))).total;

  const answers = await Promise.all([like('b1', 'ana'), like('b1', 'ana')]);
  assert.deepEqual(answers, [5, 5]);
  assert.equal(await like('b1', 'ana'), 5);
  assert.equal(await like('b2', 'ana'), 10);
  assert.equal(await like('b1', 'bo'), 15);
  assert.equal(await like(undefined, 'ana'), 20);
  assert.equal(await like(undefined, 'ana'), 25);
});

test('the same batch in another room is another one, and one that was not written may be sent again', async (t) => {
  const { show, ask } = await setUpRooms(t);
  const like = (liveId: string) => ask('viewer', 'POST', `/${liveId}/likes`, { count: 5, batchId: 'b1' }, { userId: 'ana' });

  assert.equal((await like('friday')).status, 404);
  await show('friday');
  await show('saturday');
  assert.equal((await read(Likes, like('friday'))).total, 5);
  assert.equal((await read(Likes, like('saturday'))).total, 5);
});

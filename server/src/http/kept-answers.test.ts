import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WriteQueue } from '../db/write-queue.ts';
import { createKeptAnswers, keptResponse } from './kept-answers.ts';

function setUp() {
  let wrote = (): void => {};
  let time = 0;
  const writes: WriteQueue = {
    commit: async () => true,
    onCommit: (listener) => {
      wrote = listener;
      return () => {};
    },
    drain: async () => {},
  };
  let reads = 0;
  const kept = createKeptAnswers(writes, () => time);
  const ask = (name = '/api/products') => kept.of(name, async () => ({ read: ++reads }));
  return { kept, ask, wrote: () => wrote(), pass: (ms: number) => (time += ms) };
}

test('an answer is read once until the next write, and no longer than a second', async () => {
  const { ask, wrote, pass } = setUp();
  assert.equal(await ask(), '{"read":1}');
  assert.equal(await ask(), '{"read":1}');
  wrote();
  assert.equal(await ask(), '{"read":2}');
  pass(1_000);
  assert.equal(await ask(), '{"read":3}');
  assert.equal(await ask('/api/products?q=x'), '{"read":4}');
});

test('what was read while somebody wrote is given out, but not kept', async () => {
  const { kept, wrote } = setUp();
  await kept.of('/a', async () => {
    wrote();
    return 'old';
  });
  assert.equal(kept.get('/a'), undefined);
});

test('a kept answer goes to whoever asks for the same path and query by GET, with the headers of their origin', async () => {
  const { kept, ask } = setUp();
  const answer = keptResponse(kept, (origin) => ({
    Vary: 'Origin',
    ...(origin === 'https://shop.example' ? { Allowed: origin } : {}),
  }));
  await ask('/api/products?q=1');
  const url = 'http://live.example/api/products?q=1';

  const found = answer(new Request(url, { headers: { Origin: 'https://shop.example' } }))!;
  assert.deepEqual([await found.text(), found.headers.get('Allowed')], ['{"read":1}', 'https://shop.example']);
  assert.equal(answer(new Request(url))!.headers.get('Content-Type'), 'application/json');
  assert.equal(answer(new Request(url, { headers: { Origin: 'https://evil.example' } }))!.headers.get('Allowed'), null);
  for (const request of [
    new Request(url, { method: 'POST' }),
    new Request('http://live.example/api/products'),
    new Request(`${url}&`),
  ])
    assert.equal(answer(request), undefined);
});

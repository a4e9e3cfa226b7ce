import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fullJitter, isTransient, retry, wait } from './backoff.ts';
import { LiveError } from './errors.ts';

const quick = { baseMs: 1, capMs: 2, attempts: 3, worthwhile: isTransient };

test('delays are spread over the whole of a growing bound, up to the cap', (t) => {
  t.mock.method(Math, 'random', () => 0.5);

  assert.deepEqual(
    [0, 1, 2, 9].map((attempt) => fullJitter(attempt, { baseMs: 100, capMs: 1_000 })),
    [50, 100, 200, 500],
  );
});

test('the server’s own wish for a pause is kept, within the cap', async () => {
  let calls = 0;
  const began = performance.now();

  await retry(
    async () => {
      calls += 1;
      if (calls === 1) throw new LiveError('unavailable', 'Later', { retryAfter: 3_600 });
    },
    { ...quick, capMs: 30, until: new AbortController().signal },
  );

  assert.ok(performance.now() - began >= 25);
});

test('a closed room ends the waiting and the trying', async () => {
  const closing = new AbortController();
  const waiting = wait(60_000, closing.signal);
  let calls = 0;
  const act = async () => {
    calls += 1;
    throw new LiveError('offline', 'No network');
  };

  closing.abort();

  await assert.rejects(waiting, { code: 'cancelled' });
  await assert.rejects(retry(act, { ...quick, until: closing.signal }), { code: 'offline' });
  assert.equal(calls, 1);
});

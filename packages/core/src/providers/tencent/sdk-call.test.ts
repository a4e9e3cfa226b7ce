import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { LiveError } from '../../errors.ts';
import { sdkCall } from './sdk-call.ts';

const toError = (cause: unknown) => new LiveError('unavailable', 'translated', { cause });
const never = () => new Promise<string>(() => {});

test('it gives what the SDK gives', async () => {
  assert.equal(await sdkCall(async () => 'done', { timeoutMs: 1000, toError }), 'done');
  assert.equal(await sdkCall(() => 'at once', { timeoutMs: 1000, toError }), 'at once');
});

test('a call that never comes back times out', async () => {
  await assert.rejects(sdkCall(never, { timeoutMs: 5, toError }), { code: 'timeout' });
});

test('a call that nobody wants any more is given up, or not begun', async () => {
  const giveUp = new AbortController();
  let begun = 0;
  const call = () => sdkCall(() => ((begun += 1), never()), { timeoutMs: 1000, toError, signal: giveUp.signal });

  const pending = call();
  giveUp.abort();

  await assert.rejects(pending, { code: 'cancelled' });
  await assert.rejects(call(), { code: 'cancelled' });
  assert.equal(begun, 1);
});

test('what is thrown or rejected is translated', async () => {
  const thrown = new Error('raw');
  const throwing = () => {
    throw thrown;
  };

  await assert.rejects(sdkCall(throwing, { timeoutMs: 1000, toError }), { code: 'unavailable', cause: thrown });
  await assert.rejects(
    sdkCall(() => Promise.reject(thrown), { timeoutMs: 1000, toError }),
    { cause: thrown },
  );
  await assert.rejects(sdkCall(throwing, { timeoutMs: 1000, toError: async (cause) => toError(cause) }), { cause: thrown });
});

test('a success after the time is undone, a failure then is nobody’s', async () => {
  const undone: string[] = [];
  const afterTheTime = <T>(act: () => Promise<T>) =>
    sdkCall(act, { timeoutMs: 5, toError, late: (value) => undone.push(String(value)) });

  await assert.rejects(
    afterTheTime(async () => (await pause(15), 'joined')),
    { code: 'timeout' },
  );
  await assert.rejects(
    afterTheTime(async () => {
      await pause(15);
      throw new Error('unhandled?');
    }),
    { code: 'timeout' },
  );
  await pause(30);

  assert.deepEqual(undone, ['joined']);
});

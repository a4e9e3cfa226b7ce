import assert from 'node:assert/strict';
import { test } from 'node:test';
import { untilNextWrite } from './read-cache.ts';

function setUp() {
  let wrote = (): void => {};
  let reads = 0;
  let broken = false;
  const ask = untilNextWrite({ onCommit: (listener) => ((wrote = listener), () => true) }, async (key) => {
    reads += 1;
    if (broken) throw new Error('no');
    return `${key}${reads}`;
  });
  return { ask, write: () => wrote(), reads: () => reads, break: (is: boolean) => (broken = is) };
}

test('the same question is asked once until somebody writes', async () => {
  const { ask, write, reads } = setUp();
  assert.deepEqual(await Promise.all([ask('a'), ask('a'), ask('b')]), ['a1', 'a1', 'b2']);
  write();
  assert.equal(await ask('a'), 'a3');
  assert.equal(reads(), 3);
});

test('a read under way when somebody writes is not taken for what comes after', async () => {
  const { ask, write } = setUp();
  const before = ask('a');
  write();
  assert.deepEqual(await Promise.all([before, ask('a')]), ['a1', 'a2']);
});

test('a read that failed is tried again; an old one is read again', async () => {
  const cache = setUp();
  cache.break(true);
  await assert.rejects(cache.ask('a'));
  cache.break(false);
  assert.equal(await cache.ask('a'), 'a2');
  await new Promise((resolve) => setTimeout(resolve, 80));
  assert.equal(await cache.ask('a'), 'a3');
});

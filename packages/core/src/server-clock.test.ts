import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ServerClock } from './server-clock.ts';

test('a visitor’s clock that is wrong by hours is put right', (t) => {
  t.mock.method(Date, 'now', () => 1_000);
  const clock = new ServerClock();
  assert.equal(clock.now(), 1_000);

  clock.observe(7_200_000, 40);

  assert.equal(clock.now(), 7_200_020);
});

test('a slow answer does not spoil a fast one', (t) => {
  t.mock.method(Date, 'now', () => 1_000);
  const clock = new ServerClock();
  clock.observe(5_000, 20);

  clock.observe(9_000, 4_000);

  assert.equal(clock.now(), 5_010);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '../../testing/eventually.ts';
import { Pacer } from './pacer.ts';

test('so many begin within a second, and then the most important first', async () => {
  const pacer = new Pacer(2);
  const begun: string[] = [];
  const started = performance.now();
  const add = (priority: 'High' | 'Normal' | 'Low', name: string) => pacer.add(priority, () => begun.push(name));

  add('Low', 'a');
  add('Low', 'b');
  add('Low', 'late');
  add('Normal', 'text');
  add('High', 'first');
  add('Normal', 'text 2');

  assert.deepEqual(begun, ['a', 'b']);
  await eventually(() => begun.length === 4);
  assert.deepEqual(begun.slice(2), ['first', 'text']);
  assert.ok(performance.now() - started >= 990);
  pacer.clear();
});

test('what was cleared never begins', async () => {
  const pacer = new Pacer(1);
  let begun = 0;
  for (let i = 0; i < 3; i += 1) pacer.add('Normal', () => (begun += 1));

  pacer.clear();
  await pause(1_100);

  assert.equal(begun, 1);
});

import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { Throttle } from './throttle.ts';

test('many requests become one at once and one at the end', () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  let acts = 0;
  const throttle = new Throttle(250, () => (acts += 1));
  for (let index = 0; index < 5; index += 1) throttle.request();
  assert.equal(acts, 1);
  mock.timers.tick(250);
  assert.equal(acts, 2);
  mock.timers.tick(250);
  assert.equal(acts, 2, 'nobody asked again');
  throttle.request();
  assert.equal(acts, 3);
  throttle.stop();
  mock.timers.reset();
});

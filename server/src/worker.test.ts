import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pino } from 'pino';
import { createWorker } from './worker.ts';

const log = pino({ level: 'silent' });

test('a worker never runs twice at once, and a kick is followed by a whole run', async () => {
  let running = 0;
  let runs = 0;
  const worker = createWorker(
    'test',
    async () => {
      assert.equal(++running, 1);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running--;
      runs++;
    },
    1_000,
    log,
  );
  const first = worker.kick();
  const later = [worker.kick(), worker.kick()];
  await first;
  assert.equal(runs, 1);
  await Promise.all(later);
  assert.equal(runs, 2);
});

test('a run that fails is followed by another', async () => {
  let runs = 0;
  const worker = createWorker('test', () => (runs++ ? Promise.resolve() : Promise.reject(new Error('once'))), 5, log);
  worker.start();
  await new Promise((resolve) => setTimeout(resolve, 50));
  await worker.stop();
  assert.ok(runs > 1);
});

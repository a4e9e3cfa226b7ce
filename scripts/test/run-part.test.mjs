import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ofPlaywright } from '../reporters/playwright.mjs';
import { runChecked, runCounted, verdict } from './run-part.mjs';

const node = (script) => [process.execPath, ['-e', script]];
const counting = (passed, failed, code = 0) =>
  node(
    `require('fs').writeFileSync(process.env.VITRINE_COUNTS, JSON.stringify({ passed: ${passed}, failed: ${failed} })); process.exit(${code})`,
  );

test('a part is what its reporter counted', async () => {
  assert.deepEqual(await runCounted(...counting(3, 0)), { passed: 3, failed: 0 });
  assert.deepEqual(await runCounted(...counting(2, 1, 1)), { passed: 2, failed: 1 });
});

test('what a reporter remarks comes along', () => {
  const counts = { passed: 2, failed: 1, remarks: ['FAILED: a.test.ts what must hold'] };
  assert.deepEqual(verdict(counts, 1), counts);
});

test('a test of the browser that passed only when tried again has passed, and is named', () => {
  const specOf = (title, status) => ({ title, file: 'a.spec.ts', line: 7, tests: [{ status }] });
  const suites = [
    { specs: [specOf('well', 'expected')], suites: [{ specs: [specOf('late', 'flaky'), specOf('bad', 'unexpected')] }] },
  ];
  assert.deepEqual(ofPlaywright({ stats: { expected: 1, flaky: 1, unexpected: 1 }, errors: [{}], suites }), {
    passed: 2,
    failed: 2,
    remarks: ['passed only when tried again: a.spec.ts:7 late', 'FAILED: a.spec.ts:7 bad'],
  });
});

test('a part that ran no test has failed', () => {
  assert.deepEqual(verdict({ passed: 0, failed: 0 }, 0), { passed: 0, failed: 1 });
});

test('a part that ends badly has failed, whatever it counted', async () => {
  assert.deepEqual(await runCounted(...counting(3, 0, 1)), { passed: 3, failed: 1 });
});

test('a part that crashes before it has counted has failed', async () => {
  assert.deepEqual(await runCounted(...node('process.exit(0)')), { passed: 0, failed: 1 });
  assert.deepEqual(await runCounted('/no/such/program', []), { passed: 0, failed: 1 });
});

test('a part that does not end has failed', async () => {
  const started = Date.now();
  assert.deepEqual(await runCounted(...node('setInterval(() => {}, 1000)'), undefined, { limit: 500 }), { passed: 0, failed: 1 });
  assert.ok(Date.now() - started < 20_000);
});

test('a check counts by its last line where it has one, else by its exit code', async () => {
  assert.deepEqual(await runChecked(...node('console.log("7 passed, 0 failed")')), { passed: 7, failed: 0 });
  assert.deepEqual(await runChecked(...node('console.log("fine")')), { passed: 1, failed: 0 });
  assert.deepEqual(await runChecked(...node('process.exit(1)')), { passed: 0, failed: 1 });
  assert.deepEqual(await runChecked(...node('console.log("7 passed, 0 failed"); process.exit(1)')), { passed: 7, failed: 1 });
});

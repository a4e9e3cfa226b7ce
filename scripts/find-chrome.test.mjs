import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { findChrome } from './find-chrome.mjs';

const script = fileURLToPath(new URL('find-chrome.mjs', import.meta.url));

test('CHROME_PATH wins, and is an error where it leads nowhere', (t) => {
  const before = process.env.CHROME_PATH;
  t.after(() => (before === undefined ? delete process.env.CHROME_PATH : (process.env.CHROME_PATH = before)));
  process.env.CHROME_PATH = process.execPath;
  assert.equal(findChrome(), process.execPath);
  process.env.CHROME_PATH = '/no/such/chrome';
  assert.throws(findChrome, /CHROME_PATH/);
});

test('run by itself it prints the path', () => {
  const { stdout, status } = spawnSync(process.execPath, [script], {
    encoding: 'utf8',
    env: { ...process.env, CHROME_PATH: process.execPath },
  });
  assert.equal(status, 0);
  assert.equal(stdout.trim(), process.execPath);
});

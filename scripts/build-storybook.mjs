import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fingerprint } from './build/fingerprint.mjs';
import { withLock } from './build/lock.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const cache = join(root, 'node_modules/.cache/vitrine');
const stamp = join(cache, 'storybook.stamp');
const SOURCES = [
  '.storybook',
  'packages/core/src',
  'packages/widgets/src',
  'packages/widgets/custom-elements.json',
  'demo-shop/images',
  'package-lock.json',
];

const STORYBOOK = join(root, 'storybook-static');

const isFresh = (print) =>
  existsSync(join(STORYBOOK, 'index.json')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === print;

// Needs no network and tells nobody. With --if-needed only what is older than its sources is built.
mkdirSync(cache, { recursive: true });
await withLock(join(cache, 'storybook.lock'), async () => {
  const print = fingerprint(root, SOURCES);
  if (process.argv.includes('--if-needed') && isFresh(print)) return;
  const cli = join(root, 'node_modules/storybook/dist/bin/dispatcher.js');
  const args = [cli, 'build', '--config-dir', '.storybook', '--output-dir', STORYBOOK, '--disable-telemetry', '--quiet'];
  const env = { ...process.env, STORYBOOK_DISABLE_TELEMETRY: '1', CI: 'true' };
  const [status] = await once(spawn(process.execPath, args, { cwd: root, env, stdio: 'inherit' }), 'close');
  if (status !== 0) throw new Error('The stories could not be built');
  writeFileSync(stamp, print);
});

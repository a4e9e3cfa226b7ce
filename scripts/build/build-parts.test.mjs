import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { fingerprint } from './fingerprint.mjs';
import { withLock } from './lock.mjs';
import { publish } from './publish.mjs';

function setUp(t) {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-build-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const write = (path, text) => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  return { folder, write, path: (...parts) => join(folder, ...parts) };
}

test('a lock is held by one at a time', async (t) => {
  const { path } = setUp(t);
  let inside = 0;
  let most = 0;
  const act = async () => {
    inside += 1;
    most = Math.max(most, inside);
    await new Promise((resolve) => setTimeout(resolve, 20));
    inside -= 1;
  };
  await Promise.all([withLock(path('lock'), act), withLock(path('lock'), act), withLock(path('lock'), act)]);
  assert.equal(most, 1);
  assert.equal(existsSync(path('lock')), false);
});

test('a lock is let go of when what it guards fails', async (t) => {
  const { path } = setUp(t);
  await assert.rejects(
    withLock(path('lock'), () => {
      throw new Error('no');
    }),
    /no/,
  );
  assert.equal(await withLock(path('lock'), () => 'mine'), 'mine');
});

test('a lock whose process was killed is taken over', async (t) => {
  const { path } = setUp(t);
  const holder = fork(fileURLToPath(new URL('hold-lock.mjs', import.meta.url)), [path('lock')]);
  await new Promise((resolve) => holder.once('message', resolve));
  const gone = new Promise((resolve) => holder.once('exit', resolve));
  holder.kill('SIGKILL');
  await gone;
  let waited = false;
  const result = await withLock(
    path('lock'),
    () => 'mine',
    () => (waited = true),
  );
  assert.equal(result, 'mine');
  assert.ok(waited);
});

test('a lock of a living process is respected', async (t) => {
  const { path } = setUp(t);
  const holder = fork(fileURLToPath(new URL('hold-lock.mjs', import.meta.url)), [path('lock')]);
  await new Promise((resolve) => holder.once('message', resolve));
  let mine = false;
  const taken = withLock(path('lock'), () => (mine = true));
  await new Promise((resolve) => setTimeout(resolve, 500));
  assert.equal(mine, false);
  holder.kill('SIGKILL');
  await taken;
});

test('a lock that nobody has touched for long is taken over, whoever has its process id now', async (t) => {
  const { path, write } = setUp(t);
  write('lock/owner.json', JSON.stringify({ token: 'old', pid: process.pid }));
  const long = new Date(Date.now() - 60_000);
  utimesSync(path('lock'), long, long);
  assert.equal(await withLock(path('lock'), () => 'mine'), 'mine');
});

test('a fingerprint changes with every source that is written, added or removed, and with no test', (t) => {
  const { folder, write, path } = setUp(t);
  write('src/a.ts', 'one');
  const first = fingerprint(folder, ['src']);
  assert.equal(fingerprint(folder, ['src']), first);

  write('src/a.test.ts', 'a test');
  assert.equal(fingerprint(folder, ['src']), first);

  write('src/a.ts', 'three');
  const second = fingerprint(folder, ['src']);
  assert.notEqual(second, first);

  write('src/deep/b.ts', 'new');
  const third = fingerprint(folder, ['src']);
  assert.notEqual(third, second);

  rmSync(path('src/deep/b.ts'));
  assert.equal(fingerprint(folder, ['src']), second);
});

test('a published build leaves the chunks of the builds before it, up to a bound', (t) => {
  const { write, path } = setUp(t);
  const isEntry = (file) => file === 'vitrine.js';
  for (const number of [1, 2, 3, 4]) {
    rmSync(path('from'), { recursive: true, force: true });
    write('from/vitrine.js', `build ${number}`);
    write(`from/chunks/room-${number}.js`, `chunk ${number}`);
    publish(path('from'), path('to'), { isEntry, keep: 3 });
  }
  assert.deepEqual(readdirSync(path('to/chunks')).sort(), ['room-2.js', 'room-3.js', 'room-4.js']);
  assert.equal(readFileSync(path('to/vitrine.js'), 'utf8'), 'build 4');
});

test('the same build published again pushes out no older one', (t) => {
  const { write, path } = setUp(t);
  const isEntry = (file) => file === 'vitrine.js';
  write('from/vitrine.js', 'old');
  write('from/chunks/old.js', 'old');
  publish(path('from'), path('to'), { isEntry, keep: 2 });
  rmSync(path('from/chunks/old.js'));
  write('from/chunks/new.js', 'new');
  for (let times = 0; times < 3; times += 1) publish(path('from'), path('to'), { isEntry, keep: 2 });
  assert.deepEqual(readdirSync(path('to/chunks')).sort(), ['new.js', 'old.js']);
});

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { embedRoutes } from './embed.ts';

const LOADER = `// ${'x'.repeat(2000)}`;

function setUp(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-embed-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'dist/chunks'), { recursive: true });
  writeFileSync(join(folder, 'secret.js'), 'not yours');
  writeFileSync(join(folder, 'dist/.builds.json'), '[]');
  writeFileSync(join(folder, 'dist/vitrine.js'), LOADER);
  writeFileSync(join(folder, 'dist/chunks/room-AbC123.js'), 'export {}');
  const app = embedRoutes({ folder: join(folder, 'dist') });
  const get = (path: string, headers: Record<string, string> = {}) => app.request(path, { headers });
  return { folder: join(folder, 'dist'), get };
}

test('pages of every origin may load the bundle', async (t) => {
  const { get } = setUp(t);
  for (const path of ['/embed/vitrine.js', '/embed/chunks/room-AbC123.js']) {
    const answer = await get(path, { Origin: 'https://shop.example' });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('Access-Control-Allow-Origin'), '*');
    assert.equal(answer.headers.get('Cross-Origin-Resource-Policy'), 'cross-origin');
    assert.match(answer.headers.get('Content-Type')!, /^text\/javascript/);
  }
});

test('chunks are kept for ever, the loader for minutes', async (t) => {
  const { get } = setUp(t);
  assert.match((await get('/embed/chunks/room-AbC123.js')).headers.get('Cache-Control')!, /max-age=31536000, immutable/);
  const loader = (await get('/embed/vitrine.js')).headers.get('Cache-Control')!;
  assert.doesNotMatch(loader, /immutable/);
  assert.match(loader, /max-age=300\b/);
});

test('a browser that has the loader already is told so', async (t) => {
  const { get, folder } = setUp(t);
  const etag = (await get('/embed/vitrine.js')).headers.get('ETag')!;
  const again = await get('/embed/vitrine.js', { 'If-None-Match': `"other", ${etag}` });
  assert.equal(again.status, 304);
  assert.equal(await again.text(), '');
  assert.equal(again.headers.get('Access-Control-Allow-Origin'), '*');

  writeFileSync(join(folder, 'vitrine.js'), 'a new version');
  utimesSync(join(folder, 'vitrine.js'), new Date(), new Date(Date.now() + 5000));
  const changed = await get('/embed/vitrine.js', { 'If-None-Match': etag });
  assert.equal(changed.status, 200);
  assert.equal(await changed.text(), 'a new version');
});

test('the loader is sent compressed as the browser likes it', async (t) => {
  const { get } = setUp(t);
  const read = async (accept: string) => {
    const answer = await get('/embed/vitrine.js', { 'Accept-Encoding': accept });
    assert.equal(answer.headers.get('Vary'), 'Accept-Encoding');
    return { encoding: answer.headers.get('Content-Encoding'), bytes: Buffer.from(await answer.arrayBuffer()) };
  };
  const brotli = await read('gzip, deflate, br');
  assert.equal(brotli.encoding, 'br');
  assert.equal(brotliDecompressSync(brotli.bytes).toString(), LOADER);
  const gzip = await read('br;q=0, gzip');
  assert.equal(gzip.encoding, 'gzip');
  assert.equal(gunzipSync(gzip.bytes).toString(), LOADER);
  const plain = await read('identity');
  assert.equal(plain.encoding, null);
  assert.equal(plain.bytes.toString(), LOADER);
});

test('nothing outside of the bundle can be read', async (t) => {
  const { get } = setUp(t);
  for (const path of [
    '../secret.js',
    '..%2fsecret.js',
    '%2e%2e/secret.js',
    '..%5csecret.js',
    'chunks/../../secret.js',
    'chunks%2f..%2f..%2fsecret.js',
  ]) {
    const answer = await get(`/embed/${path}`);
    assert.equal(answer.status, 404, path);
    assert.doesNotMatch(await answer.text(), /not yours/);
  }
});

test('hidden files, folders and unknown files are not there', async (t) => {
  const { get } = setUp(t);
  for (const path of ['.builds.json', 'chunks', 'chunks/', '', 'nothing.js', 'vitrine.js%00.js', 'vitrine']) {
    assert.equal((await get(`/embed/${path}`)).status, 404, path);
  }
});

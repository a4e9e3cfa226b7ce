import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { gzipSync } from 'node:zlib';
import { vendorRoutes } from './vendor.ts';

const packed = gzipSync('a wasm module');

function setUp(t: TestContext) {
  const root = mkdtempSync(join(tmpdir(), 'vitrine-vendor-'));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  for (const folder of ['trtc-sdk-v5/assets/mediapipe', '@tencentcloud/chat/modules', 'another-package']) {
    mkdirSync(join(root, folder), { recursive: true });
  }
  writeFileSync(join(root, 'secret.js'), 'not yours');
  writeFileSync(join(root, 'another-package/index.js'), 'not yours');
  writeFileSync(join(root, 'trtc-sdk-v5/trtc.js'), `// ${'x'.repeat(5000)}`);
  writeFileSync(join(root, 'trtc-sdk-v5/assets/mediapipe/vision.wasm.gz'), packed);
  writeFileSync(join(root, '@tencentcloud/chat/modules/group-module.js'), 'export {}');
  const app = vendorRoutes({ folder: (name) => (name === 'tencentcloud-webar' ? undefined : join(root, name)) });
  return (path: string, headers: Record<string, string> = {}) => app.request(path, { headers });
}

test('pages of every origin may load the SDKs, and keep them for a day', async (t) => {
  const get = setUp(t);
  for (const path of ['/vendor/trtc-sdk-v5/trtc.js', '/vendor/@tencentcloud/chat/modules/group-module.js']) {
    const answer = await get(path, { Origin: 'https://shop.example', 'Accept-Encoding': 'br' });
    assert.equal(answer.status, 200, path);
    assert.match(answer.headers.get('Content-Type')!, /^text\/javascript/);
    assert.equal(answer.headers.get('Access-Control-Allow-Origin'), '*');
    assert.equal(answer.headers.get('Cross-Origin-Resource-Policy'), 'cross-origin');
    assert.match(answer.headers.get('Cache-Control')!, /max-age=86400\b/);
  }
});

test('what is packed already is sent as it is: the SDK unpacks it', async (t) => {
  const get = setUp(t);
  const answer = await get('/vendor/trtc-sdk-v5/assets/mediapipe/vision.wasm.gz', { 'Accept-Encoding': 'gzip, br' });

  assert.equal(answer.headers.get('Content-Encoding'), null);
  assert.deepEqual(Buffer.from(await answer.arrayBuffer()), packed);
});

test('nothing but files of these packages is handed out', async (t) => {
  const get = setUp(t);
  for (const path of [
    '/vendor/another-package/index.js',
    '/vendor/secret.js',
    '/vendor/trtc-sdk-v5/../secret.js',
    '/vendor/trtc-sdk-v5/..%2Fsecret.js',
    '/vendor/trtc-sdk-v5/%2e%2e/secret.js',
    '/vendor/trtc-sdk-v5/..%5Csecret.js',
    '/vendor/trtc-sdk-v5//secret.js',
    '/vendor/trtc-sdk-v5-of-another/trtc.js',
    '/vendor/trtc-sdk-v5',
    '/vendor/trtc-sdk-v5/nothing.js',
    '/vendor/tencentcloud-webar/build-esm/index.js',
  ]) {
    assert.equal((await get(path)).status, 404, path);
  }
});

test('the SDKs lie where pages look for them', async () => {
  const app = vendorRoutes();
  for (const path of [
    'trtc-sdk-v5/trtc.js',
    'trtc-sdk-v5/trtc.esm.js',
    'trtc-sdk-v5/assets/mediapipe/vision_wasm_internal.wasm.gz',
    '@tencentcloud/chat/index.es.js',
    '@tencentcloud/chat/modules/group-module.js',
    'tencentcloud-webar/build-esm/index.js',
  ]) {
    assert.equal((await app.request(`/vendor/${path}`)).status, 200, path);
  }
});

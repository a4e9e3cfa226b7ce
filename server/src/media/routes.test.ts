import assert from 'node:assert/strict';
import { after, test, type TestContext } from 'node:test';
import { Hono } from 'hono';
import { cleanup } from 'node-datachannel';
import { ERROR_STATUS, isServerErrorCode, LiveError } from '@vitrine/core/errors.ts';
import { startMediaEngine } from './engine.ts';
import { mediaRoutes } from './routes.ts';
import { freeUdpPort, TestPeer, until } from './test-peers.ts';

after(() => cleanup());

async function setUp(t: TestContext, maxViewers = 5) {
  const changes: boolean[] = [];
  const engine = await startMediaEngine({
    udpPort: await freeUdpPort(),
    bindAddress: '127.0.0.1',
    maxViewers,
    onPublisherChanged: (_name, onAir) => changes.push(onAir),
  });
  const asked: string[] = [];
  const app = new Hono().route(
    '/',
    mediaRoutes({
      engine,
      mayPublish: async (name, bearer) => {
        if (bearer !== 'host') throw new LiveError(bearer ? 'forbidden' : 'unauthenticated', 'Only the host publishes');
        asked.push(name);
      },
      mayPlay: async (name, bearer) => void asked.push(`${name} ${bearer}`),
    }),
  );
  app.onError((error, c) => {
    const code = error instanceof LiveError && isServerErrorCode(error.code) ? error.code : undefined;
    if (!code || !(error instanceof LiveError)) throw error;
    if (error.retryAfter) c.header('Retry-After', String(error.retryAfter));
    return c.json({ error: { code, message: error.message, details: error.details } }, ERROR_STATUS[code]);
  });
  const peers: TestPeer[] = [];
  t.after(async () => {
    for (const peer of peers) peer.close();
    await engine.close();
  });
  const offer = async (direction: 'SendOnly' | 'RecvOnly', codecs?: readonly ('H264' | 'VP8')[]) => {
    const peer = new TestPeer(direction, codecs);
    peers.push(peer);
    return { peer, body: await peer.offer };
  };
  const post = (path: string, body: string, headers: Record<string, string> = {}) =>
    app.request(path, { method: 'POST', body, headers: { 'Content-Type': 'application/sdp', ...headers } });
  const host = { Authorization: 'Bearer host' };
  const goOnAir = async () => {
    const { peer, body } = await offer('SendOnly');
    const response = await post('/whip/friday', body, host);
    peer.connection.setRemoteDescription(await response.text(), 'answer');
    await until('the host is on air', () => changes.length > 0);
    return response;
  };
  return { app, engine, asked, offer, post, host, goOnAir };
}

const codeOf = async (response: Response) => ((await response.json()) as { error: { code: string } }).error.code;

test('a publisher and a viewer get an answer and a resource, which they delete', async (t) => {
  const { app, asked, offer, post, goOnAir } = await setUp(t);
  const published = await goOnAir();
  assert.equal(published.status, 201);
  assert.equal(published.headers.get('Content-Type'), 'application/sdp');
  assert.match(published.headers.get('Location')!, /^\/whip\/resources\/[\w-]{22}$/);

  const played = await post('/whep/friday', (await offer('RecvOnly')).body, { Authorization: 'Bearer guest' });
  assert.equal(played.status, 201);
  assert.match(await played.text(), /^v=0[\s\S]+a=candidate/);
  const resource = played.headers.get('Location')!;
  assert.match(resource, /^\/whep\/resources\/[\w-]{22}$/);
  assert.equal((await app.request(resource, { method: 'PATCH' })).status, 405);
  assert.equal((await app.request(resource, { method: 'DELETE' })).status, 200);
  assert.equal((await app.request(resource, { method: 'DELETE' })).status, 404);
  assert.deepEqual(asked, ['friday', 'friday guest']);
});

test('names of guests and of the low layer are names, others are not', async (t) => {
  const { asked, post } = await setUp(t);
  for (const name of ['friday~guest-7', 'Friday_1~low', 'a'.repeat(48)])
    assert.equal((await post(`/whep/${name}`, 'v=0')).status, 404);
  for (const name of ['a'.repeat(49), 'a~b~c', 'a~', '~b', 'a.b', 'a%20b', 'a%2Fb', 'é']) {
    const response = await post(`/whep/${name}`, 'v=0');
    assert.equal(response.status, 400, name);
    assert.equal(await codeOf(response), 'invalid');
  }
  assert.equal(asked.length, 3, 'a bad name never reaches the guard');
});

test('who may not publish does not', async (t) => {
  const { engine, offer, post } = await setUp(t);
  const { body } = await offer('SendOnly');
  assert.equal((await post('/whip/friday', body)).status, 401);
  assert.equal((await post('/whip/friday', body, { Authorization: 'Bearer guest' })).status, 403);
  assert.equal((await post('/whip/friday', body, { Authorization: 'Basic host' })).status, 401);
  assert.deepEqual((await engine.stats()).names, []);
});

test('only session descriptions of a sensible size are read', async (t) => {
  const { app, offer, post, host } = await setUp(t);
  const json = await post('/whip/friday', (await offer('SendOnly')).body, { ...host, 'Content-Type': 'application/json' });
  assert.deepEqual([json.status, await codeOf(json)], [400, 'invalid']);
  const large = await post('/whip/friday', 'v=0\r\n'.padEnd(64 * 1024 + 1, 'a'), host);
  assert.deepEqual([large.status, await codeOf(large)], [413, 'too-large']);
  const chunks = new ReadableStream({
    pull: (controller) => controller.enqueue(new Uint8Array(10_000)),
  });
  const endless = await app.request('/whip/friday', {
    method: 'POST',
    body: chunks,
    headers: { ...host, 'Content-Type': 'application/sdp' },
    duplex: 'half',
  } as RequestInit);
  assert.equal(endless.status, 413);
  assert.equal((await post('/whip/friday?session=%00', 'v=0', host)).status, 400);
});

test('a viewer without a codec in common gets 406, one too many 503, one too early 404', async (t) => {
  const { offer, post, goOnAir } = await setUp(t, 1);
  const viewer = await offer('RecvOnly');
  assert.equal((await post('/whep/friday', viewer.body)).status, 404);
  await goOnAir();
  const strange = await post('/whep/friday', (await offer('RecvOnly', ['VP8'])).body);
  assert.deepEqual([strange.status, await codeOf(strange)], [406, 'invalid']);
  assert.equal((await post('/whep/friday', viewer.body)).status, 201);
  const full = await post('/whep/friday', (await offer('RecvOnly')).body);
  assert.deepEqual([full.status, full.headers.get('Retry-After'), await codeOf(full)], [503, '5', 'unavailable']);
});

test('while the engine restarts there is 503', async (t) => {
  const { engine, post, offer } = await setUp(t);
  const { body } = await offer('RecvOnly');
  process.kill(engine.pid!, 'SIGKILL');
  const response = await post('/whep/friday', body);
  assert.deepEqual([response.status, response.headers.get('Retry-After')], [503, '1']);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inflateSync } from 'node:zlib';
import { Session } from '@vitrine/core/schemas/user.ts';
import { TencentCredentials } from '@vitrine/core/schemas/tencent.ts';
import { sessionRoutes } from '../auth/routes.ts';
import { read, refusal, setUp } from '../testing/set-up.ts';
import { until } from '../rooms/testing.ts';
import { setUpTencent } from './testing.ts';

const decode = (sig: string | undefined): Record<string, unknown> => {
  const base64 = (sig ?? '').replaceAll('*', '+').replaceAll('-', '/').replaceAll('_', '=');
  return JSON.parse(inflateSync(Buffer.from(base64, 'base64')).toString()) as Record<string, unknown>;
};
/** The rights that lie in a private map key, and the room that they are for. */
function readKey(key: string | undefined): { rights: number; room: string } {
  const buffer = Buffer.from(String(decode(key)['TLS.userbuf']), 'base64');
  const rest = 3 + buffer.readUInt16BE(1);
  return { rights: buffer.readUInt32BE(rest + 12), room: buffer.subarray(rest + 22).toString() };
}

test('a guest who listens gets no UserSig, everybody else one of their own for two hours', async (t) => {
  const { show, credentials } = await setUpTencent(t);
  await show('friday');

  const guest = await read(TencentCredentials, credentials('guest', { liveId: 'friday', purpose: 'listen' }));
  const viewer = await read(TencentCredentials, credentials('viewer', { liveId: 'friday', purpose: 'listen' }));

  assert.equal(guest.userSig, undefined);
  assert.deepEqual(guest.group, { id: 'friday', type: 'AVChatRoom' });
  assert.equal(guest.serverAccount, 'administrator');
  assert.equal(guest.stamped, true);
  const sig = decode(viewer.userSig);
  assert.equal(sig['TLS.identifier'], 'test-viewer');
  assert.equal(sig['TLS.expire'], 7200);
  assert.equal(viewer.expiresAt, (Number(sig['TLS.time']) + 7200) * 1000);
  assert.equal(viewer.rtc.privateMapKey, undefined);
  assert.deepEqual(viewer.sender, { userId: 'test-viewer', userName: 'A viewer', role: 'viewer' });
});

test('whoever watches may receive, whoever publishes must be allowed to', async (t) => {
  const { show, credentials } = await setUpTencent(t);
  await show('friday');
  await show('monday');
  const ask = { liveId: 'friday', purpose: 'publish' };

  const watching = await read(TencentCredentials, credentials('guest', { liveId: 'friday', purpose: 'watch' }));
  const hosting = await read(TencentCredentials, credentials('host', { ...ask, name: 'friday' }));

  assert.deepEqual(readKey(watching.rtc.privateMapKey), { rights: 170, room: 'friday' });
  assert.deepEqual(readKey(hosting.rtc.privateMapKey), { rights: 255, room: 'friday' });
  assert.deepEqual(hosting.rtc.hostId, 'test-host');
  // Viewers look for the host's picture under the host's id.
  assert.equal(await refusal(credentials('admin', ask)), 'forbidden');
  assert.equal((await credentials('admin', { ...ask, name: 'friday~test-admin' })).status, 200);
  assert.equal(await refusal(credentials('host', { ...ask, name: 'friday~somebody' })), 'forbidden');
  assert.equal(await refusal(credentials('viewer', ask)), 'forbidden');
  assert.equal(await refusal(credentials('guest', ask)), 'forbidden');
  assert.equal(await refusal(credentials('host', ask, { userId: 'another-host' })), 'forbidden');
  assert.equal(await refusal(credentials('host', { ...ask, name: 'monday' })), 'invalid');
});

test('guests write where the shop lets them', async (t) => {
  const open = await setUpTencent(t);
  await open.show('friday');
  assert.equal((await open.credentials('guest', { liveId: 'friday', purpose: 'talk' })).status, 200);

  const closed = await setUpTencent(t, { env: { GUEST_CHAT: 'off' } });
  await closed.show('friday');
  assert.equal(await refusal(closed.credentials('guest', { liveId: 'friday', purpose: 'talk' })), 'forbidden');
  assert.equal((await closed.credentials('viewer', { liveId: 'friday', purpose: 'talk' })).status, 200);
});

test('a banned member gets nothing, nor does anybody without a session or for a room that is not there', async (t) => {
  const { app, ask, show, credentials } = await setUpTencent(t);
  await show('friday');
  await ask('host', 'POST', '/friday/members/test-viewer/ban', { seconds: 60 });
  await until(async () => (await credentials('viewer', { liveId: 'friday', purpose: 'listen' })).status === 403, 'the ban');

  for (const purpose of ['listen', 'talk', 'watch']) {
    assert.equal(await refusal(credentials('viewer', { liveId: 'friday', purpose })), 'forbidden');
  }
  assert.equal(await refusal(credentials('viewer', { liveId: 'nowhere', purpose: 'listen' })), 'not-found');
  assert.equal(await refusal(credentials('viewer', { liveId: 'friday', purpose: 'own' })), 'invalid');
  const body = JSON.stringify({ liveId: 'friday', purpose: 'listen' });
  const headers = { 'Content-Type': 'application/json' };
  assert.equal(await refusal(app.request('/api/tencent/credentials', { method: 'POST', headers, body })), 'unauthenticated');
});

test('while Tencent is away nobody gets a room that is not there', async (t) => {
  const { stub, ask, credentials } = await setUpTencent(t);
  await ask('host', 'POST', '', { id: 'friday', title: 'Friday' });
  stub.fail('create_group', { status: 500 }, { status: 500 }, { status: 500 });

  const first = await credentials('viewer', { liveId: 'friday', purpose: 'listen' });
  assert.equal(first.status, 503);
  assert.ok(first.headers.get('Retry-After'));
  assert.equal((await credentials('viewer', { liveId: 'friday', purpose: 'listen' })).status, 200);
});

test('people are known at Tencent by name and picture before they speak', async (t) => {
  const { stub, show, credentials } = await setUpTencent(t);
  await show('friday');
  await credentials('viewer', { liveId: 'friday', purpose: 'talk' }, { name: 'Ana', avatarUrl: 'https://shop.example/ana.png' });
  await until(() => stub.accounts.has('test-viewer'), 'the account');

  assert.deepEqual(stub.accounts.get('test-viewer'), { nick: 'Ana', faceUrl: 'https://shop.example/ana.png' });
});

test('credentials say where the crowd plays, and through which proxies', async (t) => {
  const { show, credentials } = await setUpTencent(t, {
    env: {
      TENCENT_CDN_PLAY_URL: 'https://play.example/live/{liveId}.m3u8',
      TENCENT_CHAT_PROXY: 'ws://127.0.0.1:5300',
    },
  });
  await show('friday');

  const { cdn, proxies } = await read(TencentCredentials, credentials('guest', { liveId: 'friday', purpose: 'listen' }));

  assert.deepEqual(cdn, { hlsUrl: 'https://play.example/live/friday.m3u8', latencyMs: 8000 });
  assert.deepEqual(proxies, { chat: 'ws://127.0.0.1:5300' });
});

test('a session says which provider carries the rooms', async (t) => {
  for (const [env, provider] of [
    [{}, 'embedded'],
    [{ TENCENT_SDKAPPID: '1400000001', TENCENT_SECRETKEY: 'k'.repeat(64) }, 'tencent'],
  ] as const) {
    const server = await setUp({ env, mount: (app, deps, auth) => void app.route('/api/sessions', sessionRoutes(auth, deps)) });
    t.after(() => server.close());
    const session = await read(
      Session,
      server.app.request('/api/sessions', { method: 'POST', headers: await server.as('guest'), body: '{}' }),
    );
    assert.equal(session.provider, provider);
  }
});

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';
import { Session } from '@vitrine/core/schemas/user.ts';
import { TencentCredentials } from '@vitrine/core/schemas/tencent.ts';
import { WebSocket } from 'ws';
import { createApp } from '../app.ts';
import { createMedia, type Media } from '../media/create-media.ts';
import { read, refusal, setUp as setUpServer } from '../testing/set-up.ts';
import { setUpStub } from './testing.ts';

const noMedia = { engine: {}, listen() {}, close: async () => {} } as unknown as Media;

/** The whole server, with or without Tencent. */
async function setUp(t: TestContext, env: Record<string, string>) {
  const { deps, close } = await setUpServer({ env });
  const media = deps.config.tencent ? await createMedia(deps) : noMedia;
  const app = await createApp(deps, { media, sessionKey: new Uint8Array(32).fill(7) });
  t.after(async () => {
    await app.stop();
    await close();
  });
  const post = (path: string, body: unknown, token?: string) =>
    app.fetch(
      new Request(`http://localhost${path}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) },
        body: JSON.stringify(body),
      }),
    );
  return { app, deps, post };
}

test('without Tencent there is no trace of it', async (t) => {
  const { app, post } = await setUp(t, {});
  const session = await read(Session, post('/api/sessions', {}));

  assert.equal(session.provider, 'embedded');
  assert.equal(
    await refusal(post('/api/tencent/credentials', { liveId: 'friday', purpose: 'listen' }, session.token)),
    'not-found',
  );
  assert.equal(await refusal(post('/api/tencent/webhook/anything', {})), 'not-found');
  assert.equal((await app.fetch(new Request('http://localhost/vendor/trtc-sdk-v5/trtc.js'))).status, 404);
});

test('with Tencent, sessions say so, rooms are there, and neither sockets nor WHIP are', async (t) => {
  const { env } = await setUpStub(t);
  const { app, deps, post } = await setUp(t, env);
  const guest = await read(Session, post('/api/sessions', {}));
  assert.equal(guest.provider, 'tencent');
  const { createTokens } = await import('../auth/tokens.ts');
  const tokens = await createTokens({ key: new Uint8Array(32).fill(7), shopSecret: deps.config.shopSecret, now: deps.now });
  const { token } = await tokens.signSession({ userId: 'hana', name: 'Hana', role: 'host', rooms: [] });
  assert.equal((await post('/api/lives', { id: 'friday', title: 'Friday' }, token)).status, 201);

  const credentials = await read(
    TencentCredentials,
    post('/api/tencent/credentials', { liveId: 'friday', purpose: 'listen' }, guest.token),
  );
  assert.equal(credentials.group.id, 'friday');
  const whip = await app.fetch(
    new Request('http://localhost/whip/friday', {
      method: 'POST',
      headers: { 'Content-Type': 'application/sdp', Authorization: `Bearer ${token}` },
      body: 'v=0',
    }),
  );
  assert.equal(await refusal(whip), 'unavailable');

  const http = createServer();
  app.attach(http);
  http.on('request', (_, response) => response.writeHead(404).end());
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  t.after(() => http.close());
  const socket = new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}/api/lives/friday/socket`);
  const [error] = (await once(socket, 'error')) as [Error];
  assert.match(error.message, /404/);
});

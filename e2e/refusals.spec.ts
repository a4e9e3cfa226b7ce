import { expect, test } from '@playwright/test';
import { SignJWT, UnsecuredJWT } from 'jose';
import { joinRoom, openSocket } from './support/room-client.ts';
import { TestServer } from './support/server.ts';

let server: TestServer;
let viewer: string;
let admin: string;

test.beforeAll(async () => {
  server = await TestServer.start();
  viewer = await server.token('viewer');
  admin = await server.token('admin');
});
test.afterAll(async () => server.dispose());

/** The code of a refusal, after checking that it has the one error body and no stack trace. */
async function refusal(answer: Response): Promise<string> {
  const text = await answer.text();
  const body = JSON.parse(text) as { error: { code: string; message: string } };
  expect(Object.keys(body)).toEqual(['error']);
  expect(body.error.message).not.toBe('');
  expect(text).not.toMatch(/node_modules|at \w+ \(|\.ts:\d+/);
  return body.error.code;
}

test('malformed JSON, wrong types and unknown rooms get the documented error', async () => {
  const cases: [string, string, unknown, string][] = [
    ['POST', '/api/sessions', '{"token":', 'invalid'],
    ['POST', '/api/products', { title: 7, skus: [] }, 'invalid'],
    ['POST', '/api/products', { title: 'x', skus: [{ prices: [{ amount: 9.5, currency: 'USD' }], stock: 1 }] }, 'invalid'],
    ['POST', '/api/products', { title: 'x', skus: [{ prices: [{ amount: 1, currency: 'usd' }], stock: -1 }] }, 'invalid'],
    ['POST', '/api/lives', { title: '' }, 'invalid'],
    ['POST', '/api/lives', { title: 'x', id: '../etc' }, 'invalid'],
    ['GET', '/api/lives/nowhere', undefined, 'not-found'],
    ['POST', '/api/lives/nowhere/popup', { productId: 'x' }, 'not-found'],
    ['GET', '/api/lives/nowhere/metadata', undefined, 'not-found'],
    ['GET', '/api/orders/nothing', undefined, 'not-found'],
    ['POST', '/api/cart/lines', { skuId: 'nothing', quantity: 1 }, 'not-found'],
    ['POST', '/api/cart/lines', { skuId: 'nothing', quantity: 1e9 }, 'invalid'],
    ['GET', '/api/nothing', undefined, 'not-found'],
  ];
  for (const [method, path, body, code] of cases) {
    const answer = await server.api(method, path, { token: admin, body });
    expect([path, await refusal(answer)], JSON.stringify(body)).toEqual([path, code]);
  }
});

test('oversized bodies and frames are refused', async () => {
  const answer = await server.api('POST', '/api/products', { token: admin, body: { title: 'x'.repeat(2_000_000) } });
  expect(answer.status).toBe(413);
  expect(await refusal(answer)).toBe('too-large');

  const room = await joinRoom(server, 'friday', viewer);
  room.send({ type: 'barrage', id: '1', text: 'x'.repeat(100_000) });
  await room.until(() => (room.closed ? true : undefined), 'the socket to close');
});

test('expired, foreign and unsigned tokens are refused everywhere', async () => {
  const sign = (secret: string, expires: string) =>
    new SignJWT({ role: 'admin' })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject('mallory')
      .setAudience('vitrine')
      .setIssuedAt()
      .setExpirationTime(expires)
      .sign(new TextEncoder().encode(secret));
  const tokens = [
    await sign('a-foreign-secret-that-is-long-enough!', '5m'),
    new UnsecuredJWT({ role: 'admin', sub: 'mallory' }).setAudience('vitrine').setIssuedAt().setExpirationTime('5m').encode(),
    `${viewer.slice(0, -4)}AAAA`,
    'nonsense',
  ];
  for (const token of tokens) {
    const answers = [
      await server.api('POST', '/api/sessions', { body: { token } }),
      await server.api('POST', '/api/products', { token, body: {} }),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(401);
      expect(await refusal(answer)).toBe('unauthenticated');
    }
    const publish = await fetch(`${server.url}/whip/friday`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/sdp' },
      body: 'v=0',
    });
    expect(publish.status).toBe(401);
    const room = await openSocket(server, 'friday');
    room.send({ type: 'auth', token });
    await room.until(() => room.closeCode, 'the socket to close');
    expect(room.closeCode).toBe(4401);
  }
});

test('a viewer may not publish, pop up, write products or read other people’s orders', async () => {
  const publish = await fetch(`${server.url}/whip/friday`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${viewer}`, 'Content-Type': 'application/sdp' },
    body: 'v=0',
  });
  expect(publish.status).toBe(403);
  expect((await server.api('POST', '/api/lives/friday/popup', { token: viewer, body: { productId: 'x' } })).status).toBe(403);
  expect((await server.api('POST', '/api/lives/friday/start', { token: viewer })).status).toBe(403);
  expect((await server.api('POST', '/api/products', { token: viewer, body: { title: 'x', skus: [] } })).status).not.toBe(201);
});

test('a URL that would run is refused and nothing of it is stored', async () => {
  for (const url of [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' java\tscript:alert(1)',
    'data:text/html,<script>1</script>',
    'vbscript:x',
  ]) {
    const sku = { prices: [{ amount: 100, currency: 'USD' }], stock: 1 };
    const attempts: [string, object][] = [
      ['/api/products', { title: 'x', url, skus: [sku] }],
      ['/api/products', { title: 'x', images: [url], skus: [sku] }],
      ['/api/lives', { title: 'x', coverUrl: url }],
    ];
    for (const [path, body] of attempts) {
      const answer = await server.api('POST', path, { token: admin, body });
      expect([url, await refusal(answer)]).toEqual([url, 'invalid']);
    }
  }
  const everything =
    (await (await server.api('GET', '/api/products?limit=100', { token: admin })).text()) +
    (await (await server.api('GET', '/api/lives', { token: admin })).text());
  expect(everything).not.toMatch(/script:|data:/i);
});

test('what only the server may say is refused from a user and reaches nobody', async () => {
  const sender = await joinRoom(server, 'friday', viewer);
  const other = await joinRoom(server, 'friday', await server.token('viewer'));

  for (const type of ['GOODS_ON_SHELF', 'order.paid', 'stock.changed', 'live.ended']) {
    await expect(sender.sendCustom(type, { goodsId: 'forged', price: 1 })).rejects.toThrow('forbidden');
  }
  sender.send({
    type: 'barrage',
    id: 'b1',
    text: 'hello',
    eventId: 'x',
    sender: { userId: 'host', userName: 'Host', role: 'host' },
  });
  await other.event('barrage.sent');

  expect(other.events.map((event) => event.type).filter((type) => !type.startsWith('audience.'))).toEqual(['barrage.sent']);
  expect(
    (other.events.find((event) => event.type === 'barrage.sent') as unknown as { sender: { role: string } }).sender.role,
  ).toBe('viewer');
  expect(JSON.stringify(other.frames)).not.toContain('forged');
  sender.close();
  other.close();
});

test('frames that do not fit close the socket with 4400, silence with 4408', async () => {
  const rude = await joinRoom(server, 'friday', viewer);
  rude.send('{"type":');
  await rude.until(() => rude.closeCode, 'the socket to close');
  expect(rude.closeCode).toBe(4400);

  const silent = await openSocket(server, 'friday');
  await silent.until(() => silent.closeCode, 'the socket to close');
  expect(silent.closeCode).toBe(4408);
});

test('a page of another origin gets neither an answer nor a socket', async () => {
  const answer = await server.api('GET', '/api/products', { headers: { Origin: 'https://evil.example' } });
  expect(answer.headers.get('Access-Control-Allow-Origin')).toBeNull();
  await expect(openSocket(server, 'friday', { Origin: 'https://evil.example' })).rejects.toThrow();
});

test('the demo answers this machine only', async () => {
  const proxied = await server.api('POST', '/demo/session', {
    body: { role: 'host' },
    headers: { 'X-Forwarded-For': '203.0.113.9' },
  });
  expect(proxied.status).toBe(403);
});

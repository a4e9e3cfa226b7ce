import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';
import { LiveError } from '../../errors.ts';
import { isFinal, retryDelay } from './retry-delay.ts';
import { postOffer, removeResource } from './whip.ts';

async function setUp(t: TestContext, answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/whep/friday`;
  return { server, url, post: (signal = new AbortController().signal) => postOffer(url, 'v=0', 'secret', signal) };
}

test('an offer brings an answer and an absolute resource', async (t) => {
  let seen: IncomingMessage['headers'] | undefined;
  const { url, post } = await setUp(t, (request, response) => {
    seen = request.headers;
    response.writeHead(201, { Location: '/whep/resources/abc' }).end('v=0 answer');
  });
  assert.deepEqual(await post(), { sdp: 'v=0 answer', resource: new URL('/whep/resources/abc', url).href });
  assert.deepEqual([seen!['content-type'], seen!.authorization], ['application/sdp', 'Bearer secret']);
});

test('a refusal of our server keeps its code, details and time', async (t) => {
  const { post } = await setUp(t, (_request, response) => {
    const error = { code: 'unavailable', message: 'No room', details: { reason: 'full' } };
    response.writeHead(503, { 'Retry-After': '5' }).end(JSON.stringify({ error }));
  });
  await assert.rejects(post(), { code: 'unavailable', message: 'No room', retryAfter: 5, details: { reason: 'full' } });
});

test('a refusal of any other server is read from its status', async (t) => {
  let status = 0;
  const { post } = await setUp(t, (_request, response) => response.writeHead(status).end('no'));
  const expected = {
    401: 'unauthenticated',
    403: 'forbidden',
    404: 'not-found',
    406: 'unsupported',
    409: 'conflict',
    502: 'unavailable',
  };
  for (const [code, name] of Object.entries({ ...expected, 418: 'invalid' })) {
    status = Number(code);
    await assert.rejects(post(), { code: name });
  }
});

test('nobody there is offline, leaving is cancelled', async (t) => {
  const { server, post } = await setUp(t, () => undefined);
  const leaving = new AbortController();
  const pending = post(leaving.signal);
  leaving.abort();
  await assert.rejects(pending, { code: 'cancelled' });
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await assert.rejects(post(), { code: 'offline' });
});

test('a resource is given back with the token', async (t) => {
  const { url } = await setUp(t, (request, response) => {
    deleted(`${request.method} ${request.url} ${request.headers.authorization}`);
    response.end();
  });
  let deleted: (request: string) => void = () => undefined;
  const request = new Promise<string>((resolve) => (deleted = resolve));
  removeResource(url, 'secret');
  assert.equal(await request, 'DELETE /whep/friday Bearer secret');
});

test('who is expected is asked for often, trouble less and less, and a stated time is kept', () => {
  const missing = new LiveError('not-found', '');
  assert.deepEqual(
    [1, 2, 9].map((attempts) => retryDelay(missing, attempts, 0.5)),
    [500, 750, 2000],
  );
  const offline = new LiveError('offline', '');
  assert.deepEqual(
    [1, 2, 9].map((attempts) => retryDelay(offline, attempts, 0.5)),
    [500, 1000, 8000],
  );
  const full = new LiveError('unavailable', '', { retryAfter: 5 });
  assert.deepEqual([retryDelay(full, 1, 0), retryDelay(full, 1, 1)], [5000, 7500]);
  assert.deepEqual([isFinal(missing), isFinal(offline), isFinal(new LiveError('forbidden', ''))], [false, false, true]);
});

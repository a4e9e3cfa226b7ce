import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';
import { createSafeFetch, isPublicAddress } from './safe-fetch.ts';

/** A server on this machine, and how to ask it by a name that resolves to it. */
async function serve(t: TestContext, listener: RequestListener): Promise<{ port: number; url: (path?: string) => string }> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { port, url: (path = '/') => `http://127.0.0.1:${port}${path}` };
}

const PRIVATE = [
  '127.0.0.1',
  '127.9.9.9',
  '0.0.0.0',
  '0.1.2.3',
  '10.0.0.1',
  '100.64.0.1',
  '169.254.169.254',
  '172.16.0.1',
  '192.0.0.1',
  '192.168.1.1',
  '198.18.0.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:10.0.0.1',
  '::127.0.0.1',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
  '2001::1',
  'fc00::1',
  'fd12:3456::1',
  'fe80::1',
  'ff02::1',
];

test('only addresses of the public internet are public', () => {
  assert.deepEqual(PRIVATE.filter(isPublicAddress), []);
  for (const address of ['8.8.8.8', '1.1.1.1', '93.184.216.34', '2606:4700:4700::1111']) assert.ok(isPublicAddress(address));
  assert.equal(isPublicAddress('localhost'), false);
});

test('a literal private address is refused, however it is spelt', async () => {
  const safeFetch = createSafeFetch();
  const hosts = [
    ...PRIVATE.map((address) => (address.includes(':') ? `[${address}]` : address)),
    '0x7f.1',
    '0177.0.0.1',
    '2130706433',
    '127.1',
  ];
  for (const host of hosts) await assert.rejects(safeFetch(`http://${host}/`), { code: 'invalid' }, host);
});

test('a name that means a private address is refused, even among public ones', async () => {
  for (const addresses of [['10.0.0.1'], ['93.184.216.34', '127.0.0.1'], ['::1'], []]) {
    const safeFetch = createSafeFetch({
      lookup: async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    });
    await assert.rejects(safeFetch('http://rebind.example/'), { code: 'invalid' }, addresses.join());
  }
});

test('a name is resolved once, and the address that was checked is the one that is connected to', async (t) => {
  const { port } = await serve(t, (_request, response) => response.end('hello'));
  let asked = 0;
  // The second answer would lead to a machine inside; nobody may ask for it.
  const lookup = async () => [{ address: asked++ === 0 ? '127.0.0.1' : '10.0.0.1', family: 4 }];

  const answer = await createSafeFetch({ allowLoopback: true, lookup })(`http://twice.example:${port}/`);

  assert.equal(answer.body.toString(), 'hello');
  assert.equal(asked, 1);
});

test('other schemes, users and nonsense are refused', async () => {
  const safeFetch = createSafeFetch();
  for (const url of ['file:///etc/passwd', 'ftp://a.example/', 'gopher://a.example/', 'http://user:pw@a.example/', 'nonsense'])
    await assert.rejects(safeFetch(url), { code: 'invalid' }, url);
});

test('a redirect is followed only where it is allowed, and never to the inside', async (t) => {
  const { url } = await serve(t, (request, response) => {
    if (request.url === '/there') return void response.end('there');
    const targets: Record<string, string> = {
      '/inside': 'http://169.254.169.254/latest',
      '/loop': '/loop',
      '/file': 'file:///etc/passwd',
    };
    response.writeHead(302, { Location: targets[request.url ?? ''] ?? '/there' }).end();
  });
  const safeFetch = createSafeFetch({ allowLoopback: true });

  assert.equal((await safeFetch(url('/'))).status, 302);
  assert.equal((await safeFetch(url('/'), { redirects: 3 })).body.toString(), 'there');
  for (const path of ['/inside', '/loop', '/file'])
    await assert.rejects(safeFetch(url(path), { redirects: 3 }), { code: 'invalid' }, path);
});

test('an answer that is too large, packed, or never ends is given up', async (t) => {
  const { url } = await serve(t, (request, response) => {
    if (request.url === '/packed') response.writeHead(200, { 'Content-Encoding': 'gzip' }).end('x');
    else if (request.url === '/silent') return;
    else if (request.url === '/slow') {
      response.write('x');
    } else {
      const pour = (): void => void (response.destroyed || response.write(Buffer.alloc(65_536), pour));
      pour();
    }
  });
  const safeFetch = createSafeFetch({ allowLoopback: true });

  await assert.rejects(safeFetch(url('/endless'), { maxBytes: 100_000 }), { code: 'too-large' });
  await assert.rejects(safeFetch(url('/packed')), { code: 'invalid' });
  for (const path of ['/silent', '/slow']) await assert.rejects(safeFetch(url(path), { timeoutMs: 50 }), { code: 'unavailable' });
});

test('what is sent arrives, and any status is an answer', async (t) => {
  const { url } = await serve(t, async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    response.writeHead(410, { 'X-Seen': String(request.headers['webhook-id']) }).end(`${request.method} ${body}`);
  });
  const answer = await createSafeFetch({ allowLoopback: true })(url(), {
    method: 'POST',
    headers: { 'webhook-id': 'w1' },
    body: '{"a":1}',
  });
  assert.deepEqual([answer.status, answer.headers['x-seen'], answer.body.toString()], [410, 'w1', 'POST {"a":1}']);
});

test('a server that is not there is unavailable', async (t) => {
  const { url, port } = await serve(t, (_request, response) => response.end());
  const lookup = async (): Promise<never> => Promise.reject(new Error('ENOTFOUND'));
  await assert.rejects(createSafeFetch({ lookup })('http://nowhere.example/'), { code: 'unavailable' });
  await assert.rejects(createSafeFetch()(url()), { code: 'invalid' });
  await assert.rejects(createSafeFetch({ allowLoopback: true })(`https://127.0.0.1:${port}/`), { code: 'unavailable' });
});

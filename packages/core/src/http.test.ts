import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import * as v from 'valibot';
import { createRequest } from './http.ts';

function setUp(t: TestContext) {
  const sent: { url: string; token: string | null }[] = [];
  t.mock.method(globalThis, 'fetch', async (url: URL, init: RequestInit) => {
    sent.push({ url: url.href, token: new Headers(init.headers).get('Authorization') });
    return Response.json({});
  });
  const asked: (boolean | undefined)[] = [];
  const token = async (renew?: boolean) => {
    asked.push(renew);
    return 'session-1';
  };
  return { sent, asked, request: createRequest('https://live.example.com//', token) };
}

test('a request carries the session’s token', async (t) => {
  const { sent, request } = setUp(t);
  await request(v.object({}), 'GET', '/cart');
  assert.deepEqual(sent, [{ url: 'https://live.example.com/api/cart', token: 'Bearer session-1' }]);
});

test('what everybody may read is asked for without waiting for a session', async (t) => {
  const { sent, asked, request } = setUp(t);
  await request(v.object({}), 'GET', '/lives/friday', { anonymous: true });
  assert.deepEqual(sent, [{ url: 'https://live.example.com/api/lives/friday', token: null }]);
  assert.deepEqual(asked, []);
});

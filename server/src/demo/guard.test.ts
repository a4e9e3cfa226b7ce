import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Hono } from 'hono';
import { pino } from 'pino';
import { onError } from '../http/on-error.ts';
import { isLocalRequest, localOnly } from './guard.ts';

const app = new Hono().use(localOnly).get('/', (c) => c.text('hello'));
app.onError(onError(pino({ level: 'silent' })) as never);

test('this machine is answered, under each of its names', async () => {
  for (const Host of ['localhost:8787', '127.0.0.1', '[::1]:8787'])
    assert.equal((await app.request('/', { headers: { Host } })).status, 200);
});

test('a name that was rebound to this machine is not', async () => {
  for (const Host of ['evil.example', 'localhost.evil.example', '127.0.0.1.nip.io', '203.0.113.9:8787']) {
    assert.equal((await app.request('/', { headers: { Host } })).status, 403);
  }
});

test('a request that came through a proxy is not', async () => {
  for (const name of ['X-Forwarded-For', 'X-Forwarded-Host', 'Forwarded']) {
    assert.equal((await app.request('/', { headers: { Host: 'localhost', [name]: 'x' } })).status, 403);
  }
});

test('a socket without a Host is refused', () => {
  assert.equal(isLocalRequest({}), false);
});

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { setUp as setUpServer } from '../testing/set-up.ts';

async function setUp(t: TestContext) {
  const server = await setUpServer({
    mount(app) {
      app.get('/api/plain', (c) => c.json({}));
      app.get('/page', (c) => c.html('', 200, { 'Content-Security-Policy': "default-src 'self'" }));
      app.get('/api/bug', () => {
        throw new TypeError('a secret of the inside');
      });
    },
  });
  t.after(() => server.close());
  return server.app;
}

test('every answer forbids frames, sniffing and storage, and a page keeps its own policy', async (t) => {
  const app = await setUp(t);

  const answer = await app.request('/api/plain');
  const page = await app.request('/page');

  assert.equal(answer.headers.get('Content-Security-Policy'), "default-src 'none'; frame-ancestors 'none'");
  assert.equal(answer.headers.get('X-Content-Type-Options'), 'nosniff');
  assert.equal(answer.headers.get('Cache-Control'), 'no-store');
  assert.equal(page.headers.get('Content-Security-Policy'), "default-src 'self'");
});

test('a bug answers 503 with a retry and tells nothing of the inside', async (t) => {
  const app = await setUp(t);

  const answer = await app.request('/api/bug');

  assert.equal(answer.status, 503);
  assert.equal(answer.headers.get('Retry-After'), '1');
  assert.doesNotMatch(await answer.text(), /secret/);
});

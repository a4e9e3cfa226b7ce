import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { createExternalEngine } from './external-engine.ts';

async function setUp(t: TestContext, status = 201) {
  const requests: string[] = [];
  const other = createServer((request: IncomingMessage, response) => {
    requests.push(`${request.method} ${request.url}`);
    response.writeHead(request.method === 'DELETE' ? 200 : status, {
      Location: `/resource${request.url}`,
      'Content-Type': 'application/sdp',
    });
    response.end('an answer');
  }).listen(0, '127.0.0.1');
  await once(other, 'listening');
  t.after(() => other.close());
  const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
  const changes: string[] = [];
  const engine = createExternalEngine({
    whipUrl: `${url}/whip`,
    whepUrl: `${url}/whep`,
    onPublisherChanged: (name, onAir) => changes.push(`${name} ${onAir ? 'on' : 'off'}`),
  });
  return { engine, requests, changes };
}

test('an offer goes to the other server, and its resource can be removed by our id', async (t) => {
  const { engine, requests, changes } = await setUp(t);

  const { id, answer } = await engine.publish('friday', 'an offer');
  await engine.remove(id);

  assert.equal(answer, 'an answer');
  assert.deepEqual(requests, ['POST /whip/friday', 'DELETE /resource/whip/friday']);
  assert.deepEqual(changes, ['friday on', 'friday off']);
  assert.equal(await engine.remove(id), false);
});

test('removing a connection that was replaced leaves the name on air', async (t) => {
  const { engine, changes } = await setUp(t);
  const first = await engine.publish('friday', 'an offer');
  await engine.publish('friday', 'another offer');

  await engine.remove(first.id);

  assert.deepEqual(changes, ['friday on', 'friday on']);
});

test('a full server means unavailable, an unknown name not-found', async (t) => {
  const full = await setUp(t, 503);
  const empty = await setUp(t, 404);

  await assert.rejects(full.engine.play('friday', 'an offer'), { code: 'unavailable' });
  await assert.rejects(empty.engine.play('friday', 'an offer'), { code: 'not-found' });
});

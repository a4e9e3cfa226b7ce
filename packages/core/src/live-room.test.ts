import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { createRoom } from './live-room.ts';
import { createSimulatedRoom } from './providers/simulated/simulated-room.ts';
import { eventually } from './testing/eventually.ts';

function setUp(t: TestContext) {
  const { room, stage } = createSimulatedRoom();
  t.after(() => room.close());
  const count = (path: RegExp) => stage.requests.filter((asked) => asked.method === 'GET' && path.test(asked.path)).length;
  return { room, stage, count };
}

test('after a reconnect the metadata is read again', async (t) => {
  const { room, stage, count } = setUp(t);
  await room.liveList.joinLive();
  const before = count(/metadata$/);

  stage.setState('recovering');
  stage.setState('open');
  await eventually(() => count(/metadata$/) > before);
});

test('a closed room is closed in all its parts', (t) => {
  const { room, stage } = setUp(t);

  room.liveList.leaveLive();
  stage.barrage('Anybody?');

  assert.equal(room.closed.aborted, true);
  assert.equal(room.channel.state, 'closed');
  assert.deepEqual(room.barrage.messageList, []);
});

test('where there is no WebSocket a room says so instead of failing', async (t) => {
  t.mock.method(globalThis, 'fetch', async () => Response.json({ error: { code: 'not-found', message: 'No' } }, { status: 404 }));

  const room = createRoom({ server: 'https://live.example.com/', liveId: 'friday' });
  t.after(() => room.close());

  assert.equal(room.server, 'https://live.example.com');
  if (!('WebSocket' in globalThis)) await eventually(() => room.channel.failure === 'unsupported');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hostRoom } from './host-room.ts';
import { createSimulatedRoom } from './providers/simulated/simulated-room.ts';

test('whoever asks for the host’s side of a room gets the same camera', () => {
  const { room } = createSimulatedRoom({ role: 'host' });
  const host = hostRoom(room);

  assert.equal(hostRoom(room), host);
  assert.equal(hostRoom(host), host);
  assert.notEqual(hostRoom(createSimulatedRoom({ role: 'host' }).room).device, host.device);
  room.close();
});

test('the host’s side sees what the room sees, and ends with it', async () => {
  const { room, stage } = createSimulatedRoom({ role: 'host', live: { status: 'scheduled', onAir: false } });
  const host = hostRoom(room);
  await room.liveList.joinLive();

  stage.live('live');
  assert.equal(host.liveList.currentLive?.status, 'live');
  host.close();

  assert.equal(room.closed.aborted, true);
  assert.equal(host.broadcast.state, 'off');
});

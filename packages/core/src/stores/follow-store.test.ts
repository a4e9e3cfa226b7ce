import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { createSimulatedRoom, type SimulatedRoomOptions } from '../providers/simulated/simulated-room.ts';
import { eventually } from '../testing/eventually.ts';
import { followStore } from './follow-store.ts';

async function setUp(t: TestContext, options?: SimulatedRoomOptions) {
  const { room, stage } = createSimulatedRoom(options);
  t.after(() => room.close());
  const store = followStore(room);
  await eventually(() => store.following !== undefined);
  return { room, stage, store };
}

test('a visitor follows the host, and no longer', async (t) => {
  const { store } = await setUp(t);
  const before = store.followers;

  await store.follow();
  const [following, followers] = [store.following, store.followers];
  await store.unfollow();

  assert.deepEqual([following, followers], [true, before + 1]);
  assert.deepEqual([store.following, store.followers], [false, before]);
});

test('elements of one room share what they know', async (t) => {
  const { room, store } = await setUp(t);

  assert.equal(followStore(room), store);
});

test('a refusal changes nothing, and says why', async (t) => {
  const { store } = await setUp(t, { role: 'guest' });

  await assert.rejects(store.follow(), { code: 'forbidden' });

  assert.equal(store.following, false);
  assert.equal(store.failure, 'forbidden');
});

test('another host is asked about anew', async (t) => {
  const { room, stage, store } = await setUp(t);
  await store.follow();
  const asked = () => stage.requests.filter(({ method, path }) => method === 'GET' && path === '/users/host-2').length;

  stage.emit({ type: 'live.updated', live: { ...room.liveList.currentLive!, hostId: 'host-2' } });
  await eventually(() => asked() === 1);

  assert.equal(asked(), 1);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';
import { Audience } from '@vitrine/core/schemas/audience.ts';
import { Likes } from '@vitrine/core/schemas/like.ts';
import { Live } from '@vitrine/core/schemas/live.ts';
import { ServerFrame } from '@vitrine/core/schemas/socket.ts';
import { RoomEvent } from '@vitrine/core/schemas/room-event.ts';
import { liveById } from '../live/statements.ts';
import { read } from '../testing/set-up.ts';
import { setUpRooms, until } from './testing.ts';

test('everything that goes over the wire fits its schema', async (t) => {
  const { show, join, ask, product, rooms } = await setUpRooms(t);
  await show('friday');
  await product('p1');
  const client = await join('friday', 'viewer');

  await ask('host', 'POST', '/friday/start');
  await ask('host', 'PUT', '/friday/shelf', { productIds: ['p1'] });
  await ask('host', 'POST', '/friday/popup', { productId: 'p1' });
  await ask('host', 'PATCH', '/friday', { notice: 'Hello' });
  await ask('host', 'POST', '/friday/likes', { count: 2 });
  await ask('host', 'POST', '/friday/members/bo/mute', { seconds: 5 });
  await ask('host', 'POST', '/friday/members/bo/ban', { seconds: 5 });
  rooms.mediaChanged('friday', true);
  rooms.mediaRestarted();
  client.send({ type: 'barrage', id: '1', text: 'hello' });
  client.send({ type: 'ping' });
  await ask('host', 'POST', '/friday/end');
  await client.heard('live.ended');
  await client.heard('audience.counted');

  for (const frame of client.frames) v.parse(ServerFrame, frame);
  for (const event of client.events) v.parse(RoomEvent, event);
  const expected = ['GOODS_ON_SHELF', 'GOODS_OFF_SHELF', 'live.started', 'live.updated', 'shelf.changed', 'like.counted'];
  for (const type of [...expected, 'member.muted', 'member.banned', 'media.changed', 'media.restarted', 'barrage.sent']) {
    assert.ok(
      client.events.some((event) => event.type === type),
      type,
    );
  }
});

test('a lone event goes out at once, a stream of them in few frames', async (t) => {
  const { show, join, rooms } = await setUpRooms(t);
  await show('friday');
  const client = await join('friday', 'viewer');
  await client.heard('audience.counted');
  await sleep(300);
  const before = client.all('events').length;

  rooms.mediaChanged('friday', true);
  rooms.mediaChanged('friday', false);
  await until(() => client.ofType('media.changed').length === 2);
  assert.equal(client.all('events').length - before, 2);
  for (let i = 0; i < 100; i++) {
    rooms.mediaChanged('friday', true);
    await sleep(2);
  }
  await until(() => client.ofType('media.changed').length === 102);

  const frames = client.all('events').length - before;
  assert.ok(frames < 40, `${frames} frames`);
});

test('likes are summed exactly, written, and told once a window', async (t) => {
  const { show, join, ask, deps } = await setUpRooms(t);
  await show('friday');
  const client = await join('friday', 'viewer');

  const totals = await Promise.all(
    Array.from({ length: 40 }, async () => (await read(Likes, ask('viewer', 'POST', '/friday/likes', { count: 3 }))).total),
  );

  assert.equal(Math.max(...totals), 120);
  assert.equal((await liveById(deps.db, 'friday'))!.likeCount, 120);
  await until(() => client.ofType('like.counted').at(-1)?.total === 120);
  const counted = client.ofType('like.counted');
  assert.equal(
    counted.reduce((sum, { added }) => sum + added, 0),
    120,
  );
  assert.ok(counted.length <= 4, `${counted.length} messages`);
  assert.equal((await ask('viewer', 'POST', '/nowhere/likes', { count: 1 })).status, 404);
});

test('the audience counts people, not tabs, and forgives a reconnect', async (t) => {
  const { show, join, ask } = await setUpRooms(t);
  await show('friday');
  const watcher = await join('friday', 'host');
  const tab = await join('friday', 'viewer', { userId: 'ana', name: 'Ana' });
  const second = await join('friday', 'viewer', { userId: 'ana', name: 'Ana' });
  const audience = () => read(Audience, ask('guest', 'GET', '/friday/audience'));

  const now = await audience();
  assert.equal(now.count, 2);
  assert.deepEqual(
    now.items.map(({ userId, role }) => [userId, role]),
    [
      ['ana', 'viewer'],
      ['test-host', 'host'],
    ],
  );
  await until(() => watcher.ofType('audience.counted').at(-1)?.count === 2);

  tab.ws.close();
  second.ws.close();
  await until(() => second.closed !== undefined);
  const back = await join('friday', 'viewer', { userId: 'ana', name: 'Ana' });
  await sleep(1500);
  assert.equal((await audience()).count, 2);
  assert.equal(watcher.ofType('audience.joined').filter(({ user }) => user.userId === 'ana').length, 1);

  back.ws.close();
  await until(async () => (await audience()).count === 1);
  await watcher.heard('audience.left');
  assert.equal((await read(Live, ask('guest', 'GET', '/friday'))).audienceCount, 1);
});

test('the room tells who is on air, and everybody when the engine restarted', async (t) => {
  const { show, join, ask, rooms } = await setUpRooms(t);
  await show('friday');
  const client = await join('friday', 'viewer');
  const onAir = async (): Promise<boolean> => (await read(Live, ask('guest', 'GET', '/friday'))).onAir;

  rooms.mediaChanged('friday~guest', true);
  assert.equal(await onAir(), false);
  rooms.mediaChanged('friday', true);
  assert.equal(await onAir(), true);
  assert.equal((await (await join('friday', 'guest')).frame('welcome')).snapshot!.live.onAir, true);
  rooms.mediaRestarted();

  await client.heard('media.restarted');
  assert.equal(await onAir(), false);
});

test('the numbers of the rooms can be read', async (t) => {
  const { show, join, deps } = await setUpRooms(t);
  await show('friday');
  await join('friday', 'viewer');

  const text = await deps.metrics.metrics();

  assert.match(text, /vitrine_sockets 1\n/);
  assert.match(text, /vitrine_relay_lag_seconds 0\n/);
  assert.match(text, /vitrine_relay_dead_letters_total 0\n/);
});

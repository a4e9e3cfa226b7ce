import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MemberPage } from '@vitrine/core/schemas/audience.ts';
import type { EventOf } from '@vitrine/core/schemas/room-event.ts';
import { until } from '../rooms/testing.ts';
import { read, refusal } from '../testing/set-up.ts';
import { say, setUpModeration } from './testing.ts';

const ana = { userId: 'ana', name: 'Ana' };

test('whom the host appoints moderates this room at once, is stamped so, and no longer once dismissed', async (t) => {
  const { join, ask, user, show, acts } = await setUpModeration(t);
  await show('saturday');
  await user('ana');
  const socket = await join('friday', 'viewer', ana);
  const mute = (liveId: string) => ask('viewer', 'POST', `/${liveId}/members/bo/mute`, { seconds: 60 }, ana);
  assert.equal((await mute('friday')).status, 403);

  assert.equal((await ask('host', 'PUT', '/friday/administrators/ana')).status, 200);
  const appointed = (await socket.heard('member.appointed')) as EventOf<'member.appointed'>;

  assert.equal(appointed.userId, 'ana');
  assert.equal((await mute('friday')).status, 200);
  assert.equal((await mute('saturday')).status, 403);
  assert.equal((await ask('viewer', 'POST', '/friday/end', undefined, ana)).status, 403);
  assert.equal((await ask('viewer', 'PUT', '/friday/administrators/bo', undefined, ana)).status, 403);
  assert.equal(await say(socket, 'mind your fucking language'), 'said');
  await until(() => socket.ofType('barrage.sent').length === 1);
  assert.equal(socket.ofType('barrage.sent')[0]!.sender.role, 'moderator');

  await ask('host', 'DELETE', '/friday/administrators/ana');
  await socket.heard('member.dismissed');
  assert.equal((await mute('friday')).status, 403);
  assert.equal(await say(socket, 'fucking hell'), 'forbidden words');
  assert.deepEqual(await acts(), ['appoint', 'mute', 'dismiss']);
});

test('administrators are so after a restart, and know it when they join', async (t) => {
  const before = await setUpModeration(t);
  await before.user('ana');
  await before.ask('host', 'PUT', '/friday/administrators/ana');
  await before.ask('host', 'PUT', '/friday/administrators/ana');
  assert.deepEqual(await before.acts(), ['appoint']);
  await before.close(false);

  const { join, ask } = await setUpModeration(t, { dataDir: before.dataDir });

  assert.equal((await join('friday', 'viewer', ana)).all('welcome')[0]!.snapshot!.administrator, true);
  assert.equal((await ask('viewer', 'GET', '/friday/held', undefined, ana)).status, 200);
});

test('nobody but the shop’s users can be appointed', async (t) => {
  const { ask, user } = await setUpModeration(t);
  await user('ana');

  assert.equal(await refusal(await ask('host', 'PUT', '/friday/administrators/nobody')), 'not-found');
  assert.equal(await refusal(await ask('host', 'PUT', '/friday/administrators/test-host')), 'conflict');
  await ask('host', 'PUT', '/friday/administrators/ana');
  assert.equal((await ask('guest', 'GET', '/friday/held', undefined, ana)).status, 403);
});

test('administrators do not judge each other or the host; the host judges them, and a ban ends the office', async (t) => {
  const { ask, user } = await setUpModeration(t);
  for (const id of ['ana', 'bo']) {
    await user(id);
    await ask('host', 'PUT', `/friday/administrators/${id}`);
  }
  const judged = (userId: string, as: 'viewer' | 'host', act: 'ban' | 'mute' = 'mute') =>
    ask(as, 'POST', `/friday/members/${userId}/${act}`, { seconds: 60 }, as === 'viewer' ? ana : {});

  assert.equal((await judged('bo', 'viewer')).status, 403);
  assert.equal((await judged('test-host', 'viewer')).status, 403);
  assert.equal((await judged('bo', 'host', 'ban')).status, 200);
  const { items } = await read(MemberPage, ask('host', 'GET', '/friday/members?standing=administrator'));
  assert.deepEqual(
    items.map(({ userId, userName }) => [userId, userName]),
    [['ana', 'Name of ana']],
  );
});

test('the muted and the banned are listed while they are, page by page', async (t) => {
  const { ask } = await setUpModeration(t);
  for (const id of ['a', 'b', 'c']) await ask('host', 'POST', `/friday/members/${id}/mute`, { seconds: 60, reason: 'loud' });
  await ask('host', 'POST', '/friday/members/b/mute', { seconds: 0 });
  await ask('host', 'POST', '/friday/members/d/ban', { seconds: 60 });
  const list = (query: string) => read(MemberPage, ask('host', 'GET', `/friday/members?${query}`));

  const first = await list('standing=muted&limit=1');
  const second = await list(`standing=muted&limit=1&cursor=${first.cursor}`);

  assert.deepEqual(
    [...first.items, ...second.items].map(({ userId, reason }) => [userId, reason]),
    [
      ['a', 'loud'],
      ['c', 'loud'],
    ],
  );
  assert.equal(second.cursor, '');
  assert.deepEqual(
    (await list('standing=banned')).items.map(({ userId }) => userId),
    ['d'],
  );
});

test('the audience may do none of it', async (t) => {
  const { ask } = await setUpModeration(t);
  const routes: [string, string, unknown?][] = [
    ['GET', '/moderation'],
    ['PUT', '/moderation', {}],
    ['GET', '/members?standing=muted'],
    ['PUT', '/administrators/ana'],
    ['DELETE', '/administrators/ana'],
    ['DELETE', '/barrages/b1'],
    ['PUT', '/pin', { barrageId: 'b1' }],
    ['DELETE', '/pin'],
    ['PUT', '/notice', { notice: 'x' }],
    ['GET', '/held'],
    ['POST', '/held/b1/approve'],
    ['POST', '/held/b1/reject', {}],
    ['GET', '/reports'],
    ['POST', '/reports/r1/close', {}],
    ['GET', '/audit'],
    ['POST', '/members/ana/mute', { seconds: 1 }],
    ['POST', '/members/ana/ban', { seconds: 1 }],
  ];

  for (const [method, path, body] of routes) {
    assert.equal((await ask('viewer', method, `/friday${path}`, body)).status, 403, `${method} ${path}`);
    const stranger = await ask('moderator', method, `/friday${path}`, body, { rooms: ['saturday'] });
    assert.equal(stranger.status, 403, `${method} ${path} by a moderator of another room`);
  }
});

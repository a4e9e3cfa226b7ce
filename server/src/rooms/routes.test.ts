import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'drizzle-orm';
import { CatchUp } from '@vitrine/core/schemas/socket.ts';
import { read, refusal } from '../testing/set-up.ts';
import { roomEvent } from './statements.ts';
import { setUpRooms, until } from './testing.ts';

test('without a position the room’s state comes, as to a socket that joins', async (t) => {
  const { ask, join, show } = await setUpRooms(t);
  await show('friday');
  await ask('host', 'PUT', '/friday/metadata', { metadata: { theme: 'red' } });
  const host = await join('friday', 'host');
  host.send({ type: 'barrage', id: 'b1', text: 'Welcome' });
  await host.heard('barrage.sent');
  const socket = await join('friday', 'viewer');

  const caughtUp = await read(CatchUp, ask('viewer', 'GET', '/friday/events'));

  const { epoch, seq, snapshot } = await socket.frame('welcome');
  assert.deepEqual([caughtUp.epoch, caughtUp.seq, caughtUp.recovered], [epoch, seq, false]);
  assert.deepEqual(caughtUp.snapshot, { ...snapshot!, mutedUntil: 0 });
  assert.equal(caughtUp.snapshot?.audienceCount, 2);
});

test('with a position comes what was missed, in order, and a future that never was brings the state', async (t) => {
  const { ask, show, deps } = await setUpRooms(t);
  await show('friday');
  const { epoch, seq } = await read(CatchUp, ask('viewer', 'GET', '/friday/events'));
  for (const eventId of ['a', 'b', 'c']) {
    const fields = { keys: [] };
    await deps.writes.commit([roomEvent({ type: 'metadata.changed', liveId: 'friday', ts: 1, eventId, fields }, sql`true`)]);
  }

  const caughtUp = await read(CatchUp, ask('viewer', 'GET', `/friday/events?epoch=${epoch}&seq=${seq + 1}`));

  assert.equal(caughtUp.recovered, true);
  assert.equal(caughtUp.snapshot, undefined);
  assert.equal(caughtUp.seq, seq + 3);
  const ids = caughtUp.events.map((event) => (event as { eventId: string }).eventId);
  assert.deepEqual(ids.slice(0, 2), ['b', 'c']);
  for (const position of [`epoch=${epoch}&seq=99`, 'epoch=another&seq=1']) {
    assert.equal((await read(CatchUp, ask('viewer', 'GET', `/friday/events?${position}`))).recovered, false);
  }
});

test('whoever is muted hears until when, and whoever is banned hears nothing', async (t) => {
  const { ask, show } = await setUpRooms(t);
  await show('friday');
  await ask('host', 'POST', '/friday/members/test-viewer/mute', { seconds: 60 });
  const muted = await read(CatchUp, ask('viewer', 'GET', '/friday/events'));
  assert.ok(muted.snapshot!.mutedUntil > Date.now());

  await ask('host', 'POST', '/friday/members/test-viewer/ban', { seconds: 60 });

  await until(async () => (await ask('viewer', 'GET', '/friday/events')).status === 403, 'the ban');
  assert.equal(await refusal(ask('viewer', 'GET', '/nowhere/events')), 'not-found');
  assert.equal(await refusal(ask('viewer', 'GET', '/friday/events?seq=x')), 'invalid');
});

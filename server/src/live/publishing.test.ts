import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setUpRooms } from '../rooms/testing.ts';
import { authorizePublish, liveOfName, rotateStreamKey } from './publishing.ts';
import { liveById } from './statements.ts';

test('the stream key or the host’s token opens the air, and nothing else does', async (t) => {
  const { deps, auth, show, token, ask } = await setUpRooms(t);
  await show('friday');
  const { streamKey } = (await liveById(deps.db, 'friday'))!;
  const publish = (bearer: string | undefined, name = 'friday') =>
    authorizePublish({ db: deps.db, verify: (text) => auth.authenticate(text) }, name, bearer);

  assert.equal((await publish(streamKey)).id, 'friday');
  assert.equal((await publish(streamKey, 'friday~low')).id, 'friday');
  assert.equal((await publish(await token('host'))).id, 'friday');
  await assert.rejects(publish(undefined), { code: 'unauthenticated' });
  await assert.rejects(publish('nonsense'), { code: 'unauthenticated' });
  await assert.rejects(publish(await token('host', { userId: 'stranger' })), { code: 'forbidden' });
  await assert.rejects(publish(await token('viewer')), { code: 'forbidden' });
  await assert.rejects(publish(await token('host'), 'saturday'), { code: 'not-found' });

  await rotateStreamKey(deps, 'friday');
  await assert.rejects(publish(streamKey), { code: 'unauthenticated' });
  await ask('host', 'POST', '/friday/end');
  await assert.rejects(publish(await token('host')), { code: 'conflict' });
});

test('a media name says which live it belongs to', () => {
  assert.equal(liveOfName('friday~guest_1'), 'friday');
  assert.equal(liveOfName('friday'), 'friday');
});

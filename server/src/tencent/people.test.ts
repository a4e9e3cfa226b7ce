import assert from 'node:assert/strict';
import { test } from 'node:test';
import { users } from '../auth/tables.ts';
import { setUp } from '../testing/set-up.ts';
import { People } from './people.ts';

test('after a restart the shop’s users are known by name, the host by the show, and others are guests', async (t) => {
  const { deps, close } = await setUp();
  t.after(() => close());
  for (const id of ['ana', 'hana']) {
    const row = { id, sub: id, changeId: id, name: id.toUpperCase(), createdAt: 1 };
    await deps.writes.commit([deps.db.insert(users).values(row)]);
  }
  const people = new People(deps.db);
  const facts = { id: 'friday', hostId: 'hana', epoch: 'e' };
  const roles = async () => Promise.all(['ana', 'hana', 'somebody'].map(async (id) => (await people.of(id, facts)).role));

  assert.deepEqual(await roles(), ['viewer', 'host', 'guest']);
  assert.equal((await people.of('ana', facts)).name, 'ANA');

  // Nobody is the host of everybody’s shows.
  assert.equal((await people.of('hana', { hostId: 'ana' })).role, 'viewer');
  people.remember({ userId: 'ana', role: 'moderator', name: 'Ana', rooms: ['friday'], expiresAt: 0 });
  assert.deepEqual(await roles(), ['moderator', 'host', 'guest']);
});

import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { HeldPage } from '@vitrine/core/schemas/moderation.ts';
import type { Principal } from '../auth/principal.ts';
import { setUpModeration } from '../moderation/testing.ts';
import { read } from '../testing/set-up.ts';
import type { BarrageFrame, Speaker, Stamp } from './barrage.ts';
import { Room } from './room.ts';

/** Somebody who speaks by another provider: no socket of ours carries what they say. */
async function setUp(t: TestContext) {
  const server = await setUpModeration(t, { rooms: { identityOf: async () => ({ level: 3 }) } });
  const facts = { id: 'friday', hostId: 'test-host', epoch: 'e' };
  const principal: Principal = { userId: 'ana', name: 'Ana', role: 'viewer', rooms: [], expiresAt: 0 };
  const room = new Room('friday', { now: Date.now, onFrame: () => {} });
  t.after(() => room.close());
  const speaker: Speaker = { seat: { room, facts }, principal, address: '10.0.0.1' };
  const { barrage, barrages } = server.rooms;
  await barrages.load('friday');
  const frame = (id: string, text: string, replyTo?: string): BarrageFrame => ({ type: 'barrage', id, text, replyTo });
  return { ...server, barrages, speaker, room, door: barrage, frame };
}

test('what may be said is stamped before it is carried, kept once it was, and then known', async (t) => {
  const { door, speaker, room, barrages, frame } = await setUp(t);

  const stampOf = async (...said: Parameters<typeof frame>): Promise<Stamp> => {
    const stamp = await door.check(speaker, frame(...said));
    assert.ok(typeof stamp === 'object', String(stamp));
    return stamp;
  };
  const stamp = await stampOf('1', 'is it blue?');
  assert.deepEqual(barrages.recent('friday'), []);
  assert.equal(await door.record(speaker, frame('1', 'is it blue?')), stamp.eventId);

  assert.equal(await door.check(speaker, frame('1', 'is it blue?')), 'said');
  assert.equal((await stampOf('2', 'yes', stamp.eventId)).reply?.text, 'is it blue?');
  await door.record(speaker, frame('2', 'yes', stamp.eventId));
  const said = barrages.recent('friday').map((event) => [event.sender.level, event.type === 'barrage.sent' && event.reply?.text]);
  assert.deepEqual(said, [
    [3, undefined],
    [3, 'is it blue?'],
  ]);
  // The other provider told the room already.
  assert.deepEqual(room.waiting, []);
});

test('what a rule is against is not carried, and what waits for a moderator not either', async (t) => {
  const { door, speaker, frame, ask } = await setUp(t);

  await assert.rejects(door.check(speaker, frame('1', 'f u c k')), { code: 'forbidden', details: { rule: 'words' } });
  assert.equal(await door.check(speaker, frame('2', 'see cheap.com')), 'held');
  assert.equal(await door.check(speaker, frame('2', 'see cheap.com')), 'held');
  speaker.seat.room.standings.set('ana', { mutedUntil: Date.now() + 60_000 });
  await assert.rejects(door.record(speaker, frame('3', 'hello')), { code: 'forbidden' });

  const { items } = await read(HeldPage, ask('host', 'GET', '/friday/held'));
  assert.deepEqual(
    items.map(({ text }) => text),
    ['see cheap.com'],
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Role } from '@vitrine/core/schemas/user.ts';
import { may, type Action, PERMISSIONS, permit } from './permissions.ts';
import type { Principal } from './principal.ts';

const somebody = (role: Role, rooms: string[] = []): Principal => ({ userId: `a-${role}`, role, name: '', rooms, expiresAt: 0 });
const room = { id: 'friday', hostId: 'somebody-else' };

/** Every right of every role, written out once more on purpose: a change of the table must be meant. */
const EXPECTED: Record<Action, string> = {
  'live.read': 'anyone guest viewer host moderator agent admin',
  'live.watch': 'guest viewer host moderator agent admin',
  'live.like': 'guest viewer host moderator agent admin',
  'live.chat': 'guest viewer host moderator agent admin',
  'live.create': 'host admin',
  'live.run': 'host admin',
  'live.report': 'guest viewer host moderator agent admin',
  'live.moderate': 'host moderator admin',
  'live.appoint': 'host admin',
  'moderation.manage': 'admin',
  'media.publish': 'host admin',
  'products.read': 'anyone guest viewer host moderator agent admin',
  'products.write': 'admin',
  'stock.edit': 'host admin',
  'waitlist.join': 'guest viewer host moderator agent admin',
  'cart.use': 'guest viewer host moderator agent admin',
  'orders.place': 'guest viewer host moderator agent admin',
  'orders.manage': 'admin',
  'commission.read': 'host admin',
  'commission.manage': 'admin',
  'users.self': 'guest viewer host moderator agent admin',
  'users.read': 'anyone guest viewer host moderator agent admin',
  'users.follow': 'viewer host moderator agent admin',
  'users.grant': 'admin',
  'users.find': 'admin',
  'users.identify': 'admin',
  'gifts.send': 'viewer host moderator agent admin',
  'gifts.manage': 'admin',
  'wallet.use': 'viewer host moderator agent admin',
  'webhooks.manage': 'admin',
};

for (const action of Object.keys(PERMISSIONS) as Action[]) {
  test(`${action} is for ${EXPECTED[action]} and nobody else`, () => {
    const allowed = ['anyone' as const, ...Role.options].filter((who) =>
      may(who === 'anyone' ? undefined : somebody(who, ['friday']), action, room),
    );

    assert.equal(allowed.join(' '), EXPECTED[action]);
  });
}

test('a host runs only the rooms that are theirs', () => {
  assert.equal(may(somebody('host', ['friday']), 'live.run', room), true);
  assert.equal(may(somebody('host', ['monday']), 'live.run', room), false);
  assert.equal(may(somebody('host'), 'live.run', { id: 'friday', hostId: 'a-host' }), true);
  assert.equal(may(somebody('moderator', ['friday']), 'live.run', room), false);
});

test('whom a host appoints moderates this room and does nothing else there; a guest cannot be appointed', () => {
  const appointed = { ...room, isAdministrator: (userId: string) => userId === 'a-viewer' || userId === 'a-guest' };
  const actions = (role: Role) =>
    (Object.keys(PERMISSIONS) as Action[]).filter(
      (action) => may(somebody(role), action, appointed) && !may(somebody(role), action, room),
    );

  assert.deepEqual(actions('viewer'), ['live.moderate']);
  assert.deepEqual(actions('guest'), []);
});

test('a room act without a room is refused', () => {
  assert.equal(may(somebody('host', ['*']), 'live.run'), false);
});

test('nobody is asked to sign in, somebody without the right is refused', () => {
  assert.throws(() => permit(undefined, 'live.run', room), { code: 'unauthenticated' });
  assert.throws(() => permit(somebody('viewer'), 'live.run', room), { code: 'forbidden' });
});

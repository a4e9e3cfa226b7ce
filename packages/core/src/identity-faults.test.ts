import assert from 'node:assert/strict';
import { test } from 'node:test';
import { identityFaults } from './identity-faults.ts';

test('an identity is told where it does not fit the wire, each place once', () => {
  assert.deepEqual(identityFaults({ nameColor: '#c2185b', badges: [{ type: 'vip', name: 'VIP' }] }), []);
  const badges = [
    { type: 'vip', name: ' ' },
    { type: 'v ip', name: 'VIP' },
  ];
  assert.deepEqual(identityFaults({ nameColor: 'red', levelIconUrl: 'data:x', badges }).sort(), [
    'badges.0.name',
    'badges.1.type',
    'levelIconUrl',
    'nameColor',
  ]);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clientAddress } from './client-address.ts';

test('without a proxy of ours the connection counts, whatever a header says', () => {
  assert.equal(clientAddress({ remoteAddress: '203.0.113.9', forwardedFor: '198.51.100.1' }, 0), '203.0.113.9');
});

test('behind a proxy of ours its word counts, and what the visitor wrote before it does not', () => {
  const forwardedFor = '198.51.100.66, 203.0.113.9';

  assert.equal(clientAddress({ remoteAddress: '10.0.0.1', forwardedFor }, 1), '203.0.113.9');
  assert.equal(clientAddress({ remoteAddress: '10.0.0.1', forwardedFor: `${forwardedFor}, 10.0.0.2` }, 2), '203.0.113.9');
});

test('a proxy that writes no header does not open a hole', () => {
  assert.equal(clientAddress({ remoteAddress: '10.0.0.1', forwardedFor: undefined }, 1), '10.0.0.1');
});

test('the addresses of one IPv6 household are one, and an IPv4 one stays itself in IPv6 clothes', () => {
  const of = (remoteAddress: string) => clientAddress({ remoteAddress, forwardedFor: undefined }, 0);

  assert.equal(of('2001:db8:1:2:3:4:5:6'), of('2001:db8:1:2:ffff::1'));
  assert.notEqual(of('2001:db8:1:2:3:4:5:6'), of('2001:db8:1:3:3:4:5:6'));
  assert.equal(of('::ffff:203.0.113.9'), '203.0.113.9');
});

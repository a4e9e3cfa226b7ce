import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PacketRing } from './packet-ring.ts';

test('the last 1024 packets are kept, older ones are gone', () => {
  const ring = new PacketRing();
  for (let sequence = 65_000; sequence < 66_100; sequence += 1) ring.put(sequence, Buffer.from([sequence & 0xff]));
  assert.equal(ring.get(66_099 - 1024), undefined);
  assert.deepEqual(ring.get(66_100 - 1024), Buffer.from([(66_100 - 1024) & 0xff]));
  assert.deepEqual(ring.get(66_099), Buffer.from([66_099 & 0xff]));
});

test('a gap is a gap, even in an old slot', () => {
  const ring = new PacketRing();
  ring.put(10, Buffer.from([1]));
  ring.put(10 + 1024, Buffer.from([2]));
  assert.equal(ring.get(10), undefined);
  assert.equal(ring.get(11), undefined);
});

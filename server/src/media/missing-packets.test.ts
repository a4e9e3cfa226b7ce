import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MissingPackets } from './missing-packets.ts';
import { Reception } from './reception.ts';

test('a gap is asked for at once, and again until it is filled', () => {
  const missing = new MissingPackets();
  missing.arrived(10, 0);
  missing.arrived(13, 0);
  assert.deepEqual(missing.due(0), [11, 12]);
  assert.deepEqual(missing.due(50), [], 'an answer needs a moment');
  missing.arrived(11, 60);
  assert.deepEqual(missing.due(100), [12]);
});

test('what never comes is given up', () => {
  const missing = new MissingPackets();
  missing.arrived(1, 0);
  missing.arrived(3, 0);
  for (let round = 0; round < 8; round += 1) assert.deepEqual(missing.due(round * 100), [2]);
  assert.deepEqual(missing.due(900), []);
  assert.equal(missing.size, 0);
});

test('a jump is a new beginning, not a thousand losses', () => {
  const missing = new MissingPackets();
  missing.arrived(1, 0);
  missing.arrived(5000, 0);
  assert.deepEqual(missing.due(0), []);
});

test('a report tells what share was lost since the last one', () => {
  const reception = new Reception(7, 90_000);
  assert.equal(reception.block(0), undefined);
  for (const sequence of [1, 2, 4]) reception.packet(sequence, sequence * 3000, sequence * 33);
  assert.equal(reception.block(100)!.fractionLost, 64);
  assert.equal(reception.block(200)!.fractionLost, 0);
  assert.equal(reception.block(200)!.cumulativeLost, 1);
});

test('a report lets the sender work out the round trip', () => {
  const reception = new Reception(7, 90_000);
  reception.packet(1, 0, 0);
  reception.clock({ ntpSeconds: 0x1234_5678, ntpFraction: 0x9abc_def0, timestamp: 0 }, 1000);
  const block = reception.block(1500)!;
  assert.equal(block.lastReport, 0x5678_9abc);
  assert.equal(block.delaySinceLastReport, 32_768);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  asksForKeyframe,
  bitrateLimit,
  nack,
  pictureLoss,
  readNack,
  readRtcp,
  readSenderClock,
  receiverReport,
  senderReport,
} from './rtcp.ts';

const only = (compound: Buffer) => [...readRtcp(compound)][0]!;

test('missing packets come out as they went in, over the wrap too', () => {
  const missing = [65_530, 65_535, 65_536, 65_546, 65_600];
  assert.deepEqual(
    readNack(only(nack(1, 7, missing)), 7),
    missing.map((sequence) => sequence & 0xffff),
  );
  assert.deepEqual(readNack(only(nack(1, 8, missing)), 7), [], 'of another sender');
});

test('a keyframe is asked for by PLI and by FIR', () => {
  const fir = Buffer.from([0x84, 206, 0, 4, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 7, 5, 0, 0, 0]);
  assert.equal(asksForKeyframe(only(pictureLoss(1, 7)), 7), true);
  assert.equal(asksForKeyframe(only(fir), 7), true);
  assert.equal(asksForKeyframe(only(pictureLoss(1, 8)), 7), false, 'of another sender');
  assert.equal(asksForKeyframe(only(nack(1, 7, [1])), 7), false);
});

test('a sender report carries the clock and is followed by a source description', () => {
  const clock = { ntpSeconds: 0xe000_0000, ntpFraction: 2, timestamp: 0xffff_ffff };
  const [report, description, ...rest] = readRtcp(senderReport(7, clock, 10, 2000, 'vitrine'));
  assert.deepEqual(readSenderClock(report!, 7), clock);
  assert.equal(readSenderClock(report!, 8), undefined);
  assert.equal(description!.type, 202);
  assert.ok(description!.body.includes('vitrine'));
  assert.equal(rest.length, 0);
});

test('a bitrate limit has the mantissa and exponent of REMB', () => {
  const { body, count } = only(bitrateLimit(1, 7, 3_000_000));
  const word = body.readUInt32BE(12);
  assert.equal(count, 15);
  assert.equal((word & 0x3ffff) * 2 ** ((word >>> 18) & 0x3f), 3_000_000);
});

test('a receiver report says what was lost', () => {
  const block = {
    ssrc: 7,
    fractionLost: 64,
    cumulativeLost: 3,
    highestSequence: 99,
    jitter: 4,
    lastReport: 5,
    delaySinceLastReport: 6,
  };
  const { body, count } = only(receiverReport(1, block));
  assert.equal(count, 1);
  assert.deepEqual([body[8], body.readUIntBE(9, 3), body.readUInt32BE(12)], [64, 3, 99]);
  assert.equal(only(receiverReport(1)).count, 0);
});

test('a compound that is cut short ends there', () => {
  const compound = Buffer.concat([pictureLoss(1, 7), nack(1, 7, [1])]);
  assert.equal([...readRtcp(compound)].length, 2);
  assert.equal([...readRtcp(compound.subarray(0, compound.length - 1))].length, 1);
  assert.equal([...readRtcp(Buffer.from([0, 1, 2]))].length, 0);
});

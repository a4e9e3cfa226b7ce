import assert from 'node:assert/strict';
import { test } from 'node:test';
import { extendSequence, isRtcp, readRtp, setPayloadType, stamp, withoutExtensions } from './rtp.ts';

/** A packet with one CSRC, a one-word extension and a payload of three bytes. */
const packet = () => Buffer.from('91e61234000000090000000700000001bede000110ff0000aabbcc', 'hex');

test('a header is read behind CSRCs and extensions', () => {
  assert.deepEqual(readRtp(packet()), {
    payloadType: 0x66,
    sequence: 0x1234,
    timestamp: 9,
    ssrc: 7,
    payloadOffset: 24,
    extensionLength: 8,
  });
});

test('packets cut short are no packets', () => {
  for (let length = 0; length < 24; length += 1)
    assert.equal(readRtp(packet().subarray(0, length)), undefined, `${length} bytes`);
  const lying = packet();
  lying.writeUInt16BE(200, 18);
  assert.equal(readRtp(lying), undefined);
});

test('extensions go, the rest stays', () => {
  const long = packet();
  const short = withoutExtensions(long, readRtp(long)!);
  const header = readRtp(short)!;
  assert.equal(header.extensionLength, 0);
  assert.deepEqual([header.sequence, header.timestamp, header.ssrc], [0x1234, 9, 7]);
  assert.deepEqual([...short.subarray(header.payloadOffset)], [0xaa, 0xbb, 0xcc]);
});

test('the marker survives another payload type', () => {
  const changed = packet();
  setPayloadType(changed, 45);
  assert.equal(changed[1], 0x80 | 45);
});

test('stamped numbers wrap as the wire wants', () => {
  const changed = packet();
  stamp(changed, 0x1_0005, 2 ** 32 + 6, 0xffff_ffff);
  const header = readRtp(changed)!;
  assert.deepEqual([header.sequence, header.timestamp, header.ssrc], [5, 6, 0xffff_ffff]);
});

test('sequence numbers go on over the wrap, both ways', () => {
  assert.equal(extendSequence(2, 0x1_fffe), 0x2_0002);
  assert.equal(extendSequence(0xfffe, 0x2_0002), 0x1_fffe);
  assert.equal(extendSequence(10, 0x1_0008), 0x1_000a);
});

test('RTCP is told from RTP by its second byte', () => {
  assert.equal(isRtcp(packet()), false);
  assert.equal(isRtcp(Buffer.from([0x80, 200, 0, 1, 0, 0, 0, 7])), true);
});

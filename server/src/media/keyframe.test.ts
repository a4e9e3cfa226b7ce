import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beginsKeyframe } from './keyframe.ts';

test('H264 begins with parameter sets or with the first fragment of an IDR picture', () => {
  assert.equal(beginsKeyframe('H264', Buffer.from([0x67, 1, 2])), true, 'SPS alone');
  assert.equal(beginsKeyframe('H264', Buffer.from([0x65, 1, 2])), true, 'IDR alone');
  assert.equal(beginsKeyframe('H264', Buffer.from([0x7c, 0x85, 2])), true, 'first fragment');
  assert.equal(beginsKeyframe('H264', Buffer.from([0x78, 0, 1, 0x06, 0, 2, 0x67, 9])), true, 'SPS second in an aggregate');
});

test('H264 does not begin in the middle', () => {
  assert.equal(beginsKeyframe('H264', Buffer.from([0x7c, 0x05, 2])), false, 'later fragment');
  assert.equal(beginsKeyframe('H264', Buffer.from([0x61, 1])), false, 'delta picture');
  assert.equal(beginsKeyframe('H264', Buffer.from([0x78, 0, 1, 0x06])), false, 'aggregate without parameters');
  assert.equal(beginsKeyframe('H264', Buffer.from([0x7c])), false, 'cut short');
  assert.equal(beginsKeyframe('H264', Buffer.alloc(0)), false, 'padding only');
});

test('VP8 begins where the inverse key bit is 0, behind any descriptor', () => {
  assert.equal(beginsKeyframe('VP8', Buffer.from([0x10, 0x00])), true);
  assert.equal(beginsKeyframe('VP8', Buffer.from([0x90, 0xf0, 0x81, 0x02, 0x03, 0x04, 0x00])), true, 'all optional fields');
  assert.equal(beginsKeyframe('VP8', Buffer.from([0x10, 0x01])), false, 'delta picture');
  assert.equal(beginsKeyframe('VP8', Buffer.from([0x00, 0x00])), false, 'not the start of a frame');
  assert.equal(beginsKeyframe('VP8', Buffer.from([0x90, 0x80])), false, 'cut short');
});

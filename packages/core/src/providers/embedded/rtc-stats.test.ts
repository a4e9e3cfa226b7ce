import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gradeNetwork, hasNewPicture, lossBetween, readReports } from './rtc-stats.ts';

const sample = (video: object, audio: object = {}) =>
  readReports(
    [
      { type: 'inbound-rtp', kind: 'video', ...video },
      { type: 'inbound-rtp', kind: 'audio', ...audio },
    ],
    0,
  );

test('a decoded frame is a new picture', () => {
  assert.equal(hasNewPicture(sample({ framesDecoded: 1 }), sample({ framesDecoded: 2 }), false), true);
  assert.equal(hasNewPicture(sample({ framesDecoded: 2 }), sample({ framesDecoded: 2 }), false), false);
});

test('sound alone is enough while the camera is off, not while the picture is stuck', () => {
  const before = sample({ framesDecoded: 5, bytesReceived: 100 }, { bytesReceived: 10 });
  assert.equal(hasNewPicture(before, sample({ framesDecoded: 5, bytesReceived: 100 }, { bytesReceived: 20 }), false), true);
  assert.equal(hasNewPicture(before, sample({ framesDecoded: 5, bytesReceived: 200 }, { bytesReceived: 20 }), false), false);
});

test('a hidden page may save itself the decoding', () => {
  const before = sample({ framesDecoded: 5, bytesReceived: 100 });
  assert.equal(hasNewPicture(before, sample({ framesDecoded: 5, bytesReceived: 200 }), true), true);
  assert.equal(hasNewPicture(before, sample({ framesDecoded: 5, bytesReceived: 100 }), true), false);
});

test('reports of all tracks and of the path are read', () => {
  const read = readReports(
    [
      { type: 'inbound-rtp', kind: 'video', frameWidth: 1280, frameHeight: 720, packetsReceived: 90, packetsLost: 10 },
      { type: 'candidate-pair', state: 'succeeded', nominated: true, currentRoundTripTime: 0.04, bytesSent: 7, bytesReceived: 5 },
      { type: 'candidate-pair', state: 'failed', bytesSent: 1000, bytesReceived: 1000 },
      { type: 'remote-inbound-rtp', fractionLost: 0.1 },
      { type: 'remote-inbound-rtp', fractionLost: 0.02 },
    ],
    12,
  );
  assert.deepEqual(read.size, { width: 1280, height: 720 });
  assert.deepEqual([read.at, read.rtt, read.bytesSent, read.signsOfLife, read.lostThere], [12, 40, 7, 5, 0.1]);
});

test('loss is a share of what was sent in between', () => {
  const before = sample({ packetsReceived: 100, packetsLost: 50 });
  assert.equal(lossBetween(before, sample({ packetsReceived: 190, packetsLost: 60 })), 0.1);
  assert.equal(lossBetween(before, before), undefined);
});

test('the worse of loss and round trip decides', () => {
  assert.equal(gradeNetwork(undefined, undefined), 0);
  assert.equal(gradeNetwork(0, 20), 1);
  assert.equal(gradeNetwork(0, 200), 2);
  assert.equal(gradeNetwork(0.05, 20), 3);
  assert.equal(gradeNetwork(0.1, undefined), 4);
  assert.equal(gradeNetwork(0.5, 20), 5);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { announceAddress, readOffer } from './sdp.ts';

const offer = (...sections: string[]) =>
  ['v=0', 'a=ice-ufrag:abcd', 'a=ice-pwd:0123456789', 'a=fingerprint:sha-256 00', ...sections, ''].join('\r\n');

const video = [
  'm=video 9 UDP/TLS/RTP/SAVPF 96 97 102 104 106',
  'a=mid:0',
  'a=sendonly',
  'a=rtpmap:96 VP8/90000',
  'a=rtpmap:97 rtx/90000',
  'a=rtpmap:102 H264/90000',
  'a=fmtp:102 packetization-mode=1;profile-level-id=64001f',
  'a=rtpmap:104 H264/90000',
  'a=fmtp:104 packetization-mode=0;profile-level-id=42e01f',
  'a=rtpmap:106 H264/90000',
  'a=fmtp:106 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f',
  'a=candidate:1 1 UDP 1 10.0.0.1 9 typ host',
  'a=end-of-candidates',
];

test('H264 baseline in packetization mode 1 comes first, VP8 second', () => {
  const [media] = readOffer(offer(...video)).media;
  assert.deepEqual(
    media!.codecs.map(({ name, payloadType }) => [name, payloadType]),
    [
      ['H264', 106],
      ['VP8', 96],
    ],
  );
  assert.deepEqual([media!.kind, media!.mid, media!.direction], ['video', '0', 'sendonly']);
});

test('candidates of the client are dropped, nothing else', () => {
  const { sdp } = readOffer(offer(...video));
  assert.doesNotMatch(sdp, /candidate/);
  assert.match(sdp, /profile-level-id=42e01f\r\n$/);
});

test('what is no offer of one audio and one video is refused', () => {
  for (const bad of [
    '',
    'hello',
    offer(),
    offer(...video, ...video),
    offer('m=application 9 UDP/DTLS/SCTP webrtc-datachannel', 'a=mid:0'),
    offer('m=audio 9 UDP/TLS/RTP/SAVPF 111'),
    offer(...video).replace('a=ice-pwd:0123456789\r\n', ''),
    offer(...video).replace('a=fingerprint:sha-256 00\r\n', ''),
  ]) {
    assert.throws(() => readOffer(bad), { code: 'invalid' });
  }
});

test('the public address stands in for the private ones, once', () => {
  const answer = [
    'a=candidate:1 1 UDP 5 10.0.0.1 40000 typ host',
    'a=candidate:2 1 UDP 4 fd00::1 40000 typ host',
    'a=candidate:3 1 UDP 3 10.0.0.9 40000 typ host',
    'a=end-of-candidates',
    '',
  ].join('\r\n');
  assert.equal(
    announceAddress(answer, '203.0.113.7'),
    'a=candidate:1 1 UDP 5 203.0.113.7 40000 typ host\r\na=end-of-candidates\r\n',
  );
});

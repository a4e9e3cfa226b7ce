import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TencentCredentials } from '../../schemas/tencent.ts';
import { eventually } from '../../testing/eventually.ts';
import { FakeRtcSdk, refusal } from './fake-rtc-sdk.ts';
import { lowProfileOf, profileOf, RtcPublication } from './rtc-publication.ts';
import { RtcRoom } from './rtc-room.ts';

const track = (width?: number, height?: number) =>
  ({ getSettings: () => ({ width, height, frameRate: 60 }) }) as unknown as MediaStreamTrack;

const stream = (video: MediaStreamTrack | undefined, audio: MediaStreamTrack | undefined) =>
  ({
    getVideoTracks: () => (video ? [video] : []),
    getAudioTracks: () => (audio ? [audio] : []),
  }) as unknown as MediaStream;

function setUp({ video = track(1280, 720), audio = track() }: { video?: MediaStreamTrack; audio?: MediaStreamTrack } = {}) {
  const sdk = new FakeRtcSdk();
  const credentials = async (): Promise<TencentCredentials> => ({
    sdkAppId: 1,
    userId: 'host',
    userSig: 'sig',
    stamped: false,
    expiresAt: 0,
    serverAccount: 'server',
    group: { id: 'friday', type: 'AVChatRoom' },
    rtc: { roomId: 'friday', hostId: 'host' },
  });
  const room = new RtcRoom({ sdk: sdk.load, credentials, timing: { enterMs: 50, callMs: 50, leaveMs: 10 }, retryMs: () => 5 });
  let ended = 0;
  const publication = new RtcPublication(
    room,
    stream(video, audio),
    'friday',
    () => false,
    () => (ended += 1),
  );
  const arrives = (state: 'started' | 'stopped', mediaType = 'video') =>
    sdk.client.emit('publish-state-changed', { mediaType, state });
  const sent = () => sdk.client.calls.filter((call) => /Local/.test(call));
  return { sdk, publication, arrives, sent, endings: () => ended };
}

test('it is live once the service gets something, and says when that stops', async () => {
  const { sdk, publication, arrives, sent } = setUp();
  await publication.start();
  assert.deepEqual(sent(), ['startLocalVideo', 'startLocalAudio']);
  assert.equal(publication.state, 'connecting');

  arrives('started');
  assert.equal(publication.state, 'live');
  sdk.client.emit('connection-state-changed', { state: 'DISCONNECTED' });
  assert.equal(publication.state, 'reconnecting');
  assert.equal(publication.quality, 6);
  sdk.client.emit('connection-state-changed', { state: 'CONNECTED' });

  assert.equal(publication.state, 'live');
});

test('it measures what really leaves', async () => {
  const { sdk, publication, arrives } = setUp();
  await publication.start();
  arrives('started');

  const localStatistics = { audio: { bitrate: 40.4 }, video: [{ bitrate: 1800 }, { bitrate: 200 }] };
  sdk.client.emit('statistics', { rtt: 35, localStatistics });
  sdk.client.emit('network-quality', { uplinkNetworkQuality: 2, downlinkNetworkQuality: 0 });

  assert.deepEqual([publication.kbps, publication.rtt, publication.quality], [2040, 35, 2]);
});

test('tracks take turns without a new stay, one change after the other', async () => {
  const { sdk, publication, sent } = setUp();
  await publication.start();

  const [first, second] = [track(640, 480), track(1920, 1080)];
  await Promise.all([publication.replaceTrack('video', first), publication.replaceTrack('video', second)]);
  await publication.replaceTrack('video', null);
  await publication.replaceTrack('audio', null);
  await publication.replaceTrack('audio', track());

  assert.deepEqual(sent().slice(2), ['updateLocalVideo', 'stopLocalVideo', 'stopLocalAudio', 'startLocalAudio']);
  assert.equal(sdk.clients.length, 1);
});

test('after a lost stay it is on air again with what it was sending last', async () => {
  const { sdk, publication, arrives, sent } = setUp();
  await publication.start();
  arrives('started');
  await publication.replaceTrack('audio', null);

  sdk.client.emit('error', { code: 5500, extraCode: 5502 });
  assert.equal(publication.state, 'reconnecting');
  await eventually(() => sdk.clients.length === 2 && sent().length > 0);
  arrives('started');

  assert.deepEqual(sent(), ['startLocalVideo']);
  assert.equal(publication.state, 'live');
});

test('a room that cannot be entered is told to whoever pressed the button', async () => {
  const { sdk, publication, endings } = setUp();
  sdk.answer = async (call) => {
    if (call === 'enter') throw refusal(5500);
  };

  await assert.rejects(publication.start(), { code: 'offline' });

  assert.equal(publication.state, 'closed');
  assert.equal(endings(), 1);
  const tries = sdk.clients.length;
  await new Promise((resolve) => setTimeout(resolve, 30));
  assert.equal(sdk.clients.length, tries);
});

test('a track that the SDK refuses takes the publication off', async () => {
  const { sdk, publication } = setUp();
  sdk.answer = async (call) => {
    if (call === 'startLocalVideo') throw refusal(5200, 5203);
  };

  await assert.rejects(publication.start(), { code: 'unsupported' });

  await eventually(() => sdk.client.calls.includes('exit'));
  assert.equal(publication.state, 'closed');
});

test('who is put out is closed for good', async () => {
  const { sdk, publication, arrives, endings } = setUp();
  await publication.start();
  arrives('started');

  sdk.client.emit('kicked-out', { reason: 'banned' });

  assert.equal(publication.state, 'closed');
  assert.equal(endings(), 1);
  assert.equal(publication.kbps, 0);
});

test('closing stops sending before it leaves, and tells once', async () => {
  const { sdk, publication, endings } = setUp();
  await publication.start();

  await Promise.all([publication.close(), publication.close()]);

  const { calls } = sdk.client;
  assert.ok(calls.indexOf('stopLocalVideo') < calls.indexOf('exit'));
  assert.equal(calls.at(-1), 'destroy');
  assert.equal(endings(), 1);
});

test('a picture is sent in its own size, at a rate that fits', () => {
  assert.deepEqual(profileOf(track(1280, 720)), { width: 1280, height: 720, frameRate: 30, bitrate: 2500 });
  assert.equal(profileOf(track(1920, 1080)).bitrate, 2500);
  assert.equal(profileOf(track(640, 360)).bitrate, 625);
  assert.deepEqual(lowProfileOf(profileOf(track(720, 1280))), { width: 240, height: 426, frameRate: 15, bitrate: 250 });
});

test('closed while it was still entering, it is cancelled and stays off', async () => {
  const { sdk, publication, endings } = setUp();
  sdk.answer = (call) => (call === 'enter' ? new Promise(() => {}) : Promise.resolve());
  const started = publication.start();
  await eventually(() => sdk.clients.length === 1);

  await publication.close();

  await assert.rejects(started, { code: 'cancelled' });
  assert.equal(endings(), 1);
  assert.equal(publication.state, 'closed');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { effect } from '../reactive.ts';
import { DeviceStore } from './device-store.ts';
import { deferred, FakeMachine, settled } from './fake-devices.ts';

function setUp(machine = new FakeMachine()) {
  const closing = new AbortController();
  return { machine, closing, store: new DeviceStore(closing.signal, machine.access) };
}

test('nothing is opened or watched until it is asked for', () => {
  const { machine, store } = setUp();

  assert.deepEqual(machine.tracks, []);
  assert.equal(store.cameraStatus, 'off');
  assert.equal(store.videoTrack, undefined);
});

test('an open camera is the picture, an open microphone the sound', async () => {
  const { store } = setUp();
  const statuses: string[] = [];
  effect(() => void statuses.push(store.cameraStatus));

  await Promise.all([store.openLocalCamera(), store.openLocalMicrophone()]);

  assert.deepEqual(statuses, ['off', 'on']);
  assert.equal(store.videoTrack?.label, 'cam1');
  assert.equal(store.audioTrack?.label, 'mic1');
  assert.deepEqual(
    store.cameraList.map(({ deviceId }) => deviceId),
    ['cam1', 'cam2'],
  );
  assert.equal(store.currentCamera?.deviceId, 'cam1');
});

test('two taps on the camera button open it once', async () => {
  const { machine, store } = setUp();

  await Promise.all([store.openLocalCamera(), store.openLocalCamera()]);

  assert.equal(machine.tracks.length, 1);
});

for (const [name, code] of [
  ['NotAllowedError', 'permission-denied'],
  ['SecurityError', 'permission-denied'],
  ['NotFoundError', 'no-device'],
  ['NotReadableError', 'device-busy'],
  ['TypeError', 'unsupported'],
] as const) {
  test(`a camera refused with ${name} is ${code}`, async () => {
    const { machine, store } = setUp();
    machine.refusals.set('cam1', { name });

    await assert.rejects(store.openLocalCamera(), { code });

    assert.equal(store.cameraLastError, code);
    assert.equal(store.cameraStatus, 'off');
  });
}

test('a page without devices says whether https is what it lacks', async () => {
  const closed = new AbortController().signal;
  const none = { ...new FakeMachine().access, mediaDevices: undefined };

  await assert.rejects(new DeviceStore(closed, { ...none, secure: false }).openLocalCamera(), { code: 'needs-https' });
  await assert.rejects(new DeviceStore(closed, { ...none, secure: true }).openLocalMicrophone(), { code: 'unsupported' });
});

test('a camera closed while the visitor is still being asked never starts', async () => {
  const { machine, store } = setUp();
  const { promise, resolve } = deferred();
  machine.permission = promise;

  const opening = store.openLocalCamera();
  store.closeLocalCamera();
  resolve();
  await opening;

  assert.equal(store.cameraStatus, 'off');
  assert.deepEqual(machine.running, []);
});

test('a muted microphone keeps its track', async () => {
  const { machine, store } = setUp();
  await store.openLocalMicrophone();

  store.muteLocalAudio();

  assert.equal(store.microphoneMuted, true);
  assert.equal(machine.track('mic1').enabled, false);
  assert.deepEqual(machine.running, ['mic1']);
  store.unmuteLocalAudio();
  assert.equal(machine.track('mic1').enabled, true);
});

for (const endsTracks of [true, false]) {
  test(`the next camera takes over when one is pulled out (its track ${endsTracks ? 'ends' : 'goes on'})`, async () => {
    const { machine, store } = setUp();
    await store.openLocalCamera();

    machine.pullOut('cam1', { endsTracks });
    await settled();

    assert.equal(store.videoTrack?.label, 'cam2');
    assert.deepEqual(store.notice, { device: 'camera', change: 'switched', from: 'cam1', to: 'cam2' });
    assert.deepEqual(machine.running, ['cam2']);
  });
}

test('a muted host stays muted on the next microphone', async () => {
  const { machine, store } = setUp(new FakeMachine({ mic1: 'audioinput', mic2: 'audioinput' }));
  await store.openLocalMicrophone();
  store.muteLocalAudio();

  machine.pullOut('mic1');
  await settled();

  assert.equal(machine.track('mic2').enabled, false);
});

test('the last camera lost is an error until one returns', async () => {
  const { machine, store } = setUp(new FakeMachine({ cam1: 'videoinput' }));
  await store.openLocalCamera();

  machine.pullOut('cam1', { endsTracks: true });
  await settled();
  assert.equal(store.cameraStatus, 'off');
  assert.equal(store.cameraLastError, 'device-lost');
  assert.equal(store.notice?.change, 'lost');

  machine.plugIn('cam9', 'videoinput');
  await settled();
  assert.equal(store.videoTrack?.label, 'cam9');
  assert.equal(store.cameraLastError, undefined);
  assert.equal(store.notice?.change, 'returned');
});

test('a lost camera that the host has switched off stays off', async () => {
  const { machine, store } = setUp(new FakeMachine({ cam1: 'videoinput' }));
  await store.openLocalCamera();
  machine.pullOut('cam1', { endsTracks: true });
  await settled();

  store.closeLocalCamera();
  machine.plugIn('cam9', 'videoinput');
  await settled();

  assert.equal(store.cameraStatus, 'off');
  assert.deepEqual(machine.running, []);
});

test('a permission taken back is not asked for again and again', async () => {
  const { machine, store } = setUp();
  await store.openLocalCamera();
  for (const id of ['cam1', 'cam2']) machine.refusals.set(id, { name: 'NotAllowedError' });

  machine.track('cam1').endByItself();
  await settled();

  assert.equal(store.cameraStatus, 'off');
  assert.equal(store.cameraLastError, 'permission-denied');
});

test('a camera that died while the page was hidden runs again when it is back', async () => {
  const { machine, store } = setUp();
  await store.openLocalCamera();
  machine.track('cam1').stop();
  machine.show('hidden');
  await settled();
  assert.deepEqual(machine.running, []);

  machine.show('visible');
  await settled();

  assert.deepEqual(machine.running, ['cam1']);
  assert.equal(store.videoTrack?.readyState, 'live');
  assert.equal(store.notice, undefined);
});

test('a camera that cannot be opened leaves the old one running', async () => {
  const { machine, store } = setUp();
  await store.openLocalCamera();
  machine.refusals.set('cam2', { name: 'NotAllowedError' });

  await assert.rejects(store.setCurrentCamera('cam2'), { code: 'permission-denied' });

  assert.equal(store.videoTrack?.label, 'cam1');
  assert.deepEqual(machine.running, ['cam1']);
});

test('the old camera makes way where only one can be open', async () => {
  const { machine, store } = setUp();
  machine.oneCameraAtATime = true;
  await store.openLocalCamera();

  await store.setCurrentCamera('cam2');

  assert.equal(store.videoTrack?.label, 'cam2');
  assert.deepEqual(machine.running, ['cam2']);
});

test('an old camera that made way in vain comes back', async () => {
  const { machine, store } = setUp();
  await store.openLocalCamera();
  machine.refusals.set('cam2', { name: 'NotReadableError' });

  await assert.rejects(store.setCurrentCamera('cam2'), { code: 'device-busy' });

  assert.equal(store.videoTrack?.label, 'cam1');
  assert.deepEqual(machine.running, ['cam1']);
});

test('a shared screen beats the camera until the browser’s bar ends it', async () => {
  const { machine, store } = setUp();
  await store.openLocalCamera();
  await store.startScreenShare();
  assert.equal(store.videoTrack?.label, 'screen');

  machine.track('screen').endByItself();

  assert.equal(store.screenStatus, 'off');
  assert.equal(store.videoTrack?.label, 'cam1');
  assert.deepEqual(store.notice, { device: 'screen', change: 'ended', from: 'screen', to: 'cam1' });
});

test('a closed screen picker is a choice, a refusal by the system an error', async () => {
  const { machine, store } = setUp();
  machine.refusals.set('screen', { name: 'NotAllowedError', message: 'Permission denied by user' });
  await assert.rejects(store.startScreenShare(), { code: 'cancelled' });

  machine.refusals.set('screen', { name: 'NotAllowedError', message: 'Permission denied by system' });
  await assert.rejects(store.startScreenShare(), { code: 'permission-denied' });
  assert.equal(store.screenLastError, 'permission-denied');
});

test('quality and side reach the camera', async () => {
  const { machine, store } = setUp();
  await store.updateVideoQuality('1080p');
  await store.openLocalCamera();
  assert.deepEqual(machine.track('cam1').constraints.height, { ideal: 1080 });
  assert.equal(machine.track('cam1').constraints.facingMode, 'user');

  await store.updateVideoQuality('360p');
  await store.switchCamera();

  assert.equal(store.isFrontCamera, false);
  assert.equal(machine.track('cam1').constraints.facingMode, 'environment');
  assert.deepEqual(machine.track('cam1').constraints.height, { ideal: 360 });
});

test('only a camera that has a side can be flipped', async () => {
  const { machine, store } = setUp();
  await store.openLocalCamera();
  assert.equal(store.canFlipCamera, false);

  machine.track('cam1').facingMode = 'user';

  assert.equal(store.canFlipCamera, true);
});

test('a closed room stops every track and listens no more', async () => {
  const { machine, closing, store } = setUp();
  await Promise.all([store.openLocalCamera(), store.openLocalMicrophone(), store.startScreenShare()]);

  closing.abort();
  machine.plugIn('cam9', 'videoinput');
  await settled();

  assert.deepEqual(machine.running, []);
  assert.equal(store.cameraStatus, 'off');
  assert.equal(store.microphoneStatus, 'off');
});

test('the demo reel takes the camera’s place, and the camera takes it back', async () => {
  const { machine, store } = setUp();
  await store.openLocalCamera();

  await store.startReel();
  assert.deepEqual([store.reelStatus, store.cameraStatus, store.videoTrack?.label], ['on', 'off', 'reel']);
  assert.equal(store.audioTrack?.label, 'music');
  assert.deepEqual(machine.running, ['reel', 'music']);

  await store.openLocalCamera();
  assert.deepEqual([store.reelStatus, store.videoTrack?.label], ['off', 'cam1']);
  assert.deepEqual(machine.running, ['cam1']);
});

test('a host who speaks is heard instead of the reel’s music, and a shared screen seen instead of its picture', async () => {
  const { store } = setUp();
  await store.startReel();

  await store.openLocalMicrophone();
  await store.startScreenShare();

  assert.deepEqual([store.videoTrack?.label, store.audioTrack?.label], ['screen', 'mic1']);
});

test('a camera that cannot be opened leaves the reel on', async () => {
  const { machine, store } = setUp();
  await store.startReel();
  for (const camera of ['cam1', 'cam2']) machine.refusals.set(camera, { name: 'NotAllowedError' });

  await assert.rejects(store.openLocalCamera(), { code: 'permission-denied' });

  assert.equal(store.videoTrack?.label, 'reel');
});

test('a reel that was stopped while it was being made leaves nothing running', async () => {
  const { machine, store } = setUp();

  const starting = store.startReel();
  store.stopReel();
  await starting;

  assert.deepEqual([store.reelStatus, machine.running], ['off', []]);
});

test('nothing of the reel runs on after a reset', async () => {
  const { machine, store } = setUp();
  await store.startReel();

  store.reset();

  assert.deepEqual([store.reelStatus, machine.running], ['off', []]);
});

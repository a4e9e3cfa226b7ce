import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LiveError } from '../errors.ts';
import type { Publication, PublicationState } from '../providers/provider.ts';
import { effect, signal } from '../reactive.ts';
import { RoomBus } from '../room-bus.ts';
import { BroadcastStore } from './broadcast-store.ts';
import { deferred, FakeTrack, settled } from './fake-devices.ts';

const trackOf = (kind: 'audio' | 'video', name: string) => new FakeTrack(kind, name) as unknown as MediaStreamTrack;

function setUp({ status = 'scheduled', refuseStart = false }: { status?: 'scheduled' | 'live'; refuseStart?: boolean } = {}) {
  const log: string[] = [];
  const bus = new RoomBus();
  const closing = new AbortController();
  const state = signal<PublicationState>('live');
  const device = {
    video: signal<MediaStreamTrack | undefined>(trackOf('video', 'cam1')),
    audio: signal<MediaStreamTrack | undefined>(trackOf('audio', 'mic1')),
    get videoTrack() {
      return this.video.value;
    },
    get audioTrack() {
      return this.audio.value;
    },
    reset: () => void log.push('reset'),
  };
  const publication: Publication = {
    get state() {
      return state.value;
    },
    quality: 1,
    kbps: 1800,
    rtt: 30,
    replaceTrack: async (kind, track) => void log.push(`${kind}=${track === null ? 'nothing' : track.label}`),
    close: async () => void log.push('unpublish'),
  };
  const liveList = {
    currentLive: { status },
    startLive: async () => {
      log.push('start');
      if (refuseStart) throw new LiveError('forbidden', 'No');
    },
    endLive: async () => void log.push('end'),
  };
  const media = {
    publish: async (stream: MediaStream, name: string) => {
      log.push(
        `publish ${name}: ${stream
          .getTracks()
          .map(({ label }) => label)
          .join('+')}`,
      );
      return publication;
    },
  };
  const createStream = (tracks: MediaStreamTrack[]) => ({ getTracks: () => tracks }) as MediaStream;
  const store = new BroadcastStore({ media, device, liveList, liveId: 'friday', bus, closed: closing.signal, createStream });
  return { store, log, bus, closing, device, media, state, publication };
}

test('going on air sends picture and sound first and then starts the show', async () => {
  const { store, log } = setUp();
  const states: string[] = [];
  effect(() => void states.push(store.state));

  await store.start();

  assert.deepEqual(log, ['publish friday: cam1+mic1', 'start']);
  assert.deepEqual(states, ['off', 'starting', 'live']);
  assert.equal(store.kbps, 1800);
});

test('a show that is live already is not started again', async () => {
  const { store, log } = setUp({ status: 'live' });

  await store.start();

  assert.deepEqual(log, ['publish friday: cam1+mic1']);
});

test('a show that may not start leaves nothing on air', async () => {
  const { store, log } = setUp({ refuseStart: true });

  await assert.rejects(store.start(), { code: 'forbidden' });

  assert.deepEqual(log, ['publish friday: cam1+mic1', 'start', 'unpublish']);
  assert.equal(store.state, 'off');
  assert.equal(store.failure, 'forbidden');
});

test('nobody goes on air without a camera and without a microphone', async () => {
  const { store, device, log } = setUp();
  device.video.value = undefined;
  device.audio.value = undefined;

  await assert.rejects(store.start(), { code: 'no-device' });
  assert.deepEqual(log, []);
});

test('two taps go on air once', async () => {
  const { store, log } = setUp();

  await Promise.all([store.start(), store.start()]);

  assert.deepEqual(log, ['publish friday: cam1+mic1', 'start']);
});

test('another camera takes its place without a new publication', async () => {
  const { store, device, log } = setUp();
  await store.start();
  log.length = 0;

  device.video.value = trackOf('video', 'screen');
  device.video.value = undefined;
  await settled();

  assert.deepEqual(log, ['video=screen', 'video=nothing']);
});

test('a camera changed while going on air is the one that is sent', async () => {
  const { store, device, log, media, publication } = setUp();
  media.publish = async () => {
    device.video.value = trackOf('video', 'cam2');
    return publication;
  };

  await store.start();
  await settled();

  assert.ok(log.includes('video=cam2'));
});

test('ending stops the picture before the server is told', async () => {
  const { store, log } = setUp();
  await store.start();
  log.length = 0;

  await store.stop();

  assert.deepEqual(log, ['unpublish', 'end']);
  assert.equal(store.state, 'off');
});

test('an end takes the picture off at once and can be undone', async () => {
  const { store, log } = setUp({ status: 'live' });
  await store.start();
  log.length = 0;

  await store.stopSoon(10_000);
  assert.equal(store.state, 'off');
  assert.ok(store.endsAt);
  await store.undoStop();

  assert.deepEqual(log, ['unpublish', 'publish friday: cam1+mic1']);
  assert.equal(store.state, 'live');
  assert.equal(store.endsAt, undefined);
});

test('an end that nobody undoes ends the show', async () => {
  const { store, log } = setUp({ status: 'live' });
  await store.start();
  log.length = 0;

  await store.stopSoon(1);
  await settled();

  assert.deepEqual(log, ['unpublish', 'end']);
  assert.equal(store.endsAt, undefined);
});

test('a stop overtakes a start that is still under way', async () => {
  const { store, log, media, publication } = setUp();
  const { promise, resolve } = deferred<Publication>();
  media.publish = () => promise;

  const starting = store.start();
  const stopping = store.stop();
  resolve(publication);

  await assert.rejects(starting, { code: 'cancelled' });
  await stopping;
  assert.deepEqual(log.sort(), ['end', 'unpublish']);
  assert.equal(store.state, 'off');
});

test('an end undone while the start was still under way goes on air after all', async () => {
  const { store, log, media, publication } = setUp({ status: 'live' });
  const { promise, resolve } = deferred<Publication>();
  const { publish } = media;
  media.publish = () => promise;
  const starting = store.start();
  await store.stopSoon(10_000);
  media.publish = publish;

  const undone = store.undoStop();
  resolve(publication);
  await assert.rejects(starting, { code: 'cancelled' });
  await undone;

  assert.equal(store.state, 'live');
  assert.equal(store.endsAt, undefined);
  assert.ok(!log.includes('end'));
});

test('a show ended elsewhere goes off air, frees the devices and is not ended twice', async () => {
  const { store, log, bus } = setUp({ status: 'live' });
  await store.start();
  log.length = 0;

  bus.emit({ type: 'live.ended', eventId: 'e1', liveId: 'friday', ts: 1, reason: 'server' });
  await settled();

  assert.deepEqual(log, ['unpublish', 'reset']);
  assert.equal(store.state, 'off');
});

test('a publication that is lost and made again shows in the state', async () => {
  const { store, state } = setUp();
  await store.start();

  state.value = 'reconnecting';
  assert.equal(store.state, 'reconnecting');
  state.value = 'closed';
  assert.equal(store.state, 'off');
});

test('a closed room goes off air and frees the devices, and leaves the show alone', async () => {
  const { store, closing, log } = setUp({ status: 'live' });
  await store.start();
  log.length = 0;

  closing.abort();
  await settled();

  assert.deepEqual(log, ['unpublish', 'reset']);
});

test('a studio that only moved in the page stays on air', async () => {
  const { store, log } = setUp({ status: 'live' });
  const leave = store.attend();
  await store.start();

  leave();
  const leaveForGood = store.attend();
  await new Promise((resolve) => setTimeout(resolve, 1100));

  assert.equal(store.state, 'live');
  assert.ok(!log.includes('reset'));
  leaveForGood();
  await new Promise((resolve) => setTimeout(resolve, 1100));
  assert.equal(store.state, 'off');
  assert.ok(log.includes('reset'));
});

import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { LiveError } from '../../errors.ts';
import type { HlsEngine, HlsFailure } from './hls-engine.ts';
import { HlsPlayback } from './hls-playback.ts';

/** As much of a video element as is looked at. */
class Element extends EventTarget {
  paused = true;
  currentTime = 0;
  readyState = 4;
  videoWidth = 720;
  videoHeight = 1280;
  srcObject: unknown = 'a picture by WebRTC';
  async play(): Promise<void> {
    this.paused = false;
    this.dispatchEvent(new Event('play'));
  }
}

function setUp(t: TestContext) {
  t.mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
  const clock = { now: 0 };
  t.mock.method(performance, 'now', () => clock.now);
  const element = new Element();
  const engines: {
    url: string;
    edge?: number;
    madeAt?: number;
    newest?: number;
    closed: boolean;
    fail(why: HlsFailure): void;
  }[] = [];
  const world = { url: 'https://cdn.example.com/1.m3u8', unsupported: false, newest: 1 };
  const open = async (_element: unknown, url: string, fail: (why: HlsFailure) => void): Promise<HlsEngine> => {
    if (world.unsupported) throw new LiveError('unsupported', 'No');
    const engine = {
      url,
      edge: undefined,
      madeAt: undefined,
      newest: world.newest,
      closed: false,
      fail,
      close: () => (engine.closed = true),
    };
    engines.push(engine);
    return engine as HlsEngine;
  };
  const playback = new HlsPlayback({
    element: element as unknown as HTMLVideoElement,
    source: async () => ({ url: world.url, latencyMs: 8_000 }),
    clock: { now: () => 1_000_000 + clock.now },
    open,
  });
  /** Time passes; the picture goes on unless it stands. */
  const pass = async (ms: number, { moving = false } = {}) => {
    for (let passed = 0; passed < ms; passed += 500) {
      clock.now += 500;
      if (moving) element.currentTime += 0.5;
      t.mock.timers.tick(500);
      await Promise.resolve().then(() => {});
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  t.after(() => playback.close());
  return { playback, element, engines, world, pass, engine: () => engines.at(-1)! };
}

test('it plays when the picture moves, not before', async (t) => {
  const { playback, element, pass } = setUp(t);
  await playback.start();
  assert.equal(element.srcObject, null);
  await pass(1_000);
  assert.equal(playback.state, 'connecting');

  await pass(1_000, { moving: true });

  assert.equal(playback.state, 'playing');
  assert.deepEqual(playback.size, { width: 720, height: 1280 });
});

test('it is as late as the stream says, else as the server says, and small changes are none', async (t) => {
  const { playback, engine, pass } = setUp(t);
  await playback.start();
  assert.equal(playback.latency, 8_000);
  const behind = (ms: number) => (engine().madeAt = 1_000_000 + 1_000 - ms);
  behind(5_000);
  await pass(1_000, { moving: true });
  const latency = playback.latency;
  assert.ok(latency >= 4_500 && latency <= 5_500);

  engine().madeAt! += 600;
  await pass(500, { moving: true });
  assert.equal(playback.latency, latency);
  // A clock that is hours off.
  engine().madeAt = 9_000_000;
  await pass(500, { moving: true });

  assert.equal(playback.latency, 8_000);
});

test('a picture that stands is fetched anew, from the address of that moment', async (t) => {
  const { playback, engines, world, pass } = setUp(t);
  await playback.start();
  await pass(1_000, { moving: true });
  world.url = 'https://cdn.example.com/2.m3u8';

  await pass(6_500);
  assert.equal(playback.state, 'reconnecting');
  assert.equal(engines[0]!.closed, true);
  world.newest = 2;
  await pass(3_500, { moving: true });

  assert.equal(engines[1]!.url, 'https://cdn.example.com/2.m3u8');
  assert.equal(playback.state, 'playing');
});

test('the end of a stream is not shown again and again', async (t) => {
  const { playback, world, pass } = setUp(t);
  await playback.start();
  await pass(1_000, { moving: true });

  await pass(10_000);
  await pass(10_000, { moving: true });
  assert.equal(playback.state, 'waiting');
  // The host is back.
  world.newest = 7;
  await pass(4_000, { moving: true });

  assert.equal(playback.state, 'playing');
});

test('who paused misses nothing, and goes on live', async (t) => {
  const { playback, element, engines, engine, pass } = setUp(t);
  await playback.start();
  await pass(1_000, { moving: true });
  element.paused = true;
  await pass(30_000);
  assert.equal(playback.state, 'playing');
  assert.equal(engines.length, 1);
  engine().edge = 31;

  await element.play();

  assert.equal(element.currentTime, 31);
});

test('a stream that is not there yet is waited for', async (t) => {
  const { playback, engines, engine, pass } = setUp(t);
  await playback.start();

  engine().fail('gone');
  assert.equal(playback.state, 'waiting');
  await pass(3_000);

  assert.equal(engines.length, 2);
});

test('a browser that cannot is told so at once', async (t) => {
  const { playback, world } = setUp(t);
  world.unsupported = true;

  await assert.rejects(playback.start(), { code: 'unsupported' });

  assert.equal(playback.state, 'closed');
});

test('a closed player tries no more', async (t) => {
  const { playback, engines, engine, pass } = setUp(t);
  await playback.start();
  engine().fail('broken');

  playback.close();
  await pass(20_000);

  assert.equal(engines.length, 1);
  assert.equal(playback.state, 'closed');
});

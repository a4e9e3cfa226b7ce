import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { effect } from '../reactive.ts';
import { FakeTrack } from './fake-devices.ts';
import { LevelMeter, loudness } from './level-meter.ts';
import { MicrophoneGain } from './microphone-gain.ts';

const tone = (amplitude: number) => Array.from({ length: 1024 }, (_, index) => amplitude * Math.sin(index / 5));
const trackOf = (name: string) => new FakeTrack('audio', name) as unknown as MediaStreamTrack;
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Audio contexts that hear one loud tone and count how many of them are open. */
function sound() {
  const open = new Set<object>();
  const node = { connect: (next: object) => next };
  const createContext = () => {
    const context = {
      createAnalyser: () => ({ ...node, fftSize: 0, getFloatTimeDomainData: (samples: Float32Array) => samples.set(tone(1)) }),
      createGain: () => ({ ...node, gain: { value: 1 } }),
      createMediaStreamSource: () => node,
      createMediaStreamDestination: () => ({ ...node, stream: { getAudioTracks: () => [trackOf('processed')] } }),
      resume: async () => {},
      close: async () => void open.delete(context),
    };
    open.add(context);
    return context as unknown as AudioContext;
  };
  return { open, createContext };
}

const { MediaStream: realMediaStream } = globalThis;
before(() => (globalThis.MediaStream = function () {} as unknown as typeof MediaStream));
after(() => (globalThis.MediaStream = realMediaStream));

test('silence is 0 and full scale nearly 100', () => {
  assert.equal(loudness(tone(0)), 0);
  assert.equal(loudness(tone(0.0001)), 0);
  assert.ok(loudness(tone(1)) >= 94);
});

test('half as loud to the ear is half the scale', () => {
  // -30 dB of the 60 that the scale covers.
  assert.ok(Math.abs(loudness(tone(10 ** (-30 / 20) * Math.SQRT2)) - 50) <= 1);
});

test('the level is measured while somebody follows it, and not for longer', async () => {
  const { open, createContext } = sound();
  const meter = new LevelMeter(createContext);
  meter.listenTo(trackOf('mic1'));
  assert.equal(open.size, 0);

  const levels: number[] = [];
  const stop = effect(() => void levels.push(meter.level));
  await wait(300);
  assert.ok(levels.at(-1)! > 90);

  stop();
  await wait(700);
  assert.equal(open.size, 0);
  assert.equal(meter.level, 0);
});

test('a closed microphone is silent at once', async () => {
  const { open, createContext } = sound();
  const meter = new LevelMeter(createContext);
  meter.listenTo(trackOf('mic1'));
  const stop = effect(() => void meter.level);
  await wait(300);

  meter.listenTo(undefined);

  assert.equal(meter.level, 0);
  assert.equal(open.size, 0);
  stop();
  await wait(600);
});

test('a microphone at full volume is sent as it is, another volume goes through one graph', () => {
  const { open, createContext } = sound();
  const gain = new MicrophoneGain(createContext);
  const microphone = trackOf('mic1');

  assert.equal(gain.apply(microphone, 100), microphone);
  assert.equal(open.size, 0);
  const turnedDown = gain.apply(microphone, 40);
  assert.equal(turnedDown?.label, 'processed');
  assert.equal(gain.apply(microphone, 100), turnedDown);

  assert.equal(gain.apply(undefined, 100), undefined);
  assert.equal(open.size, 0);
  assert.equal(turnedDown?.readyState, 'ended');
});

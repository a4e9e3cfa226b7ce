import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LiveError } from '../../errors.ts';
import { signal } from '../../reactive.ts';
import { eventually } from '../../testing/eventually.ts';
import type { Playback, PlaybackState } from '../provider.ts';
import { ShowPlayback } from './show-playback.ts';

function setUp({ hasCdn = async () => true }: { hasCdn?: () => Promise<boolean> } = {}) {
  const onStage = signal(false);
  const log: string[] = [];
  const play = (way: string, latency: number) => async (): Promise<Playback> => {
    log.push(`play ${way}`);
    const state = signal<PlaybackState>('playing');
    return {
      get state() {
        return state.value;
      },
      quality: 1,
      size: undefined,
      latency,
      retry: () => log.push(`retry ${way}`),
      close: () => {
        log.push(`close ${way}`);
        state.value = 'closed';
      },
    };
  };
  const playback = new ShowPlayback({
    hasCdn,
    onStage: () => onStage.value,
    playCdn: play('cdn', 5_000),
    playRoom: play('room', 0),
    ended: () => log.push('ended'),
  });
  return { playback, onStage, log };
}

test('the crowd plays from the CDN, who is on stage from the room, one after the other', async () => {
  const { playback, onStage, log } = setUp();
  await playback.start();
  assert.equal(playback.latency, 5_000);

  onStage.value = true;
  await eventually(() => playback.latency === 0 && playback.state === 'playing');
  onStage.value = false;
  await eventually(() => playback.latency === 5_000);

  assert.deepEqual(log, ['play cdn', 'close cdn', 'play room', 'close room', 'play cdn']);
});

test('where there is no CDN everybody plays from the room', async () => {
  const { playback, onStage, log } = setUp({ hasCdn: async () => false });
  await playback.start();

  onStage.value = true;
  onStage.value = false;
  playback.retry();
  playback.close();

  assert.deepEqual(log, ['play room', 'retry room', 'close room', 'ended']);
  assert.equal(playback.state, 'closed');
});

test('a server that cannot be reached is asked again, one that refuses is believed', async () => {
  let asked = 0;
  const slow = setUp({
    hasCdn: async () => {
      asked += 1;
      if (asked === 1) throw new LiveError('offline', 'No network');
      return true;
    },
  });
  await slow.playback.start();
  assert.deepEqual(slow.log, ['play cdn']);

  const refusing = setUp({ hasCdn: () => Promise.reject(new LiveError('forbidden', 'Not you')) });

  await assert.rejects(refusing.playback.start(), { code: 'forbidden' });
  assert.equal(refusing.playback.state, 'closed');
});

test('closed while it was still choosing, it plays nothing', async () => {
  let answer: (hasCdn: boolean) => void = () => {};
  const { playback, log } = setUp({ hasCdn: () => new Promise((resolve) => (answer = resolve)) });
  const started = playback.start();

  playback.close();
  answer(true);
  await started;

  assert.deepEqual(log, ['ended']);
});

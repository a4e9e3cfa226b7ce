import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MediaLink, Playback, Publication } from './providers/provider.ts';
import { effect, signal } from './reactive.ts';
import { TimedMediaLink } from './timed-media-link.ts';

/** A link whose players are as late as the test says. */
function setUp() {
  const link: MediaLink = {
    publish: async () => {
      const state = signal<Publication['state']>('live');
      return {
        get state() {
          return state.value;
        },
        quality: 1,
        kbps: 0,
        rtt: undefined,
        replaceTrack: async () => {},
        close: async () => void (state.value = 'closed'),
      };
    },
    play: async () => {
      const state = signal<Playback['state']>('playing');
      const latency = signal(0);
      return {
        get state() {
          return state.value;
        },
        get latency() {
          return latency.value;
        },
        quality: 1,
        size: undefined,
        retry: () => {},
        close: () => void (state.value = 'closed'),
        late: (ms: number) => (latency.value = ms),
      } as Playback;
    },
    close: () => {},
  };
  const timed = new TimedMediaLink(link, 'friday');
  const told: number[] = [];
  const stop = effect(() => void told.push(timed.latency));
  const play = async (name: string, latency: number) => {
    const playback = (await timed.play(name, {} as HTMLVideoElement)) as Playback & { late(ms: number): void };
    playback.late(latency);
    return playback;
  };
  return { timed, told, play, stop };
}

test('a room is as late as the slowest player of its host', async () => {
  const { timed, play } = setUp();
  await play('friday', 3_000);
  const slow = await play('friday', 6_000);
  await play('friday~guest', 9_000);
  assert.equal(timed.latency, 6_000);

  slow.close();

  assert.equal(timed.latency, 3_000);
});

test('whoever publishes is behind nobody', async () => {
  const { timed, told, play } = setUp();
  await play('friday', 4_000);
  const publication = await timed.publish({} as MediaStream, 'friday~guest');
  await publication.close();

  assert.deepEqual(told, [0, 4_000, 0, 4_000]);
});

test('a closed link is late no more', async () => {
  const { timed, play } = setUp();
  await play('friday', 4_000);

  timed.close();

  assert.equal(timed.latency, 0);
});

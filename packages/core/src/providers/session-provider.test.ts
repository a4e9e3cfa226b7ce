import assert from 'node:assert/strict';
import { once } from 'node:events';
import { before, test, type TestContext } from 'node:test';
import { LiveError } from '../errors.ts';
import { signal } from '../reactive.ts';
import { RoomBus } from '../room-bus.ts';
import type { Session } from '../schemas/user.ts';
import { ServerClock } from '../server-clock.ts';
import { eventually } from '../testing/eventually.ts';
import type { ChannelState, Provider } from './provider.ts';
import { createSessionProvider } from './session-provider.ts';

before(() => {
  // Node 20 has none, and then there is nothing to choose.
  Object.assign(globalThis, { WebSocket: globalThis.WebSocket ?? EventTarget });
});

function fakeProvider() {
  const state = signal<ChannelState>('open');
  const sent: string[] = [];
  const played: string[] = [];
  const provider: Provider = {
    channel: {
      get state() {
        return state.value;
      },
      failure: undefined,
      sendText: async (text) => void sent.push(text),
      sendCustom: async (businessID) => void sent.push(businessID),
      close: () => (state.value = 'closed'),
    },
    media: {
      publish: async () => Promise.reject(new Error('fake')),
      play: async (name) => (played.push(name), Promise.reject(new Error('fake'))),
      close() {},
    },
  };
  return { provider, sent, played, state };
}

function setUp(t: TestContext, token: () => Promise<string | undefined> = async () => 'token') {
  const closing = new AbortController();
  t.after(() => closing.abort());
  const named = signal<Session['provider'] | undefined>(undefined);
  const tencent = fakeProvider();
  const made: string[] = [];
  const deps = {
    server: '',
    liveId: 'friday',
    bus: new RoomBus(),
    clock: new ServerClock(),
    closed: closing.signal,
    userId: () => 'ann',
    token,
  };
  const embedded = fakeProvider();
  const loaded = new EventTarget();
  const { channel, media } = createSessionProvider(deps, () => named.value, {
    embedded: () => ({
      media: embedded.provider.media,
      openChannel: () => (made.push('embedded'), once(loaded, 'loaded').then(() => embedded.provider.channel)),
    }),
    tencent: async () => (made.push('tencent'), { media: tencent.provider.media, openChannel: () => tencent.provider.channel }),
  });
  return { channel, media, named, embedded, loaded, tencent, made, closing };
}

test('nothing is made before the session says what', async (t) => {
  const { channel, named, made } = setUp(t);
  assert.deepEqual(made, []);
  assert.equal(channel.state, 'connecting');

  named.value = 'tencent';
  await eventually(() => channel.state === 'open');

  assert.deepEqual(made, ['tencent']);
});

test('what is sent goes to whoever carries the room, and before that is known to nobody', async (t) => {
  const { channel, named, tencent } = setUp(t);
  await assert.rejects(channel.sendText('Early', 'i0'), { code: 'offline' });

  named.value = 'tencent';
  await eventually(() => channel.state === 'open');
  await Promise.all([channel.sendText('Hi', 'i1'), channel.sendCustom('cheer', 1, 'i2')]);

  assert.deepEqual(tencent.sent, ['Hi', 'cheer']);
});

test('the picture does not wait for the channel’s code', async (t) => {
  const { channel, media, named, embedded, loaded } = setUp(t);

  named.value = 'embedded';
  await assert.rejects(media.play('friday', undefined as never), { message: 'fake' });

  assert.deepEqual(embedded.played, ['friday']);
  assert.equal(channel.state, 'connecting');
  loaded.dispatchEvent(new Event('loaded'));
  await eventually(() => channel.state === 'open');
});

test('a channel whose code comes after the room has closed is closed, too', async (t) => {
  const { channel, named, embedded, loaded, made } = setUp(t);
  named.value = 'embedded';
  await eventually(() => made.includes('embedded'));

  channel.close();
  loaded.dispatchEvent(new Event('loaded'));

  await eventually(() => embedded.state.value === 'closed');
});

test('a refused session is the room’s failure, until somebody signs in', async (t) => {
  const { channel, named } = setUp(t, () => Promise.reject(new LiveError('unauthenticated', 'No')));
  await eventually(() => channel.state === 'closed');
  assert.equal(channel.failure, 'unauthenticated');
  await assert.rejects(channel.sendText('Hi', 'i1'), { code: 'unauthenticated' });

  named.value = 'tencent';
  await eventually(() => channel.state === 'open');

  assert.equal(channel.failure, undefined);
});

test('a session is asked for again while there is no network', async (t) => {
  let asked = 0;
  setUp(t, async () => {
    asked += 1;
    if (asked === 1) throw new LiveError('offline', 'No network');
    return 'token';
  });

  await eventually(() => asked === 2);
});

test('a room that closes first is carried by nobody', async (t) => {
  const { channel, named, made, closing } = setUp(t);

  closing.abort();
  named.value = 'tencent';

  assert.equal(channel.state, 'closed');
  assert.deepEqual(made, []);
});

test('closing the room closes what carries it', async (t) => {
  const { channel, named, tencent } = setUp(t);
  named.value = 'tencent';
  await eventually(() => channel.state === 'open');

  channel.close();

  assert.equal(tencent.state.value, 'closed');
  assert.equal(channel.state, 'closed');
});

import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { LiveError, type LiveErrorCode } from '../errors.ts';
import type { RoomChannel } from '../providers/provider.ts';
import { signal } from '../reactive.ts';
import { RoomBus } from '../room-bus.ts';
import type { Live } from '../schemas/live.ts';
import { eventually } from '../testing/eventually.ts';
import { type Asked, deferred, fakeRequest } from '../testing/fake-request.ts';
import { snapshot } from '../testing/snapshot.ts';
import { LiveListStore } from './live-list-store.ts';

const live = (change: Partial<Live> = {}): Live => ({ ...snapshot().live, ...change });
const envelope = { eventId: 'e1', liveId: 'friday', ts: 7 };

function setUp(t: TestContext, answer: (asked: Asked) => unknown) {
  const { request, asked } = fakeRequest(answer);
  const bus = new RoomBus();
  const closing = new AbortController();
  t.after(() => closing.abort());
  const failure = signal<LiveErrorCode | undefined>(undefined);
  const channel = {
    get failure() {
      return failure.value;
    },
  } as RoomChannel;
  const store = new LiveListStore({
    liveId: 'friday',
    request,
    bus,
    channel,
    closed: closing.signal,
    leave: () => closing.abort(),
  });
  return { store, bus, asked, failure, closing };
}
const room =
  (lives: Live, metadata: Record<string, string> = {}) =>
  (asked: Asked) =>
    asked.path.endsWith('/metadata') ? { metadata } : lives;

test('whoever waits for the room hears why the last try failed', async (t) => {
  let reachable = false;
  const { store } = setUp(t, (asked) => {
    if (!reachable) throw new LiveError('offline', 'No network');
    return room(live())(asked);
  });
  const joining = store.joinLive();
  await eventually(() => store.failure === 'offline');
  assert.equal(store.joinState, 'loading');

  reachable = true;
  await joining;
  assert.deepEqual([store.joinState as string, store.failure], ['ready', undefined]);
});

test('joining reads the show and its metadata', async (t) => {
  const { store } = setUp(t, room(live(), { theme: 'red' }));
  assert.equal(store.joinState, 'loading');

  await store.joinLive();

  assert.equal(store.joinState as string, 'ready');
  assert.equal(store.currentLive?.title, 'Friday');
  assert.deepEqual(store.metadata, { theme: 'red' });
});

test('a room that does not exist says so, and a passing failure is tried again', async (t) => {
  const missing = setUp(t, () => {
    throw new LiveError('not-found', 'No such show');
  });
  let failures = 1;
  const shaky = setUp(t, (asked) => {
    if ((failures -= 1) >= 0) throw new LiveError('offline', 'No network');
    return room(live())(asked);
  });

  await missing.store.joinLive();
  await shaky.store.joinLive();

  assert.equal(missing.store.failure, 'not-found');
  assert.equal(missing.store.joinState, 'error');
  assert.equal(shaky.store.joinState, 'ready');
});

test('an answer that is older than what the room told is asked for again', async (t) => {
  const late = deferred<Live>();
  const answers: unknown[] = [late.promise, live({ status: 'ended' })];
  const { store, bus } = setUp(t, ({ path }) => (path.endsWith('/metadata') ? { metadata: {} } : answers.shift()));
  const joining = store.joinLive();

  bus.emit({ ...envelope, type: 'live.ended', reason: 'host' });
  late.resolve(live({ status: 'live' }));
  await joining;

  assert.equal(store.currentLive?.status, 'ended');
});

test('the show follows what the room tells', (t) => {
  const { store, bus } = setUp(t, room(live()));
  bus.emitSnapshot(snapshot({ live: live({ status: 'scheduled', onAir: false }) }));

  bus.emit({ ...envelope, type: 'live.started', live: live({ status: 'live', onAir: false }) });
  bus.emit({ ...envelope, type: 'media.changed', name: 'friday', onAir: true });
  bus.emit({ ...envelope, type: 'media.changed', name: 'friday~guest', onAir: false });
  assert.deepEqual([store.currentLive?.status, store.currentLive?.onAir], ['live', true]);
  bus.emit({ ...envelope, type: 'live.ended', reason: 'host' });

  assert.deepEqual([store.currentLive?.status, store.currentLive?.onAir, store.currentLive?.endedAt], ['ended', false, 7]);
});

test('changed metadata is read anew, one read at a time, the last one the newest', async (t) => {
  const first = deferred<unknown>();
  const answers = [first.promise, { metadata: { theme: 'blue' } }];
  const { store, bus, asked } = setUp(t, () => answers.shift());

  bus.emit({ ...envelope, type: 'metadata.changed', keys: ['theme'] });
  bus.emit({ ...envelope, type: 'metadata.changed', keys: ['theme'] });
  assert.equal(asked.length, 1);
  first.resolve({ metadata: { theme: 'red' } });
  await eventually(() => store.metadata['theme'] === 'blue');

  assert.equal(asked.length, 2);
});

test('metadata that was on its way when a product popped up is read again', async (t) => {
  const first = deferred<unknown>();
  const answers = [first.promise, { metadata: { goods_on_shelf: 'new' } }];
  const { store, bus } = setUp(t, () => answers.shift());
  const reading = store.queryMetaData(['goods_on_shelf']);

  bus.emit({ ...envelope, type: 'GOODS_OFF_SHELF', goodsId: 'mug', startTimestamp: 1 });
  first.resolve({ metadata: { goods_on_shelf: 'old' } });

  assert.deepEqual(await reading, { goods_on_shelf: 'new' });
});

test('a channel that was refused for good ends the room', (t) => {
  const { store, failure, bus } = setUp(t, room(live()));
  bus.emitSnapshot(snapshot());

  failure.value = 'forbidden';

  assert.deepEqual([store.joinState, store.failure], ['error', 'forbidden']);
});

test('pages are appended without repeating a show, and the first page starts again', async (t) => {
  const { store } = setUp(t, ({ query }) =>
    query?.['cursor']
      ? { items: [live({ id: 'b' }), live({ id: 'c' })], cursor: '' }
      : { items: [live({ id: 'a' }), live({ id: 'b' })], cursor: 'x' },
  );
  const ids = () => store.liveList.map(({ id }) => id);

  await store.fetchLiveList();
  await store.fetchLiveList({ cursor: store.liveListCursor });
  assert.deepEqual(ids(), ['a', 'b', 'c']);
  assert.equal(store.liveListCursor, '');
  await store.fetchLiveList();

  assert.deepEqual(ids(), ['a', 'b']);
});

test('commands go to the server and change nothing by themselves', async (t) => {
  const { store, bus, asked } = setUp(t, () => ({}));
  bus.emitSnapshot(snapshot({ live: live({ status: 'scheduled' }) }));

  await store.startLive();
  await store.updateLiveInfo({ title: 'New' });
  await store.updateLiveMetaData({ theme: 'red' });

  assert.deepEqual(
    asked.map(({ method, path }) => `${method} ${path}`),
    ['POST /lives/friday/start', 'PATCH /lives/friday', 'PUT /lives/friday/metadata'],
  );
  assert.deepEqual([store.currentLive?.status, store.currentLive?.title, store.metadata], ['scheduled', 'Friday', {}]);
});

test('leaving closes the room', (t) => {
  const { store, closing } = setUp(t, room(live()));

  store.leaveLive();

  assert.equal(closing.signal.aborted, true);
});

import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { LiveError, type LiveErrorCode } from '../errors.ts';
import { RoomBus } from '../room-bus.ts';
import { fakeRequest } from '../testing/fake-request.ts';
import { snapshot } from '../testing/snapshot.ts';
import { LikeStore } from './like-store.ts';

/** Time is the test's: `pass` lets it go by and everything settle. */
function setUp(t: TestContext, failures: LiveErrorCode[] = []) {
  let now = 0;
  t.mock.timers.enable({ apis: ['setTimeout'] });
  t.mock.method(performance, 'now', () => now);
  const { request, asked } = fakeRequest(() => {
    const code = failures.shift();
    if (code) throw new LiveError(code, code);
    return { total: 1 };
  });
  const bus = new RoomBus();
  const closing = new AbortController();
  t.after(() => closing.abort());
  const store = new LikeStore({ liveId: 'friday', request, bus, closed: closing.signal });
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  const pass = async (ms: number) => {
    for (let left = ms; left > 0; left -= 50) {
      now += 50;
      t.mock.timers.tick(50);
      await settle();
    }
  };
  const counts = () => asked.map(({ body }) => (body as { count: number }).count);
  const batches = () => asked.map(({ body }) => (body as { batchId: string }).batchId);
  return { store, bus, closing, pass, counts, batches };
}
const counted = (total: number, added: number) =>
  ({ type: 'like.counted', eventId: `l${total}`, liveId: 'friday', ts: 1, total, added }) as const;

test('taps are summed: one request in 500 ms', async (t) => {
  const { store, pass, counts } = setUp(t);

  store.sendLike();
  await pass(100);
  for (let i = 0; i < 5; i += 1) store.sendLike();
  await pass(300);
  assert.deepEqual(counts(), [1]);
  await pass(300);

  assert.deepEqual(counts(), [1, 5]);
});

test('a request carries at most 100, the rest follows', async (t) => {
  const { store, pass, counts } = setUp(t);

  store.sendLike(250);
  await pass(1_500);

  assert.deepEqual(counts(), [100, 100, 50]);
});

test('what may not have got through is sent again as the same batch, and what came since after it', async (t) => {
  const { store, pass, counts, batches } = setUp(t, ['offline']);

  store.sendLike(3);
  await pass(50);
  assert.equal(store.failure, 'offline');
  store.sendLike(2);
  await pass(10_000);

  assert.deepEqual(counts(), [3, 3, 2]);
  const [first, again, next] = batches();
  assert.equal(again, first);
  assert.notEqual(next, first);
  assert.equal(store.failure, undefined);
});

test('retries are bounded, and the next tap or a reconnect takes up what is left', async (t) => {
  const { store, bus, pass, counts } = setUp(t, Array<LiveErrorCode>(6).fill('offline'));

  store.sendLike(3);
  await pass(60_000);
  assert.equal(counts().length, 6);
  bus.emitSnapshot(snapshot());
  await pass(1_000);

  assert.deepEqual(counts().slice(6), [3]);
});

test('likes that the server refuses are given up, and said so', async (t) => {
  const { store, pass, counts } = setUp(t, ['forbidden']);

  store.sendLike(3);
  await pass(60_000);

  assert.equal(counts().length, 1);
  assert.equal(store.failure, 'forbidden');
});

test('the total is the room’s, and never turns back by a late count', (t) => {
  const { store, bus } = setUp(t);
  store.sendLike(50);
  assert.equal(store.totalLikeCount, 0);

  bus.emitSnapshot(snapshot({ likeCount: 10 }));
  bus.emit(counted(15, 5));
  bus.emit(counted(12, 2));

  assert.equal(store.totalLikeCount, 15);
});

test('listeners hear what was added, until they are done', (t) => {
  const { store, bus } = setUp(t);
  const heard: number[] = [];
  const listening = new AbortController();
  store.onReceiveLikes((added) => heard.push(added), listening.signal);

  bus.emit(counted(5, 5));
  listening.abort();
  bus.emit(counted(9, 4));

  assert.deepEqual(heard, [5]);
});

test('a closed room sends nothing more', async (t) => {
  const { store, closing, pass, counts } = setUp(t);
  store.sendLike();

  closing.abort();
  await pass(1_000);

  assert.deepEqual(counts(), []);
});

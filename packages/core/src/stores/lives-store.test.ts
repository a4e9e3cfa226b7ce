import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LiveError } from '../errors.ts';
import { type Asked, deferred, fakeRequest } from '../testing/fake-request.ts';
import { snapshot } from '../testing/snapshot.ts';
import { LivesStore } from './lives-store.ts';

const page = (ids: string[], cursor = '') => ({ items: ids.map((id) => ({ ...snapshot().live, id })), cursor });

function setUp(answer: (asked: Asked) => unknown) {
  const { request, asked } = fakeRequest(answer);
  const store = new LivesStore(request);
  return { store, asked, ids: () => store.lives?.map(({ id }) => id) };
}

test('reads page after page, and no show twice', async () => {
  const { store, asked, ids } = setUp(({ query }) => (query?.cursor ? page(['b', 'c']) : page(['a', 'b'], 'next')));
  assert.equal(ids(), undefined);
  await store.fetch({ status: 'live', count: 2 });
  assert.equal(store.hasMore, true);
  await store.fetchMore();
  assert.deepEqual([ids(), store.hasMore as boolean], [['a', 'b', 'c'], false]);
  assert.deepEqual(asked[1]?.query, { status: 'live', limit: 2, cursor: 'next' });
});

test('reading anew starts the list again, as it was asked for', async () => {
  const { store, asked, ids } = setUp(({ query }) => (query?.cursor ? page(['b']) : page(['a'], 'next')));
  await store.fetch({ count: 1 });
  await store.fetchMore();
  await store.fetch();
  assert.deepEqual(ids(), ['a']);
  assert.equal(asked[2]?.query?.limit, 1);
});

test('a failure keeps what was read', async () => {
  const answers: unknown[] = [page(['a']), new LiveError('offline', 'Gone'), page(['b'])];
  const { store, ids } = setUp(() => {
    const answer = answers.shift();
    if (answer instanceof LiveError) throw answer;
    return answer;
  });
  await store.fetch();
  await store.fetch();
  assert.deepEqual([ids(), store.failure, store.busy], [['a'], 'offline', false]);
  await store.fetch();
  assert.deepEqual([ids(), store.failure], [['b'], undefined]);
});

test('gives up what nobody waits for, and takes no answer of it', async () => {
  const slow = deferred<unknown>();
  const { store, asked } = setUp(() => slow.promise);
  const reading = store.fetch();
  store.stop();
  assert.equal(asked[0]?.signal?.aborted, true);
  slow.resolve(page(['late']));
  await reading;
  assert.deepEqual([store.lives, store.failure, store.busy], [undefined, undefined, false]);
});

test('an answer that was overtaken by a newer one is not shown', async () => {
  const slow = deferred<unknown>();
  const answers = [slow.promise, page(['new'])];
  const { store, ids } = setUp(() => answers.shift());
  const first = store.fetch();
  await store.fetch();
  slow.resolve(page(['old']));
  await first;
  assert.deepEqual(ids(), ['new']);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Asked, fakeRequest } from '../testing/fake-request.ts';
import { snapshot } from '../testing/snapshot.ts';
import { LivesStore } from './lives-store.ts';

const page = (ids: string[], cursor = '') => ({ items: ids.map((id) => ({ ...snapshot().live, id })), cursor });

function setUp(answer: (asked: Asked) => unknown) {
  const { request, asked } = fakeRequest(answer);
  const store = new LivesStore(request);
  return { store, asked, ids: () => store.items?.map(({ id }) => id) };
}

test('asks for shows in one state, page after page', async () => {
  const { store, asked, ids } = setUp(({ query }) => (query?.cursor ? page(['b', 'c']) : page(['a', 'b'], 'next')));
  await store.fetch({ status: 'live', count: 2 });
  await store.fetchMore();
  assert.deepEqual(ids(), ['a', 'b', 'c']);
  assert.deepEqual(asked[1]?.query, { status: 'live', limit: 2, cursor: 'next' });
});

test('reading anew starts the list again, as it was asked for', async () => {
  const { store, asked, ids } = setUp(({ query }) => (query?.cursor ? page(['b']) : page(['a'], 'next')));
  await store.fetch({ count: 1 });
  await store.fetchMore();
  await store.refresh();
  assert.deepEqual(ids(), ['a']);
  assert.equal(asked[2]?.query?.limit, 1);
});

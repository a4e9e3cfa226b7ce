import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LiveError } from './errors.ts';
import { type Page, PagedList } from './paged-list.ts';
import { deferred } from './testing/fake-request.ts';

interface Thing {
  id: string;
  note?: string;
}
const page = (cursor: string, ...ids: string[]): Page<Thing> => ({ cursor, items: ids.map((id) => ({ id })) });

function setUp(read: (query: string, cursor: string | undefined, signal: AbortSignal) => Promise<Page<Thing>>) {
  const list = new PagedList<Thing, string>(read, ({ id }) => id);
  return { list, ids: () => list.items?.map(({ id }) => id) };
}

test('pages follow each other, and an item that moved is there once', async () => {
  const { list, ids } = setUp(async (_query, cursor) => (cursor ? page('', 'b', 'c') : page('next', 'a', 'b')));
  await list.fetch('x');
  assert.equal(list.hasMore, true);
  await list.fetchMore();
  assert.deepEqual(ids(), ['a', 'b', 'c']);
  assert.equal(list.hasMore, false);
});

test('the answer to an older question is left aside, however late it comes', async () => {
  const slow = deferred<Page<Thing>>();
  const { list, ids } = setUp((query) => (query === 'old' ? slow.promise : Promise.resolve(page('', 'new'))));
  const old = list.fetch('old');
  await list.fetch('new');
  slow.resolve(page('', 'old'));
  await old;
  assert.deepEqual(ids(), ['new']);
  assert.equal(list.busy, false);
});

test('another question forgets what was found, the same one keeps it while it is asked again', async () => {
  const { list, ids } = setUp(async (query) => page('', query));
  await list.fetch('a');
  const again = list.refresh();
  assert.deepEqual(ids(), ['a']);
  await again;
  const other = list.fetch('b');
  assert.equal(list.items, undefined);
  await other;
  assert.deepEqual(ids(), ['b']);
});

test('a failure is told and keeps what was read', async () => {
  let fails = false;
  const { list, ids } = setUp(async () => {
    if (fails) throw new LiveError('offline', 'No network');
    return page('', 'a');
  });
  await list.fetch('x');
  fails = true;
  await list.refresh();
  assert.equal(list.failure, 'offline');
  assert.deepEqual(ids(), ['a']);
});

test('an item that changed takes its own place', async () => {
  const { list } = setUp(async () => page('', 'a', 'b'));
  await list.fetch('x');
  list.replace({ id: 'a', note: 'new' });
  list.replace({ id: 'z' });
  assert.deepEqual(list.items, [{ id: 'a', note: 'new' }, { id: 'b' }]);
});

test('gives up what nobody waits for, and takes no answer of it', async () => {
  const slow = deferred<Page<Thing>>();
  let until: AbortSignal | undefined;
  const { list } = setUp((_query, _cursor, signal) => ((until = signal), slow.promise));
  const reading = list.fetch('x');
  list.stop();
  assert.equal(until?.aborted, true);
  slow.resolve(page('', 'late'));
  await reading;
  assert.deepEqual([list.items, list.failure, list.busy], [undefined, undefined, false]);
});

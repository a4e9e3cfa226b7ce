import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { asc } from 'drizzle-orm';
import { roomEvents } from '../rooms/tables.ts';
import { setUpRooms } from '../rooms/testing.ts';
import { popUp, takeDown } from './popup.ts';
import { setShelf } from './shelf.ts';
import { endShow, startShow, updateShow } from './show.ts';
import { liveById, metadataOf } from './statements.ts';

const IDS = Array.from({ length: 6 }, (_, i) => `p${i}`);

async function setUp(t: TestContext) {
  const server = await setUpRooms(t, { now: () => 1_773_321_389_000 });
  await server.show('friday');
  for (const id of IDS) await server.product(id);
  await setShelf(server.deps, 'friday', IDS);
  return {
    ...server,
    presence: server.rooms.hub,
    types: async () => {
      const rows = await server.deps.db.select().from(roomEvents).orderBy(asc(roomEvents.id));
      return rows.map(({ type }) => type).filter((type) => type !== 'shelf.changed');
    },
  };
}

const times = <T>(count: number, act: () => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: count }, act));

test('pop-ups of the same millisecond follow each other, and the last one is on show', async (t) => {
  const { deps } = await setUp(t);

  const all = await Promise.all(IDS.map((id) => popUp(deps, 'friday', id)));

  const stamps = all.map(({ startTimestamp }) => startTimestamp);
  assert.equal(new Set(stamps).size, IDS.length);
  const shown = JSON.parse((await metadataOf(deps.db, 'friday'))['goods_on_shelf']!) as { start_timestamp: number };
  assert.equal(shown.start_timestamp, Math.max(...stamps));
});

test('a product taken down by many goes once', async (t) => {
  const { deps, types } = await setUp(t);
  await popUp(deps, 'friday', 'p1');

  await times(5, () => takeDown(deps, 'friday'));

  assert.deepEqual(await types(), ['GOODS_ON_SHELF', 'GOODS_OFF_SHELF']);
});

test('a show that ends while its product is taken down tells of both once', async (t) => {
  const { deps, types } = await setUp(t);
  await popUp(deps, 'friday', 'p1');

  await Promise.all([endShow(deps, 'friday', 'host'), takeDown(deps, 'friday'), endShow(deps, 'friday', 'host')]);

  assert.deepEqual((await types()).toSorted(), ['GOODS_OFF_SHELF', 'GOODS_ON_SHELF', 'live.ended']);
});

test('a show that ends while products pop up shows none in the end', async (t) => {
  const { deps } = await setUp(t);

  await Promise.allSettled([popUp(deps, 'friday', 'p1'), endShow(deps, 'friday', 'host'), popUp(deps, 'friday', 'p2')]);

  const shown = (await metadataOf(deps.db, 'friday'))['goods_on_shelf'];
  assert.ok(shown === undefined || (JSON.parse(shown) as { status: string }).status === 'inactive');
});

test('a show that many start begins once', async (t) => {
  const { deps, presence, types } = await setUp(t);

  await times(5, () => startShow(deps, presence, 'friday'));

  assert.deepEqual(await types(), ['live.started']);
});

test('two who change different things both have their way', async (t) => {
  const { deps, presence } = await setUp(t);

  await Promise.all([
    updateShow(deps, presence, 'friday', { title: 'New' }),
    updateShow(deps, presence, 'friday', { notice: 'Hello' }),
  ]);

  const live = await liveById(deps.db, 'friday');
  assert.deepEqual([live?.title, live?.notice], ['New', 'Hello']);
});

test('shelves set at the same moment each have a version of their own', async (t) => {
  const { deps } = await setUp(t);

  await Promise.all(IDS.map((id) => setShelf(deps, 'friday', [id])));

  assert.equal((await liveById(deps.db, 'friday'))?.shelfVersion, 1 + IDS.length);
});

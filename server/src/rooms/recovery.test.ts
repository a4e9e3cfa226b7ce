import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { createWriteQueue } from '../db/write-queue.ts';
import { liveById } from '../live/statements.ts';
import { liveMetadata } from '../live/tables.ts';
import { roomEvent } from './statements.ts';
import { roomEvents } from './tables.ts';
import { type Client, setUpRooms, until } from './testing.ts';

type Server = Awaited<ReturnType<typeof setUpRooms>>;

const upTo = (last: number, first = 1): number[] => Array.from({ length: last - first + 1 }, (_, i) => first + i);

/** Lets durable events happen in a room, each a change of its own. */
const happen = ({ deps }: Server, count: number, liveId = 'friday'): Promise<unknown> =>
  Promise.all(
    Array.from({ length: count }, () =>
      deps.writes.commit([roomEvent({ type: 'metadata.changed', liveId, ts: Date.now(), fields: { keys: [] } }, sql`true`)]),
    ),
  );

test('a newcomer gets the room as it stands, then what happens', async (t) => {
  const server = await setUpRooms(t);
  await server.show('friday');
  await server.ask('host', 'PUT', '/friday/metadata', { metadata: { theme: 'red' } });

  const client = await server.join('friday', 'guest');
  await happen(server, 3);
  await until(() => client.seqs.length === 3);

  const { epoch, ...welcome } = await client.frame('welcome');
  assert.equal(epoch, (await liveById(server.deps.db, 'friday'))!.epoch);
  assert.equal(welcome.recovered, false);
  assert.equal(welcome.seq, 1);
  assert.deepEqual(welcome.snapshot?.metadata, { theme: 'red' });
  assert.equal(welcome.snapshot?.live.id, 'friday');
  assert.equal(welcome.snapshot?.audienceCount, 1);
  assert.deepEqual(client.seqs, [2, 3, 4]);
  assert.ok(client.events.every((event) => event.seq === undefined || event.epoch === epoch));
});

test('whoever was away is told what was missed, in order, and nothing twice', async (t) => {
  const server = await setUpRooms(t);
  await server.show('friday');
  await happen(server, 5);
  const { epoch } = await (await server.join('friday', 'guest')).frame('welcome');

  await happen(server, 600);
  const back = await server.join('friday', 'viewer', {}, { epoch, seq: 2 });
  await happen(server, 5);
  await until(() => back.seqs.length >= 608);

  assert.equal((await back.frame('welcome')).recovered, true);
  assert.equal((await back.frame('welcome')).snapshot, undefined);
  assert.deepEqual(back.seqs, upTo(610, 3));
});

test('whoever was away also gets the talk of the last seconds and the count', async (t) => {
  const server = await setUpRooms(t);
  await server.show('friday');
  const watcher = await server.join('friday', 'viewer');
  const { epoch, seq } = await watcher.frame('welcome');
  watcher.send({ type: 'barrage', id: 'm1', text: 'you missed this' });
  await watcher.heard('barrage.sent');

  const back = await server.join('friday', 'guest', {}, { epoch, seq });
  await back.heard('audience.counted');

  assert.deepEqual(back.ofType('barrage.sent'), watcher.ofType('barrage.sent'));
  assert.equal(back.ofType('audience.counted')[0]!.count, 2);
});

test('too far back, of another epoch or of the future: the state instead of the events', async (t) => {
  const server = await setUpRooms(t);
  await server.show('friday');
  await happen(server, 1002);
  const { epoch, seq } = await (await server.join('friday', 'guest')).frame('welcome');
  assert.equal(seq, 1002);

  for (const since of [
    { epoch, seq: 1 },
    { epoch: 'another', seq: 1000 },
    { epoch, seq: 5000 },
    { epoch, seq: -4 },
  ]) {
    const client = await server.join('friday', 'viewer', {}, since);
    const welcome = await client.frame('welcome');
    assert.equal(welcome.recovered, false, JSON.stringify(since));
    assert.equal(welcome.seq, 1002);
    assert.deepEqual(client.seqs, []);
  }
  const client = await server.join('friday', 'viewer', {}, { epoch, seq: 2 });
  assert.equal((await client.frame('welcome')).recovered, true);
});

for (const remote of [false, true]) {
  test(`whoever joins while events pour in loses none and hears none twice, ${remote ? 'far away' : 'on a file'}`, async (t) => {
    const server = await setUpRooms(t, { remote });
    await server.show('friday');
    const { epoch } = (await liveById(server.deps.db, 'friday'))!;
    const pouring = new AbortController();
    let total = 0;
    const pour = async (): Promise<void> => {
      while (!pouring.signal.aborted) {
        await happen(server, 1);
        total += 1;
        await sleep(1);
      }
    };
    const poured = pour();

    const clients: Client[] = [];
    const sinces: number[] = [];
    for (let i = 0; i < 20; i++) {
      sinces.push(Math.floor(total / 2));
      const since = i % 2 ? { epoch, seq: sinces[i]! } : undefined;
      clients.push(await server.join('friday', 'viewer', { userId: `v${i}` }, since));
    }
    pouring.abort();
    await poured;
    await until(() => clients.every(({ seqs }) => seqs.at(-1) === total), 'the last event everywhere');

    for (const [i, client] of clients.entries()) {
      const { recovered, seq } = await client.frame('welcome');
      assert.equal(recovered, i % 2 === 1);
      assert.deepEqual(client.seqs, upTo(total, (recovered ? sinces[i]! : seq) + 1));
    }
  });
}

test('no newcomer gets a state of yesterday, whoever changed it', async (t) => {
  const server = await setUpRooms(t);
  await server.show('friday');
  const ana = await server.join('friday', 'viewer');
  await server.ask('viewer', 'POST', '/friday/likes', { count: 5 });
  assert.equal((await (await server.join('friday', 'viewer')).frame('welcome')).snapshot!.likeCount, 5);

  const elsewhere = createWriteQueue(server.deps.db.$client);
  await elsewhere.commit([
    roomEvent({ type: 'metadata.changed', liveId: 'friday', ts: 1, fields: { keys: ['theme'] } }, sql`true`),
    sql`insert into ${liveMetadata} (live_id, key, value) values ('friday', 'theme', 'red')`,
  ]);
  const { epoch } = await ana.frame('welcome');
  const eventId = 'from-elsewhere';
  server.rooms.hub.deliver({ type: 'metadata.changed', eventId, liveId: 'friday', ts: 1, seq: 1, epoch, keys: ['theme'] });
  await ana.heard('metadata.changed');

  const { seq, snapshot } = await (await server.join('friday', 'viewer')).frame('welcome');
  assert.equal(seq, 1);
  assert.deepEqual(snapshot!.metadata, { theme: 'red' });
});

test('where the past was cleaned up, the state comes instead of half the events', async (t) => {
  const server = await setUpRooms(t);
  await server.show('friday');
  const { epoch } = (await liveById(server.deps.db, 'friday'))!;
  await happen(server, 6);
  await server.deps.writes.commit([sql`delete from ${roomEvents} where ${roomEvents.seq} <= 3`]);

  const client = await server.join('friday', 'viewer', {}, { epoch, seq: 1 });

  assert.equal((await client.frame('welcome')).recovered, false);
});

test('the epoch and what was missed survive a restart', async (t) => {
  const before = await setUpRooms(t);
  await before.show('friday');
  await happen(before, 4);
  const client = await before.join('friday', 'viewer');
  const { epoch } = await client.frame('welcome');
  await before.close(false);
  assert.equal(await client.closeCode(), 1012);

  const after = await setUpRooms(t, { dataDir: before.dataDir });
  await happen(after, 1);
  const back = await after.join('friday', 'viewer', {}, { epoch, seq: 3 });
  await until(() => back.seqs.length === 2);

  assert.equal((await back.frame('welcome')).recovered, true);
  assert.deepEqual(back.seqs, [4, 5]);
});

test('an unknown room says so', async (t) => {
  const server = await setUpRooms(t);

  const client = server.connect('nowhere');
  await until(() => client.ws.readyState === client.ws.OPEN);
  client.send({ type: 'auth', token: await server.token('viewer') });

  assert.equal((await client.frame('error')).error.code, 'not-found');
  assert.equal(await client.closeCode(), 4403);
  await server.show('nowhere');
  await server.join('nowhere', 'viewer');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RoomBus } from '../../room-bus.ts';
import type { RoomEvent } from '../../schemas/room-event.ts';
import type { CatchUp } from '../../schemas/socket.ts';
import { ServerClock } from '../../server-clock.ts';
import { fakeRequest } from '../../testing/fake-request.ts';
import { snapshot } from '../../testing/snapshot.ts';
import { EventIntake } from '../event-intake.ts';
import { OrderedIntake } from './ordered-intake.ts';

const stock = (seq: number, epoch = 'e1') => ({
  liveId: 'friday',
  ts: 1,
  type: 'stock.changed',
  eventId: `${epoch}-${seq}`,
  seq,
  epoch,
  productId: 'p1',
  skuId: 'k1',
  stock: seq,
});
const barrage = (eventId: string) => ({
  liveId: 'friday',
  ts: 1,
  type: 'barrage.sent',
  eventId,
  id: eventId,
  text: eventId,
  sender: { userId: 'u2', userName: 'Ann' },
});

function setUp(answers: Partial<CatchUp>[] = [{}]) {
  const bus = new RoomBus();
  const closing = new AbortController();
  const told: string[] = [];
  const note = ({ eventId }: RoomEvent) => told.push(eventId);
  bus.on('stock.changed', note, closing.signal);
  bus.on('barrage.sent', note, closing.signal);
  bus.onSnapshot(({ barrages }) => told.push(`snapshot of ${barrages.length}`), closing.signal);
  const { request, asked } = fakeRequest(() => {
    const next = answers.length > 1 ? answers.shift() : answers[0];
    const welcome = { epoch: 'e1', seq: 0, recovered: false, snapshot: snapshot(), events: [], ts: 1 };
    return { ...welcome, ...(next?.recovered ? { snapshot: undefined } : {}), ...next };
  });
  const intake = new OrderedIntake({ liveId: 'friday', request, intake: new EventIntake(bus), clock: new ServerClock() });
  return { intake, told, asked, catchUp: () => intake.catchUp(closing.signal), closing };
}

test('what comes before the room’s state waits for it', async () => {
  const { intake, told, asked, catchUp } = setUp([{ seq: 2 }]);
  intake.take([barrage('b1'), stock(2), stock(3)]);
  assert.deepEqual(told, []);

  assert.equal(await catchUp(), true);

  assert.deepEqual(told, ['snapshot of 0', 'b1', 'e1-3']);
  assert.deepEqual(asked[0]?.query, { epoch: undefined, seq: undefined });
  assert.equal(asked[0]?.path, '/lives/friday/events');
});

test('events that Chat turned around come in order, and nobody is asked', async () => {
  const { intake, told, asked, catchUp } = setUp();
  await catchUp();

  assert.equal(intake.take([stock(2)]), false);
  assert.equal(intake.take([stock(1)]), true);

  assert.deepEqual(told.slice(1), ['e1-1', 'e1-2']);
  assert.equal(asked.length, 1);
});

test('what is missing is asked for, while talk goes on', async () => {
  const { intake, told, asked, catchUp } = setUp([
    {},
    { recovered: true, seq: 3, events: [stock(1), stock(2), stock(3), barrage('b1')] },
  ]);
  await catchUp();
  assert.equal(intake.take([stock(3), barrage('b1')]), false);
  assert.deepEqual(told.slice(1), ['b1']);

  assert.equal(await catchUp(), true);

  assert.deepEqual(told.slice(1), ['b1', 'e1-1', 'e1-2', 'e1-3']);
  assert.deepEqual(asked[1]?.query, { epoch: 'e1', seq: 0 });
});

test('what recovery does not fill ends in a snapshot', async () => {
  const { intake, told, asked, catchUp } = setUp([
    {},
    { recovered: true, seq: 3, events: [stock(3)] },
    { recovered: true, seq: 3, events: [stock(3)] },
    { seq: 3 },
  ]);
  await catchUp();
  intake.take([stock(3)]);

  assert.equal(await catchUp(), true);

  assert.deepEqual(told, ['snapshot of 0', 'snapshot of 0']);
  assert.deepEqual(
    asked.map(({ query }) => query?.['seq']),
    [undefined, 0, 0, undefined],
  );
});

test('another epoch counts from its own snapshot', async () => {
  const { intake, told, catchUp } = setUp([{ seq: 9 }, { epoch: 'e2', seq: 1 }]);
  await catchUp();

  assert.equal(intake.take([stock(2, 'e2')]), false);
  assert.equal(await catchUp(), true);

  assert.deepEqual(told.slice(1), ['snapshot of 0', 'e2-2']);
});

test('events of an epoch that is over wait for nobody', async () => {
  const { intake, told, catchUp } = setUp([{ seq: 1 }, { epoch: 'e2', seq: 0 }]);
  await catchUp();
  intake.take([stock(5)]);

  assert.equal(await catchUp(), true);
  assert.equal(intake.take([stock(1, 'e2')]), true);

  assert.deepEqual(told.slice(1), ['snapshot of 0', 'e2-1']);
});

test('a snapshot survives a barrage of an unknown kind', async () => {
  const { told, catchUp } = setUp([{ snapshot: snapshot({ barrages: [{ type: 'barrage.hologram' }, barrage('b1')] as never }) }]);

  await catchUp();

  assert.deepEqual(told, ['snapshot of 1']);
});

test('an answer that came for somebody else is not taken', async () => {
  const { told, catchUp, closing } = setUp();
  const asking = catchUp();
  closing.abort();

  await assert.rejects(asking, { code: 'cancelled' });
  assert.deepEqual(told, []);
});

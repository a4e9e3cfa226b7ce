import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { LiveError } from '../../errors.ts';
import { signal } from '../../reactive.ts';
import { RoomBus } from '../../room-bus.ts';
import type { RoomEvent } from '../../schemas/room-event.ts';
import type { Snapshot } from '../../schemas/socket.ts';
import { ServerClock } from '../../server-clock.ts';
import { eventually } from '../../testing/eventually.ts';
import { snapshot } from '../../testing/snapshot.ts';
import type { WebSocketClass } from './connection.ts';
import { FakeRoomServer } from './fake-room-server.ts';
import { EmbeddedRoomChannel } from './room-channel.ts';
import type { ChannelTiming } from './timing.ts';

const QUICK: Partial<ChannelTiming> = { stableMs: 0, tooFastMs: 10, backoff: { baseMs: 5, capMs: 20 } };

function setUp(t: TestContext, timing: Partial<ChannelTiming> = {}, token?: (renew?: boolean) => Promise<string | undefined>) {
  const server = new FakeRoomServer();
  const bus = new RoomBus();
  const closing = new AbortController();
  const events: RoomEvent[] = [];
  const snapshots: Snapshot[] = [];
  for (const type of ['stock.changed', 'barrage.sent', 'like.counted', 'order.paid', 'shelf.changed'] as const) {
    bus.on(type, (event) => events.push(event), closing.signal);
  }
  bus.onSnapshot((taken) => snapshots.push(taken), closing.signal);
  const userId = signal<string | undefined>('u1');
  const renewals: (boolean | undefined)[] = [];
  const wake = { online: () => {}, visible: () => {} };
  const channel = new EmbeddedRoomChannel(
    {
      server: server.address,
      liveId: 'friday',
      bus,
      clock: new ServerClock(),
      closed: closing.signal,
      userId: () => userId.value,
      token: async (renew) => {
        renewals.push(renew);
        return token ? token(renew) : `token-${renewals.length}`;
      },
    },
    {
      WebSocket: WebSocket as unknown as WebSocketClass,
      timing: { ...QUICK, ...timing },
      page: {
        onOnline: (listener) => (wake.online = listener),
        onVisible: (listener) => (wake.visible = listener),
      },
    },
  );
  t.after(() => {
    closing.abort();
    channel.close();
    server.close();
  });
  return { server, bus, channel, events, snapshots, closing, userId, renewals, wake };
}

const envelope = { liveId: 'friday', ts: 1 };
const stock = (seq: number, left: number, epoch = 'e1') => ({
  ...envelope,
  type: 'stock.changed',
  eventId: `s${seq}`,
  seq,
  epoch,
  productId: 'p1',
  skuId: 'k1',
  stock: left,
});
const barrage = (eventId: string) => ({
  ...envelope,
  type: 'barrage.sent',
  eventId,
  id: eventId,
  text: eventId,
  sender: { userId: 'u2', userName: 'Ann' },
});
const seqs = (events: RoomEvent[]) => events.map(({ seq }) => seq);

test('it authenticates first, and hands the room’s state to the bus', async (t) => {
  const { server, channel, snapshots } = setUp(t);

  const { auth } = await server.welcomed();
  await eventually(() => channel.state === 'open');

  assert.deepEqual(auth, { type: 'auth', token: 'token-1' });
  assert.equal(server.lastPath, '/api/lives/friday/socket');
  assert.equal(snapshots.length, 1);
});

test('a snapshot survives a barrage of an unknown kind', async (t) => {
  const { server, snapshots } = setUp(t);
  const peer = await server.peer();

  peer.send({
    type: 'welcome',
    epoch: 'e1',
    seq: 0,
    recovered: false,
    snapshot: { ...snapshot(), barrages: [{ type: 'barrage.hologram', eventId: 'x' }, barrage('b1')] },
  });
  await eventually(() => snapshots.length === 1);

  assert.deepEqual(
    snapshots[0]?.barrages.map(({ eventId }) => eventId),
    ['b1'],
  );
});

test('an unknown or malformed event costs neither its neighbours nor the sequence', async (t) => {
  const { server, events } = setUp(t);
  const { peer } = await server.welcomed();

  peer.events(stock(1, 9), { ...stock(2, 8), type: 'seat.swapped' }, { ...stock(3, 7), stock: 'many' }, [], stock(4, 6));
  await eventually(() => events.length === 2);

  assert.deepEqual(seqs(events), [1, 4]);
  assert.equal(server.connections, 1);
});

test('every event reaches the bus once, however often it is delivered', async (t) => {
  const { server, events } = setUp(t);
  const { peer } = await server.welcomed();

  peer.events(stock(1, 9), barrage('b1'), stock(1, 9), barrage('b1'));
  peer.events(barrage('b1'), stock(1, 9), barrage('b2'));
  await eventually(() => events.length >= 3);

  assert.deepEqual(
    events.map(({ eventId }) => eventId),
    ['s1', 'b1', 'b2'],
  );
});

test('after a lost connection it goes on from where it was', async (t) => {
  const { server, channel, events, snapshots } = setUp(t);
  const first = await server.welcomed(4);
  first.peer.events(stock(5, 9), barrage('b1'));
  await eventually(() => events.length === 2);

  first.peer.close(1012);
  const second = await server.peer();
  const auth = await second.auth();
  assert.equal(channel.state, 'recovering');
  second.send({ type: 'welcome', epoch: 'e1', seq: 7, recovered: true });
  second.events(stock(5, 9), stock(6, 8), stock(7, 7), barrage('b1'));
  await eventually(() => events.length >= 4);

  assert.deepEqual(auth.since, { epoch: 'e1', seq: 5 });
  assert.deepEqual(seqs(events), [5, undefined, 6, 7]);
  assert.equal(channel.state, 'open');
  assert.equal(snapshots.length, 1);
});

test('a gap is filled by connecting again', async (t) => {
  const { server, events } = setUp(t);
  const { peer } = await server.welcomed();
  peer.events(stock(1, 9), stock(3, 7));

  const second = await server.peer();
  const auth = await second.auth();
  second.send({ type: 'welcome', epoch: 'e1', seq: 3, recovered: true });
  second.events(stock(2, 8), stock(3, 7));
  await eventually(() => events.length >= 3);

  assert.deepEqual(auth.since, { epoch: 'e1', seq: 1 });
  assert.deepEqual(seqs(events), [1, 2, 3]);
});

test('a gap that recovery does not fill ends in a fresh snapshot', async (t) => {
  const { server, snapshots } = setUp(t);
  const { peer } = await server.welcomed();
  peer.events(stock(3, 7));
  const second = await server.peer();
  await second.auth();
  second.send({ type: 'welcome', epoch: 'e1', seq: 3, recovered: true });
  second.events(stock(3, 7));

  const { auth } = await server.welcomed(3);
  await eventually(() => snapshots.length === 2);

  assert.equal(auth.since, undefined);
});

test('another epoch starts from the snapshot, and its numbers count from there', async (t) => {
  const { server, events, snapshots } = setUp(t);
  const first = await server.welcomed(9);
  first.peer.close(1001);

  const { peer } = await server.welcomed(2, 'e2');
  peer.events(stock(3, 5, 'e2'));
  await eventually(() => events.length === 1);

  assert.equal(snapshots.length, 2);
  assert.deepEqual(seqs(events), [3]);
});

test('a welcome that claims recovery in another epoch is not believed', async (t) => {
  const { server, snapshots } = setUp(t);
  const first = await server.welcomed(9);
  first.peer.close(1001);
  const second = await server.peer();
  await second.auth();
  second.send({ type: 'welcome', epoch: 'e2', seq: 9, recovered: true });

  const { auth } = await server.welcomed(2, 'e2');
  await eventually(() => snapshots.length === 2);

  assert.equal(auth.since, undefined);
});

test('listeners hear an event once, however often the connection was made again', async (t) => {
  const { server, events } = setUp(t);
  for (let i = 0; i < 3; i += 1) {
    const { peer } = await server.welcomed();
    peer.close(1001);
  }
  const { peer } = await server.welcomed();

  peer.events(barrage('b1'));
  await eventually(() => events.length > 0);
  await pause(10);

  assert.equal(events.length, 1);
});

test('a text resolves with its acknowledgement and rejects with the room’s reason', async (t) => {
  const { server, channel } = setUp(t);
  const { peer } = await server.welcomed();

  const accepted = channel.sendText('Hi', 'm1');
  assert.deepEqual(await peer.next(), { type: 'barrage', id: 'm1', text: 'Hi' });
  peer.send({ type: 'ack', id: 'm1', eventId: 'b1' });
  await accepted;
  const refused = channel.sendCustom('cheer', { size: 2 }, 'm2');
  assert.deepEqual(await peer.next(), { type: 'custom', id: 'm2', businessID: 'cheer', data: { size: 2 } });
  peer.send({ type: 'error', id: 'm2', error: { code: 'forbidden', message: 'No' } });

  await assert.rejects(refused, { code: 'forbidden', message: 'No' });
  assert.equal(channel.state, 'open');
});

test('a message without an acknowledgement goes again after a reconnect, in order and under the same id', async (t) => {
  const { server, channel } = setUp(t);
  const first = await server.welcomed();
  const sending = Promise.all([channel.sendText('one', 'm1'), channel.sendText('two', 'm2')]);
  await first.peer.next();
  await first.peer.next();

  first.peer.close(1012);
  const { peer } = await server.welcomed();
  const again = [await peer.next(), await peer.next()];
  for (const id of ['m1', 'm2']) peer.send({ type: 'ack', id, eventId: id });
  await sending;

  assert.deepEqual(
    again.map((frame) => 'id' in frame && frame.id),
    ['m1', 'm2'],
  );
});

test('the same id twice is one message', async (t) => {
  const { server, channel } = setUp(t);
  const { peer } = await server.welcomed();
  const both = Promise.all([channel.sendText('Hi', 'm1'), channel.sendText('Hi', 'm1')]);

  await peer.next();
  peer.send({ type: 'ack', id: 'm1', eventId: 'b1' });
  await both;
  channel.sendText('Bye', 'm2').catch(() => {});

  assert.equal(((await peer.next()) as { id: string }).id, 'm2');
});

test('a message that nobody acknowledges times out', async (t) => {
  const { server, channel } = setUp(t, { sendMs: 30 });
  await server.welcomed();

  await assert.rejects(channel.sendText('Hi', 'm1'), { code: 'timeout' });
});

test('a message beyond the frame’s bound is refused before it is sent', async (t) => {
  const { server, channel } = setUp(t);
  await server.welcomed();

  await assert.rejects(channel.sendCustom('big', 'x'.repeat(20_000), 'm1'), { code: 'too-large' });
});

test('a message the server chokes on is not sent for ever', async (t) => {
  const { server, channel } = setUp(t);
  const { peer } = await server.welcomed();
  const sending = channel.sendText('Hi', 'm1');
  await peer.next();

  peer.close(4400);

  await assert.rejects(sending, { code: 'invalid' });
});

test('a refused token is renewed once; refused again, the channel gives up', async (t) => {
  const { server, channel, renewals } = setUp(t);
  const sending = channel.sendText('Hi', 'm1');
  (await server.peer()).close(4401);
  (await server.peer()).close(4401);

  await assert.rejects(sending, { code: 'unauthenticated' });
  assert.equal(channel.state, 'closed');
  assert.equal(channel.failure, 'unauthenticated');
  assert.deepEqual(renewals, [false, true]);
  assert.equal(server.connections, 2);
});

test('a token that ends on an open socket is renewed and the room stays', async (t) => {
  const { server, channel, renewals } = setUp(t);
  for (let i = 0; i < 3; i += 1) {
    const { peer } = await server.welcomed();
    await eventually(() => channel.state === 'open');
    peer.close(4401);
    await eventually(() => channel.state === 'recovering');
  }
  await server.welcomed();
  await eventually(() => channel.state === 'open');

  assert.deepEqual(renewals, [false, true, true, true]);
});

test('a renewal that is refused is final, one without network is not', async (t) => {
  let refusal: LiveError | undefined = new LiveError('offline', 'No network');
  const { server, channel } = setUp(t, {}, async () => {
    if (refusal) throw refusal;
    return 'token';
  });
  await pause(20);
  assert.equal(channel.failure, undefined);
  refusal = undefined;
  const { peer } = await server.welcomed();
  await eventually(() => channel.state === 'open');
  refusal = new LiveError('unauthenticated', 'Gone');

  peer.close(4401);
  await eventually(() => channel.state === 'closed');

  assert.equal(channel.failure, 'unauthenticated');
});

test('signing in again brings a channel back that had given up', async (t) => {
  const { server, channel, userId } = setUp(t);
  userId.value = undefined;
  await server.peer();
  (await server.peer()).close(4401);
  (await server.peer()).close(4401);
  await eventually(() => channel.state === 'closed');

  userId.value = 'u1';
  await server.welcomed();
  await eventually(() => channel.state === 'open');

  assert.equal(channel.failure, undefined);
});

test('another visitor gets a connection and a snapshot of their own', async (t) => {
  const { server, channel, userId, snapshots } = setUp(t);
  const first = await server.welcomed();
  await eventually(() => channel.state === 'open');

  userId.value = 'u2';
  await first.peer.closed;
  const { auth } = await server.welcomed();
  await eventually(() => snapshots.length === 2);

  assert.equal(auth.since, undefined);
});

for (const [what, end] of [
  ['a removal', { code: 4403, failure: 'forbidden' }],
  ['a room that does not exist', { error: 'not-found', failure: 'not-found' }],
  ['a refusal of the whole connection', { error: 'forbidden', failure: 'forbidden' }],
] as const) {
  test(`${what} is final`, async (t) => {
    const { server, channel } = setUp(t);
    const { peer } = await server.welcomed();

    if ('code' in end) peer.close(end.code);
    else peer.send({ type: 'error', error: { code: end.error, message: 'No' } });
    await eventually(() => channel.state === 'closed');
    await pause(30);

    assert.equal(channel.failure, end.failure);
    assert.equal(server.connections, 1);
    await assert.rejects(channel.sendText('Hi', 'm1'), { code: end.failure });
  });
}

test('a connection that gives no sign of life is replaced', async (t) => {
  const { server, channel } = setUp(t, { heartbeatMs: 20, pongMs: 20 });
  const first = await server.welcomed();
  await eventually(() => channel.state === 'open');
  await pause(100);
  assert.equal(server.connections, 1);

  first.peer.alive = false;
  await server.welcomed();

  assert.equal(server.connections, 2);
});

test('a server that never welcomes is left', async (t) => {
  const { server } = setUp(t, { welcomeMs: 20 });
  await server.peer();

  await server.welcomed();

  assert.equal(server.connections, 2);
});

test('the network’s return ends the waiting at once', async (t) => {
  const { server, channel, wake } = setUp(t, { backoff: { baseMs: 3_600_000, capMs: 3_600_000 } });
  const { peer } = await server.welcomed();
  peer.close(1001);
  await eventually(() => channel.state === 'recovering');

  wake.online();
  await server.welcomed();
  await eventually(() => channel.state === 'open');
});

test('coming back into view doubts an old connection', async (t) => {
  const { server, channel, wake } = setUp(t, { pongMs: 20 });
  const { peer } = await server.welcomed();
  await eventually(() => channel.state === 'open');
  peer.alive = false;

  wake.visible();
  await server.welcomed();
});

test('a newer token is told on the open socket', async (t) => {
  let token = 'old';
  const { server } = setUp(t, { heartbeatMs: 15 }, async () => token);
  const { peer, auth } = await server.welcomed();
  assert.equal(auth.token, 'old');

  token = 'new';
  const renewal = await peer.auth();

  assert.equal(renewal.type, 'auth');
  assert.equal(renewal.token, 'new');
  assert.equal(server.connections, 1);
});

test('closing refuses what waits and connects no more', async (t) => {
  const { server, channel, closing } = setUp(t);
  const { peer } = await server.welcomed();
  const sending = channel.sendText('Hi', 'm1');

  closing.abort();

  await assert.rejects(sending, { code: 'cancelled' });
  await peer.closed;
  assert.equal(channel.state, 'closed');
  assert.equal(channel.failure, undefined);
});

test('private events reach the bus like all others', async (t) => {
  const { server, events } = setUp(t);
  const { peer } = await server.welcomed();

  peer.events({ ...envelope, type: 'order.paid', eventId: 'o1', to: 'u1', orderId: 'order-1', number: '1001', status: 'paid' });
  await eventually(() => events.length === 1);

  assert.equal(events[0]?.type, 'order.paid');
});

test('a listener that throws does not cost the others their events', async (t) => {
  const { server, bus, events, closing } = setUp(t);
  bus.on(
    'shelf.changed',
    () => {
      throw new Error('a bug in a listener');
    },
    closing.signal,
  );
  const { peer } = await server.welcomed();

  peer.events({ ...envelope, type: 'shelf.changed', eventId: 'x', seq: 1, listId: 'l', version: 1 }, stock(2, 1));
  await eventually(() => events.some(({ seq }) => seq === 2));
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'drizzle-orm';
import { until } from '../../rooms/testing.ts';
import { privateEvent, roomEvent } from '../../rooms/statements.ts';
import { roomEvents } from '../../rooms/tables.ts';
import { setUpTencent } from '../testing.ts';

type Server = Awaited<ReturnType<typeof setUpTencent>>;

const happen = ({ deps }: Server, eventId: string, metadata?: Record<string, string | null>, fields: object = { keys: [] }) =>
  deps.writes.commit([
    roomEvent(
      { type: 'metadata.changed', liveId: 'friday', ts: 1, eventId, metadata, fields: fields as Record<string, unknown> },
      sql`true`,
    ),
  ]);

const allDelivered = ({ deps }: Server): Promise<void> =>
  until(async () => (await deps.db.select().from(roomEvents)).every(({ deliveredAt }) => deliveredAt !== null), 'delivery');

const idsIn = ({ stub }: Server): unknown[] => stub.events('friday').map(({ Data }) => Data.eventId);

for (const type of ['AVChatRoom', 'Live'] as const) {
  const send = type === 'Live' ? 'send_custom_msg' : 'send_group_msg';
  const write = type === 'Live' ? 'set_room_metadata' : 'modify_group_attr';
  const setUp = async (t: Parameters<typeof setUpTencent>[0]): Promise<Server> => {
    const server = await setUpTencent(t, { env: { TENCENT_ROOM_TYPE: type } });
    await server.show('friday');
    return server;
  };

  test(`${type}: the server makes the room, and what happens goes out in order, metadata first`, async (t) => {
    const server = await setUp(t);
    const { stub } = server;
    const steps: string[] = [];
    stub.on('group-attributes', ({ attributes }) => steps.push(`theme=${attributes.theme ?? ''}`));
    stub.on('group-message', ({ msgBody: [element] }) => {
      const { Data } = JSON.parse((element as { MsgContent: { Data: string } }).MsgContent.Data) as { Data: string };
      steps.push((JSON.parse(Data) as { eventId: string }).eventId);
    });

    await happen(server, 'a', { theme: 'red' });
    await happen(server, 'b');
    await happen(server, 'c', { theme: null });
    await allDelivered(server);

    assert.equal(stub.rooms.get('friday')?.type, type);
    assert.deepEqual(steps, ['theme=red', 'a', 'b', 'theme=', 'c']);
    const [first] = stub.events('friday');
    assert.equal(first?.BusinessId, 'metadata.changed');
    assert.equal(first.Data.seq, 1);
    assert.equal(stub.rooms.get('friday')?.messages[0]?.from, 'administrator');
  });

  test(`${type}: whatever goes wrong between metadata and message, order holds and nothing is lost`, async (t) => {
    const server = await setUp(t);
    const { stub } = server;
    stub.fail(write, { status: 502 }, { code: 10_002 }, { status: 500 }, { status: 500 });
    stub.fail(send, { code: 91_000 }, 'dropped', { status: 503 }, { status: 503 }, { status: 503 }, 'dropped');

    for (const eventId of ['a', 'b', 'c', 'd']) await happen(server, eventId, { theme: eventId });
    await allDelivered(server);

    assert.deepEqual(idsIn(server), ['a', 'b', 'c', 'd']);
    assert.equal(stub.rooms.get('friday')?.attributes.get('theme'), 'd');
  });

  test(`${type}: mutes and bans are Tencent's to enforce too`, async (t) => {
    const { stub, ask, credentials } = await setUp(t);
    const told: string[] = [];
    stub.on('mute', ({ userId, seconds }) => told.push(`mute ${userId} ${seconds}`));
    stub.on('ban', ({ userId, seconds }) => told.push(`ban ${userId} ${seconds}`));
    await credentials('viewer', { liveId: 'friday', purpose: 'talk' });
    await until(() => stub.accounts.has('test-viewer'), 'the account');

    await ask('host', 'POST', '/friday/members/test-viewer/mute', { seconds: 60 });
    await ask('host', 'POST', '/friday/members/test-viewer/mute', { seconds: 0 });
    await ask('host', 'POST', '/friday/members/test-viewer/ban', { seconds: 120 });
    // Nobody Tencent knows: the room must go on.
    await ask('host', 'POST', '/friday/members/a-stranger/mute', { seconds: 60 });
    await until(() => stub.events('friday').filter(({ BusinessId }) => BusinessId.startsWith('member.')).length === 4);

    const ban = type === 'Live' ? 'ban test-viewer 120' : 'mute test-viewer 120';
    assert.deepEqual(told.slice(0, 3), ['mute test-viewer 60', 'mute test-viewer 0', ban]);
  });
}

test('a message that Tencent took without saying so is not said twice', async (t) => {
  const server = await setUpTencent(t);
  await server.show('friday');
  server.stub.fail('send_group_msg', 'lost-answer', 'lost-answer', 'lost-answer', 'lost-answer');

  await happen(server, 'a');
  await happen(server, 'b');
  await allDelivered(server);

  assert.deepEqual(idsIn(server), ['a', 'b']);
});

test('what the server says asks for no callbacks, and commerce has the highest priority', async (t) => {
  const server = await setUpTencent(t);
  await server.show('friday');
  await happen(server, 'a');
  await allDelivered(server);

  const call = server.stub.calls.find(({ path }) => path.endsWith('send_group_msg'));
  assert.deepEqual((call!.body as { ForbidCallbackControl: string[] }).ForbidCallbackControl, [
    'ForbidBeforeSendMsgCallback',
    'ForbidAfterSendMsgCallback',
  ]);
  assert.equal(server.stub.rooms.get('friday')?.messages[0]?.priority, 'High');
});

test('metadata that Tencent will never take does not hold up what the room is to hear', async (t) => {
  const server = await setUpTencent(t);
  await server.show('friday');
  server.stub.fail('modify_group_attr', { code: 10_007 });

  await happen(server, 'a', { theme: 'red' });
  await happen(server, 'b', { [`a-key-${'of-more-than-32-bytes'.repeat(2)}`]: 'red' });
  await allDelivered(server);

  assert.deepEqual(idsIn(server), ['a', 'b']);
});

test('an event larger than Tencent carries does not hold up its room', async (t) => {
  const server = await setUpTencent(t);
  await server.show('friday');
  await happen(server, 'large', undefined, { keys: ['k'.repeat(13_000)] });
  await happen(server, 'b');
  await allDelivered(server);

  assert.deepEqual(idsIn(server), ['b']);
});

test('a room that nobody asked for is not made for an event', async (t) => {
  const server = await setUpTencent(t);
  await server.ask('host', 'POST', '', { id: 'friday', title: 'Friday' });
  await happen(server, 'a', { theme: 'red' });
  await allDelivered(server);
  assert.equal(server.stub.rooms.has('friday'), false);

  await server.ask('host', 'PUT', '/friday/metadata', { metadata: { theme: 'red' } });
  await server.credentials('viewer', { liveId: 'friday', purpose: 'listen' });

  assert.equal(server.stub.rooms.get('friday')?.attributes.get('theme'), 'red');
});

test('private events go to their user alone; who never came to Tencent reads them elsewhere', async (t) => {
  const server = await setUpTencent(t);
  const { stub, deps } = server;
  await server.show('friday');
  await server.credentials('viewer', { liveId: 'friday', purpose: 'talk' });
  await until(() => stub.accounts.has('test-viewer'), 'the account');
  const told: string[] = [];
  stub.on('c2c-message', ({ from, to, msgBody: [element] }) => {
    const { BusinessId } = JSON.parse((element as { MsgContent: { Data: string } }).MsgContent.Data) as { BusinessId: string };
    told.push(`${from} to ${to}: ${BusinessId}`);
  });

  for (const to of ['test-viewer', 'a-stranger']) {
    await deps.writes.commit([privateEvent(to, { type: 'order.paid', liveId: 'friday', ts: 1, eventId: `to-${to}` }, sql`true`)]);
  }
  await allDelivered(server);

  assert.deepEqual(told, ['administrator to test-viewer: order.paid']);
  assert.deepEqual(idsIn(server), []);
});

test('likes and counts go out last, joined where they wait, and never in the way of what was bought', async (t) => {
  const server = await setUpTencent(t);
  const { stub, rooms } = server;
  await server.show('friday');
  const like = (n: number) =>
    rooms.hub.deliver({ type: 'like.counted', eventId: `like-${n}`, liveId: 'friday', ts: n, total: n, added: 1 });
  for (let n = 1; n <= 200; n++) like(n);
  for (let n = 0; n < 30; n++) await happen(server, `durable-${n}`);
  await allDelivered(server);
  await until(() => stub.events('friday').some(({ Data }) => Data.total === 200), 'the last count');

  const events = stub.events('friday');
  assert.deepEqual(
    events.filter(({ BusinessId }) => BusinessId === 'metadata.changed').map(({ Data }) => Data.eventId),
    Array.from({ length: 30 }, (_, n) => `durable-${n}`),
  );
  const likes = events.filter(({ BusinessId }) => BusinessId === 'like.counted');
  assert.ok(likes.length < 20, `${likes.length} messages for 200 likes`);
  assert.equal(
    likes.reduce((sum, { Data }) => sum + Number(Data.added), 0),
    200,
  );
  const priorities = new Set(stub.rooms.get('friday')?.messages.map(({ priority }) => priority));
  assert.deepEqual([...priorities].sort(), ['High', 'Lowest']);
});

test('the end of a show is heard before its room goes, and an ended show gets no room', async (t) => {
  const server = await setUpTencent(t);
  const { stub, ask, credentials } = server;
  await server.show('friday');
  await ask('host', 'POST', '/friday/start');
  await ask('host', 'POST', '/friday/end');
  await allDelivered(server);

  const types = stub.events('friday').map(({ BusinessId }) => BusinessId);
  assert.ok(types.includes('live.started') && types.includes('live.ended'));
  assert.ok(stub.rooms.has('friday'), 'people are still saying goodbye');
  assert.equal((await credentials('viewer', { liveId: 'friday', purpose: 'listen' })).status, 409);
});

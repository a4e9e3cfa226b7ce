import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EventOf } from '@vitrine/core/schemas/room-event.ts';
import { RoomEvent } from '@vitrine/core/schemas/room-event.ts';
import { barrages } from './tables.ts';
import { type Client, setUpRooms, until } from './testing.ts';

/** The answer to one frame: its event id, or the code of its refusal. */
async function say(client: Client, frame: { type: string; id: string; [field: string]: unknown }): Promise<string> {
  const mine = ({ id }: { id?: string }): boolean => id === frame.id;
  const before = client.frames.length;
  client.send(frame);
  const answers = () =>
    client.frames.slice(before).filter((answer) => (answer.type === 'ack' || answer.type === 'error') && mine(answer));
  await until(() => answers().length > 0, 'an answer');
  const [answer] = answers();
  return answer?.type === 'ack' ? answer.eventId : answer?.type === 'error' ? answer.error.code : '';
}

/** The texts that a client was told, by its snapshot and after it. */
function barragesOf(client: Client): string[] {
  const snapshot = client.all('welcome')[0]!.snapshot!.barrages.filter((event) => event.type === 'barrage.sent');
  return [...snapshot, ...client.ofType('barrage.sent')].map(({ text }) => text);
}

test('what somebody writes reaches everybody, signed by the server', async (t) => {
  const { show, join } = await setUpRooms(t);
  await show('friday');
  const ana = await join('friday', 'viewer', { userId: 'ana', name: 'Ana', avatarUrl: 'https://shop.example/a.png' });
  const bo = await join('friday', 'guest', { userId: 'bo' });

  const eventId = await say(ana, {
    type: 'barrage',
    id: 'm1',
    text: ' hello ',
    sender: { userId: 'bo', userName: 'Forged', role: 'admin', level: 99, nameColor: '#ffd700', bubbleStyle: 'golden_frame' },
    level: 99,
    badges: [{ type: 'vip', name: 'VIP' }],
    eventId: 'forged',
  });

  const event = (await bo.heard('barrage.sent')) as EventOf<'barrage.sent'>;
  assert.equal(event.eventId, eventId);
  assert.equal(event.text, 'hello');
  assert.equal(event.id, 'm1');
  assert.equal(event.seq, undefined);
  assert.deepEqual(event.sender, { userId: 'ana', userName: 'Ana', avatarUrl: 'https://shop.example/a.png', role: 'viewer' });
});

test('a host is a host in their own room alone', async (t) => {
  const { show, join } = await setUpRooms(t);
  await show('friday');
  const host = await join('friday', 'host');
  const stranger = await join('friday', 'host', { userId: 'stranger' });

  await say(host, { type: 'barrage', id: '1', text: 'mine' });
  await say(stranger, { type: 'barrage', id: '1', text: 'not mine' });
  await until(() => host.ofType('barrage.sent').length === 2);

  assert.deepEqual(
    host.ofType('barrage.sent').map(({ sender }) => sender.role),
    ['host', 'viewer'],
  );
});

test('no user can make an event of the server’s, even where the shop’s settings name it', async (t) => {
  const types = RoomEvent.options.flatMap(({ entries: { type } }) => ('options' in type ? [...type.options] : [type.literal]));
  assert.ok(types.length > 20);
  const { show, join } = await setUpRooms(t, {
    env: { CUSTOM_MESSAGES: ['question', ...types, 'live_gift', 'user_identity'].join(',') },
  });
  await show('friday');
  const ana = await join('friday', 'admin', { userId: 'ana' });
  const bo = await join('friday', 'viewer', { userId: 'bo' });

  for (const businessID of [...types, 'live_gift', 'user_identity', 'unknown']) {
    assert.equal(
      await say(ana, { type: 'custom', id: businessID, businessID, data: { goodsId: 'p1' } }),
      'forbidden',
      businessID,
    );
  }
  await say(ana, { type: 'custom', id: 'q', businessID: 'question', data: { type: 'order.paid', to: 'bo' } });
  const event = (await bo.heard('barrage.custom')) as EventOf<'barrage.custom'>;

  assert.equal(event.businessID, 'question');
  const told = bo.events.filter(({ type }) => !type.startsWith('audience.'));
  assert.deepEqual(
    told.map(({ type }) => type),
    ['barrage.custom'],
  );
});

test('the same message again is said once and answered alike', async (t) => {
  const { show, join, deps, dataDir, close } = await setUpRooms(t);
  await show('friday');
  const ana = await join('friday', 'viewer', { userId: 'ana' });
  const bo = await join('friday', 'viewer', { userId: 'bo' });

  const frame = { type: 'barrage', id: 'm1', text: 'once' };
  const first = await say(ana, frame);
  assert.equal(await say(ana, frame), first);
  assert.notEqual(await say(bo, frame), first);
  for (let i = 0; i < 60; i++) await say(bo, { type: 'barrage', id: `later${i}`, text: 'x' });
  assert.equal(await say(ana, frame), first);
  await say(ana, { type: 'barrage', id: 'm2', text: 'the last one' });
  await until(() => bo.ofType('barrage.sent').at(-1)?.text === 'the last one');
  assert.equal(bo.ofType('barrage.sent').length, 63);
  await until(async () => (await deps.db.select().from(barrages)).length === 63);
  await close(false);

  const after = await setUpRooms(t, { dataDir });
  const back = await after.join('friday', 'viewer', { userId: 'ana' });
  const last = (await back.frame('welcome')).snapshot!.barrages.at(-1)!;
  assert.equal(await say(back, { type: 'barrage', id: 'm2', text: 'the last one' }), last.eventId);
  assert.deepEqual(back.ofType('barrage.sent'), []);
});

test('a joiner gets the last 50 barrages, also after a restart', async (t) => {
  const { show, join, dataDir, close } = await setUpRooms(t);
  await show('friday');
  const ana = await join('friday', 'viewer', { userId: 'ana' });
  for (let i = 0; i < 55; i++) await say(ana, { type: 'barrage', id: `m${i}`, text: `message ${i}` });
  const expected = Array.from({ length: 50 }, (_, i) => `message ${i + 5}`);

  const joiner = await join('friday', 'guest');
  await until(() => barragesOf(joiner).length === 50);
  assert.deepEqual(barragesOf(joiner), expected);
  await close(false);
  const after = await setUpRooms(t, { dataDir });

  assert.deepEqual(barragesOf(await after.join('friday', 'guest')), expected);
});

test('whoever joins while people write gets every barrage once', async (t) => {
  const { show, join } = await setUpRooms(t);
  await show('friday');
  const ana = await join('friday', 'viewer', { userId: 'ana' });
  const clients: Client[] = [];
  for (let i = 0; i < 40; i++) {
    ana.send({ type: 'barrage', id: `m${i}`, text: `${i}` });
    if (i % 4 === 3) clients.push(await join('friday', 'viewer', { userId: `v${i}` }));
  }
  await until(() => clients.every((client) => barragesOf(client).includes('39')), 'the last barrage everywhere');

  const all = Array.from({ length: 40 }, (_, i) => `${i}`);
  for (const client of clients) assert.deepEqual(barragesOf(client), all);
});

test('whoever writes too fast is told so, and stays', async (t) => {
  const { show, join } = await setUpRooms(t, { env: { RATE_LIMIT_FACTOR: '1' } });
  await show('friday');
  const viewer = await join('friday', 'viewer');
  const guest = await join('friday', 'guest');
  const write = async (client: Client, count: number): Promise<string[]> => {
    const answers = [];
    for (let i = 0; i < count; i++) answers.push(await say(client, { type: 'barrage', id: `m${i}`, text: 'x' }));
    return answers.map((answer) => (answer === 'rate-limited' ? answer : 'said'));
  };

  assert.deepEqual(await write(viewer, 4), ['said', 'said', 'said', 'rate-limited']);
  assert.deepEqual(await write(guest, 2), ['said', 'rate-limited']);
  assert.equal(viewer.closed, undefined);
});

test('a shop can keep guests from writing', async (t) => {
  const { show, join } = await setUpRooms(t, { env: { GUEST_CHAT: 'off' } });
  await show('friday');

  assert.equal(await say(await join('friday', 'guest'), { type: 'barrage', id: '1', text: 'x' }), 'forbidden');
  assert.notEqual(await say(await join('friday', 'viewer'), { type: 'barrage', id: '1', text: 'x' }), 'forbidden');
});

test('a mute holds at once on the open socket, after a new one and after a restart, until it is lifted', async (t) => {
  const { show, join, ask, dataDir, close } = await setUpRooms(t);
  await show('friday');
  const ana = await join('friday', 'viewer', { userId: 'ana' });
  await say(ana, { type: 'barrage', id: '0', text: 'x' });

  await ask('host', 'POST', '/friday/members/ana/mute', { seconds: 60 });
  await ana.heard('member.muted');

  assert.equal(await say(ana, { type: 'barrage', id: '1', text: 'x' }), 'forbidden');
  assert.equal(await say(ana, { type: 'custom', id: '2', businessID: 'question', data: 1 }), 'forbidden');
  const again = await join('friday', 'viewer', { userId: 'ana' });
  assert.ok((await again.frame('welcome')).snapshot!.mutedUntil > Date.now());
  assert.equal(await say(again, { type: 'barrage', id: '3', text: 'x' }), 'forbidden');
  await close(false);

  const after = await setUpRooms(t, { dataDir });
  const back = await after.join('friday', 'viewer', { userId: 'ana' });
  assert.equal(await say(back, { type: 'barrage', id: '4', text: 'x' }), 'forbidden');
  await after.ask('host', 'POST', '/friday/members/ana/mute', { seconds: 0 });
  await back.heard('member.muted');
  assert.notEqual(await say(back, { type: 'barrage', id: '5', text: 'x' }), 'forbidden');
});

test('a ban closes the sockets and keeps them out until it is lifted', async (t) => {
  const { show, join, ask, connect, token } = await setUpRooms(t);
  await show('friday');
  await show('saturday');
  const sockets = [await join('friday', 'viewer', { userId: 'ana' }), await join('friday', 'viewer', { userId: 'ana' })];
  const elsewhere = await join('saturday', 'viewer', { userId: 'ana' });

  await ask('host', 'POST', '/friday/members/ana/ban', { seconds: 60, reason: 'spam' });

  for (const socket of sockets) assert.equal(await socket.closeCode(), 4403);
  const again = connect('friday');
  await until(() => again.ws.readyState === again.ws.OPEN);
  again.send({ type: 'auth', token: await token('viewer', { userId: 'ana' }) });
  assert.equal((await again.frame('error')).error.code, 'forbidden');
  assert.equal(await again.closeCode(), 4403);
  assert.equal((await ask('viewer', 'POST', '/friday/likes', { count: 1 }, { userId: 'ana' })).status, 403);
  assert.equal(elsewhere.closed, undefined);

  await ask('host', 'POST', '/friday/members/ana/ban', { seconds: 0 });
  await until(async () => {
    const client = connect('friday');
    await until(() => client.ws.readyState === client.ws.OPEN);
    client.send({ type: 'auth', token: await token('viewer', { userId: 'ana' }) });
    await until(() => client.frames.length > 0);
    return client.all('welcome').length === 1;
  });
});

test('the same text over and over is refused, another one is not', async (t) => {
  const { show, join } = await setUpRooms(t, { env: { RATE_LIMIT_FACTOR: '2' } });
  await show('friday');
  const ana = await join('friday', 'viewer', { userId: 'ana' });
  const write = (text: string, id: string) => say(ana, { type: 'barrage', id, text });

  for (let n = 0; n < 6; n++) {
    assert.notEqual(await write('buy at mine', `same-${n}`), 'rate-limited');
    // The rate of one user is not what is tested here.
    await new Promise((resolve) => setTimeout(resolve, 550));
  }

  assert.equal(await write('buy at mine', 'same-6'), 'rate-limited');
  assert.notEqual(await write('what about blue?', 'another'), 'rate-limited');
});

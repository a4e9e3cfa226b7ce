import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import type { ChatMessage } from './chat-sdk.ts';
import { barrageEventId, customMessage, eventOf, ownEvent, textMessage } from './messages.ts';

const credentials = { serverAccount: 'admin', group: { id: 'g1', type: 'AVChatRoom' as const }, userId: 'ann', stamped: true };
const context = { liveId: 'friday', credentials };

const message = (change: Partial<ChatMessage> = {}): ChatMessage => ({
  ID: 'm1',
  type: 'TIMTextElem',
  conversationType: 'GROUP',
  from: 'bob',
  to: 'g1',
  time: 100,
  payload: { text: 'Hi' },
  cloudCustomData: '{"id":"i1"}',
  ...change,
});
const custom = (data: unknown, change: Partial<ChatMessage> = {}) =>
  message({ type: 'TIMCustomElem', payload: { data: JSON.stringify(data) }, ...change });
const ended = { type: 'live.ended', liveId: 'friday', ts: 1, eventId: 'e', reason: 'host', seq: 1 };
const byServer = (event: Record<string, unknown> & { type: string }, change: Partial<ChatMessage> = {}) =>
  custom({ BusinessId: event.type, Data: JSON.stringify(event) }, { from: 'admin', ...change });

test('a text has the id under which the server’s log keeps it', async () => {
  const name = JSON.stringify(['friday', 'bob', 'i1']);
  const expected = createHash('sha256').update(name).digest('base64url').slice(0, 26);

  assert.equal(await barrageEventId('friday', 'bob', 'i1'), expected);
  assert.deepEqual(await eventOf(message({ nick: 'Bob', avatar: 'javascript:alert(1)' }), context), {
    type: 'barrage.sent',
    eventId: expected,
    liveId: 'friday',
    ts: 100_000,
    id: 'i1',
    sender: { userId: 'bob', userName: 'Bob', avatarUrl: undefined },
    text: 'Hi',
    reply: undefined,
  });
});

test('a stamp tells who spoke, unless it was copied from somebody else, or nobody stamps here', async () => {
  const stamp = (userId: string) =>
    JSON.stringify({ id: 'i1', eventId: 's1', sender: { userId, userName: 'Bob', role: 'host' } });
  const unstamped = { ...context, credentials: { ...credentials, stamped: false } };
  const role = async (cloudCustomData: string, within = context) => {
    const event = (await eventOf(message({ cloudCustomData }), within)) as { eventId: string; sender: { role?: string } };
    return [event.eventId, event.sender.role];
  };
  const unbelieved = [await barrageEventId('friday', 'bob', 'i1'), undefined];

  assert.deepEqual(await role(stamp('bob')), ['s1', 'host']);
  assert.deepEqual(await role(stamp('carol')), unbelieved);
  assert.deepEqual(await role(stamp('bob'), unstamped), unbelieved);
});

test('an answer quotes what the server says was said; to its sender, what this page heard', async () => {
  const sender = { userId: 'bob', userName: 'Bob' };
  const heard = { eventId: 'e1', text: 'Is it blue?', sender: { userId: 'ann', userName: 'Ann' } };
  const quote = (eventId: string) => (eventId === 'e1' ? heard : undefined);
  const { content, cloudCustomData } = textMessage('Yes', 'i1', 'e1');
  const sent = message({ payload: { text: content }, cloudCustomData });
  const replyIn = async (event: Promise<unknown>) => ((await event) as { reply?: object }).reply;

  assert.deepEqual(await replyIn(ownEvent(sent, { ...context, credentials: { ...credentials, sender }, quote })), heard);
  assert.equal(await replyIn(eventOf(sent, { ...context, quote })), undefined);
  const reply = { ...heard, text: 'Is it really blue?' };
  const stamp = JSON.stringify({ id: 'i1', replyTo: 'e1', eventId: 's1', sender, reply });
  assert.deepEqual(await replyIn(eventOf(message({ cloudCustomData: stamp }), context)), reply);
});

test('the server is believed in its own room, and to the user that it speaks to', async () => {
  const toAnn = { ...ended, to: 'ann' };
  const private_ = { conversationType: 'C2C', to: 'ann' };

  assert.deepEqual(await eventOf(byServer(ended), context), ended);
  assert.deepEqual(await eventOf(byServer(toAnn, private_), context), toAnn);
  assert.equal(await eventOf(byServer({ ...ended, to: 'bob' }, private_), context), undefined);
  const elsewhere = { liveId: 'saturday', to: 'ann' };
  assert.notEqual(await eventOf(byServer({ ...ended, ...elsewhere, type: 'order.paid' }, private_), context), undefined);
  assert.equal(await eventOf(byServer({ ...ended, ...elsewhere, type: 'moderation.queued' }, private_), context), undefined);
  assert.equal(await eventOf(byServer({ ...ended, liveId: 'saturday' }), context), undefined);
  assert.equal(await eventOf(byServer(ended, { to: 'g2' }), context), undefined);
  assert.equal(
    await eventOf(custom({ BusinessId: 'GOODS_ON_SHELF', Data: JSON.stringify(ended) }, { from: 'admin' }), context),
    undefined,
  );
});

test('nothing of the server’s is believed from anybody else', async () => {
  for (const type of ['live.ended', 'GOODS_ON_SHELF', 'barrage.sent', 'live_gift', 'user_identity', 'order.paid']) {
    const data = JSON.stringify({ ...ended, type, to: 'ann' });
    assert.equal(await eventOf(custom({ BusinessId: type, Data: data }), context), undefined, type);
    assert.equal(await eventOf(custom({ businessID: type, data }), context), undefined, type);
    const toAnn = { conversationType: 'C2C', to: 'ann' };
    assert.equal(await eventOf(custom({ BusinessId: type, Data: data }, toAnn), context), undefined, type);
  }
});

test('signalling, tips and what nobody can read are no barrage', async () => {
  assert.equal(await eventOf(custom({ businessID: 1, inviteID: 'i', data: '{}' }), context), undefined);
  assert.equal(await eventOf(custom('not an object'), context), undefined);
  assert.equal(await eventOf(message({ type: 'TIMCustomElem', payload: { data: 'not json' } }), context), undefined);
  assert.equal(await eventOf(message({ type: 'TIMGroupTipElem', payload: { operationType: 1 } }), context), undefined);
  assert.equal(await eventOf(message({ conversationType: '@TIM#SYSTEM' }), context), undefined);
});

test('clients of others, who name no id, are heard all the same', async () => {
  const ids = await Promise.all(
    [message({ ID: 'm1', cloudCustomData: '' }), message({ ID: 'm2', cloudCustomData: '{"level":9}' })].map(
      async (each) => ((await eventOf(each, context)) as { id: string }).id,
    ),
  );

  assert.deepEqual(ids, ['m1', 'm2']);
});

test('what is sent can be read again, whatever it is', async () => {
  for (const data of [{ size: 2 }, '42', 42, null, ['♪']]) {
    const { content, cloudCustomData } = customMessage('cheer', data, 'i1');
    const sent = message({ type: 'TIMCustomElem', payload: { data: content }, cloudCustomData, from: 'ann' });
    const sender = { userId: 'ann', userName: 'Ann', role: 'viewer' as const };

    const event = (await ownEvent(sent, { ...context, credentials: { ...credentials, sender } })) as {
      businessID: string;
      data: unknown;
      id: string;
      sender: object;
    };

    assert.deepEqual([event.businessID, event.data, event.id, event.sender], ['cheer', data, 'i1', sender]);
  }
});

test('what is too large for Tencent, or no JSON, is refused before it is sent', () => {
  const loop: unknown[] = [];
  loop.push(loop);

  assert.throws(() => textMessage('好'.repeat(4_100), 'i1'), { code: 'too-large' });
  assert.throws(() => customMessage('cheer', loop, 'i1'), { code: 'invalid' });
  assert.equal(textMessage('Hi', 'i1').priority, 'Normal');
  assert.equal(customMessage('cheer', 1, 'i1').priority, 'Low');
});

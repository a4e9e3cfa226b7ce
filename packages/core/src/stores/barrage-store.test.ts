import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { LiveError } from '../errors.ts';
import type { RoomChannel } from '../providers/provider.ts';
import { effect } from '../reactive.ts';
import { RoomBus } from '../room-bus.ts';
import { snapshot } from '../testing/snapshot.ts';
import { BarrageStore } from './barrage-store.ts';

function setUp(t: TestContext, refusal?: LiveError) {
  const bus = new RoomBus();
  const closing = new AbortController();
  t.after(() => closing.abort());
  const sent: unknown[][] = [];
  const send = async (...message: unknown[]) => {
    sent.push(message);
    if (refusal) throw refusal;
  };
  const channel: RoomChannel = { state: 'open', failure: undefined, sendText: send, sendCustom: send, close() {} };
  const store = new BarrageStore({ liveId: 'friday', bus, channel, userId: () => 'me', closed: closing.signal });
  const ids = () => store.messageList.map(({ id }) => id);
  return { bus, store, sent, ids };
}
const barrage = (eventId: string, ts = 1_500) => ({
  type: 'barrage.sent' as const,
  eventId,
  id: eventId,
  liveId: 'friday',
  ts,
  text: `text of ${eventId}`,
  sender: { userId: 'u2', userName: 'Ann' },
});

test('rows come in order of arrival, whatever their clocks say', (t) => {
  const { bus, store } = setUp(t);

  bus.emit(barrage('b1', 9_000));
  bus.emit(barrage('b2', 1_500));

  assert.deepEqual(
    store.messageList.map(({ id, sequence, timestampInSecond, textContent }) => [id, sequence, timestampInSecond, textContent]),
    [
      ['b1', 1, 9, 'text of b1'],
      ['b2', 2, 1.5, 'text of b2'],
    ],
  );
});

test('a joiner sees the last barrages, and a later snapshot adds only what is new', (t) => {
  const { bus, store, ids } = setUp(t);
  bus.emitSnapshot(snapshot({ barrages: [barrage('b1'), barrage('b2')] }));
  bus.emit(barrage('b3'));
  store.appendLocalTip('Welcome');

  bus.emitSnapshot(snapshot({ barrages: [barrage('b2'), barrage('b3'), barrage('b4')] }));

  assert.deepEqual(
    ids().map((id) => id.slice(0, 3)),
    ['b1', 'b2', 'b3', 'tip', 'b4'],
  );
});

test('at most 500 rows are kept, the youngest', (t) => {
  const { bus, store } = setUp(t);

  for (let i = 1; i <= 510; i += 1) bus.emit(barrage(`b${i}`));

  assert.equal(store.messageList.length, 500);
  assert.equal(store.messageList[0]?.id, 'b11');
});

test('a storm leaves the youngest 500 in order, each once, and the next message is told once', (t) => {
  const { store, bus } = setUp(t);
  for (let index = 0; index < 2_345; index += 1) bus.emit(barrage(`e${index}`));
  assert.deepEqual(
    store.messageList.map(({ textContent, sequence }) => [textContent, sequence]),
    Array.from({ length: 500 }, (_, index) => [`text of e${1_845 + index}`, 1_846 + index]),
  );
  const before = store.messageList;
  assert.equal(store.messageList, before, 'asking changes nothing');
  for (const { id } of before) bus.emit(barrage(id));
  assert.equal(store.messageList, before, 'a repeat changes nothing');
  let told = 0;
  const stop = effect(() => {
    told += store.messageList.length > 0 ? 1 : 0;
  });
  bus.emit(barrage('e9999'));
  assert.equal(told, 2);
  stop();

  for (const barrageId of ['e1900', 'e2300'])
    bus.emit({ type: 'barrage.removed', eventId: `-${barrageId}`, liveId: 'friday', ts: 1, barrageId });
  assert.equal(
    store.messageList.some(({ id }) => id === 'e1900' || id === 'e2300'),
    false,
    'whenever it came, it can be taken away',
  );
});

test('whoever looks hears of every change, also where another looked between two', (t) => {
  const { store, bus } = setUp(t);
  const heard: number[][] = [[], []];
  const stops = heard.map((lengths) => effect(() => void lengths.push(store.messageList.length)));
  bus.emit(barrage('b1'));
  void store.messageList;
  bus.emit(barrage('b2'));
  bus.emit(barrage('b3'));
  assert.deepEqual(heard, [
    [0, 1, 2, 3],
    [0, 1, 2, 3],
  ]);
  for (const stop of stops) stop();
});

test('a custom message is a row with what it carries', (t) => {
  const { bus, store } = setUp(t);

  bus.emit({ ...barrage('c1'), type: 'barrage.custom', businessID: 'cheer', data: { size: 2 } });

  const [row] = store.messageList;
  assert.deepEqual([row?.messageType, row?.businessID, row?.data, row?.textContent], ['custom', 'cheer', { size: 2 }, undefined]);
});

test('a text goes trimmed and shows only when the room sends it', async (t) => {
  const { store, sent } = setUp(t);

  await store.sendTextMessage('  Hi  ');

  assert.equal(sent[0]?.[0], 'Hi');
  assert.deepEqual(store.messageList, []);
});

test('an empty or endless text does not leave the page', async (t) => {
  const { store, sent } = setUp(t);

  await assert.rejects(store.sendTextMessage('   '), { code: 'invalid' });
  await assert.rejects(store.sendTextMessage('x'.repeat(201)), { code: 'too-large' });

  assert.equal(store.failure, 'too-large');
  assert.deepEqual(sent, []);
});

test('a refusal is the caller’s, and stays until a message is accepted', async (t) => {
  const { store } = setUp(t, new LiveError('rate-limited', 'Slowly'));

  await assert.rejects(store.sendTextMessage('Hi'), { code: 'rate-limited' });

  assert.equal(store.failure, 'rate-limited');
});

test('the visitor’s own mute shows, nobody else’s', (t) => {
  const { bus, store } = setUp(t);
  const muted = (userId: string, until: number) =>
    bus.emit({ type: 'member.muted', eventId: `m${until}`, liveId: 'friday', ts: 1, userId, until });
  bus.emitSnapshot(snapshot({ mutedUntil: 10 }));

  muted('somebody', 99);
  assert.equal(store.mutedUntil, 10);
  muted('me', 20);

  assert.equal(store.mutedUntil, 20);
});

test('a hook can keep a message from being sent, at once or after a while', async (t) => {
  const { store, sent } = setUp(t);
  const hooked = new AbortController();
  const asked: unknown[] = [];
  store.onWillSendBarrage(async (message) => {
    asked.push(message);
    return message.messageType === 'custom' || message.textContent !== 'bad';
  }, hooked.signal);

  await assert.rejects(store.sendTextMessage(' bad '), { code: 'cancelled' });
  await store.sendTextMessage('good', { replyTo: 'b1' });
  await store.sendCustomMessage('cheer', 1);
  hooked.abort();
  await store.sendTextMessage('bad');

  assert.deepEqual(asked.slice(1), [
    { messageType: 'text', textContent: 'good', replyTo: 'b1' },
    { messageType: 'custom', businessID: 'cheer', data: 1 },
  ]);
  assert.deepEqual(
    sent.map(([first]) => first),
    ['good', 'cheer', 'bad'],
  );
  assert.equal(sent[0]?.[2], 'b1');
  assert.equal(store.failure, undefined);
});

test('what was sent is told once the room accepted it, not when it refused', async (t) => {
  const accepted = setUp(t);
  const refused = setUp(t, new LiveError('forbidden', 'No', { details: { rule: 'words' } }));
  const told: string[] = [];
  const until = new AbortController().signal;
  for (const { store } of [accepted, refused]) {
    store.onDidSendBarrage((message) => told.push(message.messageType === 'text' ? message.textContent : ''), until);
  }

  await accepted.store.sendTextMessage('one');
  await assert.rejects(refused.store.sendTextMessage('two'));

  assert.deepEqual(told, ['one']);
  assert.equal(refused.store.refusedBy, 'words');
});

test('listeners hear what the room sends, once each and by its kind, not what was found on joining', (t) => {
  const { bus, store } = setUp(t);
  const texts: string[] = [];
  const customs: string[] = [];
  const until = new AbortController().signal;
  store.onBarrageReceived(({ id }) => texts.push(id), until);
  store.onCustomMessageReceived(({ id }) => customs.push(id), until);

  bus.emitSnapshot(snapshot({ barrages: [barrage('b1')] }));
  bus.emit(barrage('b1'));
  bus.emit(barrage('b2'));
  bus.emit({ ...barrage('c1'), type: 'barrage.custom', businessID: 'cheer', data: {} });

  assert.deepEqual([texts, customs], [['b2'], ['c1']]);
});

test('a message that was taken away is no row any more', (t) => {
  const { bus, store, ids } = setUp(t);
  bus.emit(barrage('b1'));
  bus.emit(barrage('b2'));

  bus.emit({ type: 'barrage.removed', eventId: 'r1', liveId: 'friday', ts: 1, barrageId: 'b1' });

  assert.deepEqual(ids(), ['b2']);
  assert.equal(store.messageList[0]?.sequence, 2);
});

test('the pinned message is the room’s, also for those who join late', (t) => {
  const { bus, store } = setUp(t);
  const envelope = { eventId: 'e', liveId: 'friday', ts: 1 };
  const pinned = { eventId: 'b1', text: 'Sale', sender: { userId: 'h', userName: 'Host' }, ts: 1 };

  bus.emitSnapshot(snapshot({ live: { ...snapshot().live, pinned } }));
  assert.equal(store.pinnedMessage?.text, 'Sale');
  bus.emit({ ...envelope, type: 'barrage.pinned', pinned: { ...pinned, text: 'Over' } });
  assert.equal(store.pinnedMessage?.text, 'Over');
  bus.emit({ ...envelope, type: 'barrage.unpinned' });

  assert.equal(store.pinnedMessage, undefined);
});

test('one’s own messages wait until they are shown or rejected, in whatever order the news come', (t) => {
  const { bus, store } = setUp(t);
  const held = (barrageId: string) =>
    bus.emit({ type: 'barrage.held', eventId: `h${barrageId}`, liveId: 'friday', ts: 1, to: 'me', barrageId, text: barrageId });
  const waiting = () => store.heldMessages.map(({ id }) => id);

  for (const id of ['b1', 'b2', 'b3']) held(id);
  bus.emit(barrage('b1'));
  bus.emit({ type: 'barrage.rejected', eventId: 'x', liveId: 'friday', ts: 1, to: 'me', barrageId: 'b2' });
  bus.emit(barrage('b4'));
  held('b4');

  assert.deepEqual(waiting(), ['b3']);
});

test('the rules of the chat are known from joining on', (t) => {
  const { bus, store } = setUp(t);
  const chat = { messagesDisabled: false, approval: true, followersOnly: false, slowModeSeconds: 10 };

  bus.emitSnapshot(snapshot({ chat }));
  assert.equal(store.chatRules.slowModeSeconds, 10);
  bus.emit({ type: 'chat.changed', eventId: 'c', liveId: 'friday', ts: 1, chat: { ...chat, slowModeSeconds: 0 } });

  assert.equal(store.chatRules.slowModeSeconds, 0);
});

test('a local tip can say what it is about', (t) => {
  const { store } = setUp(t);

  store.appendLocalTip({ textContent: 'Ann sent a rose', businessID: 'gift', data: { giftId: 'rose' } });

  const [row] = store.messageList;
  assert.deepEqual([row?.messageType, row?.businessID, row?.data], ['tip', 'gift', { giftId: 'rose' }]);
});

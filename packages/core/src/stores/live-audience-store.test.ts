import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { RoomBus } from '../room-bus.ts';
import { fakeRequest } from '../testing/fake-request.ts';
import { snapshot } from '../testing/snapshot.ts';
import { LiveAudienceStore } from './live-audience-store.ts';

const envelope = { eventId: 'e1', liveId: 'friday', ts: 1 };
const ann = { userId: 'u-ann', userName: 'Ann' };
const bao = { userId: 'u-bao', userName: '宝儿' };

function setUp(t: TestContext) {
  const { request, asked } = fakeRequest(() => ({ count: 3000, items: [ann, bao] }));
  const bus = new RoomBus();
  const closing = new AbortController();
  t.after(() => closing.abort());
  const store = new LiveAudienceStore({ liveId: 'friday', request, bus, userId: () => 'me', closed: closing.signal });
  const ids = () => store.audienceList.map(({ userId }) => userId);
  return { store, bus, asked, ids };
}

test('the count is the room’s, not the list’s', async (t) => {
  const { store, bus } = setUp(t);
  bus.emitSnapshot(snapshot({ audienceCount: 7 }));
  assert.equal(store.audienceCount, 7);

  await store.fetchAudienceList();
  bus.emit({ ...envelope, type: 'audience.counted', count: 3001 });

  assert.equal(store.audienceCount, 3001);
  assert.equal(store.audienceList.length, 2);
});

test('people come first in the list, once each, and leave it', async (t) => {
  const { store, bus, ids } = setUp(t);
  await store.fetchAudienceList();

  bus.emit({ ...envelope, type: 'audience.joined', user: bao });
  assert.deepEqual(ids(), ['u-bao', 'u-ann']);
  bus.emit({ ...envelope, type: 'audience.left', user: ann });
  bus.emit({ ...envelope, type: 'member.banned', userId: 'u-bao', until: 99 });

  assert.deepEqual(ids(), []);
});

test('the list keeps the youngest 200', (t) => {
  const { bus, ids } = setUp(t);

  for (let i = 0; i < 210; i += 1) bus.emit({ ...envelope, type: 'audience.joined', user: { userId: `u${i}`, userName: 'x' } });

  assert.equal(ids().length, 200);
  assert.equal(ids()[0], 'u209');
});

test('muting and removing are asked of the server, in seconds', async (t) => {
  const { store, asked } = setUp(t);

  await store.disableSendMessage('u-ann', true, 60);
  await store.disableSendMessage('u-ann', false, 60);
  await store.kickUserOutOfRoom('u-ann', 5, 'spam');

  assert.deepEqual(
    asked.map(({ path, body }) => [path, JSON.parse(JSON.stringify(body)) as unknown]),
    [
      ['/lives/friday/members/u-ann/mute', { seconds: 60 }],
      ['/lives/friday/members/u-ann/mute', { seconds: 0 }],
      ['/lives/friday/members/u-ann/ban', { seconds: 5, reason: 'spam' }],
    ],
  );
});

test('listeners hear who comes, goes and may not write', async (t) => {
  const { store, bus } = setUp(t);
  await store.fetchAudienceList();
  const heard: string[] = [];
  const listening = new AbortController();
  store.onAudienceJoined(({ userId }) => heard.push(`+${userId}`), listening.signal);
  store.onAudienceLeft(({ userId }) => heard.push(`-${userId}`), listening.signal);
  store.onAudienceMessageDisabled(({ userName }, isDisable) => heard.push(`${userName} ${isDisable}`), listening.signal);

  bus.emit({ ...envelope, type: 'member.muted', userId: 'u-ann', until: 99 });
  bus.emit({ ...envelope, type: 'member.muted', userId: 'u-unlisted', until: 0 });
  bus.emit({ ...envelope, type: 'audience.left', user: ann });
  bus.emit({ ...envelope, type: 'audience.joined', user: ann });
  listening.abort();
  bus.emit({ ...envelope, type: 'audience.left', user: ann });

  assert.deepEqual(heard, ['Ann true', 'undefined false', '-u-ann', '+u-ann']);
});

test('appointing is asked of the server and shows when the room says so', async (t) => {
  const { store, bus, asked } = setUp(t);
  await store.fetchAudienceList();

  await store.setAdministrator('u-ann');
  await store.revokeAdministrator('u-bao');
  assert.deepEqual(
    asked.slice(1).map(({ method, path }) => `${method} ${path}`),
    ['PUT /lives/friday/administrators/u-ann', 'DELETE /lives/friday/administrators/u-bao'],
  );
  assert.equal(store.audienceList[0]?.role, undefined);
  bus.emit({ ...envelope, type: 'member.appointed', userId: 'u-ann' });
  bus.emit({ ...envelope, type: 'member.appointed', userId: 'me' });

  assert.equal(store.audienceList[0]?.role, 'moderator');
  assert.equal(store.isAdministrator, true);
  bus.emit({ ...envelope, type: 'member.dismissed', userId: 'me' });
  assert.equal(store.isAdministrator, false);
  bus.emitSnapshot(snapshot({ administrator: true }));
  assert.equal(store.isAdministrator, true);
});

test('the lists of members are read once wanted, and again when they changed', async () => {
  const member = { userId: 'u-ann', userName: 'Ann', mutedUntil: 9, bannedUntil: 0, administrator: false };
  const { request, asked } = fakeRequest(() => ({ items: [member], cursor: '' }));
  const bus = new RoomBus();
  const store = new LiveAudienceStore({
    liveId: 'friday',
    request,
    bus,
    userId: () => 'me',
    closed: new AbortController().signal,
  });

  bus.emit({ ...envelope, type: 'member.muted', userId: 'u-ann', until: 99 });
  assert.equal(asked.length, 0);
  await store.fetchMessageBannedUserList();
  bus.emit({ ...envelope, type: 'member.muted', userId: 'u-ann', until: 0 });
  bus.emit({ ...envelope, type: 'member.appointed', userId: 'u-ann' });

  assert.deepEqual(store.messageBannedUserList, [member]);
  assert.deepEqual(
    asked.map(({ query }) => query?.['standing']),
    ['muted', 'muted'],
  );
});

import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { ChannelState } from '../providers/provider.ts';
import { signal } from '../reactive.ts';
import { RoomBus } from '../room-bus.ts';
import { LiveError } from '../errors.ts';
import { eventually } from '../testing/eventually.ts';
import { type Asked, fakeRequest } from '../testing/fake-request.ts';
import { ModerationStore } from './moderation-store.ts';

const settings = {
  messagesDisabled: false,
  approval: true,
  followersOnly: false,
  slowModeSeconds: 0,
  perMinute: 30,
  words: true,
  links: 'hold' as const,
  linkHosts: [],
  maxEmojis: 20,
};
const held = { eventId: 'b1', liveId: 'friday', ts: 1, sender: { userId: 'u1', userName: 'Ann' }, text: 'Hi', rule: 'approval' };
const queued = (count: number) =>
  ({ type: 'moderation.queued', eventId: `q${count}`, liveId: 'friday', ts: 1, held: count, reports: 0 }) as const;

function setUp(t: TestContext, answer?: (asked: Asked) => unknown) {
  const { request, asked } = fakeRequest(
    answer ??
      (({ path }) => {
        if (path.endsWith('/moderation')) return { settings, own: { approval: true } };
        return { items: path.endsWith('/held') ? [held] : [], cursor: '' };
      }),
  );
  const bus = new RoomBus();
  const closing = new AbortController();
  t.after(() => closing.abort());
  const state = signal<ChannelState>('open');
  const channel = {
    get state() {
      return state.value;
    },
  };
  const store = new ModerationStore({ liveId: 'friday', request, bus, channel, closed: closing.signal });
  return {
    store,
    bus,
    state,
    asked,
    lines: () => asked.map(({ method, path }) => `${method} ${path.replace('/lives/friday', '')}`),
  };
}

test('what waits is read while somebody follows it, whenever the room says that it changed, and after a reconnect', async (t) => {
  const { store, bus, state, asked } = setUp(t);
  bus.emit(queued(1));
  assert.equal(store.heldCount, 1);
  assert.equal(asked.length, 0);
  const following = new AbortController();

  store.followQueue(following.signal);
  await eventually(() => store.heldList.length === 1);
  bus.emit(queued(2));
  state.value = 'recovering';
  state.value = 'open';
  assert.equal(asked.length, 6);
  following.abort();
  bus.emit(queued(3));

  assert.equal(asked.length, 6);
});

test('a queue that cannot be read says why and keeps what was read', async (t) => {
  let down = false;
  const { store, bus } = setUp(t, ({ path }) => {
    if (down) throw new LiveError('offline', 'Away');
    return { items: path.endsWith('/held') ? [held] : [], cursor: '' };
  });
  store.followQueue(new AbortController().signal);
  await eventually(() => store.heldList.length === 1);

  down = true;
  bus.emit(queued(2));

  await eventually(() => store.failure === 'offline');
  assert.equal(store.heldList.length, 1);
});

test('every act is asked of the server', async (t) => {
  const { store, asked, lines } = setUp(t);

  await store.approve('b1');
  await store.reject('b1', 'spam');
  await store.removeMessage('b/1', 'spam');
  await store.pinMessage('b1');
  await store.unpinMessage();
  await store.setNotice('Hello');
  await store.report({ barrageId: 'b1', reason: 'spam' });
  await store.closeReport('r1');

  assert.deepEqual(lines(), [
    'POST /held/b1/approve',
    'POST /held/b1/reject',
    'DELETE /barrages/b%2F1',
    'PUT /pin',
    'DELETE /pin',
    'PUT /notice',
    'POST /reports',
    'POST /reports/r1/close',
  ]);
  assert.deepEqual(asked[2]?.query, { reason: 'spam' });
});

test('the rules are those that the server answers, and read again when the room says they changed', async (t) => {
  const { store, bus, lines } = setUp(t);
  const chat = { messagesDisabled: false, approval: true, followersOnly: false, slowModeSeconds: 0 };
  const changed = { type: 'chat.changed', eventId: 'c', liveId: 'friday', ts: 1, chat } as const;
  bus.emit(changed);
  assert.deepEqual(lines(), []);

  await store.updateSettings({ approval: true });
  bus.emit(changed);

  assert.equal(store.settings?.approval, true);
  assert.deepEqual(store.ownSettings, { approval: true });
  assert.deepEqual(lines(), ['PUT /moderation', 'GET /moderation']);
});

test('the audit log grows page by page', async (t) => {
  const entry = (id: string) => ({ id, ts: 1, actorId: 'h', actorName: 'Host', act: 'mute' });
  const { store } = setUp(t, ({ query }) =>
    query?.['cursor'] ? { items: [entry('a')], cursor: '' } : { items: [entry('b')], cursor: 'next' },
  );

  await store.fetchAudit();
  await store.fetchAudit(store.auditCursor);

  assert.deepEqual(
    store.auditList.map(({ id }) => id),
    ['b', 'a'],
  );
  assert.equal(store.auditCursor, '');
});

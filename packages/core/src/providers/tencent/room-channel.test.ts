import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { LiveError } from '../../errors.ts';
import { signal } from '../../reactive.ts';
import { RoomBus } from '../../room-bus.ts';
import type { RoomEvent } from '../../schemas/room-event.ts';
import type { TencentCredentials } from '../../schemas/tencent.ts';
import { ServerClock } from '../../server-clock.ts';
import { eventually } from '../../testing/eventually.ts';
import { fakeRequest } from '../../testing/fake-request.ts';
import { snapshot } from '../../testing/snapshot.ts';
import { ChatClient } from './chat-client.ts';
import { CHAT_EVENT } from './chat-sdk.ts';
import { CredentialsStore } from './credentials.ts';
import { FakeChatSdk } from './fake-chat-sdk.ts';
import { TencentRoomChannel } from './room-channel.ts';
import { TENCENT_TIMING, type TencentTiming } from './timing.ts';

const QUICK: TencentTiming = {
  ...TENCENT_TIMING,
  loginMs: 1_000,
  joinMs: 1_000,
  probeMs: 1_000,
  leaveMs: 1_000,
  ackMs: 1_000,
  sendMs: 1_500,
  gapMs: 5,
  hiddenMs: 0,
  backoff: { baseMs: 2, capMs: 5 },
};

interface Options {
  guest?: boolean;
  /** Before the first attempt to join. */
  prepare?: (sdk: FakeChatSdk) => void;
  timing?: Partial<TencentTiming>;
}

function setUp(t: TestContext, { guest = false, prepare, timing }: Options = {}) {
  const sdks: FakeChatSdk[] = [];
  const bus = new RoomBus();
  const closing = new AbortController();
  const userId = signal<string | undefined>('ann');
  const wake = { online: () => {}, visible: () => {} };
  const events: RoomEvent[] = [];
  const missed: object[] = [];
  const state = {
    seq: 0,
    refusal: undefined as LiveError | undefined,
    mayTalk: true,
    isOver: false,
    token: 'token' as string | undefined,
  };
  for (const type of ['stock.changed', 'barrage.sent'] as const) bus.on(type, (event) => events.push(event), closing.signal);
  const { request, asked } = fakeRequest(({ path, body }) => {
    if (state.refusal) throw state.refusal;
    if (path !== '/tencent/credentials') {
      const recovered = missed.length > 0;
      return {
        epoch: 'e1',
        seq: state.seq,
        recovered,
        snapshot: recovered ? undefined : snapshot(),
        events: missed.splice(0),
        ts: 1,
      };
    }
    if (state.isOver) throw new LiveError('expired', 'This show is over');
    const { purpose } = body as { purpose: string };
    const signs = !guest || (purpose === 'talk' && state.mayTalk);
    return {
      sdkAppId: 1,
      userId: userId.value!,
      userSig: signs ? `sig-${asked.length}` : undefined,
      expiresAt: Date.now() + 7_200_000,
      serverAccount: 'admin',
      group: { id: 'friday', type: 'AVChatRoom' },
      rtc: { roomId: 'friday', hostId: 'host' },
    } satisfies TencentCredentials | object;
  });
  let client: Promise<ChatClient> | undefined;
  const counts = { released: 0, dropped: 0 };
  const open = async () => {
    const sdk = new FakeChatSdk();
    prepare?.(sdk);
    sdks.push(sdk);
    return new ChatClient(sdk, { ...QUICK, ...timing });
  };
  const session = {
    credentials: new CredentialsStore(request),
    chat: () => (client ??= open()),
    dropChat: () => {
      counts.dropped += 1;
      void client?.then((dropped) => dropped.close());
      client = undefined;
    },
  };
  const channel = new TencentRoomChannel(
    {
      server: 'https://live.example.com',
      liveId: 'friday',
      bus,
      clock: new ServerClock(),
      closed: closing.signal,
      userId: () => userId.value,
      token: async () => state.token,
    },
    {
      request,
      timing: { ...QUICK, ...timing },
      page: { onOnline: (act) => (wake.online = act), onVisible: (act) => (wake.visible = act) },
      acquire: () => ({ session, release: () => (counts.released += 1) }),
    },
  );
  t.after(() => closing.abort());
  const opened = () => eventually(() => channel.state === 'open', 'opening');
  const questions = (path: string) => asked.filter((question) => question.path === path).length;
  return { channel, sdks, userId, wake, events, missed, state, counts, closing, opened, questions };
}

const stock = (seq: number) => ({
  type: 'stock.changed',
  liveId: 'friday',
  ts: 1,
  eventId: `s${seq}`,
  seq,
  epoch: 'e1',
  productId: 'p1',
  skuId: 'k1',
  stock: seq,
});
const said = (event: { type: string }) => ({
  ID: 'm1',
  type: 'TIMCustomElem',
  conversationType: 'GROUP',
  from: 'admin',
  to: 'friday',
  time: 1,
  payload: { data: JSON.stringify({ BusinessId: event.type, Data: JSON.stringify(event) }) },
  cloudCustomData: '',
});
const hear = (sdk: FakeChatSdk | undefined, ...heard: { type: string }[]) => sdk?.emit(CHAT_EVENT.received, heard.map(said));
const never = () => new Promise<never>(() => {});

test('a user signs in and joins; a guest joins alone', async (t) => {
  const user = setUp(t);
  await user.opened();
  const guest = setUp(t, { guest: true });
  await guest.opened();

  assert.deepEqual(user.sdks[0]?.calls, ['login ann', 'joinGroup friday']);
  assert.deepEqual(guest.sdks[0]?.calls, ['joinGroup friday']);
});

test('a message that is sent before the room is open goes out once it is', async (t) => {
  const { channel, sdks, events } = setUp(t);

  await channel.sendText('Early', 'i1');

  assert.equal(sdks[0]?.calls.at(-1), 'sendMessage {"text":"Early"}');
  assert.equal(events.length, 1);
});

test('the same id twice is one message', async (t) => {
  const { channel, sdks, opened } = setUp(t);
  await opened();

  await Promise.all([channel.sendText('Hi', 'i1'), channel.sendText('Hi', 'i1')]);

  assert.equal(sdks[0]?.calls.filter((call) => call.startsWith('sendMessage')).length, 1);
});

test('a guest who may write signs in once, and speaks as themselves from then on', async (t) => {
  const { channel, sdks, opened, questions } = setUp(t, { guest: true });
  await opened();

  await Promise.all([channel.sendText('One', 'i1'), channel.sendText('Two', 'i2')]);
  await channel.sendText('Three', 'i3');

  assert.deepEqual(sdks[0]?.calls, [
    'joinGroup friday',
    'quitGroup friday',
    'login ann',
    'joinGroup friday',
    'sendMessage {"text":"One"}',
    'sendMessage {"text":"Two"}',
    'sendMessage {"text":"Three"}',
  ]);
  assert.equal(questions('/tencent/credentials'), 2);
  assert.equal(channel.state, 'open');
});

test('a guest who may not write hears so and may try again later', async (t) => {
  const { channel, state, opened } = setUp(t, { guest: true });
  await opened();
  state.mayTalk = false;
  await assert.rejects(channel.sendText('Hi', 'i1'), { code: 'forbidden' });

  assert.equal(channel.state, 'open');
});

test('a join that hangs is tried again, and in the end with another SDK', async (t) => {
  const { channel, sdks, counts, opened } = setUp(t, {
    timing: { joinMs: 20 },
    prepare: (sdk) => sdk.instead('joinGroup', sdks.length === 0 ? never : undefined),
  });

  await opened();

  assert.equal(sdks[0]?.calls.filter((call) => call === 'joinGroup friday').length, 4);
  assert.equal(counts.dropped, 1);
  assert.equal(sdks.length, 2);
  assert.equal(channel.failure, undefined);
});

test('many who miss the same ask once each, and not where it comes after all', async (t) => {
  const { sdks, events, opened, missed, questions, state } = setUp(t);
  await opened();

  hear(sdks[0], stock(2));
  hear(sdks[0], stock(1));
  await pause(30);
  assert.equal(questions('/lives/friday/events'), 1);
  missed.push(stock(3), stock(4), stock(5));
  state.seq = 5;
  hear(sdks[0], stock(4));
  hear(sdks[0], stock(5));
  await eventually(() => events.length === 5);

  assert.deepEqual(
    events.map(({ seq }) => seq),
    [1, 2, 3, 4, 5],
  );
  assert.equal(questions('/lives/friday/events'), 2);
});

test('a login that ends by itself is renewed with fresh credentials, once', async (t) => {
  const { channel, sdks, opened, questions } = setUp(t);
  await opened();

  sdks[0]?.kick('userSigExpired');
  await opened();
  assert.equal(questions('/tencent/credentials'), 2);
  sdks[0]?.instead('login', () => Promise.reject({ code: 70003 }));
  sdks[0]?.kick('userSigExpired');
  await eventually(() => channel.state === 'closed');

  assert.equal(channel.failure, 'auth');
});

test('whoever is signed in elsewhere comes back when the visitor does', async (t) => {
  const { channel, sdks, wake, opened } = setUp(t);
  await opened();

  sdks[0]?.kick('multipleAccount');
  assert.equal(channel.state, 'closed');
  assert.equal(channel.failure, 'kicked');
  await assert.rejects(channel.sendText('Hi', 'i1'), { code: 'kicked' });
  wake.visible();
  await opened();

  assert.equal(channel.failure, undefined);
});

test('a lost network is recovered from, and what was on its way goes again', async (t) => {
  const { channel, sdks, opened } = setUp(t);
  await opened();
  const [sdk] = sdks;
  sdk?.instead('sendMessage', never);
  sdk?.instead('joinGroup', never);
  const sending = channel.sendText('Hi', 'i1');

  sdk?.emit(CHAT_EVENT.network, { state: 'disconnected' });
  assert.equal(channel.state, 'recovering');
  sdk?.instead('sendMessage', undefined);
  sdk?.instead('joinGroup', undefined);
  sdk?.emit(CHAT_EVENT.network, { state: 'connected' });
  await sending;

  assert.equal(channel.state, 'open');
});

test('a message that nobody acknowledges times out', async (t) => {
  const { channel, sdks, opened } = setUp(t, { timing: { sendMs: 100 } });
  await opened();
  sdks[0]?.instead('sendMessage', never);

  await assert.rejects(channel.sendText('Hi', 'i1'), { code: 'timeout' });
});

for (const code of ['not-found', 'forbidden', 'unauthenticated'] as const) {
  test(`a server that answers ${code} closes the room`, async (t) => {
    const { channel, state, wake, counts } = setUp(t);
    state.refusal = new LiveError(code, 'No');
    await eventually(() => channel.state === 'closed');

    wake.online();

    assert.equal(channel.failure, code);
    assert.equal(counts.released, 1);
    await assert.rejects(channel.sendText('Hi', 'i1'), { code });
  });
}

test('a show that is over is read once, and closed without a failure', async (t) => {
  const { channel, sdks, events, missed, state, counts, wake, questions, opened } = setUp(t);
  await opened();
  state.isOver = true;
  state.seq = 1;
  missed.push(stock(1));

  // Its room is gone for everybody, in the middle of the page's stay.
  sdks[0]?.instead('joinGroup', () => Promise.reject({ code: 10010 }));
  sdks[0]?.emit(CHAT_EVENT.network, { state: 'disconnected' });
  await eventually(() => channel.state === 'closed');
  wake.online();
  wake.visible();

  assert.equal(channel.failure, undefined);
  assert.equal(events.length, 1);
  assert.equal(counts.released, 1);
  assert.equal(questions('/lives/friday/events'), 2);
});

test('whoever is put out of the room is closed by what the server says, and not by a ban that is over', async (t) => {
  const { channel, sdks, state, opened, questions } = setUp(t);
  const banned = (seq: number, userId: string) =>
    ({
      type: 'member.banned',
      liveId: 'friday',
      ts: 1,
      eventId: `b${seq}`,
      seq,
      epoch: 'e1',
      userId,
      until: Date.now() + 60_000,
    }) as const;
  await opened();

  hear(sdks[0], banned(1, 'bob'));
  hear(sdks[0], banned(2, 'ann'));
  await eventually(() => questions('/tencent/credentials') === 2);
  state.seq = 2;
  await opened();
  state.refusal = new LiveError('forbidden', 'You were removed from this room');
  hear(sdks[0], banned(3, 'ann'));
  await eventually(() => channel.state === 'closed');

  assert.equal(channel.failure, 'forbidden');
});

test('a server that is away is asked again', async (t) => {
  const { channel, state, opened } = setUp(t);
  state.refusal = new LiveError('unavailable', 'Starting');
  await pause(20);
  assert.equal(channel.state, 'connecting');

  state.refusal = undefined;
  await opened();
});

test('another visitor is heard under their own name', async (t) => {
  const { sdks, userId, counts, opened, channel } = setUp(t, { guest: true });
  await opened();

  userId.value = 'bob';
  assert.equal(channel.state, 'recovering');
  await opened();

  assert.equal(counts.released, 1);
  assert.ok(sdks[0]?.calls.includes('quitGroup friday'));
});

test('signing in brings a channel back that nobody was there for', async (t) => {
  const { channel, userId, state, opened } = setUp(t);
  userId.value = undefined;
  state.token = undefined;
  await eventually(() => channel.failure === 'unauthenticated');

  state.token = 'token';
  userId.value = 'ann';
  await opened();
});

test('coming back into view after a while asks what was missed', async (t) => {
  const { wake, opened, questions } = setUp(t, { timing: { hiddenMs: -1 } });
  await opened();

  wake.visible();
  await eventually(() => questions('/lives/friday/events') === 2);
});

test('closing leaves the group and refuses what waits', async (t) => {
  const { channel, sdks, closing, counts, opened } = setUp(t);
  await opened();
  sdks[0]?.instead('sendMessage', never);
  const sending = channel.sendText('Hi', 'i1');

  closing.abort();

  await assert.rejects(sending, { code: 'cancelled' });
  await eventually(() => sdks[0]!.calls.includes('quitGroup friday'));
  assert.equal(counts.released, 1);
  assert.equal(channel.state, 'closed');
  assert.equal(channel.failure, undefined);
});

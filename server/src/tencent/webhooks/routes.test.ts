import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test, type TestContext } from 'node:test';
import { CatchUp } from '@vitrine/core/schemas/socket.ts';
import { TENCENT_HELD, TENCENT_REFUSALS, TENCENT_RULES, TencentStamp } from '@vitrine/core/schemas/tencent.ts';
import { Audience } from '@vitrine/core/schemas/audience.ts';
import * as v from 'valibot';
import { barrages } from '../../rooms/tables.ts';
import { until } from '../../rooms/testing.ts';
import { read, refusal } from '../../testing/set-up.ts';
import { setUpTencent, type TencentSetUp, WEBHOOK } from '../testing.ts';
import { rtcSign } from './signature.ts';

const BEFORE = 'Group.CallbackBeforeSendMsg';
const AFTER = 'Group.CallbackAfterSendMsg';
const STATE = 'Group.CallbackOnMemberStateChange';

const Verdict = v.object({
  ActionStatus: v.string(),
  ErrorCode: v.number(),
  ErrorInfo: v.string(),
  CloudCustomData: v.optional(v.string()),
  MsgBody: v.optional(v.array(v.object({ MsgType: v.string(), MsgContent: v.unknown() }))),
});

const message = (from: string, elements: unknown[], more: Record<string, unknown> = {}) => ({
  GroupId: 'friday',
  Type: 'AVChatRoom',
  From_Account: from,
  Operator_Account: from,
  Random: 123_456,
  OnlineOnlyFlag: 0,
  MsgBody: elements,
  CloudCustomData: '',
  EventTime: '1670574414123',
  ...more,
});
const text = (words: string, from = 'test-viewer', more: Record<string, unknown> = {}) =>
  message(from, [{ MsgType: 'TIMTextElem', MsgContent: { Text: words } }], more);
const custom = (businessID: string, data: unknown = {}, from = 'test-viewer') =>
  message(from, [
    {
      MsgType: 'TIMCustomElem',
      MsgContent: { Desc: '', Ext: '', Sound: '', Data: JSON.stringify({ BusinessId: businessID, Data: JSON.stringify(data) }) },
    },
  ]);

/** The event id that every page makes of a message by itself. */
const idOf = (name: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(name)).digest('base64url').slice(0, 26);

async function setUp(t: TestContext, options: TencentSetUp = {}) {
  const server = await setUpTencent(t, options);
  await server.show('friday');
  await server.credentials('viewer', { liveId: 'friday', purpose: 'talk' });
  return {
    ...server,
    verdict: (command: string, body: Record<string, unknown>) => read(Verdict, server.callback(command, body)),
    logged: async () => {
      await server.rooms.barrages.flush();
      return server.deps.db.select().from(barrages);
    },
  };
}

test('a callback must come to the secret address, for our app, signed, within a minute', async (t) => {
  const { callback } = await setUp(t);
  const now = Math.floor(Date.now() / 1000);
  const refused = (change: Parameters<typeof callback>[2]) => refusal(callback(BEFORE, text('Hello'), change));

  assert.equal((await callback(BEFORE, text('Hello'))).status, 200);
  assert.equal(await refused({ path: 'a-guessed-path-for-tests' }), 'not-found');
  assert.equal(await refused({ query: { SdkAppid: '1400000002' } }), 'forbidden');
  assert.equal(await refused({ query: { Sign: 'f'.repeat(64) } }), 'unauthenticated');
  assert.equal(await refused({ query: { RequestTime: String(now - 5) } }), 'unauthenticated');
  assert.equal(await refused({ query: { Sign: '', RequestTime: '' } }), 'unauthenticated');
});

test('a call that was good a minute ago is not good any more', async (t) => {
  let now = Date.now();
  const { callback } = await setUp(t, { now: () => now });
  const RequestTime = String(Math.floor(now / 1000));
  now += 61_500;

  const { callbackSign } = await import('./signature.ts');
  const query = { RequestTime, Sign: callbackSign(WEBHOOK.token, RequestTime) };
  assert.equal(await refusal(callback(BEFORE, text('Hello'), { query })), 'unauthenticated');
});

test('malformed, foreign and oversized bodies are refused, and commands that nobody asked for are let pass', async (t) => {
  const { callback, verdict, logged } = await setUp(t);

  for (const body of ['', 'no json', '[]', '{}', JSON.stringify({ CallbackCommand: AFTER, ...text('x') })]) {
    assert.equal(await refusal(callback(BEFORE, body)), 'invalid', body);
  }
  assert.equal(await refusal(callback(BEFORE, { ...text('x'), From_Account: 7 })), 'invalid');
  assert.equal(await refusal(callback(BEFORE, text('x'.repeat(70_000)))), 'too-large');
  assert.equal((await verdict('Group.CallbackAfterGroupFull', { GroupId: 'friday' })).ErrorCode, 0);
  assert.equal((await logged()).length, 0);
});

test('whoever speaks is stamped by the server, whatever they said of themselves', async (t) => {
  const { verdict } = await setUp(t);
  const sender = { userId: 'test-host', userName: 'Host', role: 'host', level: 99, nameColor: '#ffd700', bubbleStyle: 'gold' };
  const forged = JSON.stringify({ id: 'b1', eventId: 'mine', sender, badges: [{ type: 'vip', name: 'VIP' }] });

  const { ErrorCode, CloudCustomData } = await verdict(BEFORE, text('Hello', 'test-viewer', { CloudCustomData: forged }));

  assert.equal(ErrorCode, 0);
  const stamp = v.parse(TencentStamp, JSON.parse(CloudCustomData!));
  assert.equal(stamp.id, 'b1');
  assert.notEqual(stamp.eventId, 'mine');
  assert.deepEqual(stamp.sender, { userId: 'test-viewer', userName: 'A viewer', role: 'viewer' });
  const host = await verdict(BEFORE, text('Welcome', 'test-host', { Random: 7 }));
  assert.equal(v.parse(TencentStamp, JSON.parse(host.CloudCustomData!)).sender.role, 'host');
});

test('users make no events of the server’s, and send only what the shop allows', async (t) => {
  const { verdict } = await setUp(t);
  for (const type of ['GOODS_ON_SHELF', 'live_gift', 'user_identity', 'order.paid', 'like.counted', 'barrage.sent', 'anything']) {
    assert.equal((await verdict(BEFORE, custom(type))).ErrorCode, TENCENT_REFUSALS.forbidden, type);
  }
  assert.equal((await verdict(BEFORE, custom('question', { text: 'Why?' }))).ErrorCode, 0);
  const image = message('test-viewer', [{ MsgType: 'TIMImageElem', MsgContent: { UUID: 'x' } }]);
  assert.equal((await verdict(BEFORE, image)).ErrorCode, TENCENT_REFUSALS.invalid);
  const two = message('test-viewer', [...text('a').MsgBody, ...text('b').MsgBody]);
  assert.equal((await verdict(BEFORE, two)).ErrorCode, TENCENT_REFUSALS.invalid);
  assert.equal((await verdict(BEFORE, text('   '))).ErrorCode, TENCENT_REFUSALS.invalid);
  assert.equal((await verdict(BEFORE, custom('question', 'x'.repeat(9_000)))).ErrorCode, TENCENT_REFUSALS['too-large']);
});

test('what the server itself said passes, and comes back to nobody', async (t) => {
  const { verdict, logged, stub } = await setUp(t);
  const before = stub.calls.length;

  assert.equal((await verdict(BEFORE, custom('GOODS_ON_SHELF', {}, 'administrator'))).ErrorCode, 0);
  assert.equal((await verdict(AFTER, { ...custom('question', {}, 'administrator'), MsgSeq: 1 })).ErrorCode, 0);

  assert.equal((await logged()).length, 0);
  assert.equal(stub.calls.length, before);
});

test('muted and banned members are refused, and so are those who talk too fast', async (t) => {
  const { ask, verdict } = await setUp(t, { env: { RATE_LIMIT_FACTOR: '1' } });
  const codes: number[] = [];
  for (let n = 0; n < 5; n++) codes.push((await verdict(BEFORE, text(`Hello ${n}`, 'test-viewer', { Random: n }))).ErrorCode);
  assert.deepEqual(codes, [0, 0, 0, TENCENT_REFUSALS['rate-limited'], TENCENT_REFUSALS['rate-limited']]);

  for (const act of ['mute', 'ban']) {
    await ask('host', 'POST', `/friday/members/muted-user/${act}`, { seconds: 60 });
    const code = act === 'mute' ? TENCENT_RULES.muted : TENCENT_REFUSALS.forbidden;
    const isForbidden = async () => (await verdict(BEFORE, text('Hello', 'muted-user'))).ErrorCode === code;
    await until(isForbidden, act);
    await ask('host', 'POST', `/friday/members/muted-user/${act}`, { seconds: 0 });
    await until(async () => !(await isForbidden()), `the end of the ${act}`);
  }
});

test('a refusal names the rule, what waits for a moderator is no refusal, and rules hold for this room', async (t) => {
  const { verdict, ask } = await setUp(t);

  assert.equal((await verdict(BEFORE, text('f u c k'))).ErrorCode, TENCENT_RULES.words);
  assert.equal((await verdict(BEFORE, text('see cheap.com'))).ErrorCode, TENCENT_HELD);
  assert.equal((await verdict(BEFORE, text('see cheap.com'))).ErrorCode, TENCENT_HELD, 'also when it is tried again');
  await ask('host', 'PUT', '/friday/moderation', { messagesDisabled: true });
  assert.equal((await verdict(BEFORE, text('Hello'))).ErrorCode, TENCENT_RULES.disabled);
  await ask('host', 'PUT', '/friday/moderation', { messagesDisabled: false, slowModeSeconds: 60 });
  assert.equal((await verdict(BEFORE, text('One', 'bo', { Random: 1 }))).ErrorCode, 0);
  assert.equal((await verdict(BEFORE, text('Two', 'bo', { Random: 2 }))).ErrorCode, TENCENT_RULES['slow-mode']);
});

test('an answer is stamped with what the log says was said, and kept so', async (t) => {
  const { verdict, ask } = await setUp(t);
  const said = async (words: string, Random: number, beside: object, MsgSeq: number) => {
    const sent = text(words, 'test-viewer', { CloudCustomData: JSON.stringify(beside), Random });
    const answer = await verdict(BEFORE, sent);
    if (answer.ErrorCode !== 0) return answer.ErrorCode;
    await verdict(AFTER, { ...sent, CloudCustomData: answer.CloudCustomData, MsgSeq });
    return v.parse(TencentStamp, JSON.parse(answer.CloudCustomData!));
  };
  const question = await said('Is it blue?', 1, { id: 'q' }, 1);
  assert.ok(typeof question === 'object');

  const answer = await said('Yes', 2, { id: 'a', replyTo: question.eventId, reply: { eventId: 'x', text: 'I gave it away' } }, 2);

  assert.equal(typeof answer === 'object' && answer.reply?.text, 'Is it blue?');
  const { snapshot } = await read(CatchUp, ask('guest', 'GET', '/friday/events'));
  const last = snapshot?.barrages.at(-1);
  assert.equal(last?.type === 'barrage.sent' && last.reply?.text, 'Is it blue?');
  assert.equal(await said('What?', 3, { id: 'w', replyTo: 'made-up' }, 3), TENCENT_REFUSALS['not-found']);
});

test('everybody reads what the log keeps, and nothing is as good a content as any', async (t) => {
  const { verdict, ask } = await setUp(t);
  const spaced = await verdict(BEFORE, text('  Hello '));
  assert.deepEqual(spaced.MsgBody, [{ MsgType: 'TIMTextElem', MsgContent: { Text: 'Hello' } }]);
  assert.equal((await verdict(BEFORE, text('Hi', 'test-viewer', { Random: 8 }))).MsgBody, undefined);

  await verdict(AFTER, { ...custom('question', null), MsgSeq: 1 });

  const { snapshot } = await read(CatchUp, ask('guest', 'GET', '/friday/events'));
  const last = snapshot?.barrages.at(-1);
  assert.equal(last?.type === 'barrage.custom' && last.data, null);
});

test('the same id is no way around the limits', async (t) => {
  const { verdict } = await setUp(t, { env: { RATE_LIMIT_FACTOR: '1' } });
  const codes: number[] = [];
  for (let n = 0; n < 6; n++) {
    const again = text(`Different ${n}`, 'test-viewer', { CloudCustomData: '{"id":"same"}', Random: n });
    codes.push((await verdict(BEFORE, again)).ErrorCode);
  }
  assert.ok(codes.includes(TENCENT_REFUSALS['rate-limited']));
});

test('what was said is logged once, comes in snapshots as it was stamped, and is not said again by us', async (t) => {
  const { verdict, logged, ask, stub } = await setUp(t);
  const said = text('Hello', 'test-viewer', { CloudCustomData: '{"id":"b1"}' });
  const { CloudCustomData } = await verdict(BEFORE, said);
  const after = { ...said, CloudCustomData, MsgSeq: 5, MsgTime: 1_670_574_414 };
  const before = stub.events('friday').length;

  await Promise.all([verdict(AFTER, after), verdict(AFTER, after)]);
  await verdict(AFTER, { ...after, EventTime: '1670574414999' });

  assert.equal((await logged()).length, 1);
  const { snapshot } = await read(CatchUp, ask('guest', 'GET', '/friday/events'));
  const stamp = v.parse(TencentStamp, JSON.parse(CloudCustomData!));
  assert.deepEqual(
    snapshot?.barrages.map(({ eventId, type, sender }) => ({ eventId, type, sender })),
    [{ eventId: stamp.eventId, type: 'barrage.sent', sender: stamp.sender }],
  );
  assert.equal(stamp.eventId, idOf(['friday', 'test-viewer', 'b1']));
  assert.equal(stub.events('friday').length, before);
  // Also when so much was said since that a joiner would not be told of it any more.
  for (let n = 0; n < 51; n++) await verdict(AFTER, text(`More ${n}`, 'bo', { Random: n, MsgSeq: 10 + n }));
  assert.equal((await verdict(BEFORE, said)).ErrorCode, 2, 'a repeat is dropped, and the sender none the wiser');
});

test('what passed although it should not have is not kept', async (t) => {
  const { callback, logged } = await setUp(t);
  assert.equal((await callback(AFTER, { ...custom('live_gift'), MsgSeq: 1 })).status, 200);
  assert.equal((await callback(AFTER, { ...text('x'.repeat(500)), MsgSeq: 2 })).status, 200);

  assert.equal((await logged()).length, 0);
});

test('other groups of the same app are none of ours', async (t) => {
  const { verdict } = await setUp(t);
  assert.equal((await verdict(BEFORE, { ...custom('anything'), GroupId: '@TGS#_community' })).ErrorCode, 0);
});

test('people come and go as Tencent tells, however often and in whatever order', async (t) => {
  const { callback, ask, stub } = await setUp(t);
  const state = (EventType: string, EventTime: number, ...ids: string[]) =>
    callback(STATE, {
      GroupId: 'friday',
      EventType,
      EventTime,
      MemberList: ids.map((Member_Account) => ({ Member_Account })),
    });
  await state('Online', 100, 'test-viewer', 'bo');
  await state('Online', 100, 'test-viewer', 'bo');
  await state('Offline', 300, 'bo');
  await state('Online', 200, 'bo');
  await callback('Group.CallbackAfterNewMemberJoin', {
    GroupId: 'friday',
    Type: 'AVChatRoom',
    JoinType: 'Apply',
    NewMemberList: [{ Member_Account: 'test-viewer' }],
  });

  await until(async () => (await read(Audience, ask('host', 'GET', '/friday/audience'))).count === 1, 'one viewer');
  const audience = await read(Audience, ask('host', 'GET', '/friday/audience'));
  assert.deepEqual(audience.items, [{ userId: 'test-viewer', userName: 'A viewer', role: 'viewer' }]);
  await until(() => stub.events('friday').some(({ BusinessId }) => BusinessId === 'audience.joined'), 'the room to hear');
});

test('the room is counted by Tencent, who also sees those who are not signed in', async (t) => {
  const { ask, stub } = await setUp(t, { options: { countEvery: 20 } });
  stub.rooms.get('friday')!.online = 1234;

  await until(async () => (await read(Audience, ask('host', 'GET', '/friday/audience'))).count === 1234, 'the count');
  await until(() => stub.events('friday').some(({ Data }) => Data.count === 1234), 'the room to hear');
});

test('a room of the Live engine tells the same in its own words', async (t) => {
  const { verdict, callback, ask } = await setUp(t, { env: { TENCENT_ROOM_TYPE: 'Live' } });
  assert.equal((await verdict(BEFORE, { ...text('Hello'), Type: 'Live' })).ErrorCode, 0);
  await callback('Live.CallbackMemberStateChanged', {
    RoomId: 'friday',
    EventType: 'Online',
    EventCause: 'Enter',
    MemberList: [{ Member_Account: 'test-viewer' }],
    EventTime: 1_670_574_414_123,
  });
  await until(async () => (await read(Audience, ask('host', 'GET', '/friday/audience'))).count === 1, 'the viewer');
});

test('a room that was destroyed over there is made again for the next one who comes', async (t) => {
  const { callback, credentials, stub } = await setUp(t, { env: { TENCENT_ROOM_TYPE: 'Live' } });
  stub.rooms.delete('friday');
  await callback('Live.CallbackAfterDestroyRoom', {
    RoomId: 'friday',
    EventType: 'DestroyBySystem',
    EventTime: 1_670_574_414_123,
    RoomInfo: { RoomId: 'friday', Owner_Account: 7 },
    Statistic: { TotalViewers: '12', TotalGiftsSent: 0, TotalLikesReceived: 3 },
  });

  assert.equal((await credentials('viewer', { liveId: 'friday', purpose: 'listen' })).status, 200);
  assert.equal(stub.rooms.get('friday')?.type, 'Live');
});

test('TRTC tells who is on air, and is believed only with a signature over all it says', async (t) => {
  const key = 'a-key-of-the-rtc-callback-for-tests';
  const { app, ask, stub } = await setUp(t, { env: { TENCENT_RTC_CALLBACK_KEY: key } });
  const tell = (EventType: number, EventMsTs: number, UserId = 'test-host', sign?: string) => {
    const body = JSON.stringify({
      EventGroupId: 2,
      EventType,
      CallbackTs: EventMsTs,
      EventInfo: { RoomId: 'friday', EventMsTs, UserId },
    });
    return app.request(`/api/tencent/webhook/${WEBHOOK.path}/rtc`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', SdkAppId: '1400000001', Sign: sign ?? rtcSign(key, body) },
      body,
    });
  };
  const onAir = async () => ((await (await ask('guest', 'GET', '/friday')).json()) as { onAir: boolean }).onAir;

  assert.equal(await refusal(tell(201, 1, 'test-host', 'forged')), 'unauthenticated');
  assert.equal(await onAir(), false);
  assert.equal((await tell(201, 1)).status, 200);
  await tell(203, 2);
  assert.equal(await onAir(), true);
  await tell(202, 3);
  assert.equal(await onAir(), true, 'the sound is still there');
  await tell(104, 5);
  await tell(203, 4);
  assert.equal(await onAir(), false);
  await tell(201, 6, 'a-guest');

  await until(() => stub.events('friday').filter(({ BusinessId }) => BusinessId === 'media.changed').length === 3, 'the room');
  assert.deepEqual(
    stub.events('friday').flatMap(({ BusinessId, Data }) => (BusinessId === 'media.changed' ? [[Data.name, Data.onAir]] : [])),
    [
      ['friday', true],
      ['friday', false],
      ['friday~a-guest', true],
    ],
  );
});

test('without word from TRTC a show has its picture from start to end', async (t) => {
  const { ask, stub } = await setUp(t);
  await ask('host', 'POST', '/friday/start');
  await until(() => stub.events('friday').some(({ BusinessId, Data }) => BusinessId === 'media.changed' && Data.onAir === true));
  await ask('host', 'POST', '/friday/end');
  await until(() => stub.events('friday').some(({ BusinessId, Data }) => BusinessId === 'media.changed' && Data.onAir === false));
});

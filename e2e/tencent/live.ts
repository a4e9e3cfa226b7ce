import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { readConfig } from '../../server/src/config.ts';
import { createCloud } from '../../server/src/tencent/cloud/api.ts';
import { RestClient } from '../../server/src/tencent/rest/client.ts';
import { TencentError } from '../../server/src/tencent/rest/error.ts';
import { avChatRooms } from '../../server/src/tencent/rooms/av-chat-rooms.ts';
import { liveEngineRooms } from '../../server/src/tencent/rooms/live-engine-rooms.ts';

/**
 * Against the real Tencent, wherever TENCENT_SDKAPPID and TENCENT_SECRETKEY are set: makes a room and a user of its own, says
 * something, and takes the room away again. The imported user stays in the app. Run it by `npm run test:live`.
 */
const given = Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith('TENCENT_')));
const { tencent } = readConfig({ SHOP_SECRET: 'x'.repeat(32), PAYMENT_WEBHOOK_SECRET: 'x'.repeat(32), ...given }, false);
const skip = tencent ? false : 'skipped: TENCENT_SDKAPPID and TENCENT_SECRETKEY are not set';
if (!tencent) console.log('\nNothing is tested against the real Tencent: TENCENT_SDKAPPID and TENCENT_SECRETKEY are not set.\n');

const name = `vitrine-test-${randomBytes(5).toString('hex')}`;
const user = `vt_${randomBytes(8).toString('hex')}`;
const rest = tencent && new RestClient(tencent);
const kind = rest && (tencent.roomType === 'Live' ? liveEngineRooms(rest, tencent.admin) : avChatRooms(rest, tencent.admin));

before(async () => {
  await rest?.call('importAccount', { UserID: user, Nick: 'Vitrine test' });
  await kind?.create({ liveId: name, title: 'A test of Vitrine', hostId: user, coverUrl: undefined });
});
after(async () => {
  await kind?.destroy(name).catch(() => {});
  rest?.close();
});

test('Tencent takes our UserSig for the administrator’s, and an existing room for existing', { skip }, async () => {
  const again = kind!.create({ liveId: name, title: 'Again', hostId: user, coverUrl: undefined });
  await assert.rejects(again, (error) => error instanceof TencentError && error.roomExists);
});

test('metadata is written, changed and removed', { skip }, async () => {
  await kind!.replaceMetadata(name, { theme: 'red', goods_list: '{"list_id":"x","version":1}' });
  await kind!.setMetadata(name, 'theme', 'blue');
  await kind!.setMetadata(name, 'theme', null);
  await kind!.setMetadata(name, 'theme', null);
});

test('a message is heard by the room', { skip }, async () => {
  const data = JSON.stringify({ type: 'metadata.changed', eventId: 'test', liveId: name, ts: Date.now(), keys: [] });
  const message = { liveId: name, type: 'metadata.changed', data, priority: 'High', random: 7, urgency: 'first' } as const;
  assert.equal(await kind!.send(message), true);
});

test('a word to one user goes to that user', { skip }, async () => {
  await rest!.call('sendMessage', {
    SyncOtherMachine: 2,
    From_Account: tencent!.admin,
    To_Account: user,
    MsgRandom: 7,
    MsgLifeTime: 0,
    MsgBody: [{ MsgType: 'TIMCustomElem', MsgContent: { Data: '{"BusinessId":"test","Data":"{}"}', Desc: '', Ext: '' } }],
    ForbidCallbackControl: ['ForbidBeforeSendMsgCallback', 'ForbidAfterSendMsgCallback'],
    SendMsgControl: ['NoUnread', 'NoLastMsg'],
  });
});

test('the room is counted where Tencent counts it', { skip }, async () => {
  const count = await kind!.countOnline(name);
  assert.ok(count === undefined || count >= 0);
});

test('a member is muted, and may speak again', { skip }, async () => {
  // Nobody has joined: Tencent may say so, but it must understand us.
  for (const seconds of [60, 0]) {
    await kind!.mute(name, user, seconds).catch((error: unknown) => {
      assert.ok(error instanceof TencentError && !error.transient, String(error));
    });
  }
});

test('a room that is gone is known to be gone', { skip }, async () => {
  await kind!.destroy(name);
  await assert.rejects(kind!.setMetadata(name, 'theme', 'red'), (error) => error instanceof TencentError && error.noSuchRoom);
});

test(
  'the cloud account may talk to TRTC',
  { skip: tencent?.cloud ? false : 'skipped: TENCENT_CLOUD_SECRET_ID and TENCENT_CLOUD_SECRET_KEY are not set' },
  async () => {
    const cloud = createCloud(tencent!.cloud!, Date.now);
    const gone = { SdkAppId: tencent!.sdkAppId, TaskId: 'vitrine-no-such-task' };
    // There is no such task; a signature or a right that is missing would be told otherwise.
    const error = await cloud.call('StopPublishCdnStream', gone).catch((thrown: unknown) => thrown);
    assert.doesNotMatch(String(error), /AuthFailure|UnauthorizedOperation/);
  },
);

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';
import { createShow, endShow, startShow } from '../../live/show.ts';
import { setUp as setUpServer } from '../../testing/set-up.ts';
import { tencentRelays } from '../tables.ts';
import { createCloud } from './api.ts';
import { CdnRelay, pushUrl } from './cdn-relay.ts';
import { authorization } from './tc3.ts';

interface Call {
  action: string;
  body: Record<string, unknown>;
}

/** A stand-in of the cloud API that checks signatures, and answers what a test says. */
async function setUpCloud(t: TestContext) {
  const calls: Call[] = [];
  const answers: (object | number)[] = [];
  let tasks = 0;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const payload = Buffer.concat(chunks).toString();
    const { host = '', 'x-tc-action': action, 'x-tc-timestamp': timestamp } = request.headers;
    const signed = authorization({
      secretId: 'id',
      secretKey: 'key',
      service: 'trtc',
      host,
      action: String(action),
      timestamp: Number(timestamp),
      payload,
    });
    const fits = request.headers.authorization === signed && request.headers['x-tc-version'] === '2019-07-22';
    if (fits) calls.push({ action: String(action), body: JSON.parse(payload) as Call['body'] });
    const answer = fits ? answers.shift() : { Error: { Code: 'AuthFailure.SignatureFailure', Message: 'no' } };
    if (typeof answer === 'number') return void response.writeHead(answer).end();
    response.end(JSON.stringify({ Response: answer ?? { TaskId: `task-${++tasks}`, RequestId: 'r' } }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { calls, answers, url };
}

async function setUp(t: TestContext) {
  const { calls, answers, url } = await setUpCloud(t);
  const server = await setUpServer({
    env: {
      TENCENT_SDKAPPID: '1400000001',
      TENCENT_SECRETKEY: 'k'.repeat(64),
      TENCENT_CLOUD_SECRET_ID: 'id',
      TENCENT_CLOUD_SECRET_KEY: 'key',
      TENCENT_CLOUD_URL: url,
      TENCENT_CDN_PUSH_URL: 'rtmp://push.example/live/{liveId}',
      TENCENT_CDN_PLAY_URL: 'https://play.example/live/{liveId}.m3u8',
    },
  });
  t.after(() => server.close());
  const { deps } = server;
  const tencent = deps.config.tencent!;
  const create = () => new CdnRelay(deps, tencent, createCloud(tencent.cloud!, deps.now), () => 1);
  const host = { userId: 'hana', role: 'host', name: 'Hana', rooms: [], expiresAt: 0 } as const;
  const presence = { onAir: () => false, audienceCount: () => 0 };
  await createShow(deps, host, { id: 'friday', title: 'Friday' });
  await startShow(deps, presence, 'friday');
  return {
    calls,
    answers,
    create,
    relay: create(),
    end: () => endShow(deps, 'friday', 'host'),
    relays: () => deps.db.select().from(tencentRelays),
  };
}

test('a show that is on is pushed to the CDN once, and no longer when it ends', async (t) => {
  const { calls, relay, end, relays } = await setUp(t);

  await Promise.all([relay.start('friday'), relay.start('friday')]);
  await end();
  await relay.stop('friday');

  assert.deepEqual(
    calls.map(({ action }) => action),
    ['StartPublishCdnStream', 'StopPublishCdnStream'],
  );
  const [start, stop] = calls;
  assert.equal(start?.body.RoomId, 'friday');
  assert.equal(start?.body.RoomIdType, 1);
  assert.deepEqual(start?.body.PublishCdnParams, [{ PublishCdnUrl: 'rtmp://push.example/live/friday', IsTencentCdn: 1 }]);
  const { UserMediaStream } = start!.body.SingleSubscribeParams as { UserMediaStream: { UserInfo: { UserId: string } } };
  assert.equal(UserMediaStream.UserInfo.UserId, 'hana');
  assert.deepEqual(stop?.body, { SdkAppId: 1_400_000_001, TaskId: 'task-1' });
  assert.deepEqual(await relays(), []);
});

test('what fails for a moment is tried again', async (t) => {
  const { calls, answers, relay, relays } = await setUp(t);
  answers.push(502, { Error: { Code: 'InternalError', Message: 'sorry' } });

  await relay.start('friday');

  assert.equal(calls.length, 3);
  assert.equal((await relays())[0]?.taskId, 'task-1');
});

test('a process that comes back ends what nobody ended, and begins what nobody began', async (t) => {
  const { calls, create, relay, end, relays } = await setUp(t);
  await create().resume();
  assert.equal((await relays()).length, 1);
  await end();

  await relay.resume();

  assert.equal(calls.at(-1)?.action, 'StopPublishCdnStream');
  assert.deepEqual(await relays(), []);
});

test('a relay that ended by itself is no reason to go on asking', async (t) => {
  const { calls, answers, relay, end, relays } = await setUp(t);
  await relay.start('friday');
  await end();
  answers.push({ Error: { Code: 'FailedOperation.TaskNotExist', Message: 'gone' } });

  await relay.stop('friday');

  assert.equal(calls.length, 2);
  assert.deepEqual(await relays(), []);
});

test('the push address carries the CDN’s signature where it wants one', () => {
  const cdn = { pushUrl: 'rtmp://push.example/live/{liveId}', pushKey: 'key', playUrl: undefined, latencyMs: 1 };

  // md5('key' + 'friday' + '6553F100')
  assert.equal(
    pushUrl(cdn, 'friday', 1_700_000_000),
    'rtmp://push.example/live/friday?txSecret=77af9a4ed7529ade3ace474eb4de237c&txTime=6553F100',
  );
});

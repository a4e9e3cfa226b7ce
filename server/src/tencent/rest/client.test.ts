import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { setUpStub } from '../testing.ts';
import { RestClient, type RestOptions } from './client.ts';
import { TencentError } from './error.ts';

async function setUp(t: TestContext, options: RestOptions = {}) {
  const { stub, config } = await setUpStub(t);
  const rest = new RestClient(config, { backoff: () => 1, ...options });
  t.after(() => rest.close());
  return { stub, config, rest };
}

const group = { Type: 'AVChatRoom', GroupId: 'friday', Name: 'Friday' } as const;
const message = (random: number) => ({
  GroupId: 'friday',
  From_Account: 'administrator',
  Random: random,
  MsgPriority: 'High' as const,
  MsgBody: [{ MsgType: 'TIMCustomElem' as const, MsgContent: { Data: '{}', Desc: '', Ext: '' } }],
  ForbidCallbackControl: [],
});

test('a call is signed by the administrator and answered', async (t) => {
  const { rest, stub } = await setUp(t);

  await rest.call('importAccount', { UserID: 'ana', Nick: 'Ana' });
  await rest.call('createGroup', group);

  assert.deepEqual(stub.accounts.get('ana'), { nick: 'Ana', faceUrl: undefined });
  assert.equal(stub.rooms.get('friday')?.type, 'AVChatRoom');
});

test('a refusal that HTTP calls a success is an error with Tencent’s code, and is not repeated', async (t) => {
  const { rest, stub } = await setUp(t);
  await rest.call('createGroup', group);

  await assert.rejects(rest.call('createGroup', group), (error) => error instanceof TencentError && error.roomExists);

  assert.equal(stub.calls.length, 2);
});

test('what failed for a passing reason is tried again', async (t) => {
  const { rest, stub } = await setUp(t, { timeout: 200 });
  for (const fault of [{ status: 502 }, { code: 10_002 }, 'silent'] as const) {
    stub.fail('account_import', fault);
    await rest.call('importAccount', { UserID: 'ana' });
  }

  assert.equal(stub.calls.length, 3);
});

test('a message whose answer was lost is not said twice', async (t) => {
  const { rest, stub } = await setUp(t);
  await rest.call('createGroup', group);
  stub.fail('send_group_msg', 'lost-answer');

  await rest.call('sendGroupMessage', message(7));

  assert.equal(stub.calls.filter(({ path }) => path.endsWith('send_group_msg')).length, 2);
  assert.equal(stub.rooms.get('friday')?.messages.length, 1);
});

test('three tries are enough', async (t) => {
  const { rest, stub } = await setUp(t);
  stub.fail('account_import', { status: 500 }, { status: 500 }, { status: 500 }, { status: 500 });

  await assert.rejects(rest.call('importAccount', { UserID: 'ana' }), /importAccount: HTTP 500/);
});

test('the administrator’s signature is renewed before it ends, and when Tencent says that it has', async (t) => {
  let now = Date.now() - 3_500_000;
  const { rest, stub } = await setUp(t, { now: () => now });
  await rest.call('importAccount', { UserID: 'ana' });
  // Without a new one, Tencent would take this for ended.
  now += 7_000_000;
  await rest.call('importAccount', { UserID: 'bo' });
  stub.fail('account_import', { code: 70_001 });
  await rest.call('importAccount', { UserID: 'cem' });

  assert.equal(stub.accounts.size, 4);
});

test('an error never tells the signature', async (t) => {
  const { config, stub } = await setUp(t);
  await stub.close();
  const rest = new RestClient(config, { backoff: () => 1 });

  const error = await rest.call('importAccount', { UserID: 'ana' }).catch((thrown: unknown) => thrown as Error);

  assert.ok(error instanceof TencentError && error.transient);
  assert.doesNotMatch(`${error.stack} ${String((error.cause as Error).stack)}`, /usersig/);
});

test('a command keeps its rate, and what is urgent goes first', async (t) => {
  const { rest, stub } = await setUp(t);
  await rest.call('createGroup', group);
  stub.rooms.get('friday')!.online = 3;
  const done: string[] = [];
  const started = performance.now();

  await Promise.all([
    ...Array.from({ length: 250 }, async (_, n) => {
      await rest.call('importAccount', { UserID: `user-${n}` }, 'last');
      done.push('last');
    }),
    rest.call('importAccount', { UserID: 'urgent' }).then(() => done.push('first')),
  ]);

  assert.ok(performance.now() - started > 1_000, '251 calls at 200 a second take more than a second');
  assert.ok(done.indexOf('first') < 100);
});

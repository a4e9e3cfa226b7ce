import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { ChatClient, type ChatListener } from './chat-client.ts';
import { CHAT_EVENT } from './chat-sdk.ts';
import { FakeChatSdk } from './fake-chat-sdk.ts';

const GROUP = { id: 'friday', type: 'AVChatRoom' };
const TEXT = { kind: 'text', content: 'Hi', cloudCustomData: '{"id":"1"}', priority: 'Normal' } as const;
const never = () => new Promise<never>(() => {});

function setUp() {
  const sdk = new FakeChatSdk();
  const client = new ChatClient(sdk, { loginMs: 20, joinMs: 20, probeMs: 5, leaveMs: 20, ackMs: 20 });
  const heard: string[] = [];
  const listener: ChatListener = {
    messages: (messages) => heard.push(`messages ${messages.length}`),
    network: (connected) => heard.push(connected ? 'connected' : 'lost'),
    rejoined: () => heard.push('rejoined'),
    ended: ({ code }) => heard.push(`ended ${code}`),
  };
  const listening = new AbortController();
  client.listen(listener, listening.signal);
  return { sdk, client, heard, listening };
}

test('a guest who signs in leaves the group and joins it again as a user', async () => {
  const { sdk, client, heard } = setUp();
  await client.join(GROUP);

  await client.login('ann', 'sig');

  assert.deepEqual(sdk.calls, ['joinGroup friday', 'quitGroup friday', 'login ann', 'joinGroup friday']);
  assert.deepEqual(heard, ['rejoined']);
});

test('whoever is signed in already is not signed in again', async () => {
  const { sdk, client } = setUp();

  await Promise.all([client.login('ann', 'sig'), client.login('ann', 'sig')]);

  assert.deepEqual(sdk.calls, ['login ann']);
});

test('a login that never comes about is given up, and a guest goes on receiving', async () => {
  const { sdk, client } = setUp();
  await client.join(GROUP);
  sdk.instead('login', never);

  await assert.rejects(client.login('ann', 'sig'), { code: 'timeout' });

  assert.equal(sdk.calls.at(-1), 'joinGroup friday');
});

test('nobody speaks under the name of another user of the page', async () => {
  const { sdk, client } = setUp();
  await client.login('ann', 'sig');
  sdk.instead('login', async () => void setTimeout(() => (sdk.user = 'ann')));

  const asBob = client.login('bob', 'sig');

  sdk.login = async () => {};
  await assert.rejects(asBob, { code: 'conflict' });
});

test('a join that hangs is given up, and lets the next one have its turn', async () => {
  const { sdk, client } = setUp();
  sdk.instead('joinGroup', never);
  const overtaken = new AbortController();
  const first = client.join(GROUP, overtaken.signal);
  const second = client.join(GROUP);
  await pause(1);

  overtaken.abort();

  await assert.rejects(first, { code: 'cancelled' });
  await assert.rejects(second, { code: 'timeout' });
  assert.equal(sdk.calls.length, 2);
});

test('it says when the network is lost and there again', () => {
  const { sdk, client, heard } = setUp();

  sdk.emit(CHAT_EVENT.network, { state: 'disconnected' });
  assert.equal(client.connected, false);
  sdk.emit(CHAT_EVENT.network, { state: 'connecting' });
  sdk.emit(CHAT_EVENT.network, { state: 'connected' });

  assert.equal(client.connected, true);
  assert.deepEqual(heard, ['lost', 'lost', 'connected']);
});

test('a message is not even made before the SDK is ready: it would reject where nobody listens', async () => {
  const { sdk, client } = setUp();

  await assert.rejects(client.send('friday', TEXT), { code: 'offline' });

  assert.deepEqual(sdk.calls, []);
});

test('refusals are translated', async () => {
  const { sdk, client } = setUp();
  await client.login('ann', 'sig');
  sdk.instead('sendMessage', () => Promise.reject({ code: 10017, message: '' }));

  await assert.rejects(client.send('friday', TEXT), { code: 'forbidden' });
});

test('the end of a login is told by its reason', () => {
  const { sdk, heard } = setUp();

  sdk.kick('multipleDevice');
  sdk.kick('userSigExpired');

  assert.deepEqual(heard, ['ended kicked', 'ended auth']);
});

test('whoever stopped listening hears nothing more', () => {
  const { sdk, heard, listening } = setUp();

  listening.abort();
  sdk.emit(CHAT_EVENT.received, [{}]);

  assert.deepEqual(heard, []);
});

test('closing gives the SDK up and leaves no listener behind', async () => {
  const { sdk, client, heard } = setUp();
  sdk.instead('destroy', () => Promise.reject({ code: 2024 }));

  await client.close();

  assert.deepEqual(sdk.calls, ['destroy']);
  assert.equal(sdk.listening, 0);
  assert.deepEqual(heard, ['ended offline']);
});

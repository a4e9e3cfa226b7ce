import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LiveError } from '../../errors.ts';
import { fakeRequest } from '../../testing/fake-request.ts';
import { CredentialsStore } from './credentials.ts';

const WANTED = { liveId: 'friday', purpose: 'talk' } as const;

function setUp(lifetimeMs: number) {
  let refusal: LiveError | undefined;
  const { request, asked } = fakeRequest(() => {
    if (refusal) throw refusal;
    return {
      sdkAppId: 1,
      userId: 'ann',
      userSig: `sig-${asked.length}`,
      expiresAt: Date.now() + lifetimeMs,
      serverAccount: 'admin',
      group: { id: 'friday', type: 'AVChatRoom' },
      rtc: { roomId: 'friday', hostId: 'host' },
    };
  });
  return { store: new CredentialsStore(request), asked, refuse: (error?: LiveError) => (refusal = error) };
}

test('they are asked for once, for each purpose and name', async () => {
  const { store, asked } = setUp(7_200_000);

  const [first, second] = await Promise.all([store.get(WANTED), store.get(WANTED)]);
  await store.get({ ...WANTED, purpose: 'publish', name: 'friday~ann' });

  assert.equal(first.userSig, second.userSig);
  assert.deepEqual(
    asked.map(({ path, body }) => [path, body]),
    [
      ['/tencent/credentials', WANTED],
      ['/tencent/credentials', { ...WANTED, purpose: 'publish', name: 'friday~ann' }],
    ],
  );
});

test('they are renewed before they end', async (t) => {
  t.mock.timers.enable({ apis: ['Date'] });
  const { store, asked } = setUp(3_600_000);
  await store.get(WANTED);

  t.mock.timers.tick(3_200_000);
  await store.get(WANTED);
  assert.equal(asked.length, 1);
  t.mock.timers.tick(150_000);
  await store.get(WANTED);

  assert.equal(asked.length, 2);
});

test('they are asked for anew where Tencent refused them', async () => {
  const { store, asked } = setUp(7_200_000);
  await store.get(WANTED);

  await store.get(WANTED, true);
  store.forget();
  await store.get(WANTED);

  assert.equal(asked.length, 3);
});

test('a refusal is not kept', async () => {
  const { store, refuse } = setUp(7_200_000);
  refuse(new LiveError('unavailable', 'Not yet'));
  await assert.rejects(store.get(WANTED), { code: 'unavailable' });
  refuse(undefined);

  assert.equal((await store.get(WANTED)).userId, 'ann');
});

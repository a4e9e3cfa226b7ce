import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LiveError } from '../errors.ts';
import type { SafeStorage } from '../safe-storage.ts';
import type { Session } from '../schemas/user.ts';
import { type Asked, deferred, fakeRequest } from '../testing/fake-request.ts';
import { LoginStore } from './login-store.ts';

const HOUR_MS = 3_600_000;
const GUEST_KEY = 'vitrine.guest/1:https://live.example.com';

const session = (change: Partial<Session> = {}): Session => ({
  token: 'session-1',
  expiresAt: Date.now() + HOUR_MS,
  user: { id: 'g1', name: 'Guest', role: 'guest' },
  provider: 'embedded',
  ...change,
});
const signedIn = session({ token: 'session-2', user: { id: 'u1', name: 'Ann', role: 'viewer' } });

function setUp(answer: (asked: Asked) => unknown, shopToken?: () => Promise<string | undefined>) {
  const { request, asked } = fakeRequest(answer);
  const memory = new Map<string, string>();
  const storage: SafeStorage = {
    get: (key) => memory.get(key),
    set: (key, value) => void memory.set(key, value),
    remove: (key) => void memory.delete(key),
  };
  const login = new LoginStore({ server: 'https://live.example.com', request, storage, shopToken });
  return { login, asked, memory, bodies: () => asked.map(({ body }) => body) };
}

test('a guest is remembered by the page and comes back as the same', async () => {
  const { login, memory, bodies } = setUp(() => session({ guestToken: 'guest-1' }));

  assert.equal(await login.token(), 'session-1');
  await login.token(true);

  assert.equal(login.loginStatus, 'success');
  assert.equal(login.loginUserInfo?.role, 'guest');
  assert.equal(memory.get(GUEST_KEY), 'guest-1');
  assert.deepEqual(bodies(), [
    { token: undefined, guestToken: undefined },
    { token: undefined, guestToken: 'guest-1' },
  ]);
});

test('whoever signs in at the shop brings what they had as a guest', async () => {
  const { login, memory, bodies } = setUp(
    () => signedIn,
    async () => 'shop-jwt',
  );
  memory.set(GUEST_KEY, 'guest-1');

  await login.login();

  assert.deepEqual(bodies(), [{ token: 'shop-jwt', guestToken: 'guest-1' }]);
  assert.equal(login.loginUserInfo?.userName, 'Ann');
  assert.equal(memory.has(GUEST_KEY), false);
});

test('however many ask, one request is under way', async () => {
  const answer = deferred<Session>();
  const { login, asked } = setUp(() => answer.promise);
  const tokens = Promise.all([login.token(), login.token(), login.token(true)]);
  assert.equal(login.loginStatus, 'loading');

  answer.resolve(session());

  assert.deepEqual(await tokens, ['session-1', 'session-1', 'session-1']);
  assert.equal(asked.length, 1);
});

test('a token is kept until shortly before its end', async (t) => {
  let now = 1_000_000;
  t.mock.method(Date, 'now', () => now);
  const { login, asked } = setUp(() => session({ expiresAt: now + 900_000 }));
  await login.token();

  now += 800_000;
  await login.token();
  assert.equal(asked.length, 1);
  now += 50_000;
  await login.token();

  assert.equal(asked.length, 2);
});

test('a clock that is far ahead does not ask for a session each time', async (t) => {
  const { login, asked } = setUp(() => session({ expiresAt: 5 }));
  t.mock.method(Date, 'now', () => 1_000_000_000);

  await login.token();
  await login.token();

  assert.equal(asked.length, 1);
});

test('a renewal without network leaves the visitor signed in, a refused one does not', async () => {
  const answers: (Session | LiveError)[] = [
    session(),
    new LiveError('offline', 'No network'),
    new LiveError('unauthenticated', 'Gone'),
  ];
  const { login } = setUp(() => {
    const answer = answers.shift();
    if (answer instanceof LiveError) throw answer;
    return answer;
  });
  await login.token();

  await assert.rejects(login.token(true), { code: 'offline' });
  assert.equal(login.loginStatus as string, 'success');
  await assert.rejects(login.token(true), { code: 'unauthenticated' });

  assert.equal(login.loginStatus, 'error');
  assert.equal(login.failure, 'unauthenticated');
  assert.equal(login.loginUserInfo, undefined);
});

test('a guest token that the server no longer knows keeps nobody out', async () => {
  const { login, memory } = setUp(({ body }) => {
    if ((body as { guestToken?: string }).guestToken) throw new LiveError('unauthenticated', 'Too old');
    return session({ guestToken: 'guest-2' });
  });
  memory.set(GUEST_KEY, 'guest-1');

  await login.token();

  assert.equal(memory.get(GUEST_KEY), 'guest-2');
});

test('a shop that fails to give a token is an error, one that gives none means a guest', async () => {
  const failing = setUp(
    () => session(),
    async () => {
      throw new Error('shop is down');
    },
  );
  const without = setUp(
    () => session(),
    async () => undefined,
  );

  await assert.rejects(failing.login.token(), { code: 'unauthenticated' });
  await without.login.token();

  assert.equal(without.login.loginUserInfo?.role, 'guest');
});

test('signing out forgets everything, an answer under way included', async () => {
  const answer = deferred<Session>();
  const { login, memory } = setUp(() => answer.promise);
  const pending = login.token();

  login.logout();
  answer.resolve(session({ guestToken: 'guest-1' }));

  await assert.rejects(pending, { code: 'cancelled' });
  assert.equal(login.loginStatus, 'idle');
  assert.equal(login.loginUserInfo, undefined);
  assert.equal(memory.size, 0);
});

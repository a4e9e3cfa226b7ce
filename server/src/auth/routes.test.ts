import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { generateKeyPair, exportJWK, SignJWT, UnsecuredJWT } from 'jose';
import * as v from 'valibot';
import { Session } from '@vitrine/core/schemas/user.ts';
import { permit } from './permissions.ts';
import { read, refusal, SHOP_SECRET, setUp as setUpServer, type SetUpOptions } from '../testing/set-up.ts';
import { standingReader } from '../users/standing.ts';
import { sessionRoutes } from './routes.ts';

const Whoami = v.object({ userId: v.string(), role: v.string() });

async function setUp(t: TestContext, options: SetUpOptions = {}) {
  const server = await setUpServer({
    ...options,
    mount(app, deps, auth) {
      app.route('/api/sessions', sessionRoutes(auth, deps));
      app.get('/api/whoami', (c) => c.json(permit(c.get('principal'), 'live.watch')));
    },
  });
  t.after(() => server.close());
  const signIn = (body: unknown, headers: Record<string, string> = {}) =>
    server.app.request('/api/sessions', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const whoami = (token: string) => server.app.request('/api/whoami', { headers: { Authorization: `Bearer ${token}` } });
  return { ...server, signIn, whoami };
}

interface Claims {
  sub?: string;
  role?: string;
  aud?: string;
  minutes?: number;
  secret?: string;
  alg?: string;
  identity?: unknown;
}

const shopToken = ({
  sub = 'ana',
  role = 'viewer',
  aud = 'vitrine',
  minutes = 5,
  secret = SHOP_SECRET,
  alg = 'HS256',
  identity,
}: Claims = {}) =>
  new SignJWT({ role, name: 'Ana', identity })
    .setProtectedHeader({ alg })
    .setSubject(sub)
    .setAudience(aud)
    .setIssuedAt()
    .setExpirationTime(`${minutes}m`)
    .sign(new TextEncoder().encode(secret));

test('a token of the shop becomes a session of its user', async (t) => {
  const { signIn, whoami } = await setUp(t);

  const answer = await signIn({ token: await shopToken() });
  const session = await read(Session, answer);

  assert.equal(answer.status, 201);
  assert.equal(session.user.name, 'Ana');
  assert.equal(session.user.role, 'viewer');
  assert.equal((await read(Whoami, whoami(session.token))).userId, session.user.id);
});

test('the shop may use its own admin token without a session', async (t) => {
  const { whoami } = await setUp(t);

  const answer = await whoami(await shopToken({ sub: 'backend', role: 'admin' }));

  assert.equal((await read(Whoami, answer)).role, 'admin');
});

test('the same sub is the same user, however long it is', async (t) => {
  const { signIn } = await setUp(t);
  const sub = `customer/${'9'.repeat(300)}`;

  const first = await read(Session, signIn({ token: await shopToken({ sub }) }));
  const second = await read(Session, signIn({ token: await shopToken({ sub }) }));

  assert.equal(first.user.id, second.user.id);
  assert.ok(first.user.id.length <= 32);
});

test('the token says how its user is shown; what the wire does not allow is left out, and a token without it changes nothing', async (t) => {
  const { signIn, deps } = await setUp(t);
  const identityOf = standingReader(deps);
  const shown = async (identity?: unknown) =>
    identityOf((await read(Session, signIn({ token: await shopToken({ identity }) }))).user.id);

  const badges = [{ type: 'vip', name: 'VIP' }];
  assert.deepEqual(await shown({ nameColor: '#ffd700', badges, level: 99 }), { nameColor: '#ffd700', badges, level: 1 });
  assert.deepEqual(await shown({ nameColor: '#00ff00', levelIconUrl: 'javascript:alert(1)', bubbleStyle: 7 }), {
    nameColor: '#00ff00',
    level: 1,
  });
  assert.deepEqual(await shown(), { nameColor: '#00ff00', level: 1 });
  for (const nothing of [{}, null, 'gold', []]) assert.deepEqual(await shown(nothing), { level: 1 }, JSON.stringify(nothing));
});

test('a guest comes back as the same guest', async (t) => {
  const { signIn } = await setUp(t);

  const first = await read(Session, signIn({}));
  const again = await read(Session, signIn({ guestToken: first.guestToken }));

  assert.equal(first.user.role, 'guest');
  assert.equal(again.user.id, first.user.id);
});

test('what a guest had in hand moves along at sign-in', async (t) => {
  const moved: string[][] = [];
  const { signIn } = await setUp(t, {
    moveGuest(from, to) {
      moved.push([from, to]);
      return [];
    },
  });
  const guest = await read(Session, signIn({}));

  const user = await read(Session, signIn({ token: await shopToken(), guestToken: guest.guestToken }));

  assert.deepEqual(moved, [[guest.user.id, user.user.id]]);
});

for (const [what, token] of Object.entries<() => Promise<string>>({
  'of another shop': () => shopToken({ secret: 'another-secret-that-is-long-enough!!' }),
  'for somebody else': () => shopToken({ aud: 'elsewhere' }),
  'that has ended': () => shopToken({ minutes: -1 }),
  'that lives too long': () => shopToken({ minutes: 61 }),
  'with another algorithm': () => shopToken({ alg: 'HS384' }),
  'that names itself a guest': () => shopToken({ role: 'guest' }),
  'with a role nobody knows': () => shopToken({ role: 'root' }),
  'with alg none': async () =>
    new UnsecuredJWT({ role: 'admin', sub: 'ana' }).setAudience('vitrine').setIssuedAt().setExpirationTime('5m').encode(),
  'that is no token': async () => 'nonsense',
})) {
  test(`a token ${what} is refused`, async (t) => {
    const { signIn, whoami } = await setUp(t);
    const bad = await token();

    const answers = [await signIn({ token: bad }), await whoami(bad)];

    for (const answer of answers) {
      assert.equal(answer.status, 401);
      assert.equal(await refusal(answer), 'unauthenticated');
    }
  });
}

test('a guest token is not a session, and a session is not a guest token', async (t) => {
  const { signIn, whoami } = await setUp(t);
  const { token, guestToken } = await read(Session, signIn({}));

  assert.equal((await whoami(guestToken!)).status, 401);
  assert.equal((await signIn({ guestToken: token })).status, 401);
});

test('a session ends', async (t) => {
  let clock = Date.now();
  const { signIn, whoami } = await setUp(t, { now: () => clock });
  const { token, expiresAt } = await read(Session, signIn({}));

  clock = expiresAt + 1000;

  assert.equal((await whoami(token)).status, 401);
});

test('a shop that registered a public key is believed by it, and its old secret no more', async (t) => {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const { createTokens } = await import('./tokens.ts');
  const tokens = await createTokens({
    key: new Uint8Array(32),
    shopSecret: SHOP_SECRET,
    shopPublicKey: JSON.stringify({ ...(await exportJWK(publicKey)), alg: 'ES256' }),
    now: Date.now,
  });
  const signed = await new SignJWT({ role: 'host' })
    .setProtectedHeader({ alg: 'ES256' })
    .setSubject('ana')
    .setAudience('vitrine')
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(privateKey);
  t.diagnostic('the algorithm comes from the registered key');

  assert.equal((await tokens.verifyShop(signed)).role, 'host');
  await assert.rejects(tokens.verifyShop(await shopToken()), { code: 'unauthenticated' });
});

test('malformed JSON, wrong types and other content types are refused with the one error body', async (t) => {
  const { signIn } = await setUp(t);

  const answers = [
    await signIn('{"token":'),
    await signIn({ token: 7 }),
    await signIn('"text"'),
    await signIn('token=x', { 'Content-Type': 'application/x-www-form-urlencoded' }),
  ];

  for (const answer of answers) {
    assert.equal(answer.status, 400);
    assert.equal(await refusal(answer), 'invalid');
  }
});

test('an oversized body is refused', async (t) => {
  const { signIn } = await setUp(t);

  const answer = await signIn({ token: 'x'.repeat(1_100_000) });

  assert.equal(answer.status, 413);
  assert.equal(await refusal(answer), 'too-large');
});

test('only the origins of the shop may read answers', async (t) => {
  const { signIn } = await setUp(t);

  const allowed = await signIn({}, { Origin: 'https://shop.example' });
  const foreign = await signIn({}, { Origin: 'https://shop.example.evil.example' });

  assert.equal(allowed.headers.get('Access-Control-Allow-Origin'), 'https://shop.example');
  assert.equal(allowed.headers.get('Vary'), 'Origin');
  assert.equal(allowed.headers.get('Access-Control-Allow-Credentials'), null);
  assert.equal(foreign.headers.get('Access-Control-Allow-Origin'), null);
});

test('whoever asks too often is told when to come back', async (t) => {
  const { signIn } = await setUp(t, { env: { RATE_LIMIT_FACTOR: '0.02' } });

  await signIn({});
  const answer = await signIn({});

  assert.equal(answer.status, 429);
  assert.ok(Number(answer.headers.get('Retry-After')) >= 1);
});

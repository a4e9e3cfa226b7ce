import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { SignJWT } from 'jose';
import { AuditPage, type AuditEntry } from '@vitrine/core/schemas/moderation.ts';
import type { Session } from '@vitrine/core/schemas/user.ts';
import type { Deps } from '../deps.ts';
import { carryVerdicts } from '../live/moderation.ts';
import { type Client, until } from '../rooms/testing.ts';
import { read, SHOP_SECRET } from '../testing/set-up.ts';
import { say, setUpModeration } from './testing.ts';

const HOUR = 3600;

const shopToken = (sub: string): Promise<string> =>
  new SignJWT({ role: 'viewer', name: sub })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(sub)
    .setAudience('vitrine')
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(new TextEncoder().encode(SHOP_SECRET));

/** The show `friday`, and a guest in it. */
async function setUp(t: TestContext) {
  let deps: Deps | undefined;
  let passed = 0;
  const server = await setUpModeration(t, {
    now: () => Date.now() + passed,
    moveGuest: (from, to) => carryVerdicts(deps!, from, to),
  });
  deps = server.deps;
  const guest = await server.auth.guest();
  return {
    ...server,
    guest,
    later: (ms: number): void => void (passed += ms),
    signIn: (sub: string): Promise<Session> => shopToken(sub).then((token) => server.auth.signIn(token, guest.guestToken)),
    enter: ({ user }: Session): Promise<Client> => server.join('friday', user.role, { userId: user.id }),
    decide: (userId: string, act: 'mute' | 'ban', seconds: number): Promise<Response> =>
      server.ask('host', 'POST', `/friday/members/${userId}/${act}`, { seconds, reason: 'spam' }),
    log: async (): Promise<readonly AuditEntry[]> => (await read(AuditPage, server.ask('host', 'GET', '/friday/audit'))).items,
  };
}

test('a mute goes along with the guest who signs in, for the time that is left, and the log says whose it was', async (t) => {
  const { guest, signIn, enter, decide, log } = await setUp(t);
  const ana = await signIn('ana');
  const socket = await enter(ana);
  await decide(guest.user.id, 'mute', HOUR);

  await signIn('ana');

  await until(() => socket.ofType('member.muted').some(({ userId }) => userId === ana.user.id), 'an open window to hear of it');
  const [carried, decided, ...others] = await log();
  assert.deepEqual(others, []);
  assert.equal(carried!.userId, ana.user.id);
  assert.equal(carried!.actorId, 'test-host');
  assert.equal(carried!.reason, 'spam');
  assert.deepEqual(carried!.details, { ...decided!.details, guestId: guest.user.id });
  assert.equal(await say(await enter(ana), 'it is me again'), 'forbidden muted');
});

test('a ban goes along too, and closes what is open', async (t) => {
  const { guest, signIn, enter, decide } = await setUp(t);
  const socket = await enter(await signIn('ana'));
  await decide(guest.user.id, 'ban', HOUR);

  await signIn('ana');

  assert.equal(await socket.closeCode(), 4403);
});

test('it goes along once: what was lifted does not come back with the next session, but a new one does', async (t) => {
  const { guest, signIn, enter, decide, log } = await setUp(t);
  await decide(guest.user.id, 'mute', HOUR);
  const ana = await signIn('ana');
  await decide(ana.user.id, 'mute', 0);

  await signIn('ana');
  assert.equal(await say(await enter(ana), 'thank you'), 'said');
  await decide(guest.user.id, 'mute', 2 * HOUR);
  await signIn('ana');

  assert.equal(await say(await enter(ana), 'again'), 'forbidden muted');
  assert.deepEqual(
    (await log()).map(({ act }) => act),
    ['mute', 'mute', 'unmute', 'mute', 'mute'],
  );
});

test('it shortens nothing, what is over stays over, and the guest stays muted', async (t) => {
  const { guest, signIn, enter, decide, log, ask, later } = await setUp(t);
  const ana = await signIn('ana');
  await decide(ana.user.id, 'mute', 2 * HOUR);
  await decide(guest.user.id, 'mute', HOUR);
  await decide(guest.user.id, 'ban', 60);
  later(61_000);
  const before = await log();

  await signIn('ana');

  assert.deepEqual(await log(), before);
  const { items } = (await (await ask('host', 'GET', '/friday/members?standing=muted')).json()) as {
    items: { userId: string; mutedUntil: number }[];
  };
  const until = new Map(items.map(({ userId, mutedUntil }) => [userId, mutedUntil]));
  assert.ok(until.get(ana.user.id)! > until.get(guest.user.id)!);
  assert.equal(await say(await enter(guest), 'hello'), 'forbidden muted');
});

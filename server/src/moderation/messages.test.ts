import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { AuditPage, HeldPage, ReportPage } from '@vitrine/core/schemas/moderation.ts';
import type { EventOf } from '@vitrine/core/schemas/room-event.ts';
import type { UserIdentity } from '@vitrine/core/schemas/user.ts';
import type { Principal } from '../auth/principal.ts';
import { type Client, until } from '../rooms/testing.ts';
import { read, refusal } from '../testing/set-up.ts';
import { decide } from './held.ts';
import { foundBy, say, setUpModeration, textsOf } from './testing.ts';

const idOf = async (client: Client, text: string): Promise<string> => {
  await until(() => textsOf(client).includes(text), `the message ${text}`);
  return client.ofType('barrage.sent').find((event) => event.text === text)!.eventId;
};

test('an answer quotes the server’s log, whatever the client claims', async (t) => {
  const { join } = await setUpModeration(t);
  const ana = await join('friday', 'viewer', { userId: 'ana', name: 'Ana' });
  const bo = await join('friday', 'viewer', { userId: 'bo' });
  await say(ana, 'is it blue?');
  const replyTo = await idOf(bo, 'is it blue?');

  await say(bo, 'yes', { replyTo, reply: { eventId: replyTo, text: 'forged', sender: { userId: 'x', userName: 'X' } } });

  await idOf(ana, 'yes');
  const { reply } = ana.ofType('barrage.sent').at(-1)!;
  assert.deepEqual(reply, { eventId: replyTo, text: 'is it blue?', sender: { userId: 'ana', userName: 'Ana' } });
  assert.equal(await say(bo, 'what?', { replyTo: 'made-up' }), 'not-found');
});

test('a message of long ago is quoted from the database, one of another room never', async (t) => {
  const { join, show, rooms } = await setUpModeration(t);
  await show('saturday');
  const ana = await join('friday', 'viewer', { userId: 'ana' });
  await say(ana, 'the first');
  const replyTo = await idOf(ana, 'the first');
  for (let i = 0; i < 55; i += 1) await say(ana, `later ${i}`);
  await rooms.barrages.flush();

  assert.equal(await say(ana, 'late answer', { replyTo }), 'said');
  const elsewhere = await join('saturday', 'viewer', { userId: 'bo' });
  assert.equal(await say(elsewhere, 'answer', { replyTo }), 'not-found');
});

test('a message taken away is gone for those who are here, those who join and after a restart', async (t) => {
  const { join, ask, acts, dataDir, close } = await setUpModeration(t);
  const ana = await join('friday', 'viewer', { userId: 'ana' });
  await say(ana, 'keep');
  await say(ana, 'spoiler');
  const barrageId = await idOf(ana, 'spoiler');

  assert.equal((await ask('host', 'DELETE', `/friday/barrages/${barrageId}?reason=spoiler`)).status, 200);

  const { barrageId: removed } = (await ana.heard('barrage.removed')) as EventOf<'barrage.removed'>;
  assert.equal(removed, barrageId);
  assert.deepEqual(foundBy(await join('friday', 'guest')), ['keep']);
  assert.equal(await say(ana, 'answer', { replyTo: barrageId }), 'not-found');
  assert.equal(await refusal(await ask('host', 'DELETE', `/friday/barrages/${barrageId}`)), 'not-found');
  assert.deepEqual(await acts(), ['remove']);
  await close(false);

  const after = await setUpModeration(t, { dataDir });
  assert.deepEqual(foundBy(await after.join('friday', 'guest')), ['keep']);
});

test('whoever joins in the very moment in which a message is taken away does not keep it', async (t) => {
  const { join, ask } = await setUpModeration(t, { remote: true });
  const ana = await join('friday', 'viewer', { userId: 'ana' });
  for (let i = 0; i < 24; i += 1) {
    await say(ana, `spoiler ${i}`);
    const barrageId = await idOf(ana, `spoiler ${i}`);
    const joining = join('friday', 'viewer', { userId: `joiner${i}` });
    await sleep((i % 12) * 3);
    await ask('host', 'DELETE', `/friday/barrages/${barrageId}`);
    const joiner = await joining;
    await until(() => ana.ofType('barrage.removed').some((event) => event.barrageId === barrageId), 'the removal');
    await say(ana, `after ${i}`);
    await until(() => [...foundBy(joiner), ...textsOf(joiner)].includes(`after ${i}`), 'the next message');

    const found = foundBy(joiner).includes(`spoiler ${i}`) || textsOf(joiner).includes(`spoiler ${i}`);
    const removed = joiner.ofType('barrage.removed').some((event) => event.barrageId === barrageId);
    assert.ok(!found || removed, `joiner ${i} keeps what was taken away`);
  }
});

test('one message is pinned at a time, late joiners see it, and it goes when it is taken away', async (t) => {
  const { join, ask, acts } = await setUpModeration(t);
  const host = await join('friday', 'host');
  const pinnedNow = async () => (await join('friday', 'guest')).all('welcome')[0]!.snapshot!.live.pinned?.text;
  await say(host, 'first');
  await say(host, 'second');
  const [first, second] = [await idOf(host, 'first'), await idOf(host, 'second')];

  await ask('host', 'PUT', '/friday/pin', { barrageId: first });
  const { pinned } = (await host.heard('barrage.pinned')) as EventOf<'barrage.pinned'>;
  assert.equal(pinned.text, 'first');
  assert.equal(pinned.sender.role, 'host');
  await ask('host', 'PUT', '/friday/pin', { barrageId: second });
  assert.equal(await pinnedNow(), 'second');

  await ask('host', 'DELETE', `/friday/barrages/${second}`);
  await host.heard('barrage.unpinned');
  assert.equal(await pinnedNow(), undefined);
  await ask('host', 'PUT', '/friday/pin', { barrageId: first });
  await ask('host', 'DELETE', '/friday/pin');
  assert.equal(await pinnedNow(), undefined);
  assert.equal(await refusal(await ask('host', 'PUT', '/friday/pin', { barrageId: 'made-up' })), 'not-found');
  assert.deepEqual(await acts(), ['pin', 'pin', 'remove', 'unpin', 'pin', 'unpin']);
});

test('a moderator writes the notice of the room', async (t) => {
  const { join, ask, acts } = await setUpModeration(t);
  const ana = await join('friday', 'viewer');

  await ask('moderator', 'PUT', '/friday/notice', { notice: ' Free delivery today ' }, { rooms: ['friday'] });

  const { live } = (await ana.heard('live.updated')) as EventOf<'live.updated'>;
  assert.equal(live.notice, 'Free delivery today');
  assert.deepEqual(await acts(), ['notice']);
});

test('a message that waits is the writer’s secret until it is approved, then everybody’s', async (t) => {
  const { join, ask, acts } = await setUpModeration(t);
  const ana = await join('friday', 'viewer', { userId: 'ana' });
  const bo = await join('friday', 'viewer', { userId: 'bo' });
  const host = await join('friday', 'host');
  await ask('host', 'PUT', '/friday/moderation', { approval: true });

  assert.equal(await say(ana, 'may I?'), 'said');

  const held = (await ana.heard('barrage.held')) as EventOf<'barrage.held'>;
  const queued = (await host.heard('moderation.queued')) as EventOf<'moderation.queued'>;
  assert.deepEqual([held.text, queued.held], ['may I?', 1]);
  const { items } = await read(HeldPage, ask('host', 'GET', '/friday/held'));
  assert.deepEqual(
    items.map(({ eventId, text, rule, sender }) => [eventId, text, rule, sender.userId]),
    [[held.barrageId, 'may I?', 'approval', 'ana']],
  );
  assert.deepEqual(foundBy(await join('friday', 'guest')), []);

  await ask('host', 'POST', `/friday/held/${held.barrageId}/approve`);
  assert.equal(await idOf(bo, 'may I?'), held.barrageId);
  assert.deepEqual(foundBy(await join('friday', 'guest')), ['may I?']);
  assert.equal(await refusal(await ask('host', 'POST', `/friday/held/${held.barrageId}/approve`)), 'conflict');
  assert.deepEqual(
    bo.events.filter(({ type }) => type === 'barrage.held' || type === 'moderation.queued'),
    [],
  );
  assert.deepEqual(await acts(), ['settings', 'approve']);
});

test('a message that is rejected is seen by nobody, and its writer hears so', async (t) => {
  const { join, ask } = await setUpModeration(t);
  const ana = await join('friday', 'viewer', { userId: 'ana' });
  const bo = await join('friday', 'viewer', { userId: 'bo' });
  await say(ana, 'see cheap.com');
  const { barrageId } = (await ana.heard('barrage.held')) as EventOf<'barrage.held'>;

  await ask('host', 'POST', `/friday/held/${barrageId}/reject`, { reason: 'advertising' });

  const rejected = (await ana.heard('barrage.rejected')) as EventOf<'barrage.rejected'>;
  assert.equal(rejected.barrageId, barrageId);
  assert.deepEqual((await read(HeldPage, ask('host', 'GET', '/friday/held'))).items, []);
  await say(ana, 'sorry');
  await idOf(bo, 'sorry');
  assert.deepEqual(textsOf(bo), ['sorry']);
});

test('of two moderators who decide at once, one does', async (t) => {
  const { join, acts, deps, rooms } = await setUpModeration(t);
  const ana = await join('friday', 'viewer', { userId: 'ana' });
  await say(ana, 'see cheap.com');
  const { barrageId } = (await ana.heard('barrage.held')) as EventOf<'barrage.held'>;
  const actor: Principal = { userId: 'test-host', name: 'Host', role: 'host', rooms: [], expiresAt: 0 };
  // Past the routes, so that both have read before either writes.
  const decision = (approved: boolean) => decide(deps, rooms.hub, { liveId: 'friday', eventId: barrageId, actor, approved });

  const results = await Promise.allSettled([decision(true), decision(false)]);

  assert.deepEqual(results.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
  assert.equal((await acts()).length, 1);
});

test('what waits and what was approved outlives a restart', async (t) => {
  const before = await setUpModeration(t);
  const ana = await before.join('friday', 'viewer', { userId: 'ana' });
  await say(ana, 'see cheap.com');
  const { barrageId } = (await ana.heard('barrage.held')) as EventOf<'barrage.held'>;
  await before.close(false);

  const { join, ask } = await setUpModeration(t, { dataDir: before.dataDir });
  await ask('host', 'POST', `/friday/held/${barrageId}/approve`);
  const bo = await join('friday', 'viewer', { userId: 'bo' });

  await until(() => [...foundBy(bo), ...textsOf(bo)].includes('see cheap.com'));
});

test('a report quotes the server’s log, counts once a reporter, and reaches moderators alone', async (t) => {
  const { join, ask, acts } = await setUpModeration(t);
  const ana = await join('friday', 'viewer', { userId: 'ana' });
  const host = await join('friday', 'host');
  await say(ana, 'send money to me');
  const barrageId = await idOf(ana, 'send money to me');
  const reportIt = (body: object, userId = 'bo') => ask('viewer', 'POST', '/friday/reports', body, { userId });

  assert.equal((await reportIt({ barrageId, userId: 'somebody-else', reason: 'fraud', note: 'look' })).status, 201);
  await reportIt({ barrageId, reason: 'spam' });
  await reportIt({ userId: 'ana', reason: 'abuse' }, 'cleo');

  await until(() => host.ofType('moderation.queued').some(({ reports }) => reports === 2));
  assert.deepEqual(ana.ofType('moderation.queued'), []);
  const { items } = await read(ReportPage, ask('host', 'GET', '/friday/reports'));
  assert.deepEqual(
    items.map((item) => [item.reporterId, item.userId, item.text, item.reason, item.note]),
    [
      ['cleo', 'ana', undefined, 'abuse', ''],
      ['bo', 'ana', 'send money to me', 'fraud', 'look'],
    ],
  );
  assert.equal(await refusal(await reportIt({ barrageId: 'made-up', reason: 'spam' })), 'not-found');
  assert.equal(await refusal(await reportIt({ reason: 'spam' })), 'invalid');

  await ask('host', 'POST', `/friday/reports/${items[0]!.id}/close`, { reason: 'talked to her' });
  assert.equal((await read(ReportPage, ask('host', 'GET', '/friday/reports'))).items.length, 1);
  assert.equal((await read(ReportPage, ask('host', 'GET', '/friday/reports?status=closed'))).items.length, 1);
  assert.deepEqual(await acts(), ['report-close']);
});

test('the level that everybody sees is the shop’s, never the client’s, and only what the wire allows', async (t) => {
  const identities: Record<string, UserIdentity> = {
    ana: {
      level: 32,
      levelName: 'diamond',
      nameColor: '#FFD700',
      badges: [{ type: 'vip', name: 'VIP' }],
      bubbleStyle: 'golden_frame',
    },
    bo: { level: 5, nameColor: 'red;background:url(x)', levelIconUrl: 'javascript:alert(1)' },
  };
  const { join } = await setUpModeration(t, { rooms: { identityOf: async (userId) => identities[userId] } });
  const clients = [];
  for (const userId of ['ana', 'bo', 'cleo']) clients.push(await join('friday', 'viewer', { userId, name: userId }));
  const forged = { level: 99, sender: { level: 99 }, userIdentity: { level: 99 }, nameColor: '#000000' };

  for (const client of clients) await say(client, 'hi', forged);

  const [ana] = clients;
  await until(() => textsOf(ana!).length === 3);
  assert.deepEqual(
    ana!.ofType('barrage.sent').map(({ sender }) => ({ ...sender, avatarUrl: undefined })),
    [
      { userId: 'ana', userName: 'ana', role: 'viewer', avatarUrl: undefined, ...identities.ana },
      { userId: 'bo', userName: 'bo', role: 'viewer', avatarUrl: undefined, level: 5 },
      { userId: 'cleo', userName: 'cleo', role: 'viewer', avatarUrl: undefined },
    ],
  );
});

test('a shop whose users cannot be asked still has a chat', async (t) => {
  const { join } = await setUpModeration(t, {
    rooms: {
      identityOf: async () => {
        throw new Error('down');
      },
    },
  });

  assert.equal(await say(await join('friday', 'viewer', { userId: 'ana' }), 'hi'), 'said');
});

test('a room is shown 40 messages in a second; the rest is their writers’ alone, and the host is always heard', async (t) => {
  const { connect, token, deps, join } = await setUpModeration(t, { env: { RATE_LIMIT_FACTOR: '1', TRUSTED_PROXIES: '1' } });
  const reader = await join('friday', 'viewer', { userId: 'reader' });
  const host = await join('friday', 'host');
  const writers = await Promise.all(
    Array.from({ length: 70 }, async (_, i) => {
      const writer = connect('friday', { 'x-forwarded-for': `10.0.0.${i}` });
      await once(writer.ws, 'open');
      writer.send({ type: 'auth', token: await token('viewer', { userId: `w${i}` }) });
      await writer.frame('welcome');
      return writer;
    }),
  );

  for (const [i, writer] of writers.entries()) {
    for (const n of [1, 2, 3]) writer.send({ type: 'barrage', id: `${n}`, text: `message ${n} of ${i}` });
  }
  await until(() => writers.every((writer) => writer.all('ack').length === 3), 'every acknowledgement');
  assert.equal(await say(host, 'from the host'), 'said');
  await idOf(reader, 'from the host');

  const shown = textsOf(reader).length - 1;
  assert.ok(shown >= 40 && shown < 210, `${shown} of 210 shown`);
  assert.match(await deps.metrics.metrics(), new RegExp(`vitrine_barrages_not_shown_total ${210 - shown}\n`));
  for (const [i, writer] of writers.entries()) {
    const own = () => textsOf(writer).filter((text) => text.endsWith(` of ${i}`));
    await until(() => own().length === 3, 'their own messages');
  }
});

test('the audit log tells who did what to whom, when and why, page by page, and cannot be read by the audience', async (t) => {
  const { ask, shop } = await setUpModeration(t);
  await ask('host', 'POST', '/friday/members/ana/mute', { seconds: 60, reason: 'shouting' });
  await ask('host', 'POST', '/friday/members/ana/mute', { seconds: 0 });
  await ask('admin', 'POST', '/friday/members/bo/ban', { seconds: 60, reason: 'spam' });
  await shop('PUT', '', { words: false });

  const first = await read(AuditPage, ask('host', 'GET', '/friday/audit?limit=2'));
  const second = await read(AuditPage, ask('host', 'GET', `/friday/audit?limit=2&cursor=${first.cursor}`));

  assert.deepEqual(
    [...first.items, ...second.items].map(({ actorId, act, userId, reason, liveId }) => [actorId, act, userId, reason, liveId]),
    [
      ['test-admin', 'ban', 'bo', 'spam', 'friday'],
      ['test-host', 'unmute', 'ana', undefined, 'friday'],
      ['test-host', 'mute', 'ana', 'shouting', 'friday'],
    ],
  );
  assert.equal(second.cursor, '');
  const all = await read(AuditPage, shop('GET', '/audit'));
  assert.equal(all.items.length, 4);
  assert.equal(all.items[0]!.liveId, undefined);
  assert.equal((await ask('viewer', 'GET', '/friday/audit')).status, 403);
});

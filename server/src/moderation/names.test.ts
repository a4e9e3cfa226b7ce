import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MemberPage } from '@vitrine/core/schemas/audience.ts';
import { AuditPage, ReportPage } from '@vitrine/core/schemas/moderation.ts';
import { read } from '../testing/set-up.ts';
import { setUpModeration } from './testing.ts';

test('moderators read in the log, the reports and the lists whom it was about by name, guests by what the chat calls them', async (t) => {
  const { ask, user, auth, shop } = await setUpModeration(t);
  await user('ana');
  const guest = (await auth.guest()).user;
  for (const id of ['ana', guest.id]) {
    await ask('host', 'POST', `/friday/members/${id}/mute`, { seconds: 60 });
    await ask('host', 'POST', `/friday/members/${id}/ban`, { seconds: 60 });
    await ask('viewer', 'POST', '/friday/reports', { userId: id, reason: 'spam' });
  }
  await ask('host', 'PUT', '/friday/moderation', { slowModeSeconds: 5 });

  const names = new Map([
    ['ana', 'Name of ana'],
    [guest.id, guest.name],
  ]);
  const told = (items: readonly { userId?: string; userName?: string }[]): void => {
    const about = items.flatMap(({ userId, userName }) => (userId ? [[userId, userName] as const] : []));
    assert.deepEqual(new Map(about), names);
    for (const [userId, userName] of about) assert.equal(userName, names.get(userId));
  };
  const log = (await read(AuditPage, ask('host', 'GET', '/friday/audit'))).items;
  told(log);
  assert.equal(log.find(({ act }) => act === 'settings')!.userName, undefined);
  told((await read(AuditPage, shop('GET', '/audit'))).items);
  told((await read(ReportPage, ask('host', 'GET', '/friday/reports'))).items);
  for (const standing of ['muted', 'banned'])
    told((await read(MemberPage, ask('host', 'GET', `/friday/members?standing=${standing}`))).items);
});

import { expect, type Page, test } from '@playwright/test';
import { expectOpen, heardBy, openPage, say, stateOf, textsOf } from './store-page.ts';
import { inEveryWorld } from './worlds.ts';

/** Longer than Tencent takes to count, and to notice who is gone. */
const PATIENT = { timeout: 30_000 };

inEveryWorld((world) => {
  test('who comes and goes is told, counted and listed', async ({ browser }) => {
    const { liveId, host } = await world.show(browser);
    await host.evaluate(() => {
      room.audience.onAudienceJoined(({ userId }) => told.push([userId, 'joined']), room.closed);
      room.audience.onAudienceLeft(({ userId }) => told.push([userId, 'left']), room.closed);
    });
    const cameAndWent = async (userId: string): Promise<unknown[]> =>
      ((await host.evaluate(() => told)) as [string, string][]).flatMap(([who, what]) => (who === userId ? [what] : []));

    const second = await world.enter(browser, liveId, await world.server.token('viewer'));
    const { userId } = await second.evaluate(() => room.login.loginUserInfo!);
    await expect.poll(() => cameAndWent(userId)).toEqual(['joined']);
    await expect.poll(() => host.evaluate(() => room.audience.audienceCount), PATIENT).toBe(3);
    const listed = await host.evaluate(async () => {
      await room.audience.fetchAudienceList();
      return room.audience.audienceList.map(({ role }) => role);
    });
    expect(listed.toSorted()).toEqual(['host', 'viewer', 'viewer']);
    await second.close();

    await expect.poll(() => cameAndWent(userId), PATIENT).toEqual(['joined', 'left']);
    await expect.poll(() => host.evaluate(() => room.audience.audienceCount), PATIENT).toBe(2);
  });

  test('a mute holds at once, is listed and told, outlives a restart, and is lifted', async ({ browser }) => {
    const { host, viewer, me } = await world.show(browser);
    const muted = (): Promise<string[]> => host.evaluate(() => room.audience.messageBannedUserList.map(({ userId }) => userId));
    await host.evaluate(async () => {
      room.audience.onAudienceMessageDisabled(({ userId }, isDisable) => told.push([userId, isDisable]), room.closed);
      await room.audience.fetchMessageBannedUserList();
    });

    await host.evaluate((userId) => room.audience.disableSendMessage(userId, true, 600, 'shouting'), me);
    expect(await say(viewer, 'hello')).toBe('forbidden muted');
    await expect.poll(() => viewer.evaluate(() => room.barrage.mutedUntil > Date.now())).toBe(true);
    await expect.poll(muted).toEqual([me]);
    await world.server.kill('SIGTERM');
    await world.server.start();
    for (const page of [viewer, host]) await expectOpen(page);
    await expect.poll(() => say(viewer, 'hello'), PATIENT).toBe('forbidden muted');

    await host.evaluate((userId) => room.audience.disableSendMessage(userId, false), me);
    await expect.poll(muted).toEqual([]);
    await expect.poll(() => say(viewer, 'hello again')).toBe('accepted');
    await expect.poll(() => textsOf(host)).toEqual(['hello again']);
    expect(await host.evaluate(() => told)).toEqual([
      [me, true],
      [me, false],
    ]);
  });

  test('who is removed is out and stays out until let in again', async ({ browser }) => {
    const { liveId, host, viewer, me } = await world.show(browser);
    const { server } = world;
    const token = await viewer.evaluate(() => room.login.token());

    await host.evaluate((userId) => room.audience.kickUserOutOfRoom(userId, 600, 'spam'), me);
    await expect.poll(() => stateOf(viewer)).toEqual(['closed', 'forbidden']);
    const events = async () => (await server.api('GET', `/api/lives/${liveId}/events`, { token: token! })).status;
    expect(await events()).toBe(403);
    await host.evaluate((userId) => room.audience.kickUserOutOfRoom(userId, 0), me);

    await expect.poll(events).toBe(200);
  });

  test('whom the host appoints moderates, also after a restart, and no longer once it is revoked', async ({ browser }) => {
    const { host, viewer, me } = await world.show(browser);
    const approve = (approval: boolean): Promise<string> =>
      viewer.evaluate((on) => refusalOf(moderation.updateSettings({ approval: on })), approval);
    const isAdministrator = (): Promise<boolean> => viewer.evaluate(() => room.audience.isAdministrator);
    const roleOfLast = (page: Page) => page.evaluate(() => room.barrage.messageList.at(-1)?.sender?.role);
    await host.evaluate(() => room.audience.fetchAdministratorList());
    expect(await approve(true)).toBe('forbidden');

    await host.evaluate((userId) => room.audience.setAdministrator(userId), me);
    await expect.poll(isAdministrator).toBe(true);
    await expect.poll(() => host.evaluate(() => room.audience.administratorList.length)).toBe(1);
    expect(await approve(true)).toBe('accepted');
    await world.server.kill('SIGTERM');
    await world.server.start();
    for (const page of [viewer, host]) await expectOpen(page);
    await expect.poll(() => say(viewer, 'I am a moderator'), PATIENT).toBe('accepted');
    await expect.poll(() => roleOfLast(host)).toBe('moderator');
    expect(await say(host, 'I am the host')).toBe('accepted');
    await expect.poll(() => roleOfLast(viewer)).toBe('host');
    await host.evaluate((userId) => room.audience.revokeAdministrator(userId), me);
    await expect.poll(isAdministrator).toBe(false);

    expect(await approve(false)).toBe('forbidden');
    const told = await heardBy(viewer, 'member.appointed', 'member.dismissed', 'chat.changed');
    expect(told.map(({ type }) => type).filter((type) => type !== 'chat.changed')).toEqual([
      'member.appointed',
      'member.dismissed',
    ]);
  });

  test('taps are summed, told to everybody, and exact', async ({ browser }) => {
    const { liveId, host, viewer } = await world.show(browser);
    await host.evaluate(() => room.like.onReceiveLikes((added) => told.push(added), room.closed));
    await viewer.evaluate(() => {
      for (let i = 0; i < 150; i += 1) room.like.sendLike();
    });

    await expect.poll(() => host.evaluate(() => room.like.totalLikeCount)).toBe(150);
    expect(await host.evaluate(() => (told as number[]).reduce((sum, added) => sum + added, 0))).toBe(150);
    const late = await world.enter(browser, liveId);
    expect(await late.evaluate(() => room.like.totalLikeCount)).toBe(150);
  });

  test('a show that is over is read by whoever comes late, and is no failure', async ({ browser }) => {
    const { liveId, viewer } = await world.show(browser);
    const { server, hostToken } = world;
    expect((await server.api('POST', `/api/lives/${liveId}/start`, { token: hostToken })).status).toBe(200);
    expect((await server.api('POST', `/api/lives/${liveId}/end`, { token: hostToken })).status).toBe(200);
    await expect.poll(() => viewer.evaluate(() => room.liveList.currentLive?.status)).toBe('ended');

    const late = await openPage(browser, server.url, liveId);
    await expect.poll(() => late.evaluate(() => room.liveList.currentLive?.status)).toBe('ended');
    await expect.poll(async () => (await stateOf(late))[0]).toBe(world.name === 'tencent' ? 'closed' : 'open');
    expect((await stateOf(late))[1]).toBe(undefined);
  });
});

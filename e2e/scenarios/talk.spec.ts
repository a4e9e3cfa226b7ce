import { expect, type Page, test } from '@playwright/test';
import { heardBy, say, textsOf } from './store-page.ts';
import { inEveryRoom } from './worlds.ts';

const idOf = (page: Page, text: string): Promise<string | undefined> =>
  page.evaluate((wanted) => room.barrage.messageList.find(({ textContent }) => textContent === wanted)?.id, text);
const pinnedOn = (page: Page): Promise<string | undefined> => page.evaluate(() => room.barrage.pinnedMessage?.text);

inEveryRoom((world) => {
  test('texts and custom messages reach everybody once, in order, and are found by those who join', async ({ browser }) => {
    const { liveId, host, viewer } = await world.show(browser);
    await host.evaluate(() => {
      room.barrage.onBarrageReceived(({ textContent, sender }) => told.push([textContent, sender?.role]), room.closed);
      room.barrage.onCustomMessageReceived(({ businessID, data }) => told.push([businessID, data]), room.closed);
    });
    await viewer.evaluate(() => room.barrage.onDidSendBarrage(({ messageType }) => told.push(messageType), room.closed));

    expect(await say(viewer, ' hello ')).toBe('accepted');
    for (const data of [{ size: 2 }, null]) {
      expect(await viewer.evaluate((given) => refusalOf(room.barrage.sendCustomMessage('cheer', given)), data)).toBe('accepted');
    }
    expect(await viewer.evaluate(() => refusalOf(room.barrage.sendCustomMessage('live_gift', {})))).toBe('forbidden');
    for (const text of ['one', 'two', 'three']) await say(viewer, text);
    await expect.poll(() => textsOf(host)).toEqual(['hello', undefined, undefined, 'one', 'two', 'three']);
    expect((await host.evaluate(() => told)).slice(0, 4)).toEqual([
      ['hello', 'viewer'],
      ['cheer', { size: 2 }],
      ['cheer', null],
      ['one', 'viewer'],
    ]);
    expect(await viewer.evaluate(() => told)).toEqual(['text', 'custom', 'custom', 'text', 'text', 'text']);
    await say(host, 'welcome');

    const everything = ['hello', undefined, undefined, 'one', 'two', 'three', 'welcome'];
    for (const page of [host, viewer]) await expect.poll(() => textsOf(page)).toEqual(everything);
    const late = await world.enter(browser, liveId);
    await expect.poll(() => textsOf(late)).toEqual(everything);
    for (const page of [host, viewer, late]) {
      const rows = await page.evaluate(() => room.barrage.messageList.map(({ data, sender }) => [data, sender?.role]));
      expect(rows.slice(0, 3)).toEqual([
        [undefined, 'viewer'],
        [{ size: 2 }, 'viewer'],
        [null, 'viewer'],
      ]);
      expect(rows.at(-1)?.[1]).toBe('host');
    }
  });

  test('a hook keeps a message on the page, and a local tip never leaves it', async ({ browser }) => {
    const { host, viewer } = await world.show(browser);
    const refused = await viewer.evaluate(() => {
      room.barrage.onWillSendBarrage(
        (message) => message.messageType !== 'text' || !message.textContent.includes('secret'),
        room.closed,
      );
      room.barrage.appendLocalTip('Welcome');
      return refusalOf(room.barrage.sendTextMessage('a secret'));
    });
    expect(refused).toBe('cancelled');
    await say(viewer, 'public');

    await expect.poll(() => textsOf(host)).toEqual(['public']);
    expect(await textsOf(viewer)).toEqual(['Welcome', 'public']);
  });

  test('an answer carries what the server says was said', async ({ browser }) => {
    const { liveId, host, viewer } = await world.show(browser);
    await say(viewer, 'is it blue?');
    await expect.poll(() => textsOf(host)).toEqual(['is it blue?']);

    await host.evaluate(() => room.barrage.sendTextMessage('yes', { replyTo: room.barrage.messageList[0]!.id }));

    const late = await world.enter(browser, liveId);
    for (const page of [viewer, host, late]) {
      await expect.poll(() => page.evaluate(() => room.barrage.messageList.at(-1)?.reply?.text)).toBe('is it blue?');
    }
    const madeUp = () => refusalOf(room.barrage.sendTextMessage('what?', { replyTo: 'made-up' }));
    expect(await host.evaluate(madeUp)).toBe('not-found');
  });

  test('a pinned message stays in view until it is taken away from everybody', async ({ browser }) => {
    const { liveId, host, viewer } = await world.show(browser);
    await say(host, 'Sale until ten');
    await expect.poll(() => textsOf(viewer)).toEqual(['Sale until ten']);
    const id = (await idOf(viewer, 'Sale until ten'))!;

    await host.evaluate((pinned) => moderation.pinMessage(pinned), id);
    await expect.poll(() => pinnedOn(viewer)).toBe('Sale until ten');
    expect(await pinnedOn(await world.enter(browser, liveId))).toBe('Sale until ten');
    await host.evaluate(() => moderation.unpinMessage());
    await expect.poll(() => pinnedOn(viewer)).toBe(undefined);
    await host.evaluate((pinned) => moderation.pinMessage(pinned), id);
    await host.evaluate((removed) => moderation.removeMessage(removed, 'over'), id);

    for (const page of [viewer, host])
      await expect.poll(async () => [await textsOf(page), await pinnedOn(page)]).toEqual([[], undefined]);
    expect(await textsOf(await world.enter(browser, liveId))).toEqual([]);
    expect(await heardBy(viewer, 'barrage.pinned', 'barrage.unpinned', 'barrage.removed')).toHaveLength(5);
  });

  test('a refusal names the rule, and the rules are known before', async ({ browser }) => {
    const { host, viewer } = await world.show(browser);

    expect(await say(viewer, 'f u c k')).toBe('forbidden words');
    expect(await viewer.evaluate(() => [room.barrage.failure, room.barrage.refusedBy])).toEqual(['forbidden', 'words']);
    await host.evaluate(() => moderation.updateSettings({ slowModeSeconds: 600 }));
    await expect.poll(() => viewer.evaluate(() => room.barrage.chatRules.slowModeSeconds)).toBe(600);
    expect(await say(viewer, 'one')).toBe('accepted');
    expect(await say(viewer, 'two')).toBe('rate-limited slow-mode');
    await expect.poll(() => textsOf(host)).toEqual(['one']);
  });

  test('what waits for a moderator is shown to nobody until it is approved', async ({ browser }) => {
    const { host, viewer } = await world.show(browser);
    const settings = await host.evaluate(async () => {
      moderation.followQueue(room.closed);
      await moderation.fetchSettings();
      const before = moderation.settings?.approval;
      await moderation.updateSettings({ approval: true });
      return [before, moderation.settings?.approval, moderation.ownSettings];
    });
    expect(settings).toEqual([false, true, { approval: true }]);

    for (const text of ['first', 'second']) expect(await say(viewer, text)).toBe('accepted');
    const held = () => viewer.evaluate(() => room.barrage.heldMessages.map(({ textContent }) => textContent));
    const queue = () => host.evaluate(() => moderation.heldList.map(({ text }) => text));
    await expect.poll(queue).toEqual(['first', 'second']);
    await expect.poll(held).toEqual(['first', 'second']);
    expect(await textsOf(viewer)).toEqual([]);
    await host.evaluate(async () => {
      const [first, second] = moderation.heldList;
      await moderation.approve(first!.eventId);
      await moderation.reject(second!.eventId, 'off topic');
    });

    await expect.poll(async () => [await textsOf(viewer), await held()]).toEqual([['first'], []]);
    await expect.poll(() => host.evaluate(() => moderation.heldCount)).toBe(0);
    const toModerators = await heardBy(host, 'moderation.queued', 'barrage.held', 'barrage.rejected');
    expect(new Set(toModerators.map(({ type }) => type))).toEqual(new Set(['moderation.queued']));
    const toWriter = await heardBy(viewer, 'moderation.queued', 'barrage.held', 'barrage.rejected');
    expect(toWriter.map(({ type }) => type)).toEqual(['barrage.held', 'barrage.held', 'barrage.rejected']);
  });

  test('reports come in and are closed, a notice is set, and the log has it all', async ({ browser }) => {
    const { host, viewer } = await world.show(browser);
    await host.evaluate(() => moderation.followQueue(room.closed));
    await say(viewer, 'first');
    await expect.poll(() => textsOf(host)).toEqual(['first']);
    const barrageId = (await idOf(viewer, 'first'))!;
    // What was said over a cloud is known to the server a moment later.
    const report = () =>
      viewer.evaluate((id) => refusalOf(moderation.report({ barrageId: id, reason: 'other', note: 'mine' })), barrageId);
    await expect.poll(report).toBe('accepted');

    await expect.poll(() => host.evaluate(() => moderation.reportList.map(({ text }) => text))).toEqual(['first']);
    await host.evaluate(() => moderation.closeReport(moderation.reportList[0]!.id));
    await expect.poll(() => host.evaluate(() => [moderation.reportList.length, moderation.reportCount])).toEqual([0, 0]);
    await host.evaluate(() => moderation.setNotice('Be kind'));
    await expect.poll(() => viewer.evaluate(() => room.liveList.currentLive?.notice)).toBe('Be kind');

    const log = await host.evaluate(async () => {
      await moderation.fetchAudit();
      return [moderation.auditList.map(({ act }) => act), moderation.auditCursor];
    });
    expect(log).toEqual([['notice', 'report-close'], '']);
    expect(await viewer.evaluate(() => refusalOf(moderation.fetchAudit()))).toBe('forbidden');
  });

  test('a level is stamped by the server, and followers of the host may write where only they may', async ({ browser }) => {
    const { host, viewer, me } = await world.show(browser);
    const { server } = world;
    const admin = await server.token('admin');
    const body = { unit: 'points', amount: 300, reason: 'welcome' };
    const headers = { 'Idempotency-Key': crypto.randomUUID() };
    expect((await server.api('POST', `/api/users/${me}/transfers`, { token: admin, body, headers })).status).toBe(201);
    await host.evaluate(() => moderation.updateSettings({ followersOnly: true }));

    expect(await say(viewer, 'hello')).toBe('forbidden followers');
    const hostId = await host.evaluate(() => room.login.loginUserInfo!.userId);
    const token = await viewer.evaluate(() => room.login.token());
    expect((await server.api('PUT', `/api/users/${hostId}/follow`, { token: token! })).status).toBe(200);
    expect(await say(viewer, 'hello')).toBe('accepted');

    await expect.poll(() => host.evaluate(() => room.barrage.messageList.map(({ sender }) => sender?.level))).toEqual([3]);
  });

  test('who people are is the shop’s to say, holds from the next message on, and cannot be claimed', async ({ browser }) => {
    const { liveId, host, viewer, me } = await world.show(browser);
    const { server } = world;
    const token = await server.token('admin');
    const gold = { nameColor: '#ffd700', bubbleStyle: 'golden_frame', badges: [{ type: 'vip', name: 'VIP' }] };
    const put = async (body: object): Promise<void> => {
      expect((await server.api('PUT', `/api/users/${me}/identity`, { token, body })).status).toBe(200);
    };
    const shown = (page: Page) =>
      page.evaluate(() =>
        room.barrage.messageList.map(({ textContent, sender }) => [
          textContent,
          sender?.nameColor,
          sender?.bubbleStyle,
          sender?.badges?.length,
        ]),
      );

    await say(viewer, 'before');
    const mine = await viewer.evaluate(() => room.login.token());
    expect((await server.api('PUT', `/api/users/${me}/identity`, { token: mine!, body: gold })).status).toBe(403);
    const claim = { businessID: 'user_identity', userIdentity: gold };
    expect(await viewer.evaluate((data) => refusalOf(room.barrage.sendCustomMessage('user_identity', data)), claim)).toBe(
      'forbidden',
    );
    await put(gold);
    await say(viewer, 'gold');
    await put({});
    await say(viewer, 'plain');

    const expected = [
      ['before', undefined, undefined, undefined],
      ['gold', '#ffd700', 'golden_frame', 1],
      ['plain', undefined, undefined, undefined],
    ];
    await expect.poll(() => shown(host)).toEqual(expected);
    await expect.poll(async () => shown(await world.enter(browser, liveId))).toEqual(expected);
  });
});

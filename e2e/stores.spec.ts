import { expect, test } from '@playwright/test';
import type { LiveRoom } from '@vitrine/core/live-room.ts';
import { giftsOf } from '@vitrine/core/room-gifts.ts';
import { moderationOf } from '@vitrine/core/room-moderation.ts';
import { openStores } from './support/store-room.ts';
import { TestServer } from './support/server.ts';

let server: TestServer;
let hostToken: string;
let rooms: LiveRoom[] = [];
let shows = 0;

test.beforeAll(async () => {
  server = await TestServer.start({ env: { CUSTOM_MESSAGES: 'cheer' } });
  hostToken = await server.token('host');
});
test.afterAll(async () => server.dispose());
test.afterEach(() => {
  for (const room of rooms) room.close();
  rooms = [];
});

const never = new AbortController().signal;

async function enter(liveId: string, token?: string): Promise<LiveRoom> {
  const room = await openStores(server, liveId, token);
  rooms.push(room);
  return room;
}

/** A show of its own with its host and one viewer in it. */
async function setUp() {
  const liveId = `stores-${(shows += 1)}`;
  const made = await server.api('POST', '/api/lives', { token: hostToken, body: { id: liveId, title: 'Stores' } });
  expect(made.status).toBe(201);
  const host = await enter(liveId, hostToken);
  const viewer = await enter(liveId, await server.token('viewer'));
  const me = viewer.login.loginUserInfo!.userId;
  return { liveId, host, viewer, me };
}

const texts = (room: LiveRoom): unknown[] => room.barrage.messageList.map(({ textContent }) => textContent);

/** The code of a refusal, and the rule that it names. */
const refusalOf = (act: Promise<unknown>): Promise<unknown> =>
  act.then(
    () => 'accepted',
    (error: { code: string; details?: { rule?: string } }) => [error.code, error.details?.rule].filter(Boolean).join(' '),
  );

test.describe('BarrageStore', () => {
  test('texts and custom messages reach everybody, are told as they come, and found by those who join', async () => {
    const { liveId, host, viewer } = await setUp();
    const told: unknown[] = [];
    const did: unknown[] = [];
    host.barrage.onBarrageReceived(({ textContent, sender }) => told.push([textContent, sender?.role]), never);
    host.barrage.onCustomMessageReceived(({ businessID, data }) => told.push([businessID, data]), never);
    viewer.barrage.onDidSendBarrage(({ messageType }) => did.push(messageType), never);

    await viewer.barrage.sendTextMessage(' hello ');
    await viewer.barrage.sendCustomMessage('cheer', { size: 2 });
    expect(await refusalOf(viewer.barrage.sendCustomMessage('live_gift', {}))).toBe('forbidden');

    await expect
      .poll(() => told)
      .toEqual([
        ['hello', 'viewer'],
        ['cheer', { size: 2 }],
      ]);
    expect(did).toEqual(['text', 'custom']);
    const late = await enter(liveId);
    expect(late.barrage.messageList.map(({ messageType }) => messageType)).toEqual(['text', 'custom']);
  });

  test('a hook keeps a message on the page, and a local tip never leaves it', async () => {
    const { host, viewer } = await setUp();
    viewer.barrage.onWillSendBarrage(
      (message) => message.messageType !== 'text' || !message.textContent.includes('secret'),
      never,
    );

    expect(await refusalOf(viewer.barrage.sendTextMessage('a secret'))).toBe('cancelled');
    viewer.barrage.appendLocalTip('Welcome');
    await viewer.barrage.sendTextMessage('public');

    await expect.poll(() => texts(host)).toEqual(['public']);
    expect(texts(viewer)).toEqual(['Welcome', 'public']);
  });

  test('an answer carries what the server says was said', async () => {
    const { host, viewer } = await setUp();
    await viewer.barrage.sendTextMessage('is it blue?');
    await expect.poll(() => texts(host)).toEqual(['is it blue?']);

    await host.barrage.sendTextMessage('yes', { replyTo: host.barrage.messageList[0]!.id });

    await expect.poll(() => viewer.barrage.messageList.at(-1)?.reply?.text).toBe('is it blue?');
    expect(await refusalOf(host.barrage.sendTextMessage('what?', { replyTo: 'made-up' }))).toBe('not-found');
  });

  test('a pinned message stays in view, also for those who join, until it is taken away from everybody', async () => {
    const { liveId, host, viewer } = await setUp();
    await host.barrage.sendTextMessage('Sale until ten');
    await expect.poll(() => texts(viewer)).toEqual(['Sale until ten']);
    const { id } = host.barrage.messageList[0]!;

    await moderationOf(host).pinMessage(id);
    await expect.poll(() => viewer.barrage.pinnedMessage?.text).toBe('Sale until ten');
    expect((await enter(liveId)).barrage.pinnedMessage?.eventId).toBe(id);
    await moderationOf(host).unpinMessage();
    await expect.poll(() => viewer.barrage.pinnedMessage).toBe(undefined);
    await moderationOf(host).pinMessage(id);
    await moderationOf(host).removeMessage(id, 'over');

    await expect.poll(() => [texts(viewer), viewer.barrage.pinnedMessage]).toEqual([[], undefined]);
    expect(texts(await enter(liveId))).toEqual([]);
  });

  test('a refusal names the rule, and the rules are known before', async () => {
    const { host, viewer } = await setUp();

    expect(await refusalOf(viewer.barrage.sendTextMessage('f u c k'))).toBe('forbidden words');
    expect([viewer.barrage.failure, viewer.barrage.refusedBy]).toEqual(['forbidden', 'words']);
    await moderationOf(host).updateSettings({ slowModeSeconds: 60 });
    await expect.poll(() => viewer.barrage.chatRules.slowModeSeconds).toBe(60);
    await viewer.barrage.sendTextMessage('one');
    expect(await refusalOf(viewer.barrage.sendTextMessage('two'))).toBe('rate-limited slow-mode');
  });
});

test.describe('LiveAudienceStore', () => {
  test('who comes and goes is told, counted and listed', async () => {
    const { liveId, host } = await setUp();
    const heard: string[] = [];
    host.audience.onAudienceJoined(({ role }) => heard.push(`joined ${role}`), never);
    host.audience.onAudienceLeft(({ role }) => heard.push(`left ${role}`), never);

    const guest = await enter(liveId);
    await expect.poll(() => heard).toEqual(['joined guest']);
    await expect.poll(() => host.audience.audienceCount).toBe(3);
    await host.audience.fetchAudienceList();
    expect(host.audience.audienceList.map(({ role }) => role)).toEqual(['guest', 'viewer', 'host']);
    guest.close();

    await expect.poll(() => heard).toEqual(['joined guest', 'left guest']);
    await expect.poll(() => host.audience.audienceCount).toBe(2);
  });

  test('a mute holds at once, is listed and told, outlives a restart, and is lifted', async () => {
    const { host, viewer, me } = await setUp();
    const heard: unknown[] = [];
    host.audience.onAudienceMessageDisabled(({ userId }, isDisable) => heard.push([userId, isDisable]), never);
    await host.audience.fetchMessageBannedUserList();

    await host.audience.disableSendMessage(me, true, 600, 'shouting');
    expect(await refusalOf(viewer.barrage.sendTextMessage('hello'))).toBe('forbidden muted');
    await expect.poll(() => viewer.barrage.mutedUntil).toBeGreaterThan(Date.now());
    await expect.poll(() => host.audience.messageBannedUserList.map(({ userId }) => userId)).toEqual([me]);
    await server.kill('SIGTERM');
    await server.start();
    await expect.poll(() => viewer.channel.state, { timeout: 30_000 }).toBe('open');
    expect(await refusalOf(viewer.barrage.sendTextMessage('hello'))).toBe('forbidden muted');
    await expect.poll(() => host.channel.state, { timeout: 30_000 }).toBe('open');

    await host.audience.disableSendMessage(me, false);
    await expect.poll(() => host.audience.messageBannedUserList).toEqual([]);
    await viewer.barrage.sendTextMessage('hello');
    expect(heard).toEqual([
      [me, true],
      [me, false],
    ]);
  });

  test('who is removed is out within a moment and stays out until let in again', async () => {
    const { liveId, host, viewer, me } = await setUp();

    await host.audience.kickUserOutOfRoom(me, 600, 'spam');
    await expect.poll(() => [viewer.channel.state, viewer.channel.failure]).toEqual(['closed', 'forbidden']);
    await host.audience.kickUserOutOfRoom(me, 0);

    await enter(liveId);
  });

  test('whom the host appoints moderates, and no longer once it is revoked', async () => {
    const { host, viewer, me } = await setUp();
    await host.audience.fetchAdministratorList();
    expect(await refusalOf(moderationOf(viewer).updateSettings({ approval: true }))).toBe('forbidden');

    await host.audience.setAdministrator(me);
    await expect.poll(() => viewer.audience.isAdministrator).toBe(true);
    await expect.poll(() => host.audience.administratorList.map(({ userId }) => userId)).toEqual([me]);
    await moderationOf(viewer).updateSettings({ approval: true });
    await host.audience.revokeAdministrator(me);
    await expect.poll(() => viewer.audience.isAdministrator).toBe(false);

    expect(await refusalOf(moderationOf(viewer).updateSettings({ approval: false }))).toBe('forbidden');
  });
});

test('LikeStore: taps are summed, told to everybody, and exact', async () => {
  const { liveId, host, viewer } = await setUp();
  const heard: number[] = [];
  host.like.onReceiveLikes((added) => heard.push(added), never);

  viewer.like.sendLike();
  for (let i = 0; i < 149; i += 1) viewer.like.sendLike();

  await expect.poll(() => host.like.totalLikeCount).toBe(150);
  expect(heard.reduce((sum, added) => sum + added, 0)).toBe(150);
  expect((await enter(liveId)).like.totalLikeCount).toBe(150);
});

test('ModerationStore: what waits is approved or rejected, reports come in and are closed, and the log has it all', async () => {
  const { host, viewer } = await setUp();
  moderationOf(host).followQueue(never);
  await moderationOf(host).fetchSettings();
  expect(moderationOf(host).settings?.approval).toBe(false);
  await moderationOf(host).updateSettings({ approval: true });
  expect(moderationOf(host).ownSettings).toEqual({ approval: true });

  await viewer.barrage.sendTextMessage('first');
  await viewer.barrage.sendTextMessage('second');
  await expect.poll(() => moderationOf(host).heldList.map(({ text }) => text)).toEqual(['first', 'second']);
  await expect.poll(() => viewer.barrage.heldMessages.map(({ textContent }) => textContent)).toEqual(['first', 'second']);
  const [first, second] = moderationOf(host).heldList;
  await moderationOf(host).approve(first!.eventId);
  await moderationOf(host).reject(second!.eventId, 'off topic');
  await expect.poll(() => [texts(viewer), viewer.barrage.heldMessages, moderationOf(host).heldCount]).toEqual([['first'], [], 0]);

  await moderationOf(viewer).report({ barrageId: first!.eventId, reason: 'other', note: 'mine' });
  await expect.poll(() => moderationOf(host).reportList.map(({ text }) => text)).toEqual(['first']);
  await moderationOf(host).closeReport(moderationOf(host).reportList[0]!.id);
  await expect.poll(() => [moderationOf(host).reportList, moderationOf(host).reportCount]).toEqual([[], 0]);
  await moderationOf(host).setNotice('Be kind');
  await expect.poll(() => viewer.liveList.currentLive?.notice).toBe('Be kind');

  await moderationOf(host).fetchAudit();
  expect(moderationOf(host).auditList.map(({ act }) => act)).toEqual(['notice', 'report-close', 'reject', 'approve', 'settings']);
  expect(moderationOf(host).auditCursor).toBe('');
  expect(await refusalOf(moderationOf(viewer).fetchAudit())).toBe('forbidden');
});

test.describe('GiftStore', () => {
  /** A show that is on, with two gifts, and coins for the viewer. */
  async function setUpGifts(coins = 100) {
    const set = await setUp();
    const adminToken = await server.token('admin');
    const admin = (method: string, path: string, body: unknown, key?: string) =>
      server.api(method, path, { token: adminToken, body, ...(key ? { headers: { 'Idempotency-Key': key } } : {}) });
    await server.api('POST', `/api/lives/${set.liveId}/start`, { token: hostToken, body: {} });
    await admin('PUT', '/api/gifts/categories/all', { defaultName: 'All' });
    const gift = { iconUrl: 'https://shop.example/rose.svg', coins: 5, categoryIds: ['all'] };
    await admin('PUT', '/api/gifts/rose', { ...gift, defaultName: 'Rose', names: { 'zh-Hans': { name: '玫瑰' } } });
    await admin('PUT', '/api/gifts/crown', { ...gift, defaultName: 'Crown', level: 9 });
    await admin('PUT', '/api/gifts/star', { ...gift, defaultName: 'Star', coins: 100_000 });
    const granted = { unit: 'coins', amount: coins, reason: 'test' };
    expect((await admin('POST', `/api/users/${set.me}/transfers`, granted, `grant-${set.liveId}`)).status).toBe(201);
    return { ...set, gifts: giftsOf(set.viewer).gifts, wallet: giftsOf(set.viewer).wallet, heard: giftsOf(set.host).gifts };
  }

  test('gifts are listed by category and language, sent, paid, told to everybody and counted', async () => {
    const { gifts, wallet, heard, me } = await setUpGifts();
    const told: unknown[] = [];
    heard.onReceiveGift(({ gift, count, sender, comboCount }) => told.push([gift.name, count, sender.userId, comboCount]), never);
    heard.onGiftCountChanged(({ totalGiftCoins }) => told.push(totalGiftCoins), never);
    await gifts.refreshUsableGifts();
    const names = () => gifts.usableGifts?.flatMap(({ giftList }) => giftList.map(({ name }) => name));
    expect(names()).toContain('Rose');
    await gifts.setLanguage('zh-CN');
    expect(names()).toContain('玫瑰');

    await wallet.refresh();
    const before = wallet.wallet!.coins;
    expect((await gifts.sendGift('rose', 3)).coins).toBe(15);
    await gifts.sendGift('rose');
    await expect.poll(() => told).toEqual([['Rose', 3, me, 3], 15, ['Rose', 1, me, 4], 20]);
    await expect.poll(() => gifts.recentGifts.map(({ gift }) => gift.name)).toEqual(['玫瑰', '玫瑰']);
    expect(gifts.giftCount).toEqual({ totalGiftsSent: 4, totalGiftCoins: 20, totalUniqueGiftSenders: 1 });
    await heard.fetchSummary();
    expect(heard.topSenders.map(({ sender, coins }) => [sender.userId, coins])).toEqual([[me, 20]]);
    await wallet.refresh();
    expect(wallet.wallet!.coins).toBe(before - 20);
    expect(gifts.failure).toBe(undefined);
  });

  test('a gift that is refused says why, and nobody hears of it', async () => {
    const { gifts, heard, host } = await setUpGifts(3);
    expect(await refusalOf(gifts.sendGift('star'))).toBe('insufficient-balance');
    expect(await refusalOf(gifts.sendGift('crown'))).toBe('forbidden');
    expect(await refusalOf(gifts.sendGift('none'))).toBe('not-found');
    expect(await refusalOf(gifts.sendGift('rose', 1000))).toBe('invalid');
    const guest = await enter(host.liveId);
    expect(await refusalOf(giftsOf(guest).gifts.sendGift('rose'))).toBe('forbidden');
    // No client's word makes a gift.
    expect(await refusalOf(guest.barrage.sendCustomMessage('live_gift', { giftId: 'rose' }))).toBe('forbidden');
    expect(heard.recentGifts).toEqual([]);
  });

  test('coins that were paid for arrive by themselves', async () => {
    const { wallet, me } = await setUpGifts(1);
    await wallet.refresh();
    const before = wallet.wallet!.coins;
    const topUp = await wallet.topUp(wallet.wallet!.packages[0]!, `top-up-${me}`);
    await fetch(topUp.payUrl, { method: 'POST', body: new URLSearchParams({ outcome: 'captured' }), redirect: 'manual' });
    await expect.poll(() => wallet.wallet?.coins, { timeout: 10_000 }).toBe(before + topUp.coins);
    expect((await wallet.fetchTopUps()).items[0]?.status).toBe('paid');
  });
});

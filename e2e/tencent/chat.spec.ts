import { expect, type Page, test as base } from '@playwright/test';
import type { LiveRoom, RoomEvent } from '@vitrine/core/index.ts';
import type TencentCloudChat from '@tencentcloud/chat';
import type * as Core from '@vitrine/core/index.ts';
import { TENCENT_REFUSALS } from '@vitrine/core/schemas/tencent.ts';
import { FakeChat } from './fake-chat.ts';
import { GROUP, LIVE, OTHER_LIVE, SDK_APP_ID, TinyServer } from './tiny-server.ts';

declare global {
  interface Window {
    core: typeof Core;
    room: LiveRoom;
    told: RoomEvent[];
    snapshots: number;
    states: string[];
  }
}

const HEARD = ['stock.changed', 'barrage.sent', 'barrage.custom', 'order.paid', 'GOODS_ON_SHELF', 'live.ended'] as const;

const test = base.extend<{ chat: FakeChat; server: TinyServer; enter: (user?: string) => Promise<Page> }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright wants the braces
  chat: async ({}, use) => {
    const chat = await FakeChat.start();
    await use(chat);
    await chat.close();
  },
  server: async ({ chat }, use) => {
    const server = await TinyServer.start(chat);
    await use(server);
    await server.close();
  },
  /** Opens a page of its own and enters the room, as this user of the shop or as a guest. No page may complain. */
  enter: async ({ browser, server }, use) => {
    const complaints: string[] = [];
    const contexts: { close(): Promise<void> }[] = [];
    await use(async (user) => {
      const context = await browser.newContext();
      contexts.push(context);
      const page = await context.newPage();
      page.on('pageerror', (error) => complaints.push(`${user ?? 'guest'}: ${error.message}`));
      await page.goto(server.url);
      await enterRoom(page, user);
      return page;
    });
    for (const context of contexts) await context.close();
    expect(complaints).toEqual([]);
  },
});

const enterRoom = (page: Page, user: string | undefined) =>
  page.evaluate(
    async ({ liveId, token, heard }) => {
      const script = '/core.js';
      window.core = (await import(script)) as typeof Core;
      const { createRoom, effect, shoppingRoom } = window.core;
      window.told = [];
      window.states = [];
      window.snapshots = 0;
      window.room = shoppingRoom(createRoom({ server: location.origin, liveId, token: async () => token }));
      const { bus, channel, closed } = window.room;
      for (const type of heard) bus.on(type, (event) => window.told.push(event), closed);
      bus.onSnapshot(() => (window.snapshots += 1), closed);
      effect(() => void window.states.push(channel.state));
    },
    { liveId: LIVE, token: user, heard: HEARD },
  );

const stateOf = (page: Page) => page.evaluate(() => window.room.channel.state);
const failureOf = (page: Page) => page.evaluate(() => window.room.channel.failure);
const open = (page: Page, timeout = 15_000) => expect.poll(() => stateOf(page), { timeout }).toBe('open');
const told = (page: Page, type: string) => page.evaluate((wanted) => window.told.filter((event) => event.type === wanted), type);
const texts = async (page: Page) =>
  (await told(page, 'barrage.sent')).map((event) => (event as RoomEvent & { text: string }).text);
const stocks = async (page: Page) =>
  (await told(page, 'stock.changed')).map((event) => (event as RoomEvent & { stock: number }).stock);
/** Resolves to undefined once sent, or to the code of the refusal. */
const say = (page: Page, text: string, id = `${Date.now()}-${Math.random()}`) =>
  page.evaluate(
    ([what, name]) =>
      window.room.channel.sendText(what!, name!).then(
        () => undefined,
        (error: { code: string }) => error.code,
      ),
    [text, id],
  );

test('two users hear each other, and each hears themselves once', async ({ chat, enter }) => {
  const [ann, bob] = [await enter('ann'), await enter('bob')];
  await Promise.all([open(ann), open(bob)]);
  expect(chat.online.toSorted()).toEqual(['ann', 'bob']);

  expect(await say(ann, 'Hello')).toBeUndefined();
  expect(await say(bob, 'Hi')).toBeUndefined();

  for (const page of [ann, bob]) await expect.poll(async () => (await texts(page)).toSorted()).toEqual(['Hello', 'Hi']);
});

test('a guest receives without signing in, and signs in with the first word', async ({ chat, server, enter }) => {
  const guest = await enter();
  await open(guest);
  const ann = await enter('ann');
  await open(ann);
  expect(chat.online).toEqual(['ann']);
  await say(ann, 'Welcome');
  server.stock(9);
  await expect.poll(() => texts(guest)).toEqual(['Welcome']);
  await expect.poll(() => stocks(guest)).toEqual([9]);

  expect(await say(guest, 'Thanks')).toBeUndefined();
  await expect.poll(() => texts(ann)).toEqual(['Welcome', 'Thanks']);
  await say(ann, 'Any time');
  await expect.poll(() => texts(guest)).toEqual(['Welcome', 'Thanks', 'Any time']);
  expect(chat.online.toSorted()).toEqual(['ann', 'guest-1']);
  expect(await stateOf(guest)).toBe('open');
});

test('a guest who may not write is told so, and goes on receiving', async ({ server, enter }) => {
  server.mayTalk = () => false;
  const guest = await enter();
  await open(guest);

  expect(await say(guest, 'Let me in')).toBe('forbidden');

  server.stock(3);
  await expect.poll(() => stocks(guest)).toEqual([3]);
});

test('what Chat loses is asked of the server, and comes in order', async ({ server, enter }) => {
  const ann = await enter('ann');
  await open(ann);

  server.stock(9);
  server.stock(8, { lost: true });
  server.stock(7, { lost: true });
  server.stock(6);
  server.stock(5);

  await expect.poll(() => stocks(ann)).toEqual([9, 8, 7, 6, 5]);
  expect(await ann.evaluate(() => window.states)).toEqual(['connecting', 'open']);
  expect(await ann.evaluate(() => window.snapshots)).toBe(1);
});

test('only the server’s account is believed, and only about this room', async ({ chat, server, enter }) => {
  const ann = await enter('ann');
  await open(ann);
  const forged = { type: 'stock.changed', liveId: LIVE, ts: 1, eventId: 'x', productId: 'p1', skuId: 'k1', stock: 0 };
  server.tell(forged, 'mallory');
  server.tell({ ...forged, liveId: 'saturday' });
  server.tellUser('ann', { ...forged, type: 'order.paid', orderId: 'o', number: '1', status: 'paid' }, 'mallory');
  const custom = (data: object) =>
    chat.deliverGroup({
      groupId: GROUP,
      from: 'bob',
      msgBody: [{ MsgType: 'TIMCustomElem', MsgContent: { Data: JSON.stringify(data), Desc: '', Ext: '' } }],
    });
  custom({ BusinessId: 'user_identity', Data: '{"level":99}' });
  custom({ businessID: 1, inviteID: 'i', inviter: 'bob', actionType: 1, data: '{}' });
  custom({ BusinessId: 'cheer', Data: '{"size":1}' });
  custom({ businessID: 'cheer', data: '{"size":2}' });

  await expect.poll(async () => (await told(ann, 'barrage.custom')).length).toBe(2);
  const cheers = (await told(ann, 'barrage.custom')) as (RoomEvent & { businessID: string; data: unknown })[];
  expect(cheers.map(({ businessID, data }) => [businessID, data])).toEqual([
    ['cheer', { size: 1 }],
    ['cheer', { size: 2 }],
  ]);
  expect(await stocks(ann)).toEqual([]);
  expect(await told(ann, 'order.paid')).toEqual([]);
});

test('private events reach their user alone', async ({ server, enter }) => {
  const [ann, bob] = [await enter('ann'), await enter('bob')];
  await Promise.all([open(ann), open(bob)]);

  expect(server.tellUser('ann', { type: 'order.paid', eventId: 'o1', orderId: 'o', number: '1', status: 'paid' })).toBe(1);

  await expect.poll(async () => (await told(ann, 'order.paid')).length).toBe(1);
  expect(await told(bob, 'order.paid')).toEqual([]);
});

test('a custom message arrives as it was sent, text that looks like a number included', async ({ enter }) => {
  const [ann, bob] = [await enter('ann'), await enter('bob')];
  await Promise.all([open(ann), open(bob)]);

  await ann.evaluate(async () => {
    await window.room.channel.sendCustom('cheer', { size: 3, notes: ['♪', null] }, 'c1');
    await window.room.channel.sendCustom('cheer', '42', 'c2');
  });

  for (const page of [ann, bob]) {
    await expect
      .poll(async () => (await told(page, 'barrage.custom')).map((event) => (event as RoomEvent & { data: unknown }).data))
      .toEqual([{ size: 3, notes: ['♪', null] }, '42']);
  }
});

test('a role is shown where the server’s hook stamps messages, and never else', async ({ chat, server, enter }) => {
  chat.options.beforeSend = ({ from, cloudCustomData }) => {
    const { id } = JSON.parse(cloudCustomData) as { id: string };
    const sender = { userId: from, userName: 'Ann', role: 'host' };
    return { CloudCustomData: JSON.stringify({ id, eventId: `said-${id}`, sender }) };
  };
  const sender = async (page: Page) =>
    (await told(page, 'barrage.sent')).map((event) => [event.sender?.userName, event.sender?.role]).at(-1);
  const ann = await enter('ann');
  const bob = await enter('bob');
  await Promise.all([open(ann), open(bob)]);
  await say(ann, 'Unstamped');
  await expect.poll(() => sender(bob)).toEqual(['ann', undefined]);
  expect(await sender(ann)).toEqual(['ann’s name', 'viewer']);

  server.stamped = true;
  const carol = await enter('carol');
  await open(carol);
  await say(ann, 'Stamped');
  await expect.poll(() => sender(carol)).toEqual(['Ann', 'host']);
  expect((await texts(ann)).length).toBe(2);
});

test('the room’s refusals reach whoever writes, by their names', async ({ chat, enter }) => {
  const ann = await enter('ann');
  await open(ann);
  chat.mute(GROUP, 'ann', 60);
  expect(await say(ann, 'Muted')).toBe('forbidden');
  chat.mute(GROUP, 'ann', 0);

  chat.options.beforeSend = () => ({ ErrorCode: 1 });
  expect(await say(ann, 'Word rules')).toBe('forbidden');
  chat.options.beforeSend = () => ({ ErrorCode: TENCENT_REFUSALS['rate-limited'] });
  expect(await say(ann, 'Our own rates')).toBe('rate-limited');
  chat.options.beforeSend = () => ({ ErrorCode: 10_123 });
  expect(await say(ann, 'The shop’s own code')).toBe('forbidden');
  chat.options.beforeSend = undefined;

  chat.refuse('send_group_msg', 10_023);
  expect(await say(ann, 'Too fast')).toBe('rate-limited');
  expect(await say(ann, 'x'.repeat(13_000))).toBe('too-large');
  expect(await say(ann, 'Fine')).toBeUndefined();
  expect(await texts(ann)).toEqual(['Fine']);
});

test('whoever is out of the group by mistake gets back in to write', async ({ chat, enter }) => {
  const ann = await enter('ann');
  await open(ann);
  chat.group(GROUP).members.delete('ann');

  expect(await say(ann, 'Still here')).toBeUndefined();

  expect(chat.requests.filter((request) => request === 'apply_join_group ann').length).toBe(2);
});

test('a second login ends the first, which comes back with its visitor', async ({ chat, enter }) => {
  const first = await enter('ann');
  await open(first);
  const second = await enter('ann');
  await open(second);
  await expect.poll(() => failureOf(first)).toBe('kicked');
  expect(await stateOf(first)).toBe('closed');
  expect(await say(first, 'Lost')).toBe('kicked');
  expect(chat.online).toEqual(['ann']);

  await first.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));

  await open(first);
  expect(await failureOf(first)).toBeUndefined();
  await expect.poll(() => failureOf(second)).toBe('kicked');
  expect(await say(first, 'Back')).toBeUndefined();
});

test('a UserSig that ends is replaced, and nothing is missed', async ({ chat, server, enter }) => {
  const ann = await enter('ann');
  await open(ann);
  server.stock(9);
  await expect.poll(() => stocks(ann)).toEqual([9]);

  chat.expire('ann');
  server.stock(8);
  await expect.poll(() => ann.evaluate(() => window.states.includes('recovering')), { timeout: 30_000 }).toBe(true);
  await open(ann);

  await expect.poll(() => stocks(ann)).toEqual([9, 8]);
  expect(await say(ann, 'As before')).toBeUndefined();
  expect(server.requests.filter((request) => request === 'POST /api/tencent/credentials').length).toBe(2);
});

test('a UserSig that is refused again and again closes the room with the reason', async ({ chat, enter }) => {
  chat.options.checkUserSig = () => 70_003;
  const ann = await enter('ann');

  await expect.poll(() => failureOf(ann), { timeout: 30_000 }).toBe('auth');
  expect(chat.requests.filter((request) => request === 'wslogin').length).toBe(2);
});

for (const user of ['ann', undefined]) {
  test(`the network comes back for ${user ? 'a user' : 'a guest'}, who missed nothing`, async ({ chat, server, enter }) => {
    const page = await enter(user);
    await open(page);
    server.stock(9);
    await expect.poll(() => stocks(page)).toEqual([9]);

    chat.cut();
    await expect.poll(() => stateOf(page)).toBe('recovering');
    server.stock(8);
    server.stock(7);
    chat.group(GROUP).dropBacklog();
    chat.group(GROUP).members.clear();
    await page.waitForTimeout(4_000);
    chat.restore();
    await open(page, 45_000);
    server.stock(6);

    await expect.poll(() => stocks(page)).toEqual([9, 8, 7, 6]);
    if (user) expect(await say(page, 'Here again')).toBeUndefined();
  });
}

test('a message that the network swallowed goes again, and is heard once', async ({ chat, enter }) => {
  const [ann, bob] = [await enter('ann'), await enter('bob')];
  await Promise.all([open(ann), open(bob)]);
  chat.silent = true;
  const sending = say(ann, 'Twice on its way');
  await ann.waitForTimeout(2_000);
  chat.cut();
  chat.silent = false;
  chat.restore();

  expect(await sending).toBeUndefined();
  await expect.poll(() => texts(bob), { timeout: 45_000 }).toEqual(['Twice on its way']);
  expect(await texts(ann)).toEqual(['Twice on its way']);
});

test('two rooms of a page share one login, and each hears its own', async ({ chat, enter }) => {
  const ann = await enter('ann');
  await open(ann);
  await ann.evaluate(async (liveId) => {
    const { createRoom } = window.core;
    const other = createRoom({ server: location.origin, liveId, login: window.room.login });
    other.bus.on('barrage.sent', (event) => window.told.push(event), other.closed);
    Object.assign(window, { other });
  }, OTHER_LIVE);
  await expect.poll(() => ann.evaluate(() => (window as unknown as { other: LiveRoom }).other.channel.state)).toBe('open');
  const text = (groupId: string, Text: string) =>
    chat.deliverGroup({ groupId, from: 'bob', msgBody: [{ MsgType: 'TIMTextElem', MsgContent: { Text } }] });

  text(GROUP, 'Friday');
  text(OTHER_LIVE, 'Saturday');

  await expect
    .poll(async () =>
      (await told(ann, 'barrage.sent')).map((event) => [event.liveId, (event as RoomEvent & { text: string }).text]).toSorted(),
    )
    .toEqual([
      [LIVE, 'Friday'],
      [OTHER_LIVE, 'Saturday'],
    ]);
  expect(chat.requests.filter((request) => request.startsWith('wslogin')).length).toBe(1);
  await ann.evaluate(() => window.room.close());
  text(OTHER_LIVE, 'Still here');
  await expect.poll(() => texts(ann)).toContain('Still here');
});

test('a shop may bundle the SDK itself', async ({ server, browser, chat }) => {
  const page = await browser.newPage();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(server.url);
  await page.evaluate(async () => {
    const [script, umd] = ['/core.js', '/vendor/@tencentcloud/chat/index.js?bundled'];
    const { useTencentSdks } = (await import(script)) as typeof Core;
    useTencentSdks({
      async chat() {
        await import(umd);
        return { default: (window as unknown as { TencentCloudChat: unknown }).TencentCloudChat };
      },
    });
  });
  await enterRoom(page, 'ann');
  await open(page);
  await page.close();

  expect(chat.requests).toContain('apply_join_group ann');
  expect(asked.filter((url) => url.includes('/vendor/') && !url.endsWith('?bundled'))).toEqual([]);
});

test('the stand-in does what the SDK asks beyond our channel', async ({ server, chat, browser }) => {
  const page = await browser.newPage();
  await page.goto(server.url);
  chat.setAttributes(GROUP, { goods_on_shelf: '{}' });
  const answers = page.evaluate(
    async ({ url, appId, groupID }) => {
      const files = ['/vendor/@tencentcloud/chat/index.es.js', '/vendor/@tencentcloud/chat/modules/group-module.js'];
      const [sdk, group] = await Promise.all(files.map((file) => import(file) as Promise<{ default: typeof TencentCloudChat }>));
      // Its types know nothing of modules.
      const options = { SDKAppID: appId, proxyServer: url, modules: { 'group-module': group!.default } };
      const tim = sdk!.default.create(options);
      const heard = (event: string) =>
        new Promise<{ type: string }>((resolve) =>
          tim.on(event as never, ({ data }: { data: { type: string } }) => resolve(data)),
        );
      const ready = heard('sdkStateReady');
      await tim.login({ userID: 'ann', userSig: 'sig' });
      await ready;
      await tim.joinGroup({ groupID, type: 'AVChatRoom' as never });
      const changed = heard('groupAttributesUpdated');
      const before = await tim.getGroupAttributes({ groupID, keyList: [] });
      await tim.setGroupAttributes({ groupID, groupAttributes: { mine: '1' } });
      const count = await tim.getGroupOnlineMemberCount(groupID);
      const kicked = heard('kickedOut');
      await changed;
      const note = tim.createTextMessage({ to: 'bob', conversationType: 'C2C' as never, payload: { text: 'Hi' } });
      const sent = await tim.sendMessage(note);
      const { type } = await kicked;
      return { before: before.data.groupAttributes, count: count.data.memberCount, sent: sent.code, type };
    },
    { url: chat.url, appId: SDK_APP_ID, groupID: GROUP },
  );
  await expect.poll(() => chat.requests.includes('sendmsg ann')).toBe(true);
  chat.kick('ann', 2);

  expect(await answers).toEqual({ before: { goods_on_shelf: '{}' }, count: 1, sent: 0, type: 'multipleDevice' });
  expect(chat.group(GROUP).attributes.get('mine')?.value).toBe('1');
  await page.close();
});

test('another visitor of the page gets a login of their own', async ({ chat, enter }) => {
  const page = await enter();
  await open(page);
  await page.evaluate(async () => {
    window.room.login.logout();
    Object.assign(window, { states: [] });
    await window.room.login.login();
  });
  await open(page);
  expect(chat.connections).toBe(1);
});

test('a closed room leaves no connection behind', async ({ chat, enter }) => {
  const ann = await enter('ann');
  await open(ann);

  await ann.evaluate(() => window.room.close());

  await expect.poll(() => chat.connections).toBe(0);
  expect(chat.requests).toContain('quit_group ann');
  expect(await stateOf(ann)).toBe('closed');
});

test('a room of the embedded provider loads nothing of Tencent’s', async ({ server, chat, browser }) => {
  server.provider = 'embedded';
  const page = await browser.newPage();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(server.url);
  await enterRoom(page, 'ann');
  await expect.poll(() => asked.some((url) => url.endsWith('/api/sessions'))).toBe(true);
  await page.waitForTimeout(1_000);
  await page.close();

  expect(asked.filter((url) => /vendor|tencent|room-channel/.test(url))).toEqual([]);
  expect(chat.connections).toBe(0);
});

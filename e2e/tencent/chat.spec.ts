import { expect, type Page, test as base } from '@playwright/test';
import type { LiveRoom, RoomEvent } from '@vitrine/core/index.ts';
import type * as Core from '@vitrine/core/index.ts';
import { FakeChat } from './fake-chat.ts';
import { GROUP, LIVE, TinyServer } from './tiny-server.ts';

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
      const { createRoom, effect } = window.core;
      window.told = [];
      window.states = [];
      window.snapshots = 0;
      window.room = createRoom({ server: location.origin, liveId, token: async () => token });
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

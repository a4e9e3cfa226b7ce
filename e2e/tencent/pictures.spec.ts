import { expect, type Page, test as base } from '@playwright/test';
import type { HostRoom } from '@vitrine/core/index.ts';
import type * as Core from '@vitrine/core/index.ts';
import type { Playback } from '@vitrine/core/providers/provider.ts';
import { LiveStream } from '../hls/live-stream.ts';
import { FakeChat } from './fake-chat.ts';
import { type FakeTrtc, startFakeTrtc } from './fake-trtc.ts';
import { LIVE, TinyServer } from './tiny-server.ts';

/** Whole rooms on Tencent, from the camera to the viewer, as elements use them: no store knows what carries it. */

declare global {
  interface Window {
    show: HostRoom;
    picture: Playback;
    /** Everything that was captured in the page. */
    captured: MediaStreamTrack[];
  }
}

const test = base.extend<{ trtc: FakeTrtc; server: TinyServer; enter: (user?: string) => Promise<Page> }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright wants the braces
  trtc: async ({}, use) => {
    const trtc = await startFakeTrtc();
    await use(trtc);
    await trtc.close();
  },
  server: async ({ trtc }, use) => {
    const chat = await FakeChat.start();
    const server = await TinyServer.start(chat);
    server.rtc = trtc.url;
    await use(server);
    await server.close();
    await chat.close();
  },
  enter: async ({ browser, server }, use) => {
    const contexts: { close(): Promise<void> }[] = [];
    await use(async (user) => {
      const context = await browser.newContext({ permissions: ['camera', 'microphone'] });
      contexts.push(context);
      const page = await context.newPage();
      await page.route(/^https:/, (route) => route.abort());
      await page.goto(server.url);
      await page.evaluate(enterShow, { liveId: LIVE, token: user });
      await expect.poll(() => page.evaluate(() => window.show.channel.state)).toBe('open');
      return page;
    });
    for (const context of contexts) await context.close();
  },
});

async function enterShow({ liveId, token }: { liveId: string; token: string | undefined }): Promise<void> {
  const script = '/core.js';
  const { createRoom, hostRoom } = (await import(script)) as typeof Core;
  window.captured = [];
  const { mediaDevices } = navigator;
  for (const method of ['getUserMedia', 'getDisplayMedia'] as const) {
    const capture = mediaDevices[method].bind(mediaDevices);
    mediaDevices[method] = async (wanted?: object) => {
      const stream = await capture(wanted);
      window.captured.push(...stream.getTracks());
      return stream;
    };
  }
  window.show = hostRoom(createRoom({ server: location.origin, liveId, token: async () => token }));
  document.body.innerHTML = '<video muted playsinline></video>';
}

const goLive = (page: Page) =>
  page.evaluate(async () => {
    const { device, broadcast } = window.show;
    await device.openLocalCamera();
    await device.openLocalMicrophone();
    await broadcast.resume();
  });
const watch = (page: Page) =>
  page.evaluate(async () => {
    window.picture = await window.show.media.play('friday', document.querySelector('video')!);
  });
const broadcast = (page: Page) => page.evaluate(() => window.show.broadcast.state);
const picture = (page: Page) => page.evaluate(() => window.picture.state);
const live = (page: Page) => page.evaluate(() => window.captured.filter(({ readyState }) => readyState === 'live').length);

test('a host previews without a room, goes on air, shares the screen, and leaves with every device off', async ({
  trtc,
  enter,
}) => {
  const host = await enter('host');
  await host.evaluate(() => window.show.device.openLocalCamera());
  expect(trtc.commands).toEqual([]);
  await goLive(host);
  await expect.poll(() => broadcast(host)).toBe('live');
  const guest = await enter();
  await watch(guest);
  await expect.poll(() => picture(guest)).toBe('playing');
  await expect.poll(() => host.evaluate(() => window.show.broadcast.kbps)).toBeGreaterThan(30);

  await host.evaluate(() => window.show.device.startScreenShare());
  expect(await host.evaluate(() => [window.show.device.screenStatus, window.show.broadcast.failure])).toEqual(['on', undefined]);
  expect(await broadcast(host)).toBe('live');
  await host.evaluate(() => window.show.device.stopScreenShare());
  // Without a camera the microphone is heard on.
  await host.evaluate(() => window.show.device.closeLocalCamera());
  await expect.poll(() => trtc.member('host')!.flag).toBe(8);
  await host.evaluate(() => window.show.device.openLocalCamera());
  await expect.poll(() => trtc.member('host')!.flag & 1).toBe(1);
  expect(await broadcast(host)).toBe('live');
  expect(trtc.count('host', 'join/v2')).toBe(1);

  await host.evaluate(() => window.show.close());
  await expect.poll(() => live(host)).toBe(0);
  await expect.poll(() => trtc.member('host')).toBeUndefined();
  await expect.poll(() => picture(guest)).toBe('waiting');
});

test('a card waits for the picture of the crowd, but not for the host’s', async ({ server, enter }) => {
  const stream = await new LiveStream().listen();
  stream.dated = false;
  server.cdn = { hlsUrl: stream.url, latencyMs: 4_000 };
  const host = await enter('host');
  await goLive(host);
  await expect.poll(() => broadcast(host)).toBe('live');
  const guest = await enter();
  await watch(guest);
  await expect.poll(() => picture(guest)).toBe('playing');
  const card = (page: Page) => page.evaluate(() => window.show.popup.listing?.goodsId);

  const now = Date.now();
  const mug = { goodsId: 'mug', goodsName: 'Mug', price: 900, serverTs: now, startTimestamp: now };
  server.emit({ type: 'GOODS_ON_SHELF', ...mug, eventId: `evt_mug_${now}`, ts: now });

  await expect.poll(() => card(host), { intervals: [50] }).toBe('mug');
  if (Date.now() - now < 3_500) expect(await card(guest)).toBeUndefined();
  await expect.poll(() => card(guest), { intervals: [50] }).toBe('mug');
  expect(Date.now() - now).toBeGreaterThanOrEqual(4_000);
  await guest.evaluate(() => window.show.close());
  await stream.close();
});

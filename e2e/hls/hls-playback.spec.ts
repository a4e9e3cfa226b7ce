import { expect, type Page, test as base } from '@playwright/test';
import type { HlsPlayback as Player } from '@vitrine/core/providers/hls/hls-playback.ts';
import { startModulePage } from '../support/module-page.ts';
import { LiveStream } from './live-stream.ts';

declare global {
  interface Window {
    player: Player;
  }
}

const test = base.extend<{ stream: LiveStream; viewer: Page }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright wants the braces
  stream: async ({}, use) => {
    const stream = await new LiveStream().listen();
    await use(stream);
    await stream.close();
  },
  viewer: async ({ page }, use) => {
    const module = await startModulePage('packages/core/src/providers/hls/hls-playback.ts');
    await page.goto(module.url);
    await use(page);
    await module.close();
  },
});

const play = (viewer: Page, { url }: LiveStream) =>
  viewer.evaluate(async (address) => {
    const script = '/module.js';
    const { HlsPlayback } = (await import(script)) as { HlsPlayback: typeof Player };
    const element = document.querySelector('video')!;
    const source = async () => ({ url: address, latencyMs: 8_000 });
    window.player = await new HlsPlayback({ element, source, clock: Date }).start();
  }, url);

const state = (viewer: Page) => viewer.evaluate(() => window.player.state);
const latency = (viewer: Page) => viewer.evaluate(() => window.player.latency);
const frames = (viewer: Page) =>
  viewer.evaluate(() => document.querySelector('video')!.getVideoPlaybackQuality().totalVideoFrames);

/** Passes when the picture goes on. */
async function expectMoving(viewer: Page): Promise<void> {
  const before = await frames(viewer);
  // A new source begins to count anew.
  await expect.poll(async () => ((await frames(viewer)) - before + 1e6) % 1e6).toBeGreaterThan(10);
}

test('plays a live stream near its edge and measures how late that is', async ({ stream, viewer }) => {
  await play(viewer, stream);

  await expect.poll(() => state(viewer)).toBe('playing');
  await expectMoving(viewer);
  expect(await viewer.evaluate(() => window.player.size)).toEqual({ width: 160, height: 90 });
  // Three segments behind the newest, which itself is up to one old.
  await expect.poll(() => latency(viewer)).toBeLessThan(6_500);
  expect(await latency(viewer)).toBeGreaterThan(1_000);
});

test('a stream that does not say when it was made is as late as the server said', async ({ stream, viewer }) => {
  stream.dated = false;
  await play(viewer, stream);

  await expect.poll(() => state(viewer)).toBe('playing');
  expect(await latency(viewer)).toBe(8_000);
});

test('whoever is early waits for the host', async ({ stream, viewer }) => {
  stream.missing = true;
  await play(viewer, stream);
  await expect.poll(() => state(viewer)).toBe('waiting');

  stream.missing = false;

  await expect.poll(() => state(viewer)).toBe('playing');
});

test('a host who goes is waited for, and the last seconds are not shown again and again', async ({ stream, viewer }) => {
  await play(viewer, stream);
  await expect.poll(() => state(viewer)).toBe('playing');

  stream.stop();
  await expect.poll(() => state(viewer), { timeout: 30_000 }).toBe('waiting');
  await viewer.waitForTimeout(3_000);
  expect(await state(viewer)).toBe('waiting');
  stream.resume();

  await expect.poll(() => state(viewer)).toBe('playing');
  await expectMoving(viewer);
});

test('a CDN that fails is tried until it works', async ({ stream, viewer }) => {
  await play(viewer, stream);
  await expect.poll(() => state(viewer)).toBe('playing');

  stream.broken = true;
  await expect.poll(() => state(viewer), { timeout: 30_000 }).toBe('reconnecting');
  stream.broken = false;

  await expect.poll(() => state(viewer), { timeout: 30_000 }).toBe('playing');
});

test('after a pause live means now', async ({ stream, viewer }) => {
  await play(viewer, stream);
  await expect.poll(() => state(viewer)).toBe('playing');
  await viewer.evaluate(() => document.querySelector('video')!.pause());
  await viewer.waitForTimeout(7_000);

  await viewer.evaluate(() => document.querySelector('video')!.play());

  await expectMoving(viewer);
  await expect.poll(() => latency(viewer)).toBeLessThan(7_000);
});

test('a closed player lets go of element and network', async ({ stream, viewer }) => {
  await play(viewer, stream);
  await expect.poll(() => state(viewer)).toBe('playing');

  await viewer.evaluate(() => window.player.close());
  const asked = stream.requests.length;
  await viewer.waitForTimeout(3_000);

  expect(await state(viewer)).toBe('closed');
  expect(stream.requests.length - asked).toBeLessThanOrEqual(1);
  expect(await viewer.evaluate(() => document.querySelector('video')!.readyState)).toBe(0);
});

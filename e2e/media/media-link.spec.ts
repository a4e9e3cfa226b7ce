import { expect, type Page, test as base } from '@playwright/test';
import type { createMediaLink as CreateMediaLink } from '@vitrine/core/providers/embedded/media-link.ts';
import type { Playback, Publication } from '@vitrine/core/providers/provider.ts';
import { type MediaServer, startMediaServer } from './media-server.ts';

declare global {
  interface Window {
    link: ReturnType<typeof CreateMediaLink>;
    publication: Publication | undefined;
    playback: Playback | undefined;
  }
}

interface Fixtures {
  maxViewers: number;
  media: MediaServer;
  open: (token: string) => Promise<Page>;
  onAir: { host: Page; viewer: Page };
}

const test = base.extend<Fixtures>({
  maxViewers: [10, { option: true }],
  media: async ({ maxViewers }, use) => {
    const media = await startMediaServer(maxViewers);
    await use(media);
    await media.close();
  },
  /** Opens a page with a link for this token. */
  open: async ({ context, media }, use) => {
    await use(async (token) => {
      const page = await context.newPage();
      await page.goto(media.page);
      await load(page, media, token);
      return page;
    });
  },
  /** A host who publishes, and a viewer who sees it. */
  onAir: async ({ open }, use) => {
    const host = await open('host');
    await publish(host);
    const viewer = await open('viewer');
    await play(viewer);
    await expectMoving(viewer);
    await use({ host, viewer });
  },
});

async function load(page: Page, media: MediaServer, token: string): Promise<void> {
  await page.evaluate(
    async ({ server, bearer }) => {
      const script = '/link.js';
      const { createMediaLink } = (await import(script)) as { createMediaLink: typeof CreateMediaLink };
      window.link = createMediaLink({ server, token: async () => bearer, closed: new AbortController().signal });
    },
    { server: media.server, bearer: token },
  );
}

const publish = (page: Page) =>
  page.evaluate(async () => {
    const camera = await navigator.mediaDevices.getUserMedia({ video: { width: 640, height: 360 }, audio: true });
    window.publication = await window.link.publish(camera, 'friday');
  });

const play = (page: Page) =>
  page.evaluate(async () => {
    window.playback = await window.link.play('friday', document.querySelector('video')!);
  });

/** Frames that the element has presented; not the link's own count. */
const frames = (page: Page) => page.evaluate(() => document.querySelector('video')!.getVideoPlaybackQuality().totalVideoFrames);
const playbackState = (page: Page) => page.evaluate(() => window.playback?.state);
const publicationState = (page: Page) => page.evaluate(() => window.publication?.state);

/** Passes when the picture goes on: ten more frames than now. */
async function expectMoving(page: Page): Promise<void> {
  const before = await frames(page);
  // A new source begins to count anew.
  await expect.poll(async () => ((await frames(page)) - before + 1e6) % 1e6, { timeout: 20_000 }).toBeGreaterThan(10);
}

const posts = (media: MediaServer, kind: 'whip' | 'whep') =>
  media.requests.filter((line) => line === `POST /${kind}/friday`).length;

test('the host’s camera reaches a viewer, who leaves no trace', async ({ media, onAir }) => {
  const { host, viewer } = onAir;
  await expectMoving(viewer);
  await expect.poll(() => playbackState(viewer)).toBe('playing');
  expect(await viewer.evaluate(() => window.playback!.size)).toEqual({ width: 640, height: 360 });
  await expect.poll(() => viewer.evaluate(() => window.playback!.quality)).toBe(1);
  expect(await publicationState(host)).toBe('live');
  await expect.poll(() => host.evaluate(() => window.publication!.kbps)).toBeGreaterThan(50);
  expect(await host.evaluate(() => window.publication!.rtt)).toBeLessThan(500);
  const [stats] = (await media.engine.stats()).names;
  expect(stats).toMatchObject({ name: 'friday', onAir: true, codec: 'H264', viewers: 1 });
  expect([posts(media, 'whip'), posts(media, 'whep')]).toEqual([1, 1]);

  await viewer.evaluate(() => window.playback!.close());
  await expect.poll(async () => (await media.engine.stats()).viewers).toBe(0);
  await host.evaluate(() => window.publication!.close());
  await expect.poll(async () => (await media.engine.stats()).names.length).toBe(0);
  expect(await publicationState(host)).toBe('closed');
});

test('a page that is closed gives its place back', async ({ media, onAir }) => {
  await onAir.viewer.close({ runBeforeUnload: true });
  await expect.poll(async () => (await media.engine.stats()).viewers, { timeout: 5000 }).toBe(0);
});

test('the host reloads the page and the viewer’s connection stays', async ({ media, onAir }) => {
  const { host, viewer } = onAir;
  await host.reload();
  await load(host, media, 'host');
  await publish(host);
  await expectMoving(viewer);
  await expect.poll(() => playbackState(viewer)).toBe('playing');
  const [stats] = (await media.engine.stats()).names;
  expect(stats).toMatchObject({ viewers: 1 });
});

test('a killed engine is back for both by itself', async ({ media, onAir }) => {
  const { host, viewer } = onAir;
  process.kill(media.engine.pid!, 'SIGKILL');
  await expect.poll(async () => (await media.engine.stats().catch(() => undefined))?.restarts).toBe(1);
  await expect.poll(async () => (await media.engine.stats()).viewers, { timeout: 30_000 }).toBe(1);
  await expectMoving(viewer);
  await expect.poll(() => playbackState(viewer)).toBe('playing');
  expect(await publicationState(host)).toBe('live');
});

test('told of the restart, both are back much sooner', async ({ media, onAir }) => {
  const { host, viewer } = onAir;
  process.kill(media.engine.pid!, 'SIGKILL');
  await expect.poll(async () => (await media.engine.stats().catch(() => undefined))?.restarts, { intervals: [20] }).toBe(1);
  await Promise.all([host.evaluate(() => window.link.retry()), viewer.evaluate(() => window.link.retry())]);
  await expect.poll(async () => (await media.engine.stats()).viewers, { timeout: 6000, intervals: [50] }).toBe(1);
  await expectMoving(viewer);
});

test('a viewer who is early waits for the host', async ({ open }) => {
  const viewer = await open('viewer');
  await play(viewer);
  expect(await playbackState(viewer)).toBe('waiting');
  await publish(await open('host'));
  await expectMoving(viewer);
  await expect.poll(() => playbackState(viewer)).toBe('playing');
});

test('a camera can be replaced without a new connection', async ({ media, onAir }) => {
  const { host, viewer } = onAir;
  await host.evaluate(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 180 });
    const pen = canvas.getContext('2d')!;
    setInterval(() => pen.fillRect(Math.random() * 320, Math.random() * 180, 20, 20), 40);
    await window.publication!.replaceTrack('video', canvas.captureStream(25).getVideoTracks()[0]!);
  });
  await expect.poll(() => viewer.evaluate(() => window.playback!.size?.width)).toBe(320);
  await expectMoving(viewer);
  expect(posts(media, 'whip')).toBe(1);
});

test('a second studio takes over for good', async ({ media, open, onAir }) => {
  const { host: first, viewer } = onAir;
  const second = await open('host');
  await publish(second);
  await expect.poll(() => publicationState(first), { timeout: 30_000 }).toBe('closed');
  await expectMoving(viewer);
  expect(await publicationState(second)).toBe('live');
  expect(posts(media, 'whep')).toBe(1);
});

test('who is refused is told why', async ({ open }) => {
  const viewer = await open('viewer');
  const refusal = await viewer.evaluate(async () => {
    const camera = await navigator.mediaDevices.getUserMedia({ video: true });
    return window.link.publish(camera, 'friday').catch((error: { code: string }) => error.code);
  });
  expect(refusal).toBe('forbidden');
  const banned = await open('banned');
  expect(
    await banned.evaluate(() => window.link.play('friday', document.querySelector('video')!).catch((error) => error.code)),
  ).toBe('forbidden');
});

test.describe('with room for one', () => {
  test.use({ maxViewers: 1 });

  test('the next viewer gets in when one leaves', async ({ open }) => {
    await publish(await open('host'));
    const first = await open('viewer');
    await play(first);
    await expectMoving(first);
    const second = await open('viewer');
    await play(second);
    expect(await playbackState(second)).toBe('full');
    await first.evaluate(() => window.link.close());
    expect(await playbackState(first)).toBe('closed');
    await expectMoving(second);
    await expect.poll(() => playbackState(second)).toBe('playing');
  });
});

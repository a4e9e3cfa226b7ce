import { execFileSync } from 'node:child_process';
import { expect, type Page, test } from '@playwright/test';
import { everybodyLeaves, expectMovingPicture, Host, Viewer } from './support/people.ts';
import { TestServer } from './support/server.ts';

let server: TestServer;

test.beforeEach(async () => {
  server = await TestServer.start();
});
test.afterEach(async ({ browser }) => {
  await everybodyLeaves(browser);
  await server.dispose();
});

/** A page's machine with two cameras, of which one can be pulled out. */
async function withTwoCameras(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const { mediaDevices } = navigator;
    const open = mediaDevices.getUserMedia.bind(mediaDevices);
    const list = mediaDevices.enumerateDevices.bind(mediaDevices);
    const cameras = new Map([
      ['desk', 'Desk camera'],
      ['spare', 'Spare camera'],
    ]);
    const tracks: MediaStreamTrack[] = [];
    mediaDevices.enumerateDevices = async () => [
      ...(await list()).filter(({ kind }) => kind !== 'videoinput'),
      ...[...cameras].map(([deviceId, label]) => ({ deviceId, label, kind: 'videoinput', groupId: '' }) as MediaDeviceInfo),
    ];
    mediaDevices.getUserMedia = async (constraints) => {
      const video = constraints?.video as MediaTrackConstraints | undefined;
      if (!video) return open(constraints);
      const wanted = (video.deviceId as { exact?: string } | undefined)?.exact ?? [...cameras.keys()][0]!;
      const label = cameras.get(wanted);
      if (!label) throw new DOMException('', 'NotFoundError');
      const stream = await open({ video: { width: 640, height: 360 } });
      for (const track of stream.getVideoTracks()) {
        Object.defineProperty(track, 'label', { value: label });
        const settings = track.getSettings.bind(track);
        track.getSettings = () => ({ ...settings(), deviceId: wanted });
        tracks.push(track);
      }
      return stream;
    };
    Object.assign(globalThis, {
      pullOut(deviceId: string) {
        const label = cameras.get(deviceId);
        cameras.delete(deviceId);
        for (const track of tracks.filter((each) => each.label === label)) {
          track.stop();
          track.dispatchEvent(new Event('ended'));
        }
        mediaDevices.dispatchEvent(new Event('devicechange'));
      },
    });
  });
}

const show = async (): Promise<{ status: string; startedAt: number }> =>
  (await (await server.api('GET', '/api/lives/friday')).json()) as { status: string; startedAt: number };

/** Somebody orders one of it in this show. */
async function order(title: string): Promise<void> {
  const { items } = (await (await server.api('GET', '/api/lives/friday/shelf')).json()) as {
    items: { title: string; skus: { id: string }[] }[];
  };
  const skuId = items.find((product) => product.title === title)!.skus[0]!.id;
  const answer = await server.api('POST', '/api/orders', {
    token: await server.token('viewer'),
    headers: { 'Idempotency-Key': skuId },
    body: { items: [{ skuId, quantity: 1 }], liveId: 'friday' },
  });
  expect(answer.status).toBe(201);
}

/** The child process that carries the media; 0 while there is none. */
function mediaChild(): number {
  try {
    return Number(
      execFileSync('pgrep', ['-P', String(server.pid)], { encoding: 'utf8' })
        .trim()
        .split('\n')[0],
    );
  } catch {
    return 0;
  }
}

test('a camera that is unplugged gives way to the spare one, and viewers go on seeing', async ({ browser }) => {
  const host = await Host.enter(browser, server);
  await withTwoCameras(host.page);
  await host.page.reload();
  await host.goLive();
  const viewer = await Viewer.enter(browser, server);
  await expectMovingPicture(viewer.page);
  const before = await show();

  await host.page.evaluate(() => (globalThis as unknown as { pullOut(id: string): void }).pullOut('desk'));

  await expect(host.page.getByText('Desk camera is gone. You are on Spare camera now.')).toBeVisible();
  await expectMovingPicture(viewer.page);
  await host.expectOnAir();

  // The last one goes: the show goes on without a picture, and says what to do.
  await host.page.evaluate(() => (globalThis as unknown as { pullOut(id: string): void }).pullOut('spare'));
  await expect(host.page.getByText('Spare camera was unplugged.').first()).toBeVisible();
  expect(await show()).toMatchObject({ status: 'live', startedAt: before.startedAt });
});

test('a host who looks at another page and comes back is still on air', async ({ browser }) => {
  const host = await Host.enter(browser, server);
  await host.goLive();
  const viewer = await Viewer.enter(browser, server);
  await expectMovingPicture(viewer.page);
  const before = await show();

  const visibility = (state: 'hidden' | 'visible') =>
    host.page.evaluate((now) => {
      Object.defineProperty(document, 'visibilityState', { value: now, configurable: true });
      Object.defineProperty(document, 'hidden', { value: now === 'hidden', configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }, state);
  await visibility('hidden');
  await viewer.page.waitForTimeout(3_000);
  await expectMovingPicture(viewer.page);
  await visibility('visible');

  await host.expectOnAir();
  await expectMovingPicture(viewer.page);
  expect(await show()).toMatchObject({ status: 'live', startedAt: before.startedAt });
});

/** Lets the test take the page's line away: what is connected falls silent, and nothing new gets out. */
async function withACuttableLine(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const connections = new Set<RTCPeerConnection>();
    const Real = RTCPeerConnection;
    globalThis.RTCPeerConnection = class extends Real {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        connections.add(this);
      }
    };
    Object.assign(globalThis, { cut: () => connections.forEach((connection) => connection.close()) });
  });
}

test('ten seconds without a line out are a pause of the same show', async ({ browser }) => {
  test.setTimeout(120_000);
  const host = await Host.enter(browser, server);
  await withACuttableLine(host.page);
  await host.page.reload();
  await host.goLive();
  const viewer = await Viewer.enter(browser, server);
  await expectMovingPicture(viewer.page);
  const before = await show();

  await host.context.setOffline(true);
  await host.page.evaluate(() => (globalThis as unknown as { cut(): void }).cut());
  await expect(host.page.locator('live-studio').getByText('Reconnecting…', { exact: true }).first()).toBeVisible();
  await host.page.waitForTimeout(10_000);
  expect((await show()).status).toBe('live');
  await host.context.setOffline(false);

  await host.expectOnAir();
  await expectMovingPicture(viewer.page);
  expect(await show()).toMatchObject({ status: 'live', startedAt: before.startedAt });
});

test('a media engine that hangs is replaced, and the show goes on', async ({ browser }) => {
  test.setTimeout(120_000);
  const host = await Host.enter(browser, server);
  await host.goLive();
  const viewer = await Viewer.enter(browser, server);
  await expectMovingPicture(viewer.page);
  const before = await show();
  const media = mediaChild();

  process.kill(media, 'SIGSTOP');
  await expect.poll(() => ![0, media].includes(mediaChild()), { timeout: 40_000, message: 'another engine' }).toBe(true);

  await host.expectOnAir();
  await expectMovingPicture(viewer.page);
  expect(await show()).toMatchObject({ status: 'live', startedAt: before.startedAt });
});

test('an end that is undone was none', async ({ browser }) => {
  const host = await Host.enter(browser, server);
  await host.goLive();
  const viewer = await Viewer.enter(browser, server);
  await expectMovingPicture(viewer.page);
  const before = await show();

  await host.page.getByRole('button', { name: 'End', exact: true }).click();
  await host.page.getByRole('button', { name: 'End the show' }).click();
  await expect(host.page.getByText('Your picture is off.')).toBeVisible();
  await host.page.getByRole('button', { name: 'Undo' }).click();

  await host.expectOnAir();
  await expectMovingPicture(viewer.page);
  // Past the moment at which it would have ended.
  await host.page.waitForTimeout(8_000);
  expect(await show()).toMatchObject({ status: 'live', startedAt: before.startedAt });
});

test('a whole show on a telephone: demo reel, on air, a product, a look at the sales, the end', async ({ browser }) => {
  const host = await Host.enter(browser, server);
  await host.page.setViewportSize({ width: 390, height: 844 });
  const { page } = host;

  await page.getByRole('button', { name: 'No camera? Use the demo reel' }).click();
  await page.getByRole('button', { name: 'Go live' }).click();
  await host.expectOnAir();
  const viewer = await Viewer.enter(browser, server, 'friday', { width: 390, height: 844 });
  await expectMovingPicture(viewer.page);

  await page.getByRole('button', { name: 'Products', exact: true }).click();
  await host.popUp('Stoneware Mug');
  await viewer.expectPopup('Stoneware Mug');
  await order('Stoneware Mug');
  await page.getByRole('button', { name: 'Sales', exact: true }).click();
  await expect(page.locator('live-studio-activity')).toContainText('waiting for payment');
  await expect(page.locator('live-studio-activity')).toContainText('Stoneware Mug');

  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow).toBe(0);
  await page.getByRole('button', { name: 'End', exact: true }).click();
  await page.getByRole('button', { name: 'End the show' }).click();
  await page.getByRole('button', { name: 'End now' }).click();
  await expect(page.getByRole('heading', { name: 'The show has ended' })).toBeVisible();
  await expect(viewer.page.getByText('The show has ended').first()).toBeVisible();
});

test('keys pop products up, on to the next, and down', async ({ browser }) => {
  const host = await Host.enter(browser, server);
  await host.goLive();
  const viewer = await Viewer.enter(browser, server);

  await host.page.keyboard.press('2');
  await viewer.expectPopup('Merino Wool Scarf');
  await host.page.keyboard.press('n');
  await viewer.expectPopup('Stoneware Mug');

  // Text is text.
  await host.page.locator('live-studio').getByRole('textbox', { name: 'Write a message' }).fill('1 for all');
  await host.page.keyboard.press('1');
  await viewer.expectPopup('Stoneware Mug');

  await host.page.locator('body').click({ position: { x: 5, y: 5 } });
  await host.page.keyboard.press('0');
  await expect(viewer.popup.getByRole('heading', { name: 'Stoneware Mug' })).toBeHidden();
});

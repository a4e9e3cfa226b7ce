import { readFileSync } from 'node:fs';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { everybodyLeaves, Viewer } from '../support/people.ts';
import { TestServer } from '../support/server.ts';

/**
 * An orange field, and beside it in white where it is seen: a square in the middle. One second, made once:
 * `ffmpeg -f lavfi -i color=c=0xff8000:s=160x160:r=10:d=1 -f lavfi -i color=c=black:s=160x160:r=10:d=1,drawbox=40:40:80:80:white:fill
 * -filter_complex hstack -c:v libvpx-vp9 -b:v 40k -pix_fmt yuv420p -movflags +faststart box.mp4`
 */
const fixture = (name: string): Buffer => readFileSync(new URL(`fixture/${name}`, import.meta.url));

let server: TestServer;
let viewer: Viewer;
let sender: string;

test.beforeEach(async ({ browser }) => {
  server = await TestServer.start();
  const host = await server.token('host');
  await server.api('POST', '/api/lives/friday/start', { token: host, body: {} });
  const signedIn = await server.api('POST', '/api/sessions', { body: { token: await server.token('viewer') } });
  const { token, user } = (await signedIn.json()) as { token: string; user: { id: string } };
  sender = token;
  await admin('POST', `/api/users/${user.id}/transfers`, { unit: 'coins', amount: 10_000, reason: 'test' });
  viewer = await Viewer.enter(browser, server);
  await expect(viewer.page.locator('gift-effects .stage')).toBeAttached();
  await viewer.say('hello');
  await expect.poll(() => viewer.barrages()).toContain('hello');
});
test.afterEach(async ({ browser }) => {
  await everybodyLeaves(browser);
  await server.dispose();
});

async function admin(method: string, path: string, body: unknown): Promise<void> {
  const token = await server.token('admin');
  const answer = await server.api(method, path, { token, body, headers: { 'Idempotency-Key': crypto.randomUUID() } });
  expect(answer.ok, `${path}: ${answer.status} ${await answer.clone().text()}`).toBe(true);
}

/** Adds a gift whose effect is at that address of the server, and answers there with these files. */
async function offer(page: Page, giftId: string, files: Record<string, Buffer | string>): Promise<void> {
  for (const [name, body] of Object.entries(files))
    await page.route(`${server.url}/embed/gifts/${name}`, (route) =>
      route.fulfill({ body, headers: { 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' } }),
    );
  const [video] = Object.keys(files).filter((name) => name.endsWith('.mp4'));
  await admin('PUT', `/api/gifts/${giftId}`, {
    defaultName: giftId,
    iconUrl: '/embed/gifts/rose.svg',
    coins: 60,
    categoryIds: ['small'],
    resourceUrl: `/embed/gifts/${video}`,
  });
}

async function send(giftId: string): Promise<void> {
  const headers = { 'Idempotency-Key': crypto.randomUUID() };
  const answer = await server.api('POST', '/api/lives/friday/gifts', { token: sender, body: { giftId, count: 1 }, headers });
  expect(answer.status, await answer.clone().text()).toBe(201);
}

/** Waits until something is drawn, and gives its colours: what a canvas shows is only there to be read in the frame that drew it. */
const coloursOf = (canvas: Locator): Promise<{ middle: number[]; corner: number[] }> =>
  canvas.evaluate(async (element: HTMLCanvasElement) => {
    const copy = new OffscreenCanvas(element.width, element.height);
    const context = copy.getContext('2d', { willReadFrequently: true })!;
    const at = (x: number, y: number): number[] => [...context.getImageData(x * copy.width, y * copy.height, 1, 1).data];
    for (const end = performance.now() + 8_000; performance.now() < end;) {
      await new Promise(requestAnimationFrame);
      context.clearRect(0, 0, copy.width, copy.height);
      context.drawImage(element, 0, 0);
      if (at(0.5, 0.5)[3]! > 0) break;
    }
    return { middle: at(0.5, 0.5), corner: at(0.05, 0.05) };
  });

test('a video with transparency covers the picture where it is opaque, is whole, and is gone when it is over', async () => {
  const { page } = viewer;
  await offer(page, 'box', { 'box.mp4': fixture('box.mp4'), 'box.json': fixture('box.json') });
  const effect = page.locator('gift-effects [part="effect"]');
  await send('box');
  const canvas = effect.locator('canvas');
  await expect(canvas).toBeVisible();
  const { middle, corner } = await coloursOf(canvas);
  const [red, green, blue, opacity] = middle as [number, number, number, number];
  expect(red).toBeGreaterThan(200);
  expect(Math.abs(green - 128)).toBeLessThan(40);
  expect(blue).toBeLessThan(70);
  expect(opacity).toBeGreaterThan(220);
  expect(corner[3]).toBeLessThan(30);
  const place = await canvas.evaluate((element: HTMLCanvasElement) => {
    const { top, height } = element.getBoundingClientRect();
    const stage = element.closest('.stage')!.getBoundingClientRect();
    return { above: top - stage.top, height: height - stage.height, shape: element.width / element.height };
  });
  expect(place, 'over all of the stage, and not stretched').toEqual({ above: 0, height: 0, shape: 1 });
  await expect(effect).toHaveCount(0);
  await expect(page.locator('body > video'), 'the player puts one there').toHaveCount(0);
});

test('a drawing that moves plays to its end', async () => {
  const effect = viewer.page.locator('gift-effects [part="effect"]');
  await send('rocket');
  const canvas = effect.locator('canvas');
  await expect(canvas).toBeVisible();
  expect((await coloursOf(canvas)).middle[3]).toBeGreaterThan(0);
  await expect(effect).toHaveCount(0);
});

const DESCRIPTION = '{"info":{"w":16,"h":16,"videoW":32,"videoH":16,"rgbFrame":[0,0,16,16],"aFrame":[16,0,16,16]}}';

test('a gift is drawn where its video cannot be played', async () => {
  const { page } = viewer;
  await offer(page, 'broken', { 'broken.mp4': 'no video', 'broken.json': DESCRIPTION });
  await offer(page, 'unsaid', { 'unsaid.mp4': fixture('box.mp4'), 'unsaid.json': '{"info":{"w":160}}' });
  await offer(page, 'huge', { 'huge.mp4': Buffer.alloc(3_000_001), 'huge.json': DESCRIPTION });
  const drawn = page.locator('gift-effects .drawn');
  for (const giftId of ['broken', 'unsaid', 'huge']) {
    await send(giftId);
    await expect(drawn, giftId).toBeVisible();
    await expect(drawn).toHaveCount(0);
  }
});

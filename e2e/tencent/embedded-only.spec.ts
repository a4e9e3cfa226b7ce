import { expect, test } from '@playwright/test';
import { everybodyLeaves, expectMovingPicture, Host } from '../support/people.ts';
import { TestServer } from '../support/server.ts';

/** Addresses of Tencent's services, and of what our own server hands out for them. */
const TENCENT = /\/vendor\/|tencent|qcloud|trtc|im-?cloud|cloud-rtc|rtc-web|tim\.qq\.com/i;

let server: TestServer;

test.beforeAll(async () => {
  server = await TestServer.start();
});
test.afterAll(async () => server.dispose());
test.afterEach(async ({ browser }) => everybodyLeaves(browser));

test('pages on the embedded provider load nothing of Tencent’s, from the first look to the picture', async ({ browser }) => {
  const host = await Host.enter(browser, server);
  const watching = await browser.newContext();
  const asked: string[] = [];
  for (const context of [host.context, watching]) {
    context.on('request', (request) => asked.push(request.url()));
    context.on('page', (page) => page.on('websocket', (socket) => asked.push(socket.url())));
  }
  await host.page.reload();
  await host.goLive();
  const viewer = await watching.newPage();
  await viewer.goto(`${server.shopUrl}/live/friday`);
  await expectMovingPicture(viewer);
  await expect(viewer.locator('barrage-list').first()).toBeVisible();

  expect(asked.some((url) => url.includes('/socket'))).toBe(true);
  expect(asked.filter((url) => TENCENT.test(url))).toEqual([]);
});

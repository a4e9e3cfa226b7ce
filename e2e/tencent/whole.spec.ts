import { expect, test } from '@playwright/test';
import { everybodyLeaves, Viewer } from '../support/people.ts';
import { TestServer } from '../support/server.ts';
import { bridge, hooks } from './bridge.ts';
import { FakeChat } from './fake-chat.ts';
import { checkUserSig, RestStub } from './rest-stub.ts';

const APP = { sdkAppId: 1_400_000_001, secretKey: 'a-secret-that-only-this-test-knows-0123456789abcdef' };
const CALLBACK = { path: 'whole-spec-callback-path-0123456789', token: 'whole-spec-token' };

let chat: FakeChat;
let rest: RestStub;
let server: TestServer;
const failures: unknown[] = [];

test.beforeAll(async () => {
  chat = await FakeChat.start({
    strictGroups: true,
    checkUserSig: (userId, userSig) => checkUserSig(APP, userId, userSig),
  });
  rest = new RestStub(APP);
  bridge(rest, chat);
  server = await TestServer.start({
    env: {
      TENCENT_SDKAPPID: String(APP.sdkAppId),
      TENCENT_SECRETKEY: APP.secretKey,
      TENCENT_REST_URL: await rest.listen(),
      TENCENT_WEBHOOK_PATH: CALLBACK.path,
      TENCENT_CALLBACK_TOKEN: CALLBACK.token,
      TENCENT_CHAT_PROXY: chat.url,
    },
  });
  const target = { ...CALLBACK, server: server.url, sdkAppId: APP.sdkAppId };
  Object.assign(
    chat.options,
    hooks(target, (error) => failures.push(error)),
  );
});
test.afterAll(async () => {
  await server.dispose();
  await rest.close();
  await chat.close();
});
test.afterEach(async ({ browser }) => everybodyLeaves(browser));

test('our server, the real Chat SDK and stand-ins of Tencent’s servers carry a show', async ({ browser }) => {
  const host = await server.token('host');
  const started = await server.api('POST', '/api/lives/friday/start', { token: host });
  expect([200, 409]).toContain(started.status);
  const viewer = await Viewer.enter(browser, server);
  const other = await Viewer.enter(browser, server);
  await expect.poll(() => chat.connections, { timeout: 30_000 }).toBe(2);

  const { items } = (await (await server.api('GET', '/api/products?limit=100')).json()) as {
    items: { id: string; title: string }[];
  };
  const mug = items.find(({ title }) => title === 'Stoneware Mug')!;
  expect((await server.api('POST', '/api/lives/friday/popup', { token: host, body: { productId: mug.id } })).status).toBe(202);
  await viewer.expectPopup('Stoneware Mug');
  await other.expectPopup('Stoneware Mug');

  await viewer.say('Hello over Chat');
  for (const each of [viewer, other]) await expect.poll(() => each.barrages()).toContain('Hello over Chat');
  const late = await Viewer.enter(browser, server);
  await late.expectPopup('Stoneware Mug');
  await expect.poll(() => late.barrages()).toContain('Hello over Chat');
  await expect.poll(async () => (await viewer.barrages()).filter((text) => text === 'Hello over Chat').length).toBe(1);

  expect(rest.violations).toEqual([]);
  expect(failures).toEqual([]);
});

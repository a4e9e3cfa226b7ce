import { execFileSync } from 'node:child_process';
import { expect, test } from '@playwright/test';
import { everybodyLeaves, expectMovingPicture, Host, Viewer } from './support/people.ts';
import { joinRoom } from './support/room-client.ts';
import { TestServer } from './support/server.ts';

let server: TestServer;

test.beforeEach(async () => {
  server = await TestServer.start();
});
test.afterEach(async ({ browser }) => {
  await everybodyLeaves(browser);
  await server.dispose();
});

test('a show from the first picture to the paid order, seen by everybody', async ({ browser }) => {
  test.setTimeout(180_000);
  const host = await Host.enter(browser, server);
  const early = await Viewer.enter(browser, server);
  await host.goLive();
  await expectMovingPicture(early.page);

  // The early viewer hears of the product by message, the late one by metadata; each is told once.
  await host.popUp('Stoneware Mug');
  await early.expectPopup('Stoneware Mug');
  const late = await Viewer.enter(browser, server);
  await late.expectPopup('Stoneware Mug');
  await expectMovingPicture(late.page);
  await expect.poll(() => early.announcements()).toBe(1);
  await expect.poll(() => late.announcements()).toBe(1);

  await early.page.reload();
  await early.expectPopup('Stoneware Mug');
  const secondTab = await early.context.newPage();
  await secondTab.goto(early.page.url());
  await early.expectPopup('Stoneware Mug', secondTab);
  await secondTab.waitForTimeout(1_000);
  expect(await early.announcements()).toBe(0);
  expect(await early.announcements(secondTab)).toBe(0);
  await secondTab.close();

  // Everybody reads the same, in the same order.
  const chat = async (who: Viewer, name: string): Promise<void> => {
    for (const n of [1, 2, 3]) await who.say(`${name} ${n}`);
  };
  await Promise.all([chat(early, 'early'), chat(late, 'late')]);
  await expect.poll(async () => (await early.barrages()).length).toBe(6);
  await expect.poll(() => late.barrages()).toEqual(await early.barrages());

  // From the card to the paid order; both pages and the host see what is left.
  const stock = async (): Promise<number> => {
    const list = (await (await server.api('GET', '/api/products?limit=100')).json()) as {
      items: { title: string; skus: { stock: number }[] }[];
    };
    return list.items.find(({ title }) => title === 'Stoneware Mug')!.skus[0]!.stock;
  };
  expect(await stock()).toBe(120);
  await early.popup.getByRole('button', { name: 'Buy now' }).click();
  const pay = early.popup.getByRole('link', { name: 'Pay now' });
  await expect(pay).toBeVisible();
  const [gateway] = await Promise.all([early.context.waitForEvent('page'), pay.click()]);
  await gateway.getByRole('button', { name: /^Pay/ }).click();
  await expect(early.popup.getByText('Paid. Thank you!')).toBeVisible();
  expect(await stock()).toBe(119);
  await expect(host.page.locator('live-studio-queue').getByText('119 in stock')).toBeVisible();

  // The host's tab reloads: nobody else does anything, and the picture is back.
  await late.page.evaluate(() => ((globalThis as unknown as { untouched: boolean }).untouched = true));
  await host.page.reload();
  await host.goLive();
  await expectMovingPicture(late.page);
  expect(await late.page.evaluate(() => (globalThis as unknown as { untouched: boolean }).untouched)).toBe(true);
});

test('a server that was killed comes back as the same room, by itself', async ({ browser }) => {
  test.setTimeout(180_000);
  const host = await Host.enter(browser, server);
  const viewer = await Viewer.enter(browser, server);
  await host.goLive();
  await host.popUp('Reading Lamp');
  await viewer.expectPopup('Reading Lamp');
  await expectMovingPicture(viewer.page);
  const token = await server.token('viewer');
  const before = await joinRoom(server, 'friday', token);
  const position = { epoch: String(before.welcome!.epoch), seq: Number(before.welcome!.seq) };

  await server.kill('SIGKILL');
  await server.start();

  const after = await joinRoom(server, 'friday', await server.token('viewer'), position);
  expect(after.welcome).toMatchObject({ epoch: position.epoch, recovered: true });
  await host.expectOnAir();
  await expectMovingPicture(viewer.page);
  await viewer.say('we are back');
  await after.event('barrage.sent');
  await viewer.expectPopup('Reading Lamp');
  expect(await viewer.announcements()).toBe(1);
  after.close();
});

test('a media engine that was killed is started again, and both sides come back', async ({ browser }) => {
  test.setTimeout(120_000);
  const host = await Host.enter(browser, server);
  const viewer = await Viewer.enter(browser, server);
  await host.goLive();
  await expectMovingPicture(viewer.page);

  const children = execFileSync('pgrep', ['-P', String(server.pid)], { encoding: 'utf8' })
    .trim()
    .split('\n');
  expect(children).toHaveLength(1);
  process.kill(Number(children[0]), 'SIGKILL');

  await expectMovingPicture(viewer.page);
  await host.expectOnAir();
});

test('a private event reaches only its user', async () => {
  const [buyer, other] = [await server.token('viewer'), await server.token('viewer')];
  const buyerRoom = await joinRoom(server, 'friday', buyer);
  const otherRoom = await joinRoom(server, 'friday', other);
  const shelf = (await (await server.api('GET', '/api/lives/friday/shelf')).json()) as {
    items: { skus: { id: string; stock: number }[] }[];
  };
  const sku = shelf.items.flatMap(({ skus }) => skus).find(({ stock }) => stock > 0)!;

  await server.api('POST', '/api/orders', {
    token: buyer,
    body: { items: [{ skuId: sku.id, quantity: 1 }], liveId: 'friday' },
    headers: { 'Idempotency-Key': crypto.randomUUID() },
  });
  await buyerRoom.event('order.placed');
  await otherRoom.event('stock.changed');

  expect(otherRoom.events.filter((event) => event.type.startsWith('order.'))).toEqual([]);
  buyerRoom.close();
  otherRoom.close();
});

test('a show that the shop ends goes off air at once, and its key opens nothing any more', async ({ browser }) => {
  test.setTimeout(120_000);
  const host = await Host.enter(browser, server);
  const viewer = await Viewer.enter(browser, server);
  await host.goLive();
  await expectMovingPicture(viewer.page);
  const admin = await server.token('admin');
  const { streamKey } = (await (await server.api('GET', '/api/lives/friday/stream-key', { token: admin })).json()) as {
    streamKey: string;
  };

  await server.api('POST', '/api/lives/friday/end', { token: admin });

  await expect(viewer.page.locator('live-player').getByText('The show has ended')).toBeVisible();
  await expect(host.page.getByText('The show has ended')).toBeVisible();
  const whip = await fetch(`${server.url}/whip/friday`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${streamKey}`, 'Content-Type': 'application/sdp' },
    body: 'v=0',
  });
  expect(whip.status).toBe(409);
  await expect
    .poll(async () => /vitrine_media_viewers (\d+)/.exec(await (await server.api('GET', '/metrics')).text())?.[1])
    .toBe('0');
});

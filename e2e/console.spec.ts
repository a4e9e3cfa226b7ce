import { randomUUID } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { everybodyLeaves, Host, Viewer } from './support/people.ts';
import { TestServer } from './support/server.ts';

let server: TestServer;

test.beforeAll(async () => {
  server = await TestServer.start();
});
test.afterAll(async () => server.dispose());
test.afterEach(async ({ browser }) => everybodyLeaves(browser));

const MUTED = /Muted until/;

test('a moderator on a phone mutes a viewer within a second while the host streams', async ({ browser }) => {
  const host = await Host.enter(browser, server);
  await host.goLive();
  const viewer = await Viewer.enter(browser, server);
  await expect(viewer.page.locator('barrage-input').getByRole('textbox')).toBeEnabled();
  await viewer.say('Buy elsewhere!');

  const phone = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true });
  const page = await phone.newPage();
  await page.goto(`${server.url}/console?live=friday&role=moderator`);
  await page.getByRole('button', { name: /^Act on .*Buy elsewhere!/ }).tap();
  const answered = page.waitForResponse((response) => response.url().endsWith('/mute'));
  const told = viewer.page.locator('barrage-input').getByPlaceholder(MUTED).waitFor();
  await page.getByRole('button', { name: 'Mute for 10 minutes' }).tap();
  await answered;
  const answeredAt = Date.now();
  await told;
  expect(Date.now() - answeredAt, 'milliseconds from the answer to the viewer’s page').toBeLessThan(1000);
  await expect(page.getByText('is muted')).toBeVisible();
  await host.expectOnAir();

  await page.getByRole('button', { name: 'Undo' }).tap();
  await expect(viewer.page.locator('barrage-input').getByPlaceholder(MUTED)).toBeHidden();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
});

test('an admin imports a file with a bad line, mends it, ships an order and gives part of the money back', async ({
  browser,
}) => {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  await page.goto(`${server.url}/console?live=friday&section=import`);
  const file = 'externalId,title,price,stock\nteapot,Teapot,30.00,5\ncup,Cup,12.345,9\n';
  await page.locator('input[type="file"]').setInputFiles({ name: 'goods.csv', mimeType: 'text/csv', buffer: Buffer.from(file) });
  await page.getByRole('button', { name: 'Line 3' }).first().click();
  const lines = page.getByRole('textbox', { name: 'Or the lines themselves' });
  expect(await lines.evaluate((field: HTMLTextAreaElement) => field.value.slice(field.selectionStart, field.selectionEnd))).toBe(
    'cup,Cup,12.345,9',
  );
  await lines.fill(file.replace('12.345', '12.35'));
  await page.getByRole('button', { name: 'Check' }).click();
  await page.getByRole('button', { name: 'Import 2', exact: true }).click();
  await expect(page.getByText('What was imported')).toBeVisible();

  const buyer = await server.token('viewer');
  const found = (await (await server.api('GET', '/api/products?q=teapot')).json()) as { items: { skus: { id: string }[] }[] };
  const headers = { 'Idempotency-Key': randomUUID() };
  const body = { items: [{ skuId: found.items[0]!.skus[0]!.id, quantity: 2 }] };
  const order = (await (await server.api('POST', '/api/orders', { token: buyer, body, headers })).json()) as {
    id: string;
    number: string;
  };
  const pay = await server.api('POST', `/api/orders/${order.id}/pay`, { token: buyer, body: {} });
  await page.goto(((await pay.json()) as { payUrl: string }).payUrl);
  await page.getByRole('button', { name: /^Pay/ }).click();
  const statusOf = async () =>
    ((await (await server.api('GET', `/api/orders/${order.id}`, { token: buyer })).json()) as { status: string }).status;
  await expect.poll(statusOf).toBe('paid');

  await page.goto(`${server.url}/console?live=friday&section=orders`);
  await page.getByRole('button', { name: 'To be shipped' }).click();
  await expect(page).toHaveURL(/section=orders/);
  await expect(page).toHaveURL(/show=paid/);
  await page.getByRole('button', { name: order.number }).click();
  await page.getByRole('button', { name: 'Ship…' }).click();
  await page.getByRole('textbox', { name: 'Carrier' }).fill('DHL');
  await page.getByRole('textbox', { name: 'Tracking number' }).fill('00340434');
  await page.getByRole('button', { name: 'Note the parcel' }).click();
  await expect.poll(statusOf).toBe('shipped');

  await page.getByRole('button', { name: 'Give money back…' }).click();
  await page.getByRole('radio', { name: 'Some of the goods' }).check();
  await page.getByRole('spinbutton', { name: /^Teapot/ }).fill('1');
  await page.getByRole('checkbox', { name: /put them on sale again/ }).check();
  await page.getByRole('button', { name: 'Give it back', exact: true }).click();
  await expect(page.getByText('The money is on its way back')).toBeVisible();
  await expect
    .poll(async () => {
      const answer = await server.api('GET', `/api/orders/${order.id}`, { token: buyer });
      return ((await answer.json()) as { refunded: { amount: number } }).refunded.amount;
    })
    .toBe(3000);

  await page.reload();
  await expect(page.getByText('Given back')).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('heading', { name: 'Orders' })).toBeVisible();
});

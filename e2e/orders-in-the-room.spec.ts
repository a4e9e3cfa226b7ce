import { expect, test } from '@playwright/test';
import { everybodyLeaves, Host, Viewer } from './support/people.ts';
import { TestServer } from './support/server.ts';

let server: TestServer;

test.beforeEach(async () => {
  server = await TestServer.start();
});
test.afterEach(async ({ browser }) => {
  await everybodyLeaves(browser);
  await server.dispose();
});

interface Told {
  id: string;
  refundRequest?: { status: string; reason: string };
}

test('a buyer follows an order from the cart to the refund without leaving the show', async ({ browser }) => {
  test.setTimeout(120_000);
  const { page, context } = await Viewer.enter(browser, server, 'friday', { width: 390, height: 844 });
  const room = page.locator('live-room');
  await room.getByRole('button', { name: /^Products/ }).click();
  await room.getByRole('button', { name: 'Add to cart: Stoneware Mug' }).click();
  await page.keyboard.press('Escape');
  await room.getByRole('button', { name: 'Your cart: 1' }).click();
  const cart = room.locator('live-cart');
  await cart.getByRole('button', { name: 'Check out' }).click();
  await expect(cart.getByRole('link', { name: 'Pay now' })).toBeVisible();

  // Back in the list the same order can still be paid.
  await cart.getByRole('button', { name: 'Your orders' }).click();
  const card = cart.locator('order-card');
  await expect(card.getByRole('timer')).toHaveText(/\d:\d\d/);
  const pay = card.getByRole('link', { name: 'Pay now' });
  const [gateway] = await Promise.all([context.waitForEvent('page'), pay.click()]);
  await gateway.getByRole('button', { name: /^Pay/ }).click();
  await expect(card.getByText('Paid. Thank you!')).toBeVisible();
  await gateway.close();

  // What the shop does is seen at once.
  const token = await server.token('admin');
  const orders = async () =>
    ((await (await server.api('GET', '/api/orders?all=1', { token })).json()) as { items: Told[] }).items;
  const [{ id }] = (await orders()) as [Told];
  const shipment = { carrier: 'Swift Parcel', tracking: 'SP-1', url: 'https://carrier.example/SP-1' };
  await server.api('POST', `/api/orders/${id}/shipments`, { token, body: shipment });
  await expect(card.getByText('On its way')).toBeVisible();
  await card.getByRole('button', { name: 'Details' }).click();
  await expect(card.getByRole('link', { name: 'Track the parcel SP-1' })).toHaveAttribute('href', shipment.url);

  await card.getByRole('button', { name: 'Ask for a refund' }).click();
  await card.getByLabel('Why?').fill('It came in two parts');
  await card.getByRole('button', { name: 'Ask for a refund' }).click();
  await expect(card.getByText('The shop will answer.')).toBeVisible();
  expect((await orders())[0]!.refundRequest).toMatchObject({ status: 'open', reason: 'It came in two parts' });
  await server.api('POST', `/api/orders/${id}/refund-request/decline`, { token, body: { answer: 'Both parts belong together' } });
  await expect(card.getByText('Both parts belong together')).toBeVisible();
});

test('the host sells a product out, a visitor waits for it, and is told when it is back', async ({ browser }) => {
  test.setTimeout(120_000);
  const host = await Host.enter(browser, server);
  const { page } = await Viewer.enter(browser, server);
  await page.getByRole('tab', { name: 'Products' }).click();
  const row = page.locator('product-shelf').getByRole('listitem').filter({ hasText: 'Stoneware Mug' });
  await expect(row.getByRole('button', { name: 'Add to cart: Stoneware Mug' })).toBeVisible();

  await host.page.getByRole('button', { name: 'change the stock of Stoneware Mug' }).click();
  const dialog = host.page.getByRole('dialog', { name: 'Stock: Stoneware Mug' });
  // The switch shows what the server says, a moment after the press.
  await dialog.getByRole('switch').click();
  await expect(dialog.getByRole('switch')).toBeChecked();
  await row.getByRole('button', { name: 'Tell me when it is back' }).click();
  await expect(row.getByRole('button', { name: 'We will tell you' })).toBeVisible();

  await dialog.getByRole('switch').click();
  await expect(page.getByText('Back in stock: Stoneware Mug')).toBeVisible();
  await expect(row.getByRole('button', { name: 'Add to cart: Stoneware Mug' })).toBeVisible();
});

test('guests are asked to sign in to follow the host, and whoever has done so is counted', async ({ browser }) => {
  // A user is known to the server once they were there.
  await Host.enter(browser, server);
  const { page } = await Viewer.enter(browser, server);
  const follow = page.locator('follow-button');
  await follow.getByRole('button', { name: 'Follow' }).click();
  await expect(follow.getByText('Sign in to follow.')).toBeVisible();

  await page.evaluate(() => (globalThis as unknown as { shop: { signIn(): Promise<unknown> } }).shop.signIn());
  await page.reload();
  await follow.getByRole('button', { name: 'Follow' }).click();
  await expect(follow.getByRole('button', { name: 'Following' })).toBeVisible();
  await expect(follow.getByRole('img', { name: 'Followers: 1' })).toBeVisible();
  await page.reload();
  await expect(follow.getByRole('button', { name: 'Following' })).toBeVisible();
});

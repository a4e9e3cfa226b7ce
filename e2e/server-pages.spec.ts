import { randomUUID } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { axeFindings } from './support/axe.ts';
import { TestServer } from './support/server.ts';

let server: TestServer;

test.beforeAll(async () => {
  server = await TestServer.start();
});
test.afterAll(async () => server.dispose());

/** Where somebody pays who has just ordered a mug. */
async function payPage(): Promise<string> {
  const token = await server.token('viewer');
  const list = (await (await server.api('GET', '/api/products?limit=100')).json()) as {
    items: { title: string; skus: { id: string }[] }[];
  };
  const { skus } = list.items.find(({ title }) => title === 'Stoneware Mug')!;
  const headers = { 'Idempotency-Key': randomUUID() };
  const body = { items: [{ skuId: skus[0]!.id, quantity: 1 }] };
  const order = (await (await server.api('POST', '/api/orders', { token, body, headers })).json()) as { id: string };
  const pay = await server.api('POST', `/api/orders/${order.id}/pay`, { token, body: {} });
  return ((await pay.json()) as { payUrl: string }).payUrl;
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the server’s own pages are accessible and do not scroll sideways, ${colorScheme}`, async ({ browser }) => {
    // Looking through the reference of the API takes its time.
    test.setTimeout(180_000);
    const pages: [name: string, url: string, ready: string, except?: string[]][] = [
      ['start', server.url, 'h1'],
      ['studio', `${server.url}/studio?live=friday`, 'live-studio .stage:not(.skeleton)'],
      ['choice of a show', `${server.url}/studio`, 'live-list a'],
      ['studio of no show', `${server.url}/studio?live=nothing`, 'live-studio [role="alert"]'],
      ['payment', await payPage(), 'button'],
      // What is inside comes from Swagger UI as it is.
      ['API', `${server.url}/api/docs`, '.swagger-ui .info', ['.swagger-ui']],
    ];
    for (const viewport of [
      { width: 390, height: 844 },
      { width: 1280, height: 800 },
    ]) {
      const context = await browser.newContext({ viewport, colorScheme, reducedMotion: 'reduce' });
      const page = await context.newPage();
      for (const [name, url, ready, except] of pages) {
        await page.goto(url);
        // The reference of the API is a big page of somebody else's.
        await expect(page.locator(ready).first()).toBeVisible({ timeout: 60_000 });
        expect.soft(await axeFindings(page, { except }), `${name}, ${viewport.width} px`).toEqual([]);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect.soft(over, `sideways scrolling of ${name}, ${viewport.width} px`).toBeLessThanOrEqual(0);
      }
      await context.close();
    }
  });
}

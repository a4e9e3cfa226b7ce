import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { axeFindings } from './support/axe.ts';
import { TestServer } from './support/server.ts';

/** What a page did wrong while it was open. */
interface Faults {
  faults: string[];
  /** What moved by itself, and how much. */
  moved: string[];
}

let server: TestServer;

test.beforeAll(async () => {
  server = await TestServer.start();
});
test.afterAll(async () => server.dispose());

/** Notes what breaks the policy, and what moves by itself. */
function watch(): void {
  const seen: Faults = { faults: [], moved: [] };
  (globalThis as unknown as { seen: Faults }).seen = seen;
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
    seen.faults.push(`policy: ${violatedDirective} ${blockedURI} ${sample}`),
  );
  interface Shift extends PerformanceEntry {
    value: number;
    hadRecentInput: boolean;
    sources: { node: Node | null }[];
  }
  const nameOf = ({ node }: Shift['sources'][number]): string =>
    node instanceof Element ? `${node.localName}#${node.id}.${String(node.className)}` : String(node?.nodeName);
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries() as Shift[]) {
      if (!hadRecentInput) seen.moved.push(`${value.toFixed(4)}: ${sources.map(nameOf).join(', ')}`);
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

async function openPage(context: BrowserContext): Promise<{ page: Page; errors: string[] }> {
  const page = await context.newPage();
  const errors: string[] = [];
  await page.addInitScript(watch);
  page.on('pageerror', ({ message }) => errors.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  return { page, errors };
}

const PAGES = [
  '/',
  '/category/for-the-home',
  '/products/card-wallet',
  '/products/roll-top-rucksack?lang=zh&currency=CNY&dir=rtl',
  '/products/beeswax-candles?lang=en&currency=USD&dir=ltr',
  '/products/vintage-watch/live/friday',
  '/cart',
  '/checkout',
  '/orders',
  '/live',
  '/live/friday',
  '/live/friday?cart=shop',
];

/** Those whose layout is another one where there is room. */
const WIDE = ['/', '/products/card-wallet', '/products/vintage-watch/live/friday', '/checkout', '/live/friday'];

/** A cart as the visitor left it last time. */
async function fillCart(page: Page): Promise<void> {
  await page.goto(`${server.shopUrl}/products/card-wallet`);
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await expect(page.getByRole('dialog', { name: 'Your cart' })).toBeVisible();
}

for (const { name, viewport, colorScheme, pages } of [
  { name: 'a dark phone', viewport: { width: 390, height: 844 }, colorScheme: 'dark', pages: PAGES },
  { name: 'a light desktop', viewport: { width: 1280, height: 800 }, colorScheme: 'light', pages: WIDE },
] as const) {
  test(`pages are accessible, keep the strict policy and stand still on ${name}`, async ({ browser }) => {
    const context = await browser.newContext({ viewport, colorScheme });
    const { page, errors } = await openPage(context);
    await fillCart(page);
    for (const path of pages) {
      await page.goto(server.shopUrl + path);
      // Elements, their room and its products have arrived by then; a page with an open room is never idle.
      await page.waitForTimeout(700);
      expect.soft(await axeFindings(page), path).toEqual([]);
      const { faults, moved } = await page.evaluate(() => (globalThis as unknown as { seen: Faults }).seen);
      expect.soft(faults, path).toEqual([]);
      expect.soft(moved, `what moved on ${path}`).toEqual([]);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect.soft(over, `sideways scrolling of ${path}`).toBeLessThanOrEqual(0);
      expect.soft(errors.splice(0), path).toEqual([]);
    }
    await context.close();
  });
}

test('somebody buys from the shop’s own cart, pays, and finds the order again', async ({ page }) => {
  await page.goto(`${server.shopUrl}/products/weekend-bag`);
  await page.getByRole('radio', { name: '45 L' }).check();
  await expect(page.locator('#product-price')).toHaveText('$169.00');
  await page.getByRole('radio', { name: 'Navy' }).check();
  await expect(page.locator('#product-stock')).toHaveText('We do not make this combination.');
  await expect(page.locator('#add')).toBeDisabled();
  await page.getByRole('radio', { name: 'Olive' }).check();
  await page.getByRole('button', { name: 'Add to cart' }).click();
  const drawer = page.getByRole('dialog', { name: 'Your cart' });
  await drawer.getByRole('button', { name: 'One more: Weekend Bag' }).click();
  await expect(page.locator('#cart-count')).toHaveText('2');
  await expect(drawer.locator('#drawer-total')).toHaveText('$338.00');

  await drawer.getByRole('link', { name: 'Check out' }).click();
  await page.getByRole('button', { name: 'Place order and pay' }).click();
  await expect(page.getByLabel('Name')).toBeFocused();
  await page.getByLabel('Name').fill('Ana Łukasz');
  await page.getByLabel('Street and number').fill('Oat Lane 3');
  await page.getByLabel('Postal code').fill('10117');
  await page.getByLabel('City').fill('Berlin');
  await page.getByLabel('Country').selectOption('DE');
  await page.getByRole('button', { name: 'Place order and pay' }).click();
  await page.getByRole('button', { name: /^Pay/ }).click();

  await expect(page.getByRole('heading', { name: 'Thank you. It is yours.' })).toBeVisible();
  await expect(page.locator('#order-total')).toHaveText('$338.00');
  await expect(page.locator('#cart-count')).toBeHidden();
  await page.getByRole('main').getByRole('link', { name: 'Your orders' }).click();
  await expect(page.getByRole('main').getByRole('listitem')).toContainText(['Weekend Bag']);
});

test('the live show fills the shop’s own cart, in every tab; the other page fills the server’s', async ({ context, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const other = await context.newPage();
  await other.goto(server.shopUrl);

  const addMug = async (): Promise<void> => {
    await page.getByRole('button', { name: /^Products/ }).click();
    await page.getByRole('button', { name: 'Add to cart: Stoneware Mug' }).click();
    await expect(page.getByRole('button', { name: 'Your cart: 1' })).toHaveCount(1);
  };
  await page.goto(`${server.shopUrl}/live/friday`);
  await addMug();
  await expect(page.locator('#cart-count')).toBeHidden();

  await page.goto(`${server.shopUrl}/live/friday?cart=shop`);
  await addMug();
  await expect(page.locator('#cart-count')).toHaveText('1');
  await expect(other.locator('#cart-count')).toHaveText('1');
  await other.goto(`${server.shopUrl}/cart`);
  await expect(other.getByRole('main')).toContainText('Stoneware Mug');
  // And back: what the shop changes, the show knows.
  await other.getByRole('button', { name: 'One more: Stoneware Mug' }).click();
  await expect(page.getByRole('button', { name: 'Your cart: 2' })).toHaveCount(1);
});

test('a product’s page and card say when it is being sold live', async ({ page }) => {
  const host = await server.token('host');
  const call = async (path: string, body?: unknown) =>
    (await server.api('POST', `/api/lives/friday${path}`, { token: host, body })).status;
  const list = (await (await server.api('GET', '/api/products?limit=100')).json()) as { items: { id: string; title: string }[] };
  const productId = list.items.find(({ title }) => title === 'Reading Lamp')!.id;

  await page.goto(`${server.shopUrl}/products/reading-lamp`);
  await expect(page.locator('#live-flag')).toBeHidden();
  expect(await call('/start')).toBe(200);
  await page.reload();
  await expect(page.getByRole('link', { name: 'In the live show now', exact: true })).toHaveAttribute(
    'href',
    '/live/friday?cart=shop',
  );
  expect(await call('/popup', { productId })).toBe(202);
  await page.reload();
  await expect(page.getByRole('link', { name: 'Being sold live now', exact: true })).toBeVisible();

  await page.goto(`${server.shopUrl}/category/for-the-home`);
  await expect(page.getByRole('listitem').filter({ hasText: 'Reading Lamp' })).toContainText('Being sold live now');
  await expect(page.getByRole('listitem').filter({ hasText: 'Stoneware Mug' })).toContainText('In the live show now');
});

test('orders are told in the page’s language, and one that nobody knows sums up nothing', async ({ page }) => {
  await page.goto(`${server.shopUrl}/orders?lang=zh`);
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page.getByRole('button', { name: '退出 Ana' })).toBeVisible();
  const token = await page.evaluate(() => JSON.parse(sessionStorage.getItem('alder-user')!).token as string);
  const list = (await (await server.api('GET', '/api/products?limit=100')).json()) as {
    items: { title: string; skus: { id: string }[] }[];
  };
  const skuId = list.items.find(({ title }) => title === 'Stoneware Mug')!.skus[0]!.id;
  const headers = { 'Idempotency-Key': 'a-mug-for-ana' };
  const answer = await server.api('POST', '/api/orders', { token, headers, body: { items: [{ skuId, quantity: 1 }] } });
  const { id } = (await answer.json()) as { id: string };

  await page.reload();
  await expect(page.getByRole('main').getByRole('listitem').first()).toContainText('粗陶马克杯');
  await page.goto(`${server.shopUrl}/orders/${id}`);
  await expect(page.locator('#order-lines')).toContainText('粗陶马克杯');
  await page.goto(`${server.shopUrl}/orders/nobody-knows-it?lang=en`);
  await expect(page.getByRole('heading', { name: 'We do not know this order' })).toBeVisible();
  await expect(page.locator('.summary')).toBeHidden();
});

test('after the show, the home page leads to the others', async ({ page }) => {
  const token = await server.token('host');
  await server.api('POST', '/api/lives/friday/start', { token });
  expect((await server.api('POST', '/api/lives/friday/end', { token })).ok).toBe(true);
  await page.goto(server.shopUrl);
  await expect(page.getByRole('main').getByRole('link', { name: 'See the shows' })).toHaveAttribute('href', '/live');
});

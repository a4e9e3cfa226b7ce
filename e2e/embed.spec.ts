import { expect, type Page, test } from '@playwright/test';
import { TestServer } from './support/server.ts';
import { openSecondVersion, Origin, strictPolicy, watch } from './support/shop.ts';

let server: TestServer;
let shop: Origin;
let complaints: string[];
let sockets: { url(): string; isClosed(): boolean }[];

test.beforeAll(async () => {
  shop = await Origin.open();
  server = await TestServer.start({ env: { ALLOWED_ORIGINS: shop.url } });
});
test.afterAll(async () => {
  await server.dispose();
  await shop.close();
});
test.beforeEach(async ({ page }) => {
  complaints = await watch(page);
  sockets = [];
  page.on('websocket', (socket) => sockets.push(socket));
});
test.afterEach(() => expect(complaints).toEqual([]));

interface ShopPage {
  body: string;
  head?: string;
  script?: string;
  css?: string;
  /** Other origins that scripts come from. */
  scripts?: string[];
  policies?: string;
}

/** A page of the shop, under the strictest policy; what it does is in files of its own. */
function put({ body, head = paste(), script = '', css = '', scripts = [], policies = '' }: ShopPage, path = '/'): void {
  shop.files[`${path}page.js`] = script;
  shop.files[`${path}page.css`] = css;
  shop.files[path] = {
    headers: strictPolicy([server.url, ...scripts], [server.shopUrl], policies),
    body: `<!doctype html><html lang="en"><head><title>Shop</title><link rel="stylesheet" href="${path}page.css">
      <script src="${path}page.js"></script>${head}</head><body><h1>Shop</h1>${body}</body></html>`,
  };
}
const paste = (from = server.url, query = '') => `<script type="module" src="${from}/embed/vitrine.js${query}"></script>`;

/** Pops a product up; gives its id. */
async function popUp(title: string): Promise<string> {
  const { items } = (await (await server.api('GET', '/api/products?limit=100')).json()) as {
    items: { id: string; title: string; skus: unknown[] }[];
  };
  const { id } = items.find((product) => product.title === title)!;
  const token = await server.token('host');
  const answer = await server.api('POST', '/api/lives/friday/popup', { token, body: { productId: id } });
  expect(answer.status).toBe(202);
  return id;
}

/** Pieces in the cart at our own server. */
const ourCart = (page: Page): Promise<number> =>
  page.locator('product-popup').evaluate((popup) => (popup as unknown as { room: { cart: { count: number } } }).room.cart.count);
const chat = (page: Page) => page.locator('barrage-list').getByRole('log');
const roomSockets = () => sockets.filter((socket) => socket.url().includes('/socket'));

test('the script may be pasted twice', async ({ page }) => {
  put({ head: paste() + paste() + paste(server.url, '?again'), body: '<live-room live-id="friday"></live-room>' });
  await page.goto(shop.url);
  await expect(chat(page)).toBeVisible();
  await expect.poll(() => roomSockets().length).toBe(1);
});

test('two versions share one page, and one room', async ({ page }) => {
  const second = await openSecondVersion();
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  // Whoever is first defines an element; this one the second version has to bring.
  await page.route(`${server.url}/embed/chunks/product-shelf-*`, async (route) => {
    await page.locator('body > product-shelf').getByText('Reading Lamp').waitFor();
    await route.continue();
  });
  put({
    head: paste() + paste(second.url),
    scripts: [second.url],
    // Both bring a Lit of their own, and each wants the policy of that name.
    policies: "'allow-duplicates'",
    body: `<live-room live-id="friday"></live-room><product-shelf live-id="friday"></product-shelf><live-list></live-list>`,
  });
  await page.goto(shop.url);
  await expect(chat(page)).toBeVisible();
  await page.locator('body > product-shelf').scrollIntoViewIfNeeded();
  await expect(page.locator('body > product-shelf').getByText('Reading Lamp')).toBeVisible();
  await page.locator('live-list').scrollIntoViewIfNeeded();
  await expect(page.locator('live-list').getByRole('link')).not.toHaveCount(0);
  await expect.poll(() => requests.filter((url) => url.startsWith(`${second.url}/embed/chunks/`)).length).toBeGreaterThan(0);
  expect(roomSockets()).toHaveLength(1);
  await second.close();
});

test('elements may come late, move, and live in a shadow root of the shop', async ({ page }) => {
  put({ body: '<div id="a"></div><div id="b"></div><div id="c"></div>' });
  await page.goto(shop.url);
  await page.evaluate(() => {
    const room = Object.assign(document.createElement('live-room'), { id: 'room' });
    room.setAttribute('live-id', 'friday');
    document.querySelector('#a')!.append(room);
  });
  await expect(chat(page)).toBeVisible();
  await expect.poll(() => roomSockets().length).toBe(1);

  // Moving, even with a pause as frameworks make it, does not leave the room.
  await page.evaluate(() => document.querySelector('#b')!.append(document.querySelector('#room')!));
  await page.evaluate(async () => {
    const room = document.querySelector('#room')!;
    room.remove();
    await new Promise((resolve) => setTimeout(resolve, 300));
    document.querySelector('#a')!.append(room);
  });
  await expect(chat(page)).toBeVisible();
  await page.waitForTimeout(1_500);
  expect(roomSockets()).toHaveLength(1);
  expect(roomSockets()[0]!.isClosed()).toBe(false);

  await page.evaluate(() => {
    const root = document.querySelector('#c')!.attachShadow({ mode: 'open' });
    const list = document.createElement('live-list');
    root.append(list);
    (globalThis as unknown as { vitrine: { scan(root: ShadowRoot): void } }).vitrine.scan(root);
  });
  await expect(page.locator('#c live-list').getByRole('link')).not.toHaveCount(0);
});

test('an element that is removed in the middle of a request leaves nothing behind', async ({ page }) => {
  put({ body: '<div id="place"></div>' });
  const waiting: (() => void)[] = [];
  let held = 0;
  await page.route(`${server.url}/api/**`, async (route) => {
    await new Promise<void>((resolve) => waiting.push(resolve));
    await route.continue().catch(() => {});
  });
  await page.goto(shop.url);
  for (const tag of ['live-room', 'live-list', 'product-shelf', 'live-cart', 'product-popup', 'live-player']) {
    await page.evaluate((name) => {
      const element = document.createElement(name);
      element.setAttribute('live-id', 'friday');
      document.querySelector('#place')!.append(element);
    }, tag);
    await page.waitForFunction((name) => customElements.get(name), tag);
    await page.waitForTimeout(200);
    held += waiting.length;
    await page.evaluate(() => document.querySelector('#place')!.replaceChildren());
    waiting.splice(0).forEach((go) => go());
    await page.waitForTimeout(200);
    waiting.splice(0).forEach((go) => go());
  }
  expect(held).toBeGreaterThan(3);
  await page.unroute(`${server.url}/api/**`);
  waiting.splice(0).forEach((go) => go());
  await expect.poll(() => roomSockets().every((socket) => socket.isClosed()), { timeout: 10_000 }).toBe(true);
});

test('the page is as it was, but for the elements', async ({ page }) => {
  await page.addInitScript(() => {
    const shared = [Object, Array, Promise, EventTarget, Event, Node, Element, HTMLElement, Document, ShadowRoot, Window];
    const look = () => ({
      globals: Object.getOwnPropertyNames(globalThis),
      prototypes: shared.map(({ name, prototype }) => `${name}: ${Reflect.ownKeys(prototype).map(String).join()}`),
      statics: shared.map((known) => `${known.name}: ${Reflect.ownKeys(known).map(String).join()}`),
      styles: [...document.querySelectorAll('html, body, h1, p, button')].map((element) =>
        [...getComputedStyle(element)]
          .filter((name) => !/height|block-size|width|inline-size|origin|perspective/.test(name))
          .map((name) => `${name}:${getComputedStyle(element).getPropertyValue(name)}`)
          .join(';'),
      ),
      head: document.head.children.length,
      native: [fetch, setTimeout, addEventListener, history.pushState].map(String),
    });
    Object.assign(globalThis, { look });
  });
  const body = '<p>Text</p><button>Buy</button><live-room live-id="friday"></live-room><live-list></live-list>';
  put({ head: '', body });
  await page.goto(shop.url);
  const look = () => page.evaluate(() => (globalThis as unknown as { look: () => Record<string, unknown[]> }).look());
  const before = await look();
  put({ body });
  await page.goto(shop.url);
  await expect(chat(page)).toBeVisible();
  await page.locator('live-list').scrollIntoViewIfNeeded();
  await expect(page.locator('live-list').getByRole('link')).not.toHaveCount(0);
  const { globals, head, ...after } = await look();
  const ours = (globals as string[]).filter((name) => !before.globals!.includes(name));
  expect(ours.sort()).toEqual([
    'litElementVersions',
    'litHtmlVersions',
    'litPropertyMetadata',
    'reactiveElementVersions',
    'vitrine',
  ]);
  // The pasted script itself is the one element more.
  expect(head).toBe((before.head as unknown as number) + 1);
  const { globals: _globals, head: _head, ...was } = before;
  expect(after).toEqual(was);
});

test('hostile styles of the shop leave the elements usable', async ({ page }) => {
  await popUp('Reading Lamp');
  put({
    head: `<base href="${shop.url}/somewhere/else/">${paste()}`,
    body: '<div class="overlay"></div><live-room live-id="friday"></live-room><live-list></live-list>',
    css: `
      * { all: initial; color: red !important; letter-spacing: 2em; }
      *, *::before, *::after { box-sizing: content-box; transition: all 9s; animation: none; }
      button, a, img, video, ul, li, input { display: none !important; visibility: hidden !important; }
      [part], [class], [slot] { opacity: 0; }
      :not(:defined) { display: none; }
      .overlay { position: fixed; inset: 30% 0 0 0; z-index: 2147483647; background: black !important; display: block; }
      live-room { display: block; block-size: 700px; }`,
  });
  await page.setViewportSize({ width: 390, height: 760 });
  await page.goto(shop.url);
  const room = page.locator('live-room');
  const card = room.locator('product-popup');
  await expect(card.getByRole('heading', { name: 'Reading Lamp' })).toBeVisible();
  // What the shop lays over the page stays there. What floats is in the top layer, and can be tapped all the same.
  await room.getByRole('button', { name: /^Products/ }).evaluate((button: HTMLElement) => button.click());
  const shelf = room.getByRole('dialog', { name: 'Products' });
  await expect(shelf.getByRole('button', { name: 'Add to cart: Reading Lamp' })).toBeVisible();
  await shelf.getByRole('button', { name: 'Add to cart: Reading Lamp' }).click();
  await expect.poll(() => ourCart(page)).toBe(1);
  await page.locator('live-list').scrollIntoViewIfNeeded();
  const box = await page.locator('live-list').getByRole('link').first().boundingBox();
  expect(box!.width).toBeGreaterThan(100);
});

test('the shop may veto an addition to the cart, or make it its own way', async ({ page }) => {
  await popUp('Reading Lamp');
  put({
    body: '<live-room live-id="friday"></live-room><p id="log"></p>',
    script: `
      const said = [];
      addEventListener('live-before-add-to-cart', (event) => {
        said.push('asked');
        if (said.length === 1) return event.preventDefault();
        event.respondWith(new Promise((resolve) => setTimeout(() => { said.push('own cart'); resolve(); }, 200)));
      });
      addEventListener('live-added-to-cart', (event) => {
        said.push('added ' + event.addition.quantity);
        document.querySelector('#log').textContent = said.join();
      });`,
  });
  await page.goto(shop.url);
  const add = page.locator('live-room product-popup').getByRole('button', { name: 'Add to cart' });
  await add.click();
  await page.waitForTimeout(300);
  await expect(page.locator('#log')).toHaveText('');
  await expect(add).toBeEnabled();
  await add.click();
  await expect(page.locator('#log')).toHaveText('asked,asked,own cart,added 1');
  expect(await ourCart(page)).toBe(0);
});

test('a whole purchase with the cart that the shop keeps itself', async ({ page }) => {
  await popUp('Reading Lamp');
  const orders: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && /\/api\/(orders|cart)/.test(request.url())) orders.push(request.url());
  });
  put({
    head: `<meta name="vitrine-cart" content="dom-events">${paste()}`,
    body: `<output id="badge">0</output><ul id="drawer"></ul><button id="own">Add a card</button>
      <live-room live-id="friday"></live-room>`,
    // A cart as shops have had for years: an array, a price list, a badge and a drawer.
    script: `
      const PRICES = { card: 300 };
      const items = [];
      const cart = () => ({
        lines: items.map(({ id, title, quantity, skuId }) => ({
          id, title, quantity, skuId, available: 3, unitPrice: { amount: PRICES[id] ?? 4321, currency: 'EUR' },
        })),
        total: { amount: items.reduce((sum, { id, quantity }) => sum + quantity * (PRICES[id] ?? 4321), 0), currency: 'EUR' },
      });
      const changed = () => {
        document.querySelector('#badge').textContent = items.reduce((sum, { quantity }) => sum + quantity, 0);
        document.querySelector('#drawer').replaceChildren(...items.map(({ title, quantity }) =>
          Object.assign(document.createElement('li'), { textContent: quantity + ' × ' + title })));
        dispatchEvent(new CustomEvent('vitrine-cart-changed', { detail: cart() }));
        return cart();
      };
      const put = (id, title, quantity, skuId) => {
        const item = items.find((known) => known.id === id);
        if ((item?.quantity ?? 0) + quantity > 3) throw { code: 'limit-reached', available: 3 };
        if (item) item.quantity += quantity; else items.push({ id, title, quantity, skuId });
      };
      window.vitrine = { cart: {
        get: cart,
        async add(lines) {
          for (const { skuId, quantity, attribution } of lines) put('sku:' + skuId, 'Lamp from ' + attribution.liveId, quantity, skuId);
          return changed();
        },
        async update(id, quantity) {
          const item = items.find((known) => known.id === id);
          put(id, item.title, quantity - item.quantity);
          return changed();
        },
        async remove(id) { items.splice(items.findIndex((known) => known.id === id), 1); changed(); },
        async checkout() { sessionStorage.cart = JSON.stringify(cart()); return '/checkout/'; },
      } };
      addEventListener('DOMContentLoaded', () => {
        document.querySelector('#own').onclick = () => { put('card', 'Gift card', 1); changed(); };
      });`,
  });
  put(
    {
      head: '',
      body: '<output id="due"></output>',
      script: `addEventListener('load', () => { document.querySelector('#due').textContent = sessionStorage.cart; });`,
    },
    '/checkout/',
  );
  await page.goto(shop.url);
  const room = page.locator('live-room');
  const badge = page.locator('#badge');
  await room.locator('product-popup').getByRole('button', { name: 'Add to cart' }).click();
  await expect(badge).toHaveText('1');
  await expect(page.locator('#drawer')).toHaveText('1 × Lamp from friday');

  // Two ways: the shop's page follows our drawer, and our drawer the shop's page.
  await page.locator('#own').click();
  await expect(badge).toHaveText('2');
  await room.getByRole('button', { name: 'Your cart: 2' }).click();
  const cart = room.locator('live-cart');
  await expect(cart.getByText('Gift card')).toBeVisible();
  await expect(cart.getByText('€46.21')).toBeVisible();
  const lamp = cart.getByRole('group', { name: 'Quantity: Lamp from friday' });
  await lamp.getByRole('button', { name: 'One more' }).click();
  await expect(badge).toHaveText('3');
  await lamp.getByRole('button', { name: 'One more' }).click();
  await expect(lamp.getByRole('button', { name: 'One more' })).toBeDisabled();
  await cart.getByRole('group', { name: 'Quantity: Gift card' }).getByRole('button', { name: 'Remove' }).click();
  await expect(page.locator('#drawer')).toHaveText('3 × Lamp from friday');

  await cart.getByRole('button', { name: 'Check out' }).click();
  await page.waitForURL(`${shop.url}/checkout/`);
  expect(JSON.parse((await page.locator('#due').textContent())!).total).toEqual({ amount: 12_963, currency: 'EUR' });
  expect(orders).toEqual([]);
});

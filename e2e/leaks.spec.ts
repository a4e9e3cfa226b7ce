import { readdirSync, readFileSync } from 'node:fs';
import { type CDPSession, expect, type Page, test } from '@playwright/test';
import { Host } from './support/people.ts';
import { TestServer } from './support/server.ts';
import { Origin } from './support/shop.ts';

/** The full count takes minutes; `npm test` sets less. */
const ROUNDS = Number(process.env.LEAK_ROUNDS ?? 1_000);
const ROUNDS_WITH_MEDIA = Math.ceil(ROUNDS / 20);
const MAX_GROWTH = 1_000_000;
/** A room stays open for a second after its last element. */
const GRACE_MS = 2_500;

const widgets = new URL('../packages/widgets/', import.meta.url);

interface Manifest {
  modules: { declarations?: { tagName?: string }[] }[];
}
/** Every element that the packages define, as the manifest lists them. */
const ELEMENTS = (JSON.parse(readFileSync(new URL('custom-elements.json', widgets), 'utf8')) as Manifest).modules
  .flatMap(({ declarations = [] }) => declarations)
  .flatMap(({ tagName }) => tagName ?? []);

/** The sections of the console: each has a folder, and elements of its own. */
const SECTIONS = readdirSync(new URL('src/live-console/', widgets), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

test.describe.configure({ mode: 'parallel' });

let server: TestServer;
let shop: Origin;

test.beforeAll(async () => {
  shop = await Origin.open();
  server = await TestServer.start({ env: { ALLOWED_ORIGINS: shop.url } });
  shop.files['/'] = `<!doctype html><title>Shop</title><main></main>
    <script type="module" src="${server.url}/embed/vitrine.js"></script>`;
});
test.afterAll(async () => {
  await server.dispose();
  await shop.close();
});

interface Alive {
  timers: number;
  sockets: number;
  peers: number;
  tracks: number;
}

/** Counts what a page holds open besides memory: timers, sockets, connections and tracks. */
function countOpen(): void {
  const timers = new Set<unknown>();
  const { setTimeout: later, setInterval: often, clearTimeout: noLonger } = globalThis;
  const counted = globalThis as unknown as Record<string, unknown>;
  counted['setTimeout'] = (act: (...given: unknown[]) => void, ms?: number, ...given: unknown[]) => {
    const id = later(() => {
      timers.delete(id);
      act(...given);
    }, ms);
    timers.add(id);
    return id;
  };
  counted['setInterval'] = (act: () => void, ms?: number) => {
    const id = often(act, ms);
    timers.add(id);
    return id;
  };
  counted['clearTimeout'] = counted['clearInterval'] = (id: number) => {
    timers.delete(id);
    noLonger(id);
  };
  // Weakly: to count them must not keep them.
  const made: Record<string, WeakRef<object>[]> = { WebSocket: [], RTCPeerConnection: [] };
  const tracks: WeakRef<MediaStreamTrack>[] = [];
  for (const name of Object.keys(made)) {
    counted[name] = new Proxy(counted[name] as new () => EventTarget, {
      construct(Target, given, self) {
        const one = Reflect.construct(Target, given, self) as EventTarget;
        made[name]!.push(new WeakRef(one));
        if (name === 'RTCPeerConnection') {
          one.addEventListener('track', (event) => tracks.push(new WeakRef((event as RTCTrackEvent).track)));
        }
        return one;
      },
    });
  }
  const devices = navigator.mediaDevices;
  const capture = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async (constraints) => {
    const stream = await capture(constraints);
    tracks.push(...stream.getTracks().map((track) => new WeakRef(track)));
    return stream;
  };
  const open = (name: string, is: (one: never) => boolean) =>
    made[name]!.filter((ref) => {
      const one = ref.deref();
      return one !== undefined && is(one as never);
    }).length;
  counted['alive'] = (): Alive => ({
    timers: timers.size,
    sockets: open('WebSocket', ({ readyState }: WebSocket) => readyState < 2),
    peers: open('RTCPeerConnection', ({ connectionState }: RTCPeerConnection) => connectionState !== 'closed'),
    tracks: tracks.filter((ref) => ref.deref()?.readyState === 'live').length,
  });
}

async function measure(page: Page, cdp: CDPSession) {
  await page.waitForTimeout(GRACE_MS);
  for (let i = 0; i < 3; i++) await cdp.send('HeapProfiler.collectGarbage');
  const { metrics } = await cdp.send('Performance.getMetrics');
  const of = (name: string) => metrics.find((metric) => metric.name === name)!.value;
  const alive = await page.evaluate(() => (globalThis as unknown as { alive: () => Alive }).alive());
  return { heap: of('JSHeapUsedSize'), listeners: of('JSEventListeners'), nodes: of('Nodes'), ...alive };
}

/** What a variant picker has to choose from. */
const SKUS = ['S', 'M'].map((Size) => ({ id: Size, options: { Size }, prices: [{ amount: 1, currency: 'USD' }], stock: 1 }));

/** Puts the element on the page and takes it away again, over and over; each time it renders, down to what `inside` of it is waited for. */
const mount = (page: Page, tag: string, rounds: number, attributes: Record<string, string> = {}, inside = ''): Promise<void> =>
  page.evaluate(
    async ([name, count, given, part, skus]) => {
      const place = document.querySelector('main')!;
      for (let i = 0; i < count; i++) {
        const element = document.createElement(name);
        element.setAttribute('live-id', 'friday');
        for (const [attribute, value] of Object.entries(given)) element.setAttribute(attribute, value);
        Object.assign(element, { skus });
        place.append(element);
        await customElements.whenDefined(name);
        await (element as unknown as { updateComplete: Promise<unknown> }).updateComplete;
        const isShown = () => part === '' || element.shadowRoot!.querySelector(part) !== null;
        while (!isShown()) await new Promise((resolve) => requestAnimationFrame(resolve));
        if (i % 20 === 0) await new Promise((resolve) => requestAnimationFrame(resolve));
        element.remove();
      }
    },
    [tag, rounds, attributes, inside, SKUS] as const,
  );

async function open(page: Page, role?: 'host' | 'admin'): Promise<CDPSession> {
  await page.addInitScript(countOpen);
  if (role) {
    const token = await server.token(role);
    await page.addInitScript((signed) => Object.assign(globalThis, { vitrine: { token: async () => signed } }), token);
  }
  await page.goto(shop.url);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable');
  await cdp.send('HeapProfiler.enable');
  return cdp;
}

async function expectNothingLeft(page: Page, cdp: CDPSession, act: (rounds: number) => Promise<void>, rounds: number) {
  // The first ones fill caches that stay: templates, formats, the session.
  await act(Math.min(60, rounds));
  const before = await measure(page, cdp);
  await act(rounds);
  let after = await measure(page, cdp);
  // On a busy machine the last ones may still be on their way out.
  for (let tries = 0; tries < 3 && after.listeners > before.listeners; tries += 1) after = await measure(page, cdp);
  test.info().annotations.push({ type: 'growth', description: JSON.stringify({ before, after }) });
  // First, since whatever is open keeps its element: it says why there are more listeners.
  const { timers, sockets, peers, tracks } = after;
  expect({ timers, sockets, peers, tracks }).toEqual({ timers: 0, sockets: 0, peers: 0, tracks: 0 });
  expect(after.heap - before.heap).toBeLessThan(MAX_GROWTH);
  // What was first needed late stays, once: a listener of the whole page, the nodes of a template. A leak has one for every round.
  expect(after.listeners - before.listeners, 'listeners').toBeLessThanOrEqual(2);
  expect(after.nodes - before.nodes, 'nodes').toBeLessThan(Math.max(150, rounds * 0.75));
}

for (const tag of ELEMENTS) {
  test(`${ROUNDS} times <${tag}> leave nothing behind`, async ({ page }) => {
    test.setTimeout(300_000);
    const cdp = await open(page);
    // A part of cards, which comes with them.
    if (tag === 'variant-picker') await mount(page, 'product-popup', 1);
    await expectNothingLeft(page, cdp, (rounds) => mount(page, tag, rounds), ROUNDS);
  });
}

for (const section of SECTIONS) {
  test(`${ROUNDS_WITH_MEDIA} times the section ${section} of the console leave nothing behind`, async ({ page }) => {
    test.setTimeout(300_000);
    const cdp = await open(page, 'admin');
    const act = (rounds: number) =>
      mount(page, 'live-console', rounds, { section }, `:is(live-console-${section}, live-console-shop-${section})`);
    await expectNothingLeft(page, cdp, act, ROUNDS_WITH_MEDIA);
  });
}

for (const tag of ['live-player', 'live-room']) {
  test(`${ROUNDS_WITH_MEDIA} times a playing <${tag}> leave nothing behind`, async ({ browser, page }) => {
    test.setTimeout(600_000);
    const host = await Host.enter(browser, server);
    await host.goLive();
    const cdp = await open(page);
    const play = (rounds: number) =>
      page.evaluate(
        async ([name, count]) => {
          const place = document.querySelector('main')!;
          for (let i = 0; i < count; i++) {
            const element = document.createElement(name);
            element.setAttribute('live-id', 'friday');
            element.style.width = '180px';
            let late: ReturnType<typeof setTimeout>;
            const playing = new Promise((resolve, reject) => {
              element.addEventListener('live-playing', resolve, { once: true });
              late = setTimeout(() => reject(new Error(`no picture: ${element.getAttribute('state')}`)), 20_000);
            });
            place.append(element);
            await playing.finally(() => clearTimeout(late));
            element.remove();
          }
        },
        [tag, rounds] as const,
      );
    await play(3);
    await expectNothingLeft(page, cdp, play, ROUNDS_WITH_MEDIA);
    await host.context.close();
  });
}

test(`${ROUNDS_WITH_MEDIA} times a <live-studio> with a camera leave nothing behind`, async ({ page }) => {
  test.setTimeout(600_000);
  await page.context().grantPermissions(['camera', 'microphone'], { origin: shop.url });
  const cdp = await open(page, 'host');
  const film = (rounds: number) =>
    page.evaluate(async (count) => {
      const place = document.querySelector('main')!;
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      for (let i = 0; i < count; i++) {
        const studio = document.createElement('live-studio');
        studio.setAttribute('live-id', 'friday');
        place.append(studio);
        const seen = () => studio.shadowRoot?.querySelector('live-studio-preview')?.shadowRoot?.querySelector('video')?.srcObject;
        const allow = () =>
          [...(studio.shadowRoot?.querySelectorAll('*') ?? [])]
            .flatMap(({ shadowRoot }) => [...(shadowRoot?.querySelectorAll('button') ?? [])])
            .find(({ textContent }) => textContent.includes('Allow camera'));
        while (!seen()) {
          allow()?.click();
          await frame();
        }
        studio.remove();
      }
    }, rounds);
  await expectNothingLeft(page, cdp, film, ROUNDS_WITH_MEDIA);
});

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

const ELEMENTS = [
  'live-room',
  'live-player',
  'live-studio',
  'live-list',
  'live-cart',
  'product-shelf',
  'product-popup',
  'barrage-list',
  'flying-barrage',
  'barrage-input',
  'like-button',
  'order-list',
  'order-card',
  'follow-button',
  'gift-panel',
  'gift-effects',
];

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

/** Puts the element on the page and takes it away again, over and over; each time it renders. */
const mount = (page: Page, tag: string, rounds: number): Promise<void> =>
  page.evaluate(
    async ([name, count]) => {
      const place = document.querySelector('main')!;
      for (let i = 0; i < count; i++) {
        const element = document.createElement(name);
        element.setAttribute('live-id', 'friday');
        place.append(element);
        await customElements.whenDefined(name);
        await (element as unknown as { updateComplete: Promise<unknown> }).updateComplete;
        if (i % 20 === 0) await new Promise((resolve) => requestAnimationFrame(resolve));
        element.remove();
      }
    },
    [tag, rounds] as const,
  );

async function open(page: Page): Promise<CDPSession> {
  await page.addInitScript(countOpen);
  await page.goto(shop.url);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable');
  await cdp.send('HeapProfiler.enable');
  return cdp;
}

for (const tag of ELEMENTS) {
  test(`${ROUNDS} times <${tag}> leave nothing behind`, async ({ page }) => {
    test.setTimeout(180_000);
    const cdp = await open(page);
    // The first ones fill caches that stay: templates, formats, the session.
    await mount(page, tag, 60);
    const before = await measure(page, cdp);
    await mount(page, tag, ROUNDS);
    const after = await measure(page, cdp);
    test.info().annotations.push({ type: 'growth', description: JSON.stringify({ before, after }) });
    expect(after.heap - before.heap).toBeLessThan(MAX_GROWTH);
    expect(after.listeners - before.listeners, 'listeners').toBeLessThanOrEqual(0);
    // Templates that were first needed late stay, once; a leak has a node for every round.
    expect(after.nodes - before.nodes, 'nodes').toBeLessThan(ROUNDS / 2);
    expect({ timers: after.timers, sockets: after.sockets }).toEqual({ timers: 0, sockets: 0 });
  });
}

test(`${ROUNDS_WITH_MEDIA} times a playing <live-player> leave nothing behind`, async ({ browser, page }) => {
  test.setTimeout(300_000);
  const host = await Host.enter(browser, server);
  await host.goLive();
  const cdp = await open(page);
  const play = (rounds: number) =>
    page.evaluate(async (count) => {
      const place = document.querySelector('main')!;
      for (let i = 0; i < count; i++) {
        const player = document.createElement('live-player');
        player.setAttribute('live-id', 'friday');
        player.style.width = '180px';
        const playing = new Promise((resolve, reject) => {
          player.addEventListener('live-playing', resolve, { once: true });
          setTimeout(() => reject(new Error(`no picture: ${player.getAttribute('state')}`)), 20_000);
        });
        place.append(player);
        await playing;
        player.remove();
      }
    }, rounds);
  await play(3);
  const before = await measure(page, cdp);
  await play(ROUNDS_WITH_MEDIA);
  // The timers of this test itself have to run out, too.
  await page.waitForTimeout(20_000);
  const after = await measure(page, cdp);
  test.info().annotations.push({ type: 'growth', description: JSON.stringify({ before, after }) });
  await host.context.close();
  expect(after.heap - before.heap).toBeLessThan(MAX_GROWTH);
  expect(after.listeners - before.listeners, 'listeners').toBeLessThanOrEqual(0);
  expect(after.nodes - before.nodes, 'nodes').toBeLessThan(ROUNDS_WITH_MEDIA);
  const { timers, sockets, peers, tracks } = after;
  expect({ timers, sockets, peers, tracks }).toEqual({ timers: 0, sockets: 0, peers: 0, tracks: 0 });
});

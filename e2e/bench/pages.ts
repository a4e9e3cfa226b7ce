import { type Browser, type CDPSession, chromium, type Page } from '@playwright/test';
import { TestServer } from '../support/server.ts';
import type { Findings } from './report.ts';
import { median } from './statistics.ts';

const RUNS = 7;
/** A mid-range phone on a slow mobile network, as Lighthouse takes it. */
const CPU_SLOWDOWN = 4;
const SLOW_4G = { offline: false, latency: 150, downloadThroughput: 1_638_400 / 8, uploadThroughput: 750_000 / 8 };
/** How long a page may still move after it has loaded, in milliseconds. */
const SETTLE = 2_500;
/** Beyond this many milliseconds a task blocks the visitor. */
const LONG_TASK = 50;

const PAGES = { home: '/', product: '/products/reading-lamp/live/friday' } as const;

interface Measures {
  fcp: number;
  lcp: number;
  /** Total blocking time: what long tasks take beyond 50 ms. */
  tbt: number;
  cls: number;
  bytes: number;
}

type Observed = Omit<Measures, 'bytes'>;

/** Runs in the page before anything else of it. */
function observe(longTask: number): void {
  const seen: Observed = { fcp: 0, lcp: 0, tbt: 0, cls: 0 };
  (globalThis as unknown as { seen: Observed }).seen = seen;
  const watch = (type: string, take: (entry: PerformanceEntry) => void): void =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  watch('paint', ({ name, startTime }) => {
    if (name === 'first-contentful-paint') seen.fcp = startTime;
  });
  watch('largest-contentful-paint', ({ startTime }) => (seen.lcp = startTime));
  watch('longtask', ({ duration }) => (seen.tbt += duration - longTask));
  watch('layout-shift', (entry) => (seen.cls += (entry as PerformanceEntry & { value: number }).value));
}

/** Takes our script and our elements out of a page, so that only the shop is left. */
async function withoutTags(page: Page, server: TestServer): Promise<void> {
  await page.route(`${server.shopUrl}/**`, async (route) => {
    if (route.request().resourceType() !== 'document') return route.continue();
    const answer = await route.fetch();
    const text = await answer.text();
    const bare = text
      .replaceAll(/<script[^>]*\/embed\/vitrine\.js[^>]*><\/script>/g, '')
      .replaceAll(/<((?:live|barrage|product|like)-[a-z]+)\b[^>]*>[\s\S]*?<\/\1>/g, '');
    return route.fulfill({ response: answer, body: bare });
  });
}

/** The same detour for the untouched page, so that both pay for it. */
const withTags = async (page: Page, server: TestServer): Promise<void> => {
  await page.route(`${server.shopUrl}/**`, async (route) => {
    if (route.request().resourceType() !== 'document') return route.continue();
    return route.fulfill({ response: await route.fetch() });
  });
};

async function slowDown(session: CDPSession): Promise<() => number> {
  let bytes = 0;
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', SLOW_4G);
  await session.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
  session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  return () => bytes;
}

async function measure(browser: Browser, server: TestServer, path: string, tags: boolean): Promise<Measures> {
  // A context of its own: nothing is cached, as for somebody who comes for the first time.
  const context = await browser.newContext({ viewport: { width: 412, height: 823 }, isMobile: true, hasTouch: true });
  try {
    const page = await context.newPage();
    await page.addInitScript(observe, LONG_TASK);
    await (tags ? withTags : withoutTags)(page, server);
    const bytes = await slowDown(await context.newCDPSession(page));
    await page.goto(server.shopUrl + path, { waitUntil: 'load', timeout: 60_000 });
    await page.waitForTimeout(SETTLE);
    const seen = await page.evaluate(() => (globalThis as unknown as { seen: Observed }).seen);
    return { ...seen, bytes: bytes() };
  } finally {
    await context.close();
  }
}

const middle = (all: readonly Measures[]): Measures => {
  const of = (name: keyof Measures): number => median(all.map((one) => one[name]));
  return { fcp: of('fcp'), lcp: of('lcp'), tbt: of('tbt'), cls: of('cls'), bytes: of('bytes') };
};

/** What our tags cost a shop's pages: the demo shop with and without them, by turns, on a slow phone and a slow network. */
export async function benchPages(_server: string[], chrome: string | undefined): Promise<Findings> {
  const bench = `pages: the demo shop with and without our tags (medians of ${RUNS}, processor ${CPU_SLOWDOWN} times slower, slow 4G)`;
  if (!chrome) return { bench, rows: [], ratios: [], notes: ['skipped: there is no Chrome'] };
  const server = await TestServer.start();
  const browser = await chromium.launch({ executablePath: chrome, args: ['--no-sandbox', '--disable-background-networking'] });
  const findings: Findings = { bench, rows: [], ratios: [], notes: [] };
  try {
    for (const [name, path] of Object.entries(PAGES)) {
      const runs: Record<'with' | 'without', Measures[]> = { with: [], without: [] };
      // Whatever the machine does meanwhile, it does to both.
      for (let run = 0; run < RUNS; run++) {
        runs.without.push(await measure(browser, server, path, false));
        runs.with.push(await measure(browser, server, path, true));
      }
      const [without, withOurs] = [middle(runs.without), middle(runs.with)];
      for (const [tags, { fcp, lcp, tbt, cls, bytes }] of [
        ['without', without],
        ['with', withOurs],
      ] as const)
        findings.rows.push({ page: name, tags, 'FCP ms': fcp, 'LCP ms': lcp, 'TBT ms': tbt, CLS: cls, bytes });
      findings.ratios.push(
        { name: `pages.${name}.fcp`, value: withOurs.fcp / without.fcp, target: '<= 1.1' },
        { name: `pages.${name}.lcp`, value: withOurs.lcp / without.lcp, target: '<= 1.1' },
        { name: `pages.${name}.bytes`, value: withOurs.bytes / without.bytes },
      );
      findings.notes.push(
        `${name}: our tags add ${Math.round(withOurs.tbt - without.tbt)} ms of blocking, ${(withOurs.cls - without.cls).toFixed(3)} of layout shift and ${Math.round((withOurs.bytes - without.bytes) / 1000)} kB`,
      );
    }
  } finally {
    await browser.close();
    await server.dispose();
  }
  return findings;
}

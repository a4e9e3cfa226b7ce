import { type Browser, type CDPSession, chromium, type Page } from '@playwright/test';
import { TestServer } from '../support/server.ts';
import type { Findings } from './report.ts';
import { median, sum } from './statistics.ts';

const RUNS = 5;
/** A mid-range phone on a slow mobile network, as Lighthouse takes it. */
const CPU_SLOWDOWN = 4;
const SLOW_4G = { offline: false, latency: 150, downloadThroughput: 1_638_400 / 8, uploadThroughput: 750_000 / 8 };
/** A document that we hand out ourselves comes from no address, so that Chrome would not let it ask this machine for scripts. */
const PAGE_OF_NO_ADDRESS = '--disable-features=LocalNetworkAccessChecks';
/** A visitor's phone; our rules for empty boxes would not pass the shop's policy. */
const PHONE = { viewport: { width: 412, height: 823 }, isMobile: true, hasTouch: true, bypassCSP: true };
/** How long a page may still move after its network has become quiet, in milliseconds. */
const SETTLE = 1_000;
/** How long the network has to become quiet, in milliseconds. */
const PATIENCE = 10_000;
/** Beyond this many milliseconds a task blocks the visitor. */
const LONG_TASK = 50;

/**
 * What is compared. On `product` and `show` the shop has put its picture of the show into our element, which costs it one line; on
 * `bare` there is nothing but our tag. Without our script each of them shows that picture in the same place, as a shop would that
 * has no more of the show to show.
 */
const PAGES = {
  home: '/',
  product: '/products/reading-lamp/live/friday',
  show: '/live/friday',
  bare: '/live/friday#bare',
} as const;
const POSTER = /<img slot="poster"[^>]*>/;
const POSTER_BOX = '[slot=poster]{display:block;inline-size:100%;block-size:100%;object-fit:cover}';

interface Measures {
  /** Elements of ours that run on the page. */
  elements: number;
  fcp: number;
  lcp: number;
  /**
   * Total blocking time: what tasks of the page's main thread take beyond 50 ms. Counted in time of the processor, not of the clock:
   * it is the same however busy the machine is with other things.
   */
  tbt: number;
  /** All that the main thread did, in milliseconds of the processor. */
  cpu: number;
  cls: number;
  bytes: number;
}

type Observed = Pick<Measures, 'fcp' | 'lcp' | 'cls'>;

/** Runs in the page before anything else of it. A text, since compiled code would bring helpers that no page has. */
const OBSERVE = `
  const seen = (globalThis.seen = { fcp: 0, lcp: 0, cls: 0 });
  const watch = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  watch('paint', ({ name, startTime }) => { if (name === 'first-contentful-paint') seen.fcp = startTime; });
  watch('largest-contentful-paint', ({ startTime }) => { seen.lcp = startTime; });
  watch('layout-shift', ({ value }) => { seen.cls += value; });
`;

/** How high every element of ours is once it has settled, as rules for a page on which nothing is behind the tags. */
async function boxesOf(browser: Browser, server: TestServer, path: string): Promise<string> {
  const context = await browser.newContext(PHONE);
  try {
    const page = await context.newPage();
    await page.goto(server.shopUrl + path);
    await page.waitForTimeout(SETTLE);
    return await page.evaluate(() =>
      [...document.body.querySelectorAll<HTMLElement>('*')]
        .filter(({ localName }) => customElements.get(localName))
        .map(({ localName, offsetHeight }) => `${localName}{display:block;block-size:${offsetHeight}px}`)
        .join(''),
    );
  } finally {
    await context.close();
  }
}

/**
 * Hands the page's document out: as it is, or with `boxes` without our script. Then our elements are boxes of their size that hold at
 * most the picture of the show, so that the rest of the page lies where it lay, and the same of its lazy pictures are fetched.
 */
async function serve(page: Page, server: TestServer, path: string, boxes: string | undefined): Promise<void> {
  await page.route(`${server.shopUrl}/**`, async (route) => {
    if (route.request().resourceType() !== 'document') return route.continue();
    const response = await route.fetch();
    const text = await response.text();
    const ours = path.endsWith('#bare') ? text.replace(POSTER, '') : text;
    const without = text
      .replaceAll(/<script[^>]*\/embed\/vitrine\.js[^>]*><\/script>/g, '')
      .replace('</head>', `<style>${boxes}${POSTER_BOX}</style></head>`);
    return route.fulfill({ response, body: boxes === undefined ? ours : without });
  });
}

async function slowDown(session: CDPSession): Promise<() => number> {
  let bytes = 0;
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', SLOW_4G);
  await session.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
  session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  return () => bytes;
}

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** Microseconds of the processor. */
  tdur?: number;
  args?: { name?: string };
}

/** How long each task of the page's main thread took, in milliseconds of the processor. */
function tasksOf(trace: Buffer): number[] {
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] };
  const threads = new Map<string, number[]>();
  for (const { name, ph, pid, tid, args } of traceEvents) {
    if (ph === 'M' && name === 'thread_name' && args?.name === 'CrRendererMain') threads.set(`${pid} ${tid}`, []);
  }
  for (const { name, ph, pid, tid, tdur } of traceEvents) {
    if (ph === 'X' && name === 'RunTask' && tdur !== undefined) threads.get(`${pid} ${tid}`)?.push(tdur / 1000);
  }
  // Chrome keeps an empty page ready for the next tab; ours is the one that does something.
  return [...threads.values()].toSorted((a, b) => sum(b) - sum(a))[0] ?? [];
}

async function measure(browser: Browser, server: TestServer, path: string, boxes?: string): Promise<Measures> {
  // A context of its own: nothing is cached, as for somebody who comes for the first time.
  const context = await browser.newContext(PHONE);
  try {
    const page = await context.newPage();
    await page.addInitScript(OBSERVE);
    await serve(page, server, path, boxes);
    const bytes = await slowDown(await context.newCDPSession(page));
    await browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline'] });
    await page.goto(server.shopUrl + path, { waitUntil: 'load', timeout: 60_000 });
    await page.waitForLoadState('networkidle', { timeout: PATIENCE }).catch(() => {});
    await page.waitForTimeout(SETTLE);
    const seen = await page.evaluate(() => (globalThis as unknown as { seen: Observed }).seen);
    const elements = await page.evaluate(
      () => [...document.body.querySelectorAll('*')].filter(({ localName }) => customElements.get(localName)).length,
    );
    const tasks = tasksOf(await browser.stopTracing());
    const tbt = sum(tasks.map((task) => Math.max(0, task - LONG_TASK)));
    return { ...seen, tbt, cpu: sum(tasks), bytes: bytes(), elements };
  } finally {
    await context.close();
  }
}

const middle = (all: readonly Measures[]): Measures => {
  const of = (name: keyof Measures): number => median(all.map((one) => one[name]));
  return {
    fcp: of('fcp'),
    lcp: of('lcp'),
    tbt: of('tbt'),
    cpu: of('cpu'),
    cls: of('cls'),
    bytes: of('bytes'),
    elements: of('elements'),
  };
};

/** What our tags cost a shop's pages: the demo shop with and without them, by turns, on a slow phone and a slow network. */
export async function benchPages(_server: string[], chrome: string | undefined): Promise<Findings> {
  const bench = `pages: the demo shop with and without our tags (medians of ${RUNS}, processor ${CPU_SLOWDOWN} times slower, slow 4G)`;
  if (!chrome) return { bench, rows: [], ratios: [], notes: ['skipped: there is no Chrome'] };
  const server = await TestServer.start();
  const browser = await chromium.launch({
    executablePath: chrome,
    args: ['--no-sandbox', '--disable-background-networking', PAGE_OF_NO_ADDRESS],
  });
  const findings: Findings = { bench, rows: [], ratios: [], notes: [], faults: [] };
  try {
    for (const [name, path] of Object.entries(PAGES)) {
      const boxes = await boxesOf(browser, server, path);
      const runs: Record<'with' | 'without', Measures[]> = { with: [], without: [] };
      // Whatever the machine does meanwhile, it does to both.
      for (let run = 0; run < RUNS; run++) {
        runs.without.push(await measure(browser, server, path, boxes));
        runs.with.push(await measure(browser, server, path));
      }
      const [without, withOurs] = [middle(runs.without), middle(runs.with)];
      if (without.elements > 0 || withOurs.elements === 0)
        findings.faults!.push(`${name}: ${withOurs.elements} elements with our tags, ${without.elements} without`);
      for (const [tags, { fcp, lcp, tbt, cpu, cls, bytes }] of [
        ['without', without],
        ['with', withOurs],
      ] as const)
        findings.rows.push({ page: name, tags, 'FCP ms': fcp, 'LCP ms': lcp, 'TBT ms': tbt, 'CPU ms': cpu, CLS: cls, bytes });
      findings.ratios.push(
        { name: `pages.${name}.fcp`, value: withOurs.fcp / without.fcp, target: '<= 1.1' },
        // With nothing but the tag, the picture is the show's cover, which nobody knows before the server has said so.
        { name: `pages.${name}.lcp`, value: withOurs.lcp / without.lcp, ...(name === 'bare' ? {} : { target: '<= 1.1' }) },
        { name: `pages.${name}.addedBlocking`, value: withOurs.tbt - without.tbt, target: '<= 50' },
        { name: `pages.${name}.addedShift`, value: withOurs.cls - without.cls, target: '<= 0.05' },
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

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, type CDPSession, chromium } from '@playwright/test';
import { bundlePage } from './bundle-page.ts';
import type { Contestant } from './page/barrage-page.ts';
import type { Findings, Ratio } from './report.ts';
import { median } from './statistics.ts';

const ROUNDS = 3;
const RATES = [10, 200, 1_000, 3_000];
/**
 * Time to fill the stage, to measure, to count frames, and to look at what is shown, in milliseconds. Whoever asks for every frame makes
 * the page produce it, which costs more than a list does: frames are counted apart.
 */
const FILL_LIST = 3_000;
/** As long as a message takes to cross: at ten a second, the stage is no fuller before. */
const FILL_STAGE = 7_000;
/** A list changes ten times in three seconds: one time more or less is a tenth. */
const MEASURE_LIST = 6_000;
const MEASURE_STAGE = 3_000;
const FRAMES = 1_500;
const LOOK = 6_000;
/** Longer than that and the page counts as hung. */
const PATIENCE = 30_000;

const FLYING: Contestant[] = ['flying', 'danmaku', 'danmu.js', 'rc-bullets'];
const LISTS: Contestant[] = ['list', 'virtua', 'react-virtuoso', 'append and trim'];

interface Measures {
  /** Processor time of the page's main thread, in milliseconds a second. */
  main: number;
  longTasks: number;
  longest: number;
  frameGap: number;
  nodes: number;
  heapGrowth: number;
}

const HUNG: Measures = {
  main: 1_000,
  longTasks: Infinity,
  longest: Infinity,
  frameGap: Infinity,
  nodes: Infinity,
  heapGrowth: Infinity,
};

const metrics = async (session: CDPSession): Promise<Record<string, number>> =>
  Object.fromEntries((await session.send('Performance.getMetrics')).metrics.map(({ name, value }) => [name, value]));

async function collect(session: CDPSession): Promise<void> {
  await session.send('HeapProfiler.collectGarbage');
}

/** Does something on a page of its own, or gives up on it. */
async function onPage<T>(
  browser: Browser,
  url: string,
  act: (page: Awaited<ReturnType<Browser['newPage']>>) => Promise<T>,
): Promise<T | undefined> {
  const page = await browser.newPage({ viewport: { width: 1_000, height: 600 } });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const patience = new Promise<undefined>((resolve) => (timer = setTimeout(() => resolve(undefined), PATIENCE)));
  try {
    return await Promise.race([page.goto(url).then(() => act(page)), patience]);
  } finally {
    clearTimeout(timer);
    await Promise.race([page.close(), new Promise((resolve) => setTimeout(resolve, 5_000))]);
  }
}

async function measure(browser: Browser, url: string, contestant: Contestant, rate: number): Promise<Measures> {
  const measures = await onPage(browser, url, async (page) => {
    const session = await page.context().newCDPSession(page);
    // Processor time, not time on the wall: other programs of the machine shall not count.
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    await page.evaluate(([name, speed]) => window.barragePage.run(name, speed), [contestant, rate] as const);
    await page.waitForTimeout(LISTS.includes(contestant) ? FILL_LIST : FILL_STAGE);
    await collect(session);
    await page.evaluate(() => window.barragePage.reset());
    const [before, started] = [await metrics(session), performance.now()];
    await page.waitForTimeout(LISTS.includes(contestant) ? MEASURE_LIST : MEASURE_STAGE);
    const after = await metrics(session);
    const seconds = (performance.now() - started) / 1_000;
    const seen = await page.evaluate(() => window.barragePage.seen());
    await collect(session);
    const rest = await metrics(session);
    const frameGap = await page.evaluate((ms) => window.barragePage.frameGap(ms), FRAMES);
    return {
      main: ((after['TaskDuration']! - before['TaskDuration']!) * 1_000) / seconds,
      ...seen,
      frameGap,
      nodes: rest['Nodes']!,
      heapGrowth: (rest['JSHeapUsedSize']! - before['JSHeapUsedSize']!) / 1e6,
    };
  });
  return measures ?? HUNG;
}

async function watch(browser: Browser, url: string, contestant: Contestant): Promise<{ shown: number; readable: number }> {
  const watched = await onPage(browser, url, async (page) => {
    await page.evaluate((name) => window.barragePage.run(name, 1_000), contestant);
    return page.evaluate((ms) => window.barragePage.watch(ms), LOOK);
  });
  return watched ?? { shown: Number.NaN, readable: Number.NaN };
}

type Results = Map<string, Measures[]>;

const middle = (all: Results, contestant: Contestant, rate: number, of: keyof Measures): number =>
  median((all.get(`${contestant} ${rate}`) ?? []).map((one) => one[of]));
const best = (all: Results, contestant: Contestant, rate: number, of: keyof Measures): number =>
  Math.min(...(all.get(`${contestant} ${rate}`) ?? []).map((one) => one[of]));
const worst = (all: Results, contestant: Contestant, rate: number, of: keyof Measures): number =>
  Math.max(...(all.get(`${contestant} ${rate}`) ?? []).map((one) => one[of]));

function ratiosOf(all: Results, readable: Map<Contestant, number>): Ratio[] {
  /** Beyond what a page costs that is sent the same and shows nothing: that is the bench, and nobody's to answer for. */
  const main = (contestant: Contestant, rate: number): number =>
    middle(all, contestant, rate, 'main') - middle(all, 'nothing', rate, 'main');
  const betterVirtualList = (rate: number): number => Math.min(main('virtua', rate), main('react-virtuoso', rate));
  const flying = (rate: number, peer: Contestant): number => main('flying', rate) / main(peer, rate);
  const ratios: Ratio[] = [
    { name: 'flying.3000.ofItsOwnAt10', value: main('flying', 3_000) / main('flying', 10), target: '<= 1.3' },
    { name: 'flying.3000.ofRcBullets', value: flying(3_000, 'rc-bullets'), target: '<= 0.4' },
    { name: 'flying.3000.ofDanmuJs', value: flying(3_000, 'danmu.js'), target: '<= 0.25' },
    // What the machine did to one round is not the page's doing.
    { name: 'flying.3000.frameGapMs', value: best(all, 'flying', 3_000, 'frameGap'), target: '<= 100' },
    { name: 'flying.1000.ofDanmuJs', value: flying(1_000, 'danmu.js'), target: '<= 1' },
    { name: 'flying.1000.readableOfDanmuJs', value: readable.get('flying')! / readable.get('danmu.js')!, target: '>= 2' },
    { name: 'flying.1000.nodes', value: worst(all, 'flying', 1_000, 'nodes'), target: '<= 200' },
    { name: 'flying.1000.heapGrowthMb', value: middle(all, 'flying', 1_000, 'heapGrowth'), target: '<= 0.5' },
  ];
  for (const rate of [1_000, 3_000])
    ratios.push(
      { name: `list.${rate}.ofTheBetterVirtualList`, value: main('list', rate) / betterVirtualList(rate), target: '<= 0.75' },
      { name: `list.${rate}.ofAppendAndTrim`, value: main('list', rate) / main('append and trim', rate), target: '<= 0.3' },
      { name: `list.${rate}.longTasks`, value: best(all, 'list', rate, 'longTasks'), target: '<= 0' },
      { name: `list.${rate}.nodes`, value: worst(all, 'list', rate, 'nodes'), target: '<= 200' },
    );
  ratios.push({ name: 'likes.storm.nodes', value: worst(all, 'likes', 500, 'nodes'), target: '<= 200' });
  return ratios;
}

/** What talk costs a page, as a list and flying, beside the libraries that people use for it, by turns in one Chromium. */
export async function benchBarrage(_server: string[], chrome: string | undefined): Promise<Findings> {
  const bench = `barrage: main thread of a page while a room talks (medians of ${ROUNDS}, processor time)`;
  if (!chrome) return { bench, rows: [], ratios: [], notes: ['skipped: there is no Chrome'] };
  const script = await bundlePage('e2e/bench/page/barrage-page.ts');
  const http = createServer((request, response) => {
    const isScript = request.url === '/page.js';
    response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html');
    response.end(
      isScript ? script : '<!doctype html><meta charset="utf-8"><main></main><script type="module" src="/page.js"></script>',
    );
  });
  await once(http.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/`;
  const browser = await chromium.launch({ executablePath: chrome, args: ['--no-sandbox', '--disable-background-networking'] });
  const all: Results = new Map();
  const readable = new Map<Contestant, number>();
  const rows: Findings['rows'] = [];
  try {
    const runs: [Contestant, number][] = RATES.flatMap((rate) =>
      (['nothing', ...FLYING, ...LISTS] as Contestant[]).map((contestant): [Contestant, number] => [contestant, rate]),
    );
    runs.push(['likes', 500]);
    for (let round = 0; round < ROUNDS; round++)
      for (const [contestant, rate] of runs) {
        const key = `${contestant} ${rate}`;
        all.set(key, [...(all.get(key) ?? []), await measure(browser, url, contestant, rate)]);
      }
    const shown = new Map<Contestant, number>();
    for (const contestant of FLYING) {
      const watched = await watch(browser, url, contestant);
      readable.set(contestant, watched.readable);
      shown.set(contestant, watched.shown);
    }
    for (const [contestant, rate] of runs)
      rows.push({
        contestant,
        'a second': rate,
        'main ms/s': middle(all, contestant, rate, 'main'),
        'long tasks': middle(all, contestant, rate, 'longTasks'),
        'longest ms': worst(all, contestant, rate, 'longest'),
        'frame gap ms': worst(all, contestant, rate, 'frameGap'),
        nodes: worst(all, contestant, rate, 'nodes'),
        'heap growth MB': middle(all, contestant, rate, 'heapGrowth'),
        ...(rate === 1_000 && shown.has(contestant)
          ? { shown: shown.get(contestant)!, 'of them readable': readable.get(contestant)! }
          : { shown: '', 'of them readable': '' }),
      });
  } finally {
    await browser.close();
    http.close();
  }
  return {
    bench,
    rows,
    ratios: ratiosOf(all, readable),
    notes: [
      `the page that shows nothing, but is sent the same, costs ${Math.round(middle(all, 'nothing', 3_000, 'main'))} ms/s at 3,000`,
      `shown: different texts on the stage in ${LOOK / 1_000} s; readable: those that never overlapped another`,
    ],
  };
}

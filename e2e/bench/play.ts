import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium, type Page } from '@playwright/test';
import { bundlePage } from './bundle-page.ts';
import type { PageOptions, Way } from './page/play-page.ts';
import type { Findings } from './report.ts';
import { Shop } from './shop.ts';
import { median, percentile, sort } from './statistics.ts';

const ROUNDS = 3;
const JOINS = 3;
/** Time for the encoder to find its pace, time to watch, and time between two joins, in milliseconds. */
const SETTLE = 1_500;
const WATCH = 2_500;
const PAUSE = 700;

interface Seen {
  first: number[];
  ages: number[];
  framesPerSecond: number[];
  height: number;
}

/** A page on an origin of its own, as a shop's is. */
async function servePage(script: string): Promise<{ http: Server; origin: string }> {
  const http = createServer((request, response) => {
    const isScript = request.url === '/page.js';
    response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? script : '<!doctype html><meta charset="utf-8"><body><script type="module" src="/page.js"></script>');
  });
  await once(http.listen(0, '127.0.0.1'), 'listening');
  return { http, origin: `http://127.0.0.1:${(http.address() as AddressInfo).port}` };
}

const play = (page: Page, way: Way, options: PageOptions): Promise<number> =>
  page.evaluate(([name, given]) => window.playPage.play(name, given), [way, options] as const);

async function join(page: Page, way: Way, options: PageOptions, seen: Seen): Promise<void> {
  seen.first.push(await play(page, way, options));
  await page.evaluate(() => window.playPage.close());
  await page.waitForTimeout(PAUSE);
}

async function watch(page: Page, way: Way, options: PageOptions, seen: Seen): Promise<void> {
  await play(page, way, options);
  await page.waitForTimeout(SETTLE);
  const { ages, height } = await page.evaluate((ms) => window.playPage.watch(ms), WATCH);
  await page.evaluate(() => window.playPage.close());
  seen.ages.push(...ages);
  seen.framesPerSecond.push((ages.length * 1000) / WATCH);
  seen.height = height;
}

async function measure(page: Page, options: PageOptions): Promise<Record<Way, Seen>> {
  const nothing = (): Seen => ({ first: [], ages: [], framesPerSecond: [], height: 0 });
  const seen = { vitrine: nothing(), 'after gathering': nothing(), direct: nothing() };
  for (let round = 0; round < ROUNDS; round++) {
    for (let count = 0; count < JOINS; count++) await join(page, 'direct', options, seen.direct);
    await watch(page, 'direct', options, seen.direct);

    await page.evaluate((given) => window.playPage.publish(given), options);
    await page.waitForTimeout(SETTLE);
    for (let count = 0; count < JOINS; count++) {
      await join(page, 'vitrine', options, seen.vitrine);
      if (count > 0) await join(page, 'after gathering', options, seen['after gathering']);
    }
    await watch(page, 'vitrine', options, seen.vitrine);
    await page.evaluate(() => window.playPage.unpublish());
  }
  return seen;
}

function rowOf(way: string, { first, ages, framesPerSecond, height }: Seen): Findings['rows'][number] {
  const [joins, frames] = [sort(first), sort(ages)];
  const shown = frames.length > 0;
  return {
    way,
    joins: joins.length,
    'first frame ms': median(joins),
    'p95 ms': percentile(joins, 0.95),
    'glass to glass ms': shown ? median(frames) : '-',
    'p95 ms ': shown ? percentile(frames, 0.95) : '-',
    fps: shown ? median(framesPerSecond) : '-',
    height: shown ? height : '-',
  };
}

/** From play to picture and from canvas to eye, through our engine and between two connections of the same browser. */
export async function benchPlay(serverArgs: string[], chrome: string | undefined): Promise<Findings> {
  const bench = `play: canvas 1280x720 at 30, ${ROUNDS} rounds`;
  if (!chrome) return { bench, rows: [], ratios: [], notes: ['skipped: there is no Chrome'] };
  const { http, origin } = await servePage(await bundlePage('e2e/bench/page/play-page.ts'));
  let shop: Shop | undefined;
  let browser: Browser | undefined;
  try {
    shop = await Shop.open(serverArgs, origin);
    await shop.openRoom('bench', 1);
    browser = await chromium.launch({
      executablePath: chrome,
      args: ['--no-sandbox', '--disable-dev-shm-usage', '--autoplay-policy=no-user-gesture-required'],
    });
    const page = await browser.newPage({ viewport: { width: 700, height: 400 } });
    page.on('pageerror', (error) => console.error(`in the page: ${error.message}`));
    await page.goto(origin);
    await page.waitForFunction(() => 'playPage' in window);
    const [hostToken, viewerToken] = [await shop.session('host'), await shop.session()];
    const seen = await measure(page, { server: shop.url, name: 'bench', hostToken, viewerToken });
    const { vitrine, direct, 'after gathering': waiting } = seen;
    const share = (value: number) => (one: Seen) => percentile(sort(one.ages), value);
    return {
      bench,
      rows: [rowOf('vitrine', vitrine), rowOf('vitrine, waiting for candidates', waiting), rowOf('direct', direct)],
      ratios: [
        { name: 'play.firstFrameVsDirect', value: median(vitrine.first) / median(direct.first) },
        { name: 'play.firstFrameVsGathering', value: median(vitrine.first) / median(waiting.first) },
        { name: 'play.glassVsDirect', value: share(0.5)(vitrine) / share(0.5)(direct) },
        { name: 'play.glassP95VsDirect', value: share(0.95)(vitrine) / share(0.95)(direct) },
      ],
      notes: ['the direct pair starts its encoder for each viewer; ours runs, and sends the newcomer a key frame'],
    };
  } finally {
    await browser?.close();
    http.close();
    await shop?.close();
  }
}

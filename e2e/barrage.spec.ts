import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { bundlePage } from './bench/bundle-page.ts';

const MESSAGES = 20_000;
/** As many as a page keeps. */
const KEPT = 500;
/** Twenty times as fast as the fifty a second that a lively room says. */
const PER_SECOND = 1_000;

interface TraceEvent {
  name: string;
  /** Processor time in microseconds: what other programs did meanwhile does not count. */
  tdur?: number;
  pid: number;
}

/** A page with a room's chat, that is talked in at the test's word. */
async function openTalk(page: Page): Promise<void> {
  const script = await bundlePage('e2e/support/talk-page.ts');
  await page.setContent('<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width"><body></body>');
  await page.addScriptTag({ content: script, type: 'module' });
  await page.waitForFunction(() => window.talkPage !== undefined);
}

test('a room that has said twenty thousand things costs no more than one that said five hundred', async ({ browser, page }) => {
  test.setTimeout(180_000);
  await openTalk(page);
  const session = await page.context().newCDPSession(page);
  const heap = async (): Promise<number> => {
    await session.send('HeapProfiler.collectGarbage');
    return (await session.send('Runtime.getHeapUsage')).usedSize;
  };

  await page.evaluate(([count, speed]) => window.talkPage.talk(count, speed), [KEPT, PER_SECOND] as const);
  const before = await heap();
  const file = test.info().outputPath('trace.json');
  await browser.startTracing(page, { path: file, categories: ['devtools.timeline', 'toplevel'] });
  const { disorder, nodes, last } = await page.evaluate(([count, speed]) => window.talkPage.talk(count, speed), [
    MESSAGES,
    PER_SECOND,
  ] as const);
  await browser.stopTracing();
  const growth = (await heap()) - before;

  const { traceEvents } = JSON.parse(readFileSync(file, 'utf8')) as { traceEvents: TraceEvent[] };
  const tasks = traceEvents.filter(({ name, tdur }) => name.endsWith('RunTask') && tdur !== undefined);
  const longest = Math.max(...tasks.map(({ tdur }) => tdur! / 1000));

  expect(disorder).toEqual([]);
  expect(last).toBe(String(KEPT + MESSAGES));
  expect(nodes, 'nodes').toBeLessThanOrEqual(200);
  expect(growth / 1e6, 'heap growth in MB').toBeLessThan(20);
  expect(tasks.length, 'tasks seen').toBeGreaterThan(100);
  expect(longest, 'longest task in ms').toBeLessThan(200);
});

test('on a phone a tap on a message brings its menu as a sheet from below, and a tap beside it takes that away', async ({
  browser,
}) => {
  const viewport = { width: 390, height: 844 };
  const context = await browser.newContext({ viewport, isMobile: true, hasTouch: true });
  const page = await context.newPage();
  await openTalk(page);
  await page.evaluate((speed) => window.talkPage.talk(3, speed), PER_SECOND);
  for (const dir of ['ltr', 'rtl']) {
    await page.evaluate((value) => (document.documentElement.dir = value), dir);
    await page.locator('[part~="row"]').first().tap();
    const menu = page.locator('barrage-menu');
    const act = menu.getByRole('menuitem', { name: 'Copy' });
    await expect(act).toBeVisible();
    await menu.evaluate((element) => Promise.all(element.getAnimations().map(({ finished }) => finished)));
    const sheet = (await menu.boundingBox())!;
    expect([sheet.x, sheet.width, sheet.y + sheet.height], dir).toEqual([0, viewport.width, viewport.height]);
    expect((await act.boundingBox())!.height, 'for a thumb').toBeGreaterThanOrEqual(44);
    await page.touchscreen.tap(200, sheet.y - 20);
    await expect(menu).toBeHidden();
  }
  await context.close();
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import { axeFindings } from './support/axe.ts';
import { serveFolder } from './support/static-server.ts';

interface Entry {
  id: string;
  type: 'story' | 'docs';
}

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'storybook-static');

/** The stories' own check is off: it would run beside this one. */
const addressOf = (url: string, { id, type }: Entry, globals = '') =>
  `${url}/iframe.html?id=${id}&viewMode=${type}&globals=a11y.manual:!true${globals}`;

/** What Storybook keeps in the page of a story. */
interface Preview {
  __STORYBOOK_PREVIEW__?: { currentRender?: { id?: string; phase?: string } };
  __STORYBOOK_ADDONS_CHANNEL__: { emit(event: 'setCurrentStory', story: { storyId: string; viewMode: 'story' }): void };
}

/** What the page says is wrong with the story; undefined once it is rendered and played. */
async function faultOf(page: Page, { id }: Entry): Promise<string | undefined> {
  const outcome = await page.waitForFunction((asked) => {
    const { classList } = document.body;
    if (classList.contains('sb-show-errordisplay')) return document.querySelector('#error-message')?.textContent || 'error';
    if (classList.contains('sb-show-nopreview')) return 'no preview';
    const render = (globalThis as unknown as Preview).__STORYBOOK_PREVIEW__?.currentRender;
    return render?.id === asked && ['finished', 'completed'].includes(render.phase ?? '') ? 'rendered' : undefined;
  }, id);
  const said = await outcome.jsonValue();
  return said === 'rendered' ? undefined : said;
}

/** Turns to another story without loading the book again, as its sidebar does. */
const turnTo = (page: Page, { id }: Entry): Promise<void> =>
  page.evaluate(
    (storyId) =>
      (globalThis as unknown as Preview).__STORYBOOK_ADDONS_CHANNEL__.emit('setCurrentStory', { storyId, viewMode: 'story' }),
    id,
  );

/** Stories are parts of a page; landmarks and the one first heading are up to the shop. */
const violationsIn = (page: Page): Promise<string[]> =>
  axeFindings(page, { within: '#storybook-root', without: ['region', 'page-has-heading-one', 'landmark-one-main'] });

function errorsOf(page: Page): string[] {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(`${message.text()} ${message.location().url}`);
  });
  return errors;
}

// A trace would keep the source of axe once for every story.
test.use({ trace: 'off' });

test.describe('stories', { tag: '@stories' }, () => {
  test.describe.configure({ mode: 'parallel' });

  let book: Awaited<ReturnType<typeof serveFolder>>;
  let entries: Entry[];

  test.beforeAll(async () => {
    book = await serveFolder(folder);
    entries = Object.values(
      (JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as { entries: Record<string, Entry> }).entries,
    );
  });
  test.afterAll(() => book?.close());

  for (const [group, atLeast] of [
    ['pages-live-room', 30],
    ['pages-live-console', 60],
    ['pages-live-studio', 30],
    ['elements', 200],
    ['studio', 80],
    ['guide', 2],
  ] as const) {
    test(`every story of ${group} renders without an error, and axe finds nothing`, async ({ page }) => {
      test.setTimeout(300_000);
      await page.emulateMedia({ reducedMotion: 'reduce' });
      const errors = errorsOf(page);
      const stories = entries.filter(({ type, id }) => type === 'story' && id.startsWith(`${group}-`));
      expect(stories.length).toBeGreaterThanOrEqual(atLeast);
      // The page of a story that failed may go on showing its error.
      let isTurnable = false;
      for (const story of stories) {
        errors.length = 0;
        await (isTurnable ? turnTo(page, story) : page.goto(addressOf(book.url, story)));
        const fault = await faultOf(page, story);
        isTurnable = fault === undefined;
        expect.soft(fault, story.id).toBeUndefined();
        expect.soft(await violationsIn(page), story.id).toEqual([]);
        expect.soft(errors, story.id).toEqual([]);
      }
    });
  }

  test('every page of documentation renders', async ({ page }) => {
    test.setTimeout(300_000);
    const errors = errorsOf(page);
    const docs = entries.filter(({ type }) => type === 'docs');
    expect(docs.length).toBeGreaterThan(8);
    for (const doc of docs) {
      errors.length = 0;
      await page.goto(addressOf(book.url, doc));
      await expect(page.locator('#storybook-docs h1').first(), doc.id).toBeVisible();
      await expect(page.getByText('--live-accent').first(), doc.id).toBeVisible();
      expect.soft(errors, doc.id).toEqual([]);
    }
  });

  test('the toolbar sets theme, direction, language and network', async ({ page }) => {
    const story = { id: 'elements-barrage-input--ready', type: 'story' } as const;
    await page.goto(addressOf(book.url, story, ';theme:dark;direction:rtl;locale:zh-CN'));
    await faultOf(page, story);
    const field = page.locator('barrage-input input');
    await expect(field).toHaveAttribute('placeholder', /[\u4e00-\u9fff]/);
    expect(await field.evaluate((input) => getComputedStyle(input).direction)).toBe('rtl');
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe('dark');

    await page.goto(addressOf(book.url, story, ';network:recovering'));
    await faultOf(page, story);
    await expect(field).toHaveAttribute('placeholder', 'Reconnecting…');
  });

  test('a theme can be tried out and taken along', async ({ page }) => {
    const story = { id: 'guide-theming--theming', type: 'story' } as const;
    await page.goto(addressOf(book.url, story));
    await faultOf(page, story);
    await page.getByLabel('Element').selectOption('product-popup');
    await page.getByLabel('--live-accent', { exact: true }).fill('rgb(10, 107, 61)');
    await page.getByLabel('product-popup::part(add)').fill('border-radius: 3px');
    const add = page.locator('.theming-box.product-popup product-popup [part="add"]');
    await expect(add).toHaveCSS('background-color', 'rgb(10, 107, 61)');
    await expect(add).toHaveCSS('border-radius', '3px');
    await expect(page.locator('.theming-css')).toHaveText(
      ':root { --live-accent: rgb(10, 107, 61); } product-popup::part(add) { border-radius: 3px; }',
    );
    for (const tag of await page.getByLabel('Element').locator('option').allTextContents()) {
      await page.getByLabel('Element').selectOption(tag);
      await expect(page.locator(`.theming-box.${tag} > ${tag}`)).toBeAttached();
    }
    await page.getByLabel('Element').selectOption('live-room');
    await page.getByLabel('live-room header').fill('Our <own> header');
    await expect(page.locator('.theming-box.live-room p[slot="header"]')).toHaveText('Our <own> header');
    await expect(page.locator('.theming-html')).toContainText('<p slot="header">Our &lt;own> header</p>');
  });
});

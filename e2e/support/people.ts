import { type Browser, type BrowserContext, expect, type Locator, type Page } from '@playwright/test';
import type { TestServer } from './server.ts';

/** How long a picture may take to come back after something broke, in milliseconds; far more than it needs. */
const PICTURE = 30_000;

/** Frames that a page's player has decoded since its video element began. */
const framesOf = (page: Page): Promise<number> =>
  page
    .locator('live-player video')
    .first()
    .evaluate((video: HTMLVideoElement) => video.getVideoPlaybackQuality().totalVideoFrames);

/** Passes once new frames keep being decoded: a frozen last frame is no picture. */
export async function expectMovingPicture(page: Page): Promise<void> {
  let before = await framesOf(page);
  for (const step of [1, 2]) {
    await expect
      .poll(() => framesOf(page), { timeout: PICTURE, message: `more frames, step ${step}` })
      .toBeGreaterThan(before + 5);
    before = await framesOf(page);
  }
}

/** Closes all windows: hosts and viewers of an earlier test would go on sending and playing beside the next one. */
export const everybodyLeaves = async (browser: Browser): Promise<void> => {
  await Promise.all(browser.contexts().map((context) => context.close()));
};

/** A host in a browser of their own, on the studio page of the server. */
export class Host {
  readonly page: Page;
  readonly context: BrowserContext;

  static async enter(browser: Browser, server: TestServer, liveId = 'friday'): Promise<Host> {
    const context = await browser.newContext({ permissions: ['camera', 'microphone'], viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    await page.goto(`${server.url}/studio?live=${liveId}`);
    return new Host(context, page);
  }

  private constructor(context: BrowserContext, page: Page) {
    this.context = context;
    this.page = page;
  }

  async goLive(): Promise<void> {
    const allow = this.page.getByRole('button', { name: 'Allow camera and microphone' });
    const live = this.page.getByRole('button', { name: /^(Go live|Resume the show)$/ });
    await expect(allow.or(live).first()).toBeVisible();
    if (await allow.isVisible()) await allow.click();
    await expect(live).toBeEnabled();
    await live.click();
    await this.expectOnAir();
  }

  async expectOnAir(): Promise<void> {
    await expect(this.page.locator('live-studio').getByText('On air', { exact: true }).first()).toBeVisible({ timeout: PICTURE });
  }

  async popUp(title: string): Promise<void> {
    await this.page.getByRole('button', { name: `Pop up ${title}` }).click();
    await expect(this.page.getByRole('button', { name: `Take down ${title}` })).toBeVisible();
  }
}

/** A visitor of the demo shop's live page, in a browser of their own. */
export class Viewer {
  readonly context: BrowserContext;
  readonly page: Page;

  static async enter(
    browser: Browser,
    server: TestServer,
    liveId = 'friday',
    viewport = { width: 1280, height: 800 },
  ): Promise<Viewer> {
    const context = await browser.newContext({ viewport });
    await context.addInitScript(countAnnouncements);
    const page = await context.newPage();
    await page.goto(`${server.shopUrl}/live/${liveId}`);
    return new Viewer(context, page);
  }

  private constructor(context: BrowserContext, page: Page) {
    this.context = context;
    this.page = page;
  }

  get popup(): Locator {
    return popupOf(this.page);
  }

  /** Passes once the card of this product can be seen. */
  async expectPopup(title: string, page: Page = this.page): Promise<void> {
    await expect(popupOf(page).getByRole('heading', { name: title })).toBeVisible();
  }

  /** How many times this page was told of a popped-up product since it loaded. */
  announcements(page: Page = this.page): Promise<number> {
    return page.evaluate(() => (globalThis as unknown as { announcements: number }).announcements);
  }

  /** The barrages on the page, in order. */
  async barrages(): Promise<string[]> {
    const texts = await this.page.locator('barrage-list .text').allTextContents();
    return texts.map((text) => text.trim());
  }

  async say(text: string): Promise<void> {
    const input = this.page.locator('barrage-input').getByRole('textbox');
    await input.fill(text);
    await input.press('Enter');
    // The field is emptied by what was sent, not by the next text.
    await expect(input).toHaveValue('');
  }
}

const popupOf = (page: Page): Locator => page.locator('product-popup');

function countAnnouncements(): void {
  const counted = globalThis as unknown as { announcements: number };
  counted.announcements = 0;
  addEventListener('live-popup-shown', () => (counted.announcements += 1));
}

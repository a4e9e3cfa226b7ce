import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { TestServer } from '../e2e/support/server.ts';
import { build } from './build.mjs';
import { requireChrome } from './find-chrome.mjs';
import { cameraFilm } from './screenshots/camera.mjs';
import { Crowd } from './screenshots/show.mjs';

/** `npm run screenshots`: plays a short show on the built server, and photographs it for README and docs. */

const out = fileURLToPath(new URL('../docs/images', import.meta.url));
const MAX_BYTES = 300_000;
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
const DESKTOP = { viewport: { width: 1440, height: 860 }, deviceScaleFactor: 1.5 };
const PRODUCT = 'Reading Lamp';

const launch = (...args) =>
  chromium.launch({
    executablePath: requireChrome(),
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-background-networking', '--hide-scrollbars', ...args],
  });

/** What the browser shows of a page, as WebP: a fifth of the bytes of a PNG. */
async function photograph(page, name) {
  const png = await page.screenshot();
  const blank = await page.context().browser().newPage();
  try {
    for (let quality = 0.88; quality > 0.4; quality -= 0.12) {
      const file = join(out, `${name}.webp`);
      writeFileSync(file, Buffer.from(await blank.evaluate(toWebp, [png.toString('base64'), quality]), 'base64'));
      const { size } = statSync(file);
      if (size > MAX_BYTES) continue;
      console.log(`${name}.webp  ${Math.round(size / 1000)} kB`);
      return;
    }
  } finally {
    await blank.close();
  }
  throw new Error(`${name}.webp is larger than ${MAX_BYTES} bytes`);
}

/** Runs in a page: PNG to WebP, both in base64. */
async function toWebp([png, quality]) {
  const image = new Image();
  image.src = `data:image/png;base64,${png}`;
  await image.decode();
  const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
  canvas.getContext('2d').drawImage(image, 0, 0);
  return canvas.toDataURL('image/webp', quality).split(',')[1];
}

/** Waits for a picture that runs; for a sharp one only while there is hope, since that is up to the machine. */
async function picture(page) {
  const at = (frames, height) => page.waitForFunction(runs, [frames, height], { timeout: 30_000 });
  await at(30, 1);
  await at(60, 700).catch(() => console.log('the picture stayed small'));
}

/** Runs in a page: true where a video has shown so many frames, and has at least this height. */
function runs([frames, height]) {
  const search = (root) =>
    [...root.querySelectorAll('*')].some(
      (element) =>
        (element instanceof HTMLVideoElement &&
          element.getVideoPlaybackQuality().totalVideoFrames > frames &&
          element.videoHeight >= height) ||
        (element.shadowRoot && search(element.shadowRoot)),
    );
  return search(document);
}

/** Long enough for slides and fades to have ended. */
const settle = (page) => page.waitForTimeout(1_200);

/** Opens the audience page of the demo shop, as the query says. */
async function watch(browser, server, options, query = '') {
  const page = await (await browser.newContext(options)).newPage();
  await page.goto(`${server.shopUrl}/live/friday${query}`);
  return page;
}

async function goLive(browser, server) {
  const context = await browser.newContext({ ...DESKTOP, permissions: ['camera', 'microphone'] });
  const page = await context.newPage();
  await page.goto(`${server.url}/studio?live=friday`);
  const allow = page.getByRole('button', { name: 'Allow camera and microphone' });
  const live = page.getByRole('button', { name: 'Go live' });
  await allow.or(live).first().waitFor();
  if (await allow.isVisible()) await allow.click();
  await live.click();
  await page.getByRole('button', { name: `Pop up ${PRODUCT}` }).waitFor();
  return page;
}

async function shopPages(browser, server) {
  for (const [name, path, options] of [
    ['shop', '/', DESKTOP],
    ['shop-dark', '/', { ...DESKTOP, colorScheme: 'dark' }],
  ]) {
    const page = await (await browser.newContext(options)).newPage();
    await page.goto(server.shopUrl + path);
    await page.locator('main img').first().waitFor();
    await page.waitForLoadState('networkidle');
    await settle(page);
    await photograph(page, name);
    await page.context().close();
  }
}

/** One picture for the top of the README, put together from two others. */
async function cover(browser) {
  const image = (name) => `data:image/webp;base64,${readFileSync(join(out, `${name}.webp`)).toString('base64')}`;
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 780 }, deviceScaleFactor: 1.5 })).newPage();
  await page.setContent(`<!doctype html><style>
    body { margin: 0; height: 100vh; overflow: hidden; background: linear-gradient(120deg, #f3ebdd, #e2d3b8 60%, #cdb892) }
    img { position: absolute; display: block; box-shadow: 0 2px 6px #3a280f40, 0 30px 80px #3a280f59 }
    .wide { left: 44px; top: 58px; width: 1080px; border-radius: 14px }
    .tall { right: 44px; top: 84px; width: 294px; border-radius: 36px; border: 8px solid #14130f }
  </style><img class="wide" src="${image('audience-desktop')}"><img class="tall" src="${image('audience-phone')}">`);
  await page.waitForFunction(() => [...document.images].every((one) => one.complete));
  await photograph(page, 'cover');
  await page.context().close();
}

async function main() {
  await build();
  mkdirSync(out, { recursive: true });
  const artist = await launch();
  const film = await cameraFilm(artist);
  await artist.close();
  const browser = await launch(
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${film}`,
    '--autoplay-policy=no-user-gesture-required',
  );
  const server = await TestServer.start();
  const crowd = new Crowd(server);
  try {
    await shopPages(browser, server);
    const studio = await goLive(browser, server);
    await crowd.enter();
    await crowd.buy(PRODUCT, 6);
    await studio.getByRole('button', { name: `Pop up ${PRODUCT}` }).click();

    const phone = await watch(browser, server, PHONE);
    await picture(phone);
    await crowd.chat();
    await crowd.like();
    await phone.locator('product-popup').getByRole('heading', { name: PRODUCT }).waitFor();
    await settle(phone);
    await photograph(phone, 'audience-phone');
    await settle(studio);
    await photograph(studio, 'studio');

    const add = phone.locator('product-popup').getByRole('button', { name: 'Add to cart' });
    await add.click();
    await studio.getByRole('button', { name: 'Pop up Stoneware Mug' }).click();
    await phone.locator('product-popup').getByRole('heading', { name: 'Stoneware Mug' }).waitFor();
    await add.click();
    await studio.getByRole('button', { name: `Pop up ${PRODUCT}` }).click();
    await phone
      .locator('live-room')
      .getByRole('button', { name: /^Your cart/ })
      .click();
    await phone.locator('live-cart').getByRole('button', { name: 'Check out' }).waitFor();
    await settle(phone);
    await photograph(phone, 'cart');
    await phone.context().close();

    const desktop = await watch(browser, server, DESKTOP);
    await picture(desktop);
    await settle(desktop);
    await photograph(desktop, 'audience-desktop');
    await desktop.context().close();

    const chinese = await watch(browser, server, { ...PHONE, locale: 'zh-CN' }, '?lang=zh');
    await picture(chinese);
    await settle(chinese);
    await photograph(chinese, 'audience-phone-zh');
    await chinese.context().close();
    await cover(browser);
  } finally {
    crowd.leave();
    await browser.close();
    await server.dispose();
  }
}

await main();

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Chromium plays such a file at 30 pictures a second, over and over. */
const FRAMES = 150;

const source = readFileSync(new URL('scene.js', import.meta.url));

/** The film that Chromium shows in place of a camera: motion JPEG, drawn once and kept in the folder for temporary files. */
export async function cameraFilm(browser) {
  const hash = createHash('sha256').update(source).update(String(FRAMES)).digest('hex').slice(0, 12);
  const folder = join(tmpdir(), 'vitrine-screenshots');
  const file = join(folder, `scene-${hash}.mjpeg`);
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });

  const frames = await drawFrames(browser);
  // Whoever finds the name finds a whole film.
  writeFileSync(`${file}.new`, Buffer.concat(frames));
  renameSync(`${file}.new`, file);
  return file;
}

async function drawFrames(browser) {
  const server = createServer((request, response) => {
    const script = request.url === '/scene.js';
    response.setHeader('Content-Type', script ? 'text/javascript' : 'text/html');
    response.end(script ? source : '<!doctype html><title>Scene</title>');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const page = await browser.newPage();
  try {
    const frames = [];
    await page.exposeFunction('takeFrame', (jpeg) => void frames.push(Buffer.from(jpeg, 'base64')));
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    await page.evaluate(async (count) => {
      const { renderFrames } = await import('/scene.js');
      await renderFrames(count, globalThis.takeFrame);
    }, FRAMES);
    return frames;
  } finally {
    await page.close();
    server.closeAllConnections();
    server.close();
  }
}

import { readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

/** Segments of one second, made once: `ffmpeg -f lavfi -i testsrc2=size=160x90:rate=10:duration=8 -c:v libvpx-vp9 -b:v 40k -g 10 -f hls -hls_time 1 -hls_segment_type fmp4 …` */
const COUNT = 8;
const WINDOW = 6;
const file = (name: string) => readFileSync(fileURLToPath(new URL(`fixture/${name}`, import.meta.url)));

/** A show that never ends, as a CDN hands it out: the same seconds again and again, in a playlist that moves on. */
export class LiveStream {
  readonly #server = createServer((request, response) => this.#answer(request.url ?? '', response));
  readonly #start = Date.now() - WINDOW * 1000;
  #stoppedAt: number | undefined;
  /** Nobody has published yet, or the CDN has cleaned up. */
  missing = false;
  /** Segments do not come. */
  broken = false;
  /** Whether it says when its pictures were made. */
  dated = true;
  readonly requests: string[] = [];

  async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/live/friday.m3u8`;
  }

  /** The host goes; the playlist stays as it is. */
  stop(): void {
    this.#stoppedAt = Date.now();
  }

  /** The host is back. */
  resume(): void {
    this.#stoppedAt = undefined;
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  #answer(path: string, response: ServerResponse): void {
    this.requests.push(path);
    response.setHeader('Access-Control-Allow-Origin', '*').setHeader('Cache-Control', 'no-store');
    const name = path.split('/').at(-1)!;
    if (this.missing || (this.broken && name.endsWith('.m4s'))) response.writeHead(this.missing ? 404 : 503).end();
    else if (name.endsWith('.m3u8')) response.setHeader('Content-Type', 'application/vnd.apple.mpegurl').end(this.#playlist());
    else if (name === 'init.mp4') response.setHeader('Content-Type', 'video/mp4').end(file(name));
    else response.setHeader('Content-Type', 'video/mp4').end(file(`${Number(name.split('.')[0]) % COUNT}.m4s`));
  }

  #playlist(): string {
    const end = Math.floor(((this.#stoppedAt ?? Date.now()) - this.#start) / 1000);
    const first = end - WINDOW;
    const lines = [
      '#EXTM3U',
      '#EXT-X-VERSION:7',
      '#EXT-X-TARGETDURATION:1',
      `#EXT-X-MEDIA-SEQUENCE:${first}`,
      `#EXT-X-DISCONTINUITY-SEQUENCE:${Math.ceil(first / COUNT)}`,
      '#EXT-X-MAP:URI="init.mp4"',
    ];
    for (let number = first; number < end; number++) {
      if (number % COUNT === 0 && number > first) lines.push('#EXT-X-DISCONTINUITY');
      if (this.dated) lines.push(`#EXT-X-PROGRAM-DATE-TIME:${new Date(this.#start + number * 1000).toISOString()}`);
      lines.push('#EXTINF:1.0,', `${number}.m4s`);
    }
    return `${lines.join('\n')}\n`;
  }
}

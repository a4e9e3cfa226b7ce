import { createMediaLink } from '@vitrine/core/providers/embedded/media-link.ts';
import type { Publication } from '@vitrine/core/providers/provider.ts';
import { type Connection, playAfterGathering, playDirect } from './connections.ts';
import { drawStamped, HEIGHT, StampReader, WIDTH } from './stamp.ts';

/** How a picture gets from the canvas to the video. */
export type Way = 'vitrine' | 'after gathering' | 'direct';

export interface PageOptions {
  server: string;
  name: string;
  hostToken: string;
  viewerToken: string;
}

/** What the bench calls in the page. */
export interface PlayPage {
  publish(options: PageOptions): Promise<void>;
  unpublish(): Promise<void>;
  /** Plays until `close`; resolves with the milliseconds to the first frame. */
  play(way: Way, options: PageOptions): Promise<number>;
  /** Watches what plays; resolves with the age of every frame that arrived in so many milliseconds, and the picture's height. */
  watch(ms: number): Promise<{ ages: number[]; height: number }>;
  close(): void;
}

declare global {
  interface Window {
    playPage: PlayPage;
  }
}

const FRAMES_PER_SECOND = 30;
const PATIENCE = 10_000;

const canvas = document.createElement('canvas');
[canvas.width, canvas.height] = [WIDTH, HEIGHT];
const context = canvas.getContext('2d')!;
const source = canvas.captureStream(FRAMES_PER_SECOND);
setInterval(() => drawStamped(context, performance.now()), 1000 / FRAMES_PER_SECOND);

const reader = new StampReader();
const leaving = new AbortController();
const linkOf = (server: string, token: string) => createMediaLink({ server, token: async () => token, closed: leaving.signal });

let publication: Publication | undefined;
let playing: Connection | undefined;
let video = document.createElement('video');

const firstFrame = (of: HTMLVideoElement): Promise<number> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('No picture in 10 s')), PATIENCE);
    of.requestVideoFrameCallback(() => {
      clearTimeout(timer);
      resolve(performance.now());
    });
  });

window.playPage = {
  async publish({ server, name, hostToken }) {
    publication = await linkOf(server, hostToken).publish(source, name);
  },
  async unpublish() {
    await publication?.close();
  },
  async play(way, { server, name, viewerToken }) {
    video = document.createElement('video');
    Object.assign(video, { muted: true, autoplay: true, playsInline: true, width: 640 });
    document.body.replaceChildren(video);
    const started = performance.now();
    const shown = firstFrame(video);
    if (way === 'direct') playing = await playDirect(source, video);
    else if (way === 'vitrine') playing = await linkOf(server, viewerToken).play(name, video);
    else playing = await playAfterGathering(`${server}/whep/${name}`, viewerToken, video);
    return (await shown) - started;
  },
  watch: (ms) =>
    new Promise((resolve) => {
      const ages: number[] = [];
      const end = performance.now() + ms;
      const look = (): void => {
        const now = performance.now();
        const age = reader.age(video, now);
        if (age !== undefined) ages.push(age);
        if (now < end) video.requestVideoFrameCallback(look);
      };
      video.requestVideoFrameCallback(look);
      // A picture that stands still calls nobody.
      setTimeout(() => resolve({ ages, height: video.videoHeight }), ms + 200);
    }),
  close() {
    playing?.close();
    video.srcObject = null;
  },
};

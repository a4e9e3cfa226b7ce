import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Page, test as base } from '@playwright/test';
import type { RtcMediaLink, createRtcMediaLink as CreateLink } from '@vitrine/core/providers/tencent/rtc-media-link.ts';
import type { Playback, Publication } from '@vitrine/core/providers/provider.ts';
import type { TencentCredentials } from '@vitrine/core/schemas/tencent.ts';
import { startModulePage } from '../support/module-page.ts';
import { type FakeTrtc, startFakeTrtc } from './fake-trtc.ts';

declare global {
  interface Window {
    rtc: RtcMediaLink;
    publication: Publication | undefined;
    playback: Playback | undefined;
    /** What the page was refused, and how long that took. */
    refusal: { code: string; ms: number } | undefined;
    /** What credentials the page asked for. */
    asked: string[];
    /** How often the page asked the browser for a device. */
    captures: number;
    camera: MediaStream;
    /** Copies of tracks that anybody made: each keeps the camera on. */
    clones: MediaStreamTrack[];
  }
}

const SDK = readFileSync(createRequire(import.meta.url).resolve('trtc-sdk-v5/trtc.js'));

type Credentials = Pick<TencentCredentials, 'userId'> & Partial<TencentCredentials>;

/** Pages that have our media link and the unmodified SDK, and a stand-in for Tencent. */
export const test = base.extend<{ trtc: FakeTrtc; open: (who: Credentials) => Promise<Page> }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright wants the braces
  trtc: async ({}, use) => {
    const trtc = await startFakeTrtc();
    await use(trtc);
    await trtc.close();
  },
  /** Opens a page with a link for this user. */
  open: async ({ context, trtc }, use) => {
    const files = new Map([['/vendor/trtc-sdk-v5/trtc.js', SDK]]);
    const module = await startModulePage('packages/core/src/providers/tencent/rtc-media-link.ts', files);
    await use(async (who) => {
      const page = await context.newPage();
      // What the SDK reports to Tencent of its own accord goes nowhere.
      await page.route(/^https:/, (route) => route.abort());
      await page.goto(module.url);
      await page.evaluate(load, { ...credentialsOf(trtc), ...who });
      return page;
    });
    await module.close();
  },
});

const credentialsOf = (trtc: FakeTrtc) => ({
  sdkAppId: 1_400_000_000,
  userSig: 'good',
  expiresAt: Date.now() + 3_600_000,
  serverAccount: 'server',
  group: { id: 'friday', type: 'AVChatRoom' as const },
  rtc: { roomId: 'friday', hostId: 'host', privateMapKey: 'key' },
  proxies: { rtc: trtc.url },
});

async function load(credentials: unknown): Promise<void> {
  window.asked = [];
  const script = '/module.js';
  const { createRtcMediaLink } = (await import(script)) as { createRtcMediaLink: typeof CreateLink };
  window.rtc = createRtcMediaLink({
    server: location.origin,
    liveId: 'friday',
    credentials: async (purpose, _name, renew) => {
      window.asked.push(renew ? `${purpose} renewed` : purpose);
      return { ...(credentials as TencentCredentials), rtc: { roomId: 'friday', hostId: 'host', privateMapKey: purpose } };
    },
    clock: Date,
    closed: new AbortController().signal,
  });
  window.captures = 0;
  window.clones = [];
  const { clone } = MediaStreamTrack.prototype;
  MediaStreamTrack.prototype.clone = function remembered(this: MediaStreamTrack) {
    const copy = clone.call(this);
    window.clones.push(copy);
    return copy;
  };
  const { getUserMedia } = navigator.mediaDevices;
  navigator.mediaDevices.getUserMedia = (wanted) => {
    window.captures += 1;
    return getUserMedia.call(navigator.mediaDevices, wanted);
  };
}

export const publish = (page: Page, name = 'friday') =>
  page.evaluate(async (as) => {
    const begun = performance.now();
    window.camera = await navigator.mediaDevices.getUserMedia({ video: { width: 640, height: 480 }, audio: true });
    window.publication = await window.rtc.publish(window.camera, as).catch((error) => {
      window.refusal = { code: error.code, ms: performance.now() - begun };
      return undefined;
    });
  }, name);

export const play = (page: Page, name = 'friday') =>
  page.evaluate(async (of) => {
    const begun = performance.now();
    window.playback = await window.rtc.play(of, document.querySelector('video')!).catch((error) => {
      window.refusal = { code: error.code, ms: performance.now() - begun };
      return undefined;
    });
  }, name);

export const playbackState = (page: Page) => page.evaluate(() => window.playback?.state);
export const publicationState = (page: Page) => page.evaluate(() => window.publication?.state);
export const refusal = (page: Page) => page.evaluate(() => window.refusal);
const frames = (page: Page) => page.evaluate(() => document.querySelector('video')!.getVideoPlaybackQuality().totalVideoFrames);

/** Whether the sound arrives in our own element. */
export const heard = (page: Page) =>
  page.evaluate(async () => {
    const [track] = (document.querySelector('video')!.srcObject as MediaStream).getAudioTracks();
    if (!track || track.muted) return false;
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    // The fake microphone beeps once a second.
    for (let look = 0; look < 60; look++) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      analyser.getFloatTimeDomainData(samples);
      if (samples.some((sample) => Math.abs(sample) > 0.01)) break;
    }
    await context.close();
    return samples.some((sample) => Math.abs(sample) > 0.01);
  });

/** Width by height: WebRTC makes pictures smaller as it sees fit, but does not distort them. */
export const shape = (page: Page) =>
  page.evaluate(() => {
    const { width = 0, height = 1 } = window.playback!.size ?? {};
    return width / height;
  });

/** Passes when the picture goes on. */
export async function expectMoving(page: Page): Promise<void> {
  const before = await frames(page);
  // A new source begins to count anew.
  await expect.poll(async () => ((await frames(page)) - before + 1e6) % 1e6).toBeGreaterThan(10);
}

import { expect } from '@playwright/test';
import { LiveStream } from '../hls/live-stream.ts';
import { expectMoving, heard, play, playbackState, publicationState, publish, refusal, shape, test } from './trtc-page.ts';

/**
 * The unmodified TRTC SDK against a stand-in of its wire, through our media link. Pictures flow from SDK to SDK here; that they
 * flow through Tencent's cloud can only be seen with an account there.
 */

test('the host’s camera and microphone reach a viewer, who then leaves', async ({ trtc, open }) => {
  const host = await open({ userId: 'host' });
  await publish(host);
  await expect.poll(() => publicationState(host)).toBe('live');
  expect(trtc.member('host')).toMatchObject({ isAnchor: true, room: 'friday', privateMapKey: 'publish' });
  const viewer = await open({ userId: 'viewer' });
  await play(viewer);

  await expect.poll(() => playbackState(viewer)).toBe('playing');
  await expectMoving(viewer);
  expect(trtc.member('viewer')).toMatchObject({ isAnchor: false, privateMapKey: 'watch' });
  await expect.poll(() => shape(viewer)).toBeCloseTo(4 / 3, 1);
  expect(await viewer.evaluate(() => window.playback!.latency)).toBe(0);
  await expect.poll(() => trtc.member('viewer')!.subscription(trtc.member('host')!)?.audio).toBe(true);
  await expect.poll(() => heard(viewer)).toBe(true);
  await expect.poll(() => trtc.member('host')!.received.audio).toBeGreaterThan(10);
  await expect.poll(() => host.evaluate(() => window.publication!.kbps)).toBeGreaterThan(50);
  await expect.poll(() => host.evaluate(() => window.publication!.quality)).toBeGreaterThan(0);

  await viewer.evaluate(() => window.playback!.close());
  await expect.poll(() => trtc.member('viewer')).toBeUndefined();
  expect(await viewer.evaluate(() => document.querySelector('video')!.srcObject)).toBe(null);
});

test('viewers on weak networks get the small picture, and whoever asks for it', async ({ trtc, open }) => {
  const host = await open({ userId: 'host' });
  await publish(host);
  const viewer = await open({ userId: 'viewer' });
  const received = (userId: string) => trtc.member(userId)!.subscription(trtc.member('host')!);
  await play(viewer);
  await expect.poll(() => playbackState(viewer)).toBe('playing');
  expect(received('viewer')).toMatchObject({ bigVideo: true, smallVideo: false });

  trtc.loss = 0.6;
  await expect.poll(() => received('viewer'), { timeout: 30_000 }).toMatchObject({ bigVideo: false, smallVideo: true });
  trtc.loss = 0;

  const phone = await open({ userId: 'phone' });
  await play(phone, 'friday~low');
  await expect.poll(() => playbackState(phone)).toBe('playing');
  expect(received('phone')).toMatchObject({ bigVideo: false, smallVideo: true });
  await expectMoving(phone);
});

test('whoever is early waits, and hears of the host’s leaving', async ({ open }) => {
  const viewer = await open({ userId: 'viewer' });
  await play(viewer);
  await expect.poll(() => playbackState(viewer)).toBe('waiting');

  const host = await open({ userId: 'host' });
  await publish(host);
  await expect.poll(() => playbackState(viewer)).toBe('playing');
  await host.evaluate(() => window.publication!.close());

  await expect.poll(() => playbackState(viewer)).toBe('waiting');
});

test('a signature that Tencent refuses is `auth`', async ({ open }) => {
  const host = await open({ userId: 'host', userSig: 'bad' });
  await publish(host);

  expect(await refusal(host)).toMatchObject({ code: 'auth' });
  // Once more with new credentials, and that is all.
  expect(await host.evaluate(() => window.asked)).toEqual(['publish', 'publish renewed']);
  await play(host);
  expect(await refusal(host)).toMatchObject({ code: 'auth' });
});

test('a service that says nothing is given up in time', async ({ trtc, open }) => {
  trtc.silent = true;
  const host = await open({ userId: 'host' });
  await publish(host);

  const { code, ms } = (await refusal(host))!;
  expect(code).toBe('timeout');
  expect(ms).toBeLessThan(20_000);
});

test('screen and camera take turns without a new publication, and leaving stops what the SDK does', async ({ trtc, open }) => {
  const host = await open({ userId: 'host' });
  await publish(host);
  const viewer = await open({ userId: 'viewer' });
  await play(viewer);
  await expectMoving(viewer);
  const captures = await host.evaluate(() => window.captures);

  const screen = await host.evaluate(async () => {
    const [track] = (await navigator.mediaDevices.getDisplayMedia({ video: true })).getVideoTracks();
    await window.publication!.replaceTrack('video', track!);
    const { width = 0, height = 1 } = track!.getSettings();
    return width / height;
  });
  expect(Math.abs(screen - 4 / 3)).toBeGreaterThan(0.1);
  await expect.poll(() => shape(viewer)).toBeCloseTo(screen, 1);
  await host.evaluate(() => window.publication!.replaceTrack('video', window.camera.getVideoTracks()[0]!));
  await expect.poll(() => shape(viewer)).toBeCloseTo(4 / 3, 1);
  await host.evaluate(() => window.publication!.replaceTrack('video', null));
  await expect.poll(() => trtc.member('host')!.flag & 1).toBe(0);
  await host.evaluate(() => window.publication!.replaceTrack('video', window.camera.getVideoTracks()[0]!));
  await expect.poll(() => trtc.member('host')!.flag & 1).toBe(1);
  expect(trtc.count('host', 'join/v2')).toBe(1);
  await host.evaluate(() => window.publication!.close());

  await expect.poll(() => trtc.member('host')).toBeUndefined();
  expect(await publicationState(host)).toBe('closed');
  // Capturing is the caller's: the SDK neither opens a device nor ends what is not its own.
  expect(await host.evaluate(() => window.captures)).toBe(captures);
  expect(await host.evaluate(() => window.camera.getTracks().map(({ readyState }) => readyState))).toEqual(['live', 'live']);
  expect(await host.evaluate(() => window.camera.getVideoTracks()[0]!.getSettings().width)).toBe(640);
  // A copy of a track would keep the camera on after the caller has stopped it.
  expect(await host.evaluate(() => window.clones.filter(({ readyState }) => readyState === 'live').length)).toBe(0);
});

test('a network that fails for a moment comes back by itself, for both', async ({ trtc, open }) => {
  const host = await open({ userId: 'host' });
  await publish(host);
  const viewer = await open({ userId: 'viewer' });
  await play(viewer);
  await expect.poll(() => playbackState(viewer)).toBe('playing');

  const states = await host.evaluateHandle(() => {
    const seen = new Set<string>();
    setInterval(() => seen.add(window.publication!.state), 20);
    return seen;
  });
  trtc.drop('host');

  await expect.poll(() => states.evaluate((seen) => seen.has('reconnecting'))).toBe(true);
  await expect.poll(() => publicationState(host)).toBe('live');
  await expect.poll(() => playbackState(viewer)).toBe('playing');
  await expectMoving(viewer);
});

test('whoever is put out is told, and can come back', async ({ trtc, open }) => {
  const host = await open({ userId: 'host' });
  await publish(host);
  const viewer = await open({ userId: 'viewer' });
  await play(viewer);
  await expect.poll(() => playbackState(viewer)).toBe('playing');

  trtc.kick('host');
  trtc.kick('viewer');
  await expect.poll(() => publicationState(host)).toBe('closed');
  await expect.poll(() => playbackState(viewer)).toBe('closed');
  await publish(host);
  await play(viewer);

  await expect.poll(() => publicationState(host)).toBe('live');
  await expect.poll(() => playbackState(viewer)).toBe('playing');
});

test('a viewer who goes on stage changes the role, and back', async ({ trtc, open }) => {
  const host = await open({ userId: 'host' });
  await publish(host);
  const guest = await open({ userId: 'guest' });
  await play(guest);
  await expect.poll(() => playbackState(guest)).toBe('playing');
  await publish(guest, 'friday~guest');
  await expect.poll(() => publicationState(guest)).toBe('live');
  expect(trtc.member('guest')!.isAnchor).toBe(true);
  await host.evaluate(
    async () => void (window.playback = await window.rtc.play('friday~guest', document.querySelector('video')!)),
  );
  await expect.poll(() => playbackState(host)).toBe('playing');

  await guest.evaluate(() => window.publication!.close());

  await expect.poll(() => trtc.member('guest')!.isAnchor).toBe(false);
  await expect.poll(() => playbackState(host)).toBe('waiting');
  await expectMoving(guest);
  expect(trtc.count('guest', 'join/v2')).toBe(1);
});

test('the crowd plays from the CDN, and from the room while on stage', async ({ trtc, open }) => {
  const stream = await new LiveStream().listen();
  const host = await open({ userId: 'host' });
  await publish(host);
  const guest = await open({ userId: 'guest', cdn: { hlsUrl: stream.url, latencyMs: 5_000 } });
  await play(guest);
  const width = () => guest.evaluate(() => window.playback!.size?.width);
  await expect.poll(() => playbackState(guest)).toBe('playing');
  expect(await width()).toBe(160);
  expect(await guest.evaluate(() => window.playback!.latency)).toBeGreaterThan(1_000);
  expect(trtc.member('guest')).toBeUndefined();

  await publish(guest, 'friday~guest');
  await expect.poll(width).toBeGreaterThan(160);
  await expect.poll(() => playbackState(guest)).toBe('playing');
  expect(await guest.evaluate(() => window.playback!.latency)).toBe(0);
  await guest.evaluate(() => window.publication!.close());

  await expect.poll(width).toBe(160);
  await expect.poll(() => playbackState(guest)).toBe('playing');
  await expect.poll(() => trtc.member('guest')).toBeUndefined();
  await guest.evaluate(() => window.rtc.close());
  await stream.close();
});

import type { DemoReel } from '../effects/demo-reel.ts';

/** What the stores need of the browser's devices; tests and other runtimes bring their own. */
export interface DeviceAccess {
  /** Undefined where the browser shows the page none: on http, and in old browsers. */
  readonly mediaDevices:
    | (Pick<MediaDevices, 'getUserMedia' | 'enumerateDevices' | 'addEventListener' | 'removeEventListener'> &
        Partial<Pick<MediaDevices, 'getDisplayMedia'>>)
    | undefined;
  /** True where the page is a secure context. */
  readonly secure: boolean;
  /** Tells when the page is hidden and comes back. */
  readonly page: Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'> | undefined;
  /** Undefined where there is no Web Audio: then there is no level and no capture volume, and sound is sent as it is. */
  readonly createAudioContext: (() => AudioContext) | undefined;
  /** Makes a picture and a sound without any device; loaded only when asked for. */
  readonly createReel?: () => Promise<DemoReel>;
}

/** The devices of the browser that this runs in; nothing is touched in a runtime without them. */
export const browserAccess = (): DeviceAccess => ({
  mediaDevices: globalThis.navigator?.mediaDevices,
  secure: globalThis.isSecureContext ?? false,
  page: globalThis.document,
  createAudioContext: globalThis.AudioContext && (() => new AudioContext()),
  createReel: globalThis.document && (async () => (await import('../effects/demo-reel.ts')).createDemoReel()),
});

import { LiveError } from '../../errors.ts';
import { signal } from '../../reactive.ts';
import type { ServerClock } from '../../server-clock.ts';
import { HlsPlayback, type HlsSource } from '../hls/hls-playback.ts';
import type { MediaLink, Playback, Publication } from '../provider.ts';
import type { CredentialsSource } from './credentials.ts';
import { RtcPlayback } from './rtc-playback.ts';
import { RtcPublication } from './rtc-publication.ts';
import { RtcRoom } from './rtc-room.ts';
import type { RtcSdk } from './rtc-sdk.ts';
import type { RtcTiming } from './rtc-stay.ts';
import { loadTrtcSdk } from './sdk.ts';
import { ShowPlayback } from './show-playback.ts';

export interface RtcMediaLinkOptions {
  /** Base URL of our server, which hands the SDK out. */
  readonly server: string;
  readonly liveId: string;
  /** Asked before every attempt. */
  readonly credentials: CredentialsSource;
  readonly clock: Pick<ServerClock, 'now'>;
  /** Ends everything. */
  readonly closed: AbortSignal;
  readonly timing?: RtcTiming;
  /** For tests. */
  readonly sdk?: () => Promise<RtcSdk>;
}

/**
 * Sends and receives in a TRTC room, and plays the show from a CDN where the server says that there is one.
 * That pictures really reach Tencent can only be seen with an account there; everything up to the SDK is tested without.
 */
export class RtcMediaLink implements MediaLink {
  readonly #options: RtcMediaLinkOptions;
  readonly #room: RtcRoom;
  readonly #open = new Set<Playback | Publication>();
  readonly #onStage = signal(0);
  readonly #closing = new AbortController();
  readonly #load: () => Promise<RtcSdk>;
  #sdk: Promise<RtcSdk> | undefined;

  constructor(options: RtcMediaLinkOptions) {
    this.#options = options;
    this.#load = options.sdk ?? (async () => (await loadTrtcSdk(options.server)) as RtcSdk);
    this.#room = new RtcRoom({ credentials: options.credentials, timing: options.timing, sdk: () => this.#loaded() });
    const { signal: until } = this.#closing;
    if (options.closed.aborted) this.close();
    else options.closed.addEventListener('abort', () => this.close(), { once: true, signal: until });
    if (typeof window === 'undefined') return;
    window.addEventListener('online', () => this.#retry(), { signal: until });
  }

  /** Rejects where the browser cannot, where Tencent or our server refuse, and where nobody answers in time. */
  async publish(tracks: MediaStream, name: string): Promise<Publication> {
    this.#assertUsable();
    if (name.endsWith('~low')) throw new LiveError('unsupported', 'TRTC makes the small picture out of the big one');
    // On an insecure page the SDK rejects much later, and not always to the caller.
    if (!globalThis.isSecureContext) throw new LiveError('needs-https', 'Publishing needs a page served by https');
    const sdk = await this.#loaded();
    const { result, detail } = await sdk.isSupported();
    if (!result) throw new LiveError('unsupported', 'This browser cannot send pictures to TRTC', { details: detail });
    this.#assertUsable();
    const low = () => detail?.['isSmallStreamSupported'] === true;
    const publication = new RtcPublication(this.#room, tracks, name, low, () => {
      this.#open.delete(publication);
      this.#onStage.value -= 1;
    });
    this.#open.add(publication);
    this.#onStage.value += 1;
    return publication.start();
  }

  async play(name: string, into: HTMLVideoElement): Promise<Playback> {
    this.#assertOpen();
    const { liveId } = this.#options;
    // The CDN has the host's picture and no other.
    if (name !== liveId && name !== `${liveId}~low`) return this.#playRoom(name, into);
    const playback = new ShowPlayback({
      hasCdn: async () => (await this.#watch()).cdn !== undefined,
      onStage: () => this.#onStage.value > 0,
      playCdn: () => this.#playCdn(into),
      playRoom: () => this.#playRoom(name, into),
      ended: () => this.#open.delete(playback),
    });
    this.#open.add(playback);
    return playback.start();
  }

  close(): void {
    this.#closing.abort();
    for (const each of this.#open) void each.close();
  }

  #playRoom(name: string, into: HTMLVideoElement): Promise<Playback> {
    this.#assertUsable();
    const playback = new RtcPlayback(this.#room, into, name, () => this.#open.delete(playback));
    this.#open.add(playback);
    return playback.start();
  }

  #playCdn(element: HTMLVideoElement): Promise<Playback> {
    const source = async (): Promise<HlsSource> => {
      const { cdn } = await this.#watch();
      if (!cdn) throw new LiveError('not-found', 'The show is not on a CDN any more');
      return { url: cdn.hlsUrl, latencyMs: cdn.latencyMs };
    };
    return new HlsPlayback({ element, source, clock: this.#options.clock }).start();
  }

  #watch() {
    return this.#options.credentials('watch');
  }

  #loaded(): Promise<RtcSdk> {
    this.#sdk ??= this.#load().catch((error: unknown) => {
      this.#sdk = undefined;
      throw error;
    });
    return this.#sdk;
  }

  #retry(): void {
    this.#room.retry();
    for (const each of this.#open) if ('retry' in each) each.retry();
  }

  #assertOpen(): void {
    if (this.#closing.signal.aborted) throw new LiveError('cancelled', 'The room is closed');
  }

  #assertUsable(): void {
    this.#assertOpen();
    if (typeof RTCPeerConnection === 'undefined') throw new LiveError('unsupported', 'This browser has no WebRTC');
  }
}

/** Makes a link; the class itself is for those who extend it. */
export const createRtcMediaLink = (options: RtcMediaLinkOptions): RtcMediaLink => new RtcMediaLink(options);

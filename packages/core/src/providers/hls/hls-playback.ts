import { LiveError } from '../../errors.ts';
import { batch, signal } from '../../reactive.ts';
import type { ServerClock } from '../../server-clock.ts';
import type { NetworkQuality, Playback, PlaybackState } from '../provider.ts';
import { type HlsEngine, type HlsFailure, type OpenHls, openHls } from './hls-engine.ts';

export interface HlsSource {
  readonly url: string;
  /** Milliseconds behind the host, where the stream itself does not say. */
  readonly latencyMs: number;
}

export interface HlsOptions {
  readonly element: HTMLVideoElement;
  /** Asked before every attempt, so that a renewed address is used. */
  readonly source: () => Promise<HlsSource>;
  /** Streams carry the server's time. */
  readonly clock: Pick<ServerClock, 'now'>;
  readonly ended?: () => void;
  /** For tests. */
  readonly open?: OpenHls;
}

const LOOK_EVERY_MS = 500;
const STALL_MS = 6_000;
/** Farther from the edge than this after a pause, and the viewer is taken back to it. */
const MAX_DRIFT_S = 4;
/** A clock that says more is wrong. */
const MAX_LATENCY_MS = 60_000;
/** Smaller changes are noise. */
const LATENCY_STEP_MS = 250;
/** `HTMLMediaElement.HAVE_CURRENT_DATA`. */
const HAVE_CURRENT_DATA = 2;
const WAIT_MS = 2_000;
const MAX_RETRY_MS = 8_000;

/** Plays a live HLS stream into a video element and keeps it playing near the live edge. Knows no provider. */
export class HlsPlayback implements Playback {
  readonly #options: HlsOptions;
  readonly #open: OpenHls;
  readonly #state = signal<PlaybackState>('connecting');
  readonly #quality = signal<NetworkQuality>(0);
  readonly #size = signal<{ width: number; height: number } | undefined>(undefined);
  readonly #latency = signal(0);
  readonly #listening = new AbortController();
  #engine: HlsEngine | undefined;
  #source: HlsSource | undefined;
  /** Counts attempts, so that one that was overtaken is dropped. */
  #attempt = 0;
  #failures = 0;
  #everPlayed = false;
  #position: number | undefined;
  #movedAt = 0;
  /** The newest segment when the picture last stood still: without a newer one there is nothing to see. */
  #lastNewest: number | undefined;
  #looking: ReturnType<typeof setInterval> | undefined;
  #retrying: ReturnType<typeof setTimeout> | undefined;

  constructor(options: HlsOptions) {
    this.#options = options;
    this.#open = options.open ?? openHls;
    const { signal: until } = this.#listening;
    options.element.addEventListener('play', () => this.#catchUp(), { signal: until });
  }

  get state(): PlaybackState {
    return this.#state.value;
  }
  /** Known only as good or not: the browser fetches files, and says little about the way. */
  get quality(): NetworkQuality {
    return this.#quality.value;
  }
  get size(): { width: number; height: number } | undefined {
    return this.#size.value;
  }
  get latency(): number {
    return this.#latency.value;
  }

  /** Resolves after the first attempt began; rejects where this browser plays no HLS. */
  async start(): Promise<this> {
    this.#looking = setInterval(() => this.#look(), LOOK_EVERY_MS);
    const error = await this.#try();
    if (error?.code === 'unsupported') {
      this.close();
      throw error;
    }
    return this;
  }

  retry(): void {
    if (this.state === 'closed' || this.state === 'playing') return;
    void this.#try();
  }

  close(): void {
    if (this.state === 'closed') return;
    clearInterval(this.#looking);
    this.#drop();
    this.#listening.abort();
    this.#interrupted('closed');
    this.#options.ended?.();
  }

  async #try(): Promise<LiveError | undefined> {
    this.#drop();
    const attempt = this.#attempt;
    const { element } = this.#options;
    try {
      this.#source = await this.#options.source();
      if (attempt !== this.#attempt) return undefined;
      if (!this.#everPlayed) this.#latency.value = this.#source.latencyMs;
      // A picture by WebRTC that was here before would win over the address.
      element.srcObject = null;
      const engine = await this.#open(element, this.#source.url, (why) => attempt === this.#attempt && this.#failed(why));
      if (attempt !== this.#attempt) {
        engine.close();
        return undefined;
      }
      this.#engine = engine;
      this.#position = undefined;
      this.#movedAt = performance.now();
      // Refused without a user's gesture when there is sound: the page sees `paused` and offers a button.
      element.play().catch(() => undefined);
      return undefined;
    } catch (thrown) {
      const error = thrown instanceof LiveError ? thrown : new LiveError('unavailable', String(thrown), { cause: thrown });
      if (attempt === this.#attempt) this.#failed(error.code === 'not-found' ? 'gone' : 'broken');
      return error;
    }
  }

  /** Ends the attempt under way, and every wish for another. */
  #drop(): void {
    this.#attempt += 1;
    clearTimeout(this.#retrying);
    this.#engine?.close();
    this.#engine = undefined;
  }

  #failed(why: HlsFailure): void {
    this.#drop();
    this.#failures = why === 'gone' ? 0 : this.#failures + 1;
    if (why === 'gone') this.#interrupted('waiting');
    else this.#interrupted(this.#everPlayed ? 'reconnecting' : 'connecting');
    const spread = 0.75 + Math.random() / 2;
    const delay = why === 'gone' ? WAIT_MS : Math.min(500 * 2 ** this.#failures, MAX_RETRY_MS);
    this.#retrying = setTimeout(() => void this.#try(), delay * spread);
  }

  #look(): void {
    const { element } = this.#options;
    const now = performance.now();
    // Who paused, or does not look, misses nothing.
    if (element.paused || globalThis.document?.hidden) this.#movedAt = now;
    if (!this.#engine || element.paused) return;
    // A playlist stays for a while after the host has gone: its end is not shown again and again.
    if (this.#engine.newest !== undefined && this.#engine.newest === this.#lastNewest) return this.#failed('gone');
    const moved =
      this.#position !== undefined && element.currentTime !== this.#position && element.readyState >= HAVE_CURRENT_DATA;
    this.#position = element.currentTime;
    if (moved) this.#moved(now);
    else if (now - this.#movedAt > STALL_MS) this.#stalled(this.#engine);
  }

  #moved(now: number): void {
    this.#movedAt = now;
    this.#failures = 0;
    this.#everPlayed = true;
    const { videoWidth: width, videoHeight: height } = this.#options.element;
    const known = this.#size.peek();
    batch(() => {
      if (width > 0 && (known?.width !== width || known.height !== height)) this.#size.value = { width, height };
      this.#state.value = 'playing';
      this.#quality.value = 1;
      this.#measure();
    });
  }

  #stalled({ newest }: HlsEngine): void {
    this.#lastNewest = newest;
    this.#failed('broken');
  }

  #measure(): void {
    const madeAt = this.#engine?.madeAt;
    const measured = madeAt === undefined ? undefined : this.#options.clock.now() - madeAt;
    const usable = measured !== undefined && measured >= 0 && measured < MAX_LATENCY_MS;
    const latency = usable ? measured : (this.#source?.latencyMs ?? 0);
    if (Math.abs(latency - this.#latency.peek()) >= LATENCY_STEP_MS) this.#latency.value = Math.round(latency);
  }

  /** After a pause live means now, not where it stopped. */
  #catchUp(): void {
    const { element } = this.#options;
    const edge = this.#engine?.edge;
    if (edge !== undefined && edge - element.currentTime > MAX_DRIFT_S) element.currentTime = edge;
  }

  #interrupted(state: PlaybackState): void {
    batch(() => {
      this.#state.value = state;
      this.#quality.value = state === 'reconnecting' ? 6 : 0;
    });
  }
}

import { signal } from '../reactive.ts';

const SAMPLE_MS = 100;
/** A render drops its subscription for a moment before it takes it again; the meter must outlive that. */
const LINGER_MS = 500;
/** What counts as silence, in dB below full scale. */
const FLOOR_DB = 60;

/** Measures how loud a track is, about ten times a second and only while `level` is being followed. */
export class LevelMeter {
  readonly #createContext: (() => AudioContext) | undefined;
  readonly #level = signal(0, { watched: () => this.#watch(true), unwatched: () => this.#watch(false) });
  #track: MediaStreamTrack | undefined;
  #watched = false;
  #lingering: ReturnType<typeof setTimeout> | undefined;
  #running: { timer: ReturnType<typeof setInterval>; context: AudioContext } | undefined;

  constructor(createContext: (() => AudioContext) | undefined) {
    this.#createContext = createContext;
  }

  /** 0 (silence) to 100 (as loud as it goes). */
  get level(): number {
    return this.#level.value;
  }

  /** Measures this track from now on; undefined measures nothing. */
  listenTo(track: MediaStreamTrack | undefined): void {
    if (track === this.#track) return;
    this.#track = track;
    this.#stop();
    this.#start();
  }

  /** Sound is suspended with a hidden page on some phones; call it when the page is back. */
  resume(): void {
    void this.#running?.context.resume().catch(() => {});
  }

  #watch(watched: boolean): void {
    this.#watched = watched;
    clearTimeout(this.#lingering);
    if (watched) this.#start();
    else this.#lingering = setTimeout(() => this.#stop(), LINGER_MS);
  }

  #start(): void {
    if (this.#running || !this.#watched || !this.#track || !this.#createContext) return;
    const context = this.#createContext();
    const analyser = context.createAnalyser();
    analyser.fftSize = 1024;
    context.createMediaStreamSource(new MediaStream([this.#track])).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    const timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      this.#level.value = loudness(samples);
    }, SAMPLE_MS);
    this.#running = { timer, context };
    this.resume();
  }

  #stop(): void {
    if (!this.#running) return;
    clearInterval(this.#running.timer);
    void this.#running.context.close().catch(() => {});
    this.#running = undefined;
    this.#level.value = 0;
  }
}

/** The loudness of some samples (-1 to 1) on a scale of 0 to 100 that follows the ear: linear in decibels. */
export function loudness(samples: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < samples.length; index++) sum += (samples[index] ?? 0) ** 2;
  if (sum === 0) return 0;
  const decibels = 10 * Math.log10(sum / samples.length);
  return Math.max(0, Math.min(100, Math.round(((decibels + FLOOR_DB) / FLOOR_DB) * 100)));
}

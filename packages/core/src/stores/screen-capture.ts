import { LiveError, type LiveErrorCode } from '../errors.ts';
import { signal } from '../reactive.ts';
import { screenError } from './device-errors.ts';

/** The shared screen: there from the choice in the browser's picker until the host, or the browser's own bar, ends it. */
export class ScreenCapture {
  readonly #acquire: () => Promise<MediaStream>;
  readonly #onEnded: (label: string) => void;
  readonly #track = signal<MediaStreamTrack | undefined>(undefined);
  readonly #error = signal<LiveErrorCode | undefined>(undefined);
  /** Counts what was asked for, so that a screen chosen after `stop()` is dropped. */
  #attempt = 0;

  /** `onEnded` hears of an end that nobody asked for here. */
  constructor(acquire: () => Promise<MediaStream>, onEnded: (label: string) => void) {
    this.#acquire = acquire;
    this.#onEnded = onEnded;
  }

  get track(): MediaStreamTrack | undefined {
    return this.#track.value;
  }
  get error(): LiveErrorCode | undefined {
    return this.#error.value;
  }

  async start(): Promise<void> {
    const attempt = ++this.#attempt;
    this.#error.value = undefined;
    try {
      const [track] = (await this.#acquire()).getVideoTracks();
      if (!track) throw new LiveError('no-device', 'The screen has no picture');
      if (attempt !== this.#attempt) return track.stop();
      track.contentHint = 'detail';
      track.addEventListener('ended', () => this.check());
      this.#track.value?.stop();
      this.#track.value = track;
    } catch (thrown) {
      const error = screenError(thrown);
      if (attempt === this.#attempt) this.#error.value = error.code;
      throw error;
    }
  }

  stop(): void {
    this.#attempt++;
    this.#track.value?.stop();
    this.#track.value = undefined;
    this.#error.value = undefined;
  }

  /** Looks whether the screen is still shared. */
  check(): void {
    const track = this.#track.value;
    if (track?.readyState !== 'ended') return;
    this.#track.value = undefined;
    this.#onEnded(track.label);
  }
}

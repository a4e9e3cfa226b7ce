import { effect, signal } from '../reactive.ts';
import { LevelMeter } from './level-meter.ts';
import { MicrophoneGain } from './microphone-gain.ts';

/** What is sent of a microphone: muted or not, at the volume asked for, and how loud that is. */
export class SentSound {
  readonly #gain: MicrophoneGain;
  readonly #meter: LevelMeter;
  readonly #muted = signal(false);
  readonly #volume = signal(100);
  readonly #track = signal<MediaStreamTrack | undefined>(undefined);

  /** `microphone` is a signal inside. */
  constructor(
    microphone: () => MediaStreamTrack | undefined,
    createContext: (() => AudioContext) | undefined,
    closed: AbortSignal,
  ) {
    this.#gain = new MicrophoneGain(createContext);
    this.#meter = new LevelMeter(createContext);
    const stop = effect(() => this.#connect(microphone()));
    closed.addEventListener('abort', stop, { once: true });
  }

  get track(): MediaStreamTrack | undefined {
    return this.#track.value;
  }
  /** A muted microphone stays open: it is heard again at once. */
  get muted(): boolean {
    return this.#muted.value;
  }
  set muted(muted: boolean) {
    this.#muted.value = muted;
  }
  /** 0 to 100. */
  get volume(): number {
    return this.#volume.value;
  }
  set volume(volume: number) {
    this.#volume.value = Math.max(0, Math.min(100, volume));
  }
  /** 0 to 100; measured only while somebody follows it. */
  get level(): number {
    return this.#meter.level;
  }

  /** Call it when the page is back. */
  resume(): void {
    this.#meter.resume();
    this.#gain.resume();
  }

  /** Lets go of the audio graph. The settings stay. */
  reset(): void {
    this.#gain.close();
  }

  #connect(microphone: MediaStreamTrack | undefined): void {
    if (microphone) microphone.enabled = !this.#muted.value;
    const sent = this.#gain.apply(microphone, this.#volume.value);
    this.#track.value = sent;
    this.#meter.listenTo(sent);
  }
}

import { effect, signal } from '../reactive.ts';
import { LevelMeter } from './level-meter.ts';
import { MicrophoneGain } from './microphone-gain.ts';

/** What is sent of a microphone: muted or not, at the volume asked for, and how loud that is. */
export class SentSound {
  readonly #gain: MicrophoneGain;
  readonly #meter: LevelMeter;
  /** A muted microphone stays open: it is heard again at once. */
  readonly muted = signal(false);
  /** 0 to 100. */
  readonly volume = signal(100);
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
    if (microphone) microphone.enabled = !this.muted.value;
    const sent = this.#gain.apply(microphone, this.volume.value);
    this.#track.value = sent;
    this.#meter.listenTo(sent);
  }
}

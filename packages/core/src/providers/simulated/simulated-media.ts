import { signal } from '../../reactive.ts';
import type { MediaLink, Playback, PlaybackState, Publication, PublicationState } from '../provider.ts';
import { movingPicture } from './moving-picture.ts';

/** A media link without a network: it plays a drawn picture while the room is on air, and publishes to nobody. */
export class SimulatedMedia implements MediaLink {
  readonly #publicationState = signal<PublicationState>('closed');
  readonly #playbackState = signal<PlaybackState | undefined>(undefined);
  readonly #onAir: () => boolean;
  readonly #publish: (onAir: boolean) => void;
  readonly #closers = new Set<() => void>();

  /** `onAir` is tracked; `publish` tells the room that a picture came or went. */
  constructor(onAir: () => boolean, publish: (onAir: boolean) => void) {
    this.#onAir = onAir;
    this.#publish = publish;
  }

  /** Shows any state of playing, whatever the room does; undefined follows the room again. */
  setPlayback(state: PlaybackState | undefined): void {
    this.#playbackState.value = state;
  }

  /** Shows any state of the running publication. */
  setPublication(state: PublicationState): void {
    this.#publicationState.value = state;
  }

  async publish(_tracks: MediaStream, _name: string): Promise<Publication> {
    const state = this.#publicationState;
    state.value = 'live';
    this.#publish(true);
    return {
      get state() {
        return state.value;
      },
      get quality() {
        return state.value === 'live' ? (1 as const) : (6 as const);
      },
      get kbps() {
        return state.value === 'live' ? 1800 : 0;
      },
      rtt: 24,
      async replaceTrack() {},
      close: async () => {
        if (state.value === 'closed') return;
        state.value = 'closed';
        this.#publish(false);
      },
    };
  }

  async play(name: string, into: HTMLVideoElement): Promise<Playback> {
    const closed = signal(false);
    const stop = movingPicture(name, into);
    const close = () => {
      closed.value = true;
      this.#closers.delete(close);
      stop();
    };
    this.#closers.add(close);
    const state = (): PlaybackState => {
      if (closed.value) return 'closed';
      return this.#playbackState.value ?? (this.#onAir() ? 'playing' : 'waiting');
    };
    return {
      get state() {
        return state();
      },
      get quality() {
        return state() === 'playing' ? (1 as const) : (0 as const);
      },
      get size() {
        return state() === 'playing' ? { width: 720, height: 1280 } : undefined;
      },
      latency: 0,
      retry() {},
      close,
    };
  }

  close(): void {
    for (const close of this.#closers) close();
    this.#publicationState.value = 'closed';
  }
}

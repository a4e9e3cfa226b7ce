import { isTransient, retry } from '../../backoff.ts';
import { batch, effect, signal, untracked } from '../../reactive.ts';
import type { NetworkQuality, Playback, PlaybackState } from '../provider.ts';

export interface ShowPlaybackOptions {
  /** Whether the CDN has the show; rejects with a LiveError. */
  readonly hasCdn: () => Promise<boolean>;
  /** Whether somebody on this page is part of the show; a signal inside. */
  readonly onStage: () => boolean;
  /** Each begins to play, and rejects where that is refused for good. */
  readonly playCdn: () => Promise<Playback>;
  readonly playRoom: () => Promise<Playback>;
  readonly ended: () => void;
}

type Way = 'cdn' | 'room';

const PATIENCE = { baseMs: 500, capMs: 8_000, attempts: Number.POSITIVE_INFINITY, worthwhile: isTransient };

/**
 * Plays the show from the CDN, as the crowd does, and from the room itself while somebody on this page is on stage: whoever talks
 * with the host cannot do so seconds later. Where there is no CDN, always from the room.
 */
export class ShowPlayback implements Playback {
  readonly #options: ShowPlaybackOptions;
  readonly #inner = signal<Playback | undefined>(undefined);
  readonly #closed = signal(false);
  readonly #closing = new AbortController();
  #way: Way | undefined;
  /** Counts choices, so that one that was overtaken is dropped. */
  #choice = 0;

  constructor(options: ShowPlaybackOptions) {
    this.#options = options;
  }

  get state(): PlaybackState {
    return this.#closed.value ? 'closed' : (this.#inner.value?.state ?? 'connecting');
  }
  get quality(): NetworkQuality {
    return this.#inner.value?.quality ?? 0;
  }
  get size(): { width: number; height: number } | undefined {
    return this.#inner.value?.size;
  }
  get latency(): number {
    return this.#inner.value?.latency ?? 0;
  }

  /** Resolves when it plays, or tries to; rejects where that is refused for good. */
  async start(): Promise<this> {
    await this.#choose();
    if (this.#closing.signal.aborted) return this;
    const stop = effect(() => {
      this.#options.onStage();
      // On stage something else plays than before, or the same: a way that failed is not tried again by itself.
      untracked(() => void this.#choose().catch(() => undefined));
    });
    this.#closing.signal.addEventListener('abort', stop, { once: true });
    return this;
  }

  retry(): void {
    this.#inner.peek()?.retry();
  }

  close(): void {
    if (this.#closing.signal.aborted) return;
    this.#choice += 1;
    this.#closing.abort();
    batch(() => {
      this.#closed.value = true;
      this.#inner.peek()?.close();
      this.#inner.value = undefined;
    });
    this.#options.ended();
  }

  async #choose(): Promise<void> {
    const choice = ++this.#choice;
    try {
      const way = await this.#bestWay();
      if (choice !== this.#choice || way === this.#way) return;
      this.#way = way;
      // One after the other: both play into the same element.
      this.#inner.peek()?.close();
      this.#inner.value = undefined;
      const inner = await (way === 'cdn' ? this.#options.playCdn() : this.#options.playRoom());
      if (choice === this.#choice) this.#inner.value = inner;
      else inner.close();
    } catch (error) {
      if (choice !== this.#choice) return;
      this.#way = undefined;
      this.close();
      throw error;
    }
  }

  async #bestWay(): Promise<Way> {
    if (this.#options.onStage()) return 'room';
    const hasCdn = await retry(this.#options.hasCdn, { ...PATIENCE, until: this.#closing.signal });
    return hasCdn ? 'cdn' : 'room';
  }
}

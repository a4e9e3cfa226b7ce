import type { MediaLink, Playback, Publication } from './providers/provider.ts';
import { computed, effect, signal } from './reactive.ts';

/** A room's media link that knows how far behind the host its picture is, so that other things can wait for it. */
export class TimedMediaLink implements MediaLink {
  readonly #link: MediaLink;
  readonly #liveId: string;
  readonly #playbacks = signal<readonly Playback[]>([]);
  readonly #publications = signal<readonly Publication[]>([]);
  readonly #latency = computed(() => {
    if (this.#publications.value.length > 0) return 0;
    return Math.max(0, ...this.#playbacks.value.map(({ latency }) => latency));
  });
  readonly #stop: () => void;

  /** `liveId` is the name of the host's picture. */
  constructor(link: MediaLink, liveId: string) {
    this.#link = link;
    this.#liveId = liveId;
    this.#stop = effect(() => {
      forgetClosed(this.#playbacks);
      forgetClosed(this.#publications);
    });
  }

  /** Milliseconds behind the host, of the slowest player. Whoever publishes here is part of the show, and behind nobody. */
  get latency(): number {
    return this.#latency.value;
  }

  async publish(tracks: MediaStream, name: string): Promise<Publication> {
    const publication = await this.#link.publish(tracks, name);
    this.#publications.value = [...this.#publications.peek(), publication];
    return publication;
  }

  async play(name: string, into: HTMLVideoElement): Promise<Playback> {
    const playback = await this.#link.play(name, into);
    if (name === this.#liveId) this.#playbacks.value = [...this.#playbacks.peek(), playback];
    return playback;
  }

  close(): void {
    this.#link.close();
    this.#stop();
    this.#playbacks.value = [];
    this.#publications.value = [];
  }
}

function forgetClosed<T extends { readonly state: string }>(list: { value: readonly T[] }): void {
  const open = list.value.filter(({ state }) => state !== 'closed');
  if (open.length < list.value.length) list.value = open;
}

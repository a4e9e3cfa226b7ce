import type { DemoReel } from '../effects/demo-reel.ts';
import { LiveError } from '../errors.ts';
import { batch, signal } from '../reactive.ts';

/** The demo reel: a drawn scene with music that stands in for a camera. */
export class ReelCapture {
  readonly #create: (() => Promise<DemoReel>) | undefined;
  readonly #closed: AbortSignal;
  readonly #reel = signal<DemoReel | undefined>(undefined);
  /** Counts what was asked for, so that a reel overtaken by `stop()` is dropped. */
  #attempt = 0;

  constructor(create: (() => Promise<DemoReel>) | undefined, closed: AbortSignal) {
    this.#create = create;
    this.#closed = closed;
  }

  get video(): MediaStreamTrack | undefined {
    return this.#reel.value?.video;
  }
  get audio(): MediaStreamTrack | undefined {
    return this.#reel.value?.audio;
  }

  /** Calls `takeOver` in the moment in which the reel is there. */
  async start(takeOver: () => void): Promise<void> {
    const attempt = ++this.#attempt;
    if (!this.#create) throw new LiveError('unsupported', 'There is nothing to draw on');
    const reel = await this.#create();
    if (attempt !== this.#attempt || this.#closed.aborted) return reel.stop();
    batch(() => {
      this.#reel.value = reel;
      takeOver();
    });
  }

  stop(): void {
    this.#attempt += 1;
    this.#reel.value?.stop();
    this.#reel.value = undefined;
  }
}

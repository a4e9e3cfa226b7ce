import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { nextTask } from '../shared/page-time.ts';

/**
 * What an element renders one after another while its page loads, each in a task of its own: all at once would keep a phone from
 * answering the visitor.
 */
export class Pieces implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #all: number;
  /** How many are rendered, of `all`. */
  shown: number;

  constructor(host: ReactiveControllerHost, all: number, { atOnce }: { atOnce: boolean }) {
    this.#host = host;
    this.#all = all;
    this.shown = atOnce ? all : 1;
    host.addController(this);
  }

  hostUpdated(): void {
    if (this.shown < this.#all) void this.#goOn();
  }

  async #goOn(): Promise<void> {
    const { shown } = this;
    await nextTask();
    // Something else may have rendered meanwhile, and asked for the next one as well.
    if (this.shown !== shown) return;
    this.shown += 1;
    this.#host.requestUpdate();
  }
}

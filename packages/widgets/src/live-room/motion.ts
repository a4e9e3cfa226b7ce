import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Knows whether the visitor wants things to move, and has its element render again when that changes. */
export class Motion implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #query = matchMedia('(prefers-reduced-motion: reduce)');
  /** Asking the browser each time is too slow for something that moves. */
  #reduced = this.#query.matches;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get reduced(): boolean {
    return this.#reduced;
  }

  hostConnected(): void {
    this.#query.addEventListener('change', this.#update);
    this.#reduced = this.#query.matches;
  }

  hostDisconnected(): void {
    this.#query.removeEventListener('change', this.#update);
  }

  readonly #update = (): void => {
    this.#reduced = this.#query.matches;
    this.#host.requestUpdate();
  };
}

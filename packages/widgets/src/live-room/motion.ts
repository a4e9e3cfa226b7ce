import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Knows whether the visitor wants things to move, and has its element render again when that changes. */
export class Motion implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #reduced = matchMedia('(prefers-reduced-motion: reduce)');

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get reduced(): boolean {
    return this.#reduced.matches;
  }

  hostConnected(): void {
    this.#reduced.addEventListener('change', this.#update);
  }

  hostDisconnected(): void {
    this.#reduced.removeEventListener('change', this.#update);
  }

  readonly #update = (): void => this.#host.requestUpdate();
}

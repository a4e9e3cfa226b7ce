import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Renders its host once a second for as long as a render asked what time it is. */
export class Ticker implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = false;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Milliseconds from `now` until `deadline`, never below 0; follows the clock when read in a render. */
  until(deadline: number, now = Date.now()): number {
    const left = Math.max(0, deadline - now);
    this.#asked ||= left > 0;
    return left;
  }

  hostUpdated(): void {
    clearTimeout(this.#timer);
    if (!this.#asked) return;
    this.#asked = false;
    this.#timer = setTimeout(() => this.#host.requestUpdate(), 1000 - (Date.now() % 1000));
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }
}

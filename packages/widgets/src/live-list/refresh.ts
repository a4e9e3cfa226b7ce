import type { ReactiveController } from 'lit';

/** Calls again and again while its host is on the page and the page can be seen, and at once when it comes back into view. */
export class Refresh implements ReactiveController {
  readonly #call: () => void;
  readonly #everyMs: number;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(everyMs: number, call: () => void) {
    this.#call = call;
    this.#everyMs = everyMs;
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#seen);
    this.#timer = setInterval(this.#seen, this.#everyMs);
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#seen);
    clearInterval(this.#timer);
  }

  readonly #seen = (): void => {
    if (!document.hidden) this.#call();
  };
}

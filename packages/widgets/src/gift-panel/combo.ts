import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** How long the next tap still belongs to a combo, in milliseconds; the server's own measure. */
export const COMBO_MS = 5_000;

/** The gift that is being sent again and again. */
export class Combo implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #timer: ReturnType<typeof setTimeout> | undefined;
  giftId: string | undefined;
  count = 0;
  /** Grows with every gift of the combo, so that the ring starts anew. */
  round = 0;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** So many more were paid. */
  add(giftId: string, count: number): void {
    this.count = this.giftId === giftId ? this.count + count : count;
    this.giftId = giftId;
    this.round += 1;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.end(), COMBO_MS);
    this.#host.requestUpdate();
  }

  end(): void {
    clearTimeout(this.#timer);
    this.giftId = undefined;
    this.count = 0;
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.giftId = undefined;
    this.count = 0;
  }
}

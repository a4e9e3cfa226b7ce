/** Acts at most once in so many milliseconds; what is asked for in between is done once, at the end. */
export class Throttle {
  readonly #everyMs: number;
  readonly #act: () => void;
  #cooling: NodeJS.Timeout | undefined;
  #again = false;

  constructor(everyMs: number, act: () => void) {
    this.#everyMs = everyMs;
    this.#act = act;
  }

  request(): void {
    if (this.#cooling) {
      this.#again = true;
      return;
    }
    this.#act();
    this.#cooling = setTimeout(() => {
      this.#cooling = undefined;
      if (!this.#again) return;
      this.#again = false;
      this.request();
    }, this.#everyMs);
  }

  stop(): void {
    clearTimeout(this.#cooling);
  }
}

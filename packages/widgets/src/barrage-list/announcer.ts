import { msg, str } from '@lit/localize';

/** A screen reader that is told everything in a lively room is told nothing. */
const PAUSE_MS = 4_000;

/** Reads a stream out in a polite live region: the newest message, and how many came since the last one read. */
export class Announcer {
  readonly #region: HTMLElement;
  #latest = '';
  #count = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(region: HTMLElement) {
    this.#region = region;
  }

  /** Some messages came, the last of which says this. */
  say(latest: string, count = 1): void {
    this.#latest = latest;
    this.#count += count;
    // A moment of silence joins what comes together, and lets a new region be noticed first.
    this.#timer ??= setTimeout(() => this.#tell(), 300);
  }

  /** Nothing more is to be read. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#count = 0;
  }

  #tell(): void {
    if (this.#count === 0) {
      this.#timer = undefined;
      return;
    }
    const others = this.#count - 1;
    this.#region.textContent = others === 0 ? this.#latest : msg(str`${this.#latest}, and ${others} more`);
    this.#count = 0;
    this.#timer = setTimeout(() => this.#tell(), PAUSE_MS);
  }
}

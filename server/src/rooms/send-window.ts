/** Shortest and longest time that events wait for each other under load, in milliseconds. */
const SHORTEST = 20;
const LONGEST = 80;
/** A room that sent nothing for so long is idle: its next event goes out at once. */
const IDLE = 200;

/**
 * Joins what a room has to say into few frames. A lone event goes out at once; the more often it is asked to send, the longer
 * it waits for company, up to 80 ms.
 */
export class SendWindow<T> {
  readonly #send: (items: readonly T[]) => void;
  #waiting: T[] = [];
  #timer: NodeJS.Timeout | undefined;
  #width = 0;
  #lastSent = -Infinity;

  constructor(send: (items: readonly T[]) => void) {
    this.#send = send;
  }

  /** What has not been sent yet. */
  get waiting(): readonly T[] {
    return this.#waiting;
  }

  push(item: T): void {
    this.#waiting.push(item);
    if (this.#timer) return;
    const quiet = performance.now() - this.#lastSent;
    if (quiet >= IDLE) this.#width = 0;
    if (quiet >= this.#width) this.flush();
    else this.#timer = setTimeout(() => this.flush(), this.#width - quiet);
  }

  /** Sends now whatever waits. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#waiting.length === 0) return;
    const items = this.#waiting;
    this.#waiting = [];
    this.#width = Math.min(LONGEST, Math.max(SHORTEST, this.#width * 2));
    this.#lastSent = performance.now();
    this.#send(items);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#waiting = [];
  }
}

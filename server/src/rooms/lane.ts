/** How the deliveries of a lane are decided and told. `failed` says how many milliseconds to wait; undefined gives up. */
export interface LaneOptions<T> {
  deliver(item: T): Promise<void>;
  failed(item: T, error: unknown): number | undefined;
  /** Nothing waits in the lane any more. */
  idle(): void;
}

/** Delivers one thing after the other, never a later one before an earlier one: while one fails, those behind it wait. */
export class Lane<T> {
  readonly #options: LaneOptions<T>;
  readonly #queue: T[] = [];
  #running = false;
  #closed = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: LaneOptions<T>) {
    this.#options = options;
  }

  /** What is next; undefined where nothing waits. */
  get head(): T | undefined {
    return this.#queue[0];
  }

  get size(): number {
    return this.#queue.length;
  }

  /** Adds something to the end; `delay` milliseconds pass first where it was tried before. */
  push(item: T, delay = 0): void {
    this.#queue.push(item);
    if (this.#queue.length === 1) this.#start(delay);
  }

  /** Lets go of all that waits; what is under way comes to its end. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#queue.length = 0;
  }

  #start(delay: number): void {
    if (this.#closed) return;
    if (delay > 0) this.#timer = setTimeout(() => void this.#run(), delay);
    else void this.#run();
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    try {
      for (let item = this.head; item !== undefined; item = this.head) {
        const wait = await this.#try(item);
        if (wait !== undefined) return this.#start(wait);
        this.#queue.shift();
      }
    } finally {
      this.#running = false;
    }
    this.#options.idle();
  }

  async #try(item: T): Promise<number | undefined> {
    try {
      await this.#options.deliver(item);
      return undefined;
    } catch (error) {
      return this.#options.failed(item, error);
    }
  }
}

import type { ReactiveControllerHost } from 'lit';

const RETRY_MS = 2_000;

/** A part of an element whose code is loaded when it is first wanted; its host renders again once it is there. */
export class OnDemand<T> {
  readonly #host: ReactiveControllerHost;
  readonly #load: () => Promise<T>;
  #loaded: T | undefined;
  #loading = false;

  constructor(host: ReactiveControllerHost, load: () => Promise<T>) {
    this.#host = host;
    this.#load = load;
  }

  /** Undefined until it is there. To read it is to want it. */
  get value(): T | undefined {
    if (!this.#loaded && !this.#loading) void this.#fetch();
    return this.#loaded;
  }

  async #fetch(): Promise<void> {
    this.#loading = true;
    this.#loaded = await this.#load().catch(() => undefined);
    // Whoever still wants it then asks again.
    if (!this.#loaded) await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    this.#loading = false;
    this.#host.requestUpdate();
  }
}

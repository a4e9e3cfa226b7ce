import { pageEnvironment, type PageEnvironment } from '../page-environment.ts';

type Message = { readonly ask: true } | { readonly mark: number };

/** How long sister tabs have to say what they announced; a tab that is frozen does not answer at all. */
const ANSWER_MS = 120;

/**
 * Sees to it that a visitor hears of each listing once, however many tabs they have and however often they reload.
 * Remembers the newest announced one: a high-water mark in the tab's sessionStorage, shared with open tabs by BroadcastChannel,
 * decided one tab at a time under a Web Lock. Where the browser has none of these, each page decides for itself.
 */
export class Announcements {
  readonly #name: string;
  readonly #page: PageEnvironment;
  readonly #closed: AbortSignal;
  #mark: number;
  #broadcast: BroadcastChannel | undefined;
  readonly #waiting = new Set<() => void>();

  /** `scope` names the room among all rooms of all servers. */
  constructor(scope: string, closed: AbortSignal, page: PageEnvironment = pageEnvironment()) {
    this.#name = `vitrine.announced/1:${scope}`;
    this.#page = page;
    this.#closed = closed;
    this.#mark = Number(page.sessionStorage.get(this.#name)) || 0;
    closed.addEventListener('abort', () => this.#broadcast?.close(), { once: true });
  }

  /** Resolves to true where this page is the one to announce the listing of `startTimestamp`; waits until the page can be seen. */
  async claim(startTimestamp: number, until: AbortSignal): Promise<boolean> {
    this.#join();
    while (startTimestamp > this.#mark) {
      await this.#seen(until);
      if (until.aborted) return false;
      const claimed = await this.#alone(() => this.#decide(startTimestamp, until), until);
      if (claimed !== undefined) return claimed;
    }
    return false;
  }

  /** Undefined where the page went out of view before it was its turn. */
  async #decide(startTimestamp: number, until: AbortSignal): Promise<boolean | undefined> {
    await this.#ask(startTimestamp);
    if (until.aborted || startTimestamp <= this.#mark) return false;
    if (!this.#page.isVisible()) return undefined;
    this.#raise(startTimestamp);
    this.#broadcast?.postMessage({ mark: startTimestamp } satisfies Message);
    return true;
  }

  #join(): void {
    if (this.#broadcast || this.#closed.aborted) return;
    this.#broadcast = this.#page.openBroadcast(this.#name);
    this.#broadcast?.addEventListener('message', ({ data }: MessageEvent<Message>) => {
      if ('ask' in data) this.#broadcast?.postMessage({ mark: this.#mark } satisfies Message);
      else this.#raise(data.mark);
    });
  }

  #raise(mark: number): void {
    if (!(mark > this.#mark)) return;
    this.#mark = mark;
    this.#page.sessionStorage.set(this.#name, String(mark));
    for (const heard of this.#waiting) heard();
  }

  /** Resolves when a sister tab told of this listing, or when all had their time. */
  #ask(startTimestamp: number): Promise<void> {
    if (!this.#broadcast) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#waiting.delete(heard);
        resolve();
      };
      const heard = () => startTimestamp <= this.#mark && done();
      const timer = setTimeout(done, ANSWER_MS);
      this.#waiting.add(heard);
      this.#broadcast?.postMessage({ ask: true } satisfies Message);
    });
  }

  #seen(until: AbortSignal): Promise<void> {
    if (this.#page.isVisible() || until.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const listening = new AbortController();
      const done = () => {
        listening.abort();
        until.removeEventListener('abort', done);
        resolve();
      };
      this.#page.onVisible(done, listening.signal);
      until.addEventListener('abort', done, { once: true });
    });
  }

  async #alone<T>(decide: () => Promise<T>, until: AbortSignal): Promise<T | undefined | false> {
    if (!this.#page.locks) return decide();
    let began = false;
    try {
      return (await this.#page.locks.request(this.#name, { signal: until }, () => {
        began = true;
        return decide();
      })) as T;
    } catch (error) {
      if (until.aborted) return false;
      if (began) throw error;
      // Locks are refused on opaque origins, as in a sandboxed frame.
      return decide();
    }
  }
}

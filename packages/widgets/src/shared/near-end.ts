import type { ReactiveController } from 'lit';

/** Calls when the end of a list comes near the viewport: the element that `end` finds after a render. */
export class NearEnd implements ReactiveController {
  readonly #end: () => Element | null;
  readonly #observer: IntersectionObserver;
  #watched: Element | null = null;

  constructor(end: () => Element | null, reached: () => void) {
    this.#end = end;
    this.#observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) reached();
      },
      { rootMargin: '200px' },
    );
  }

  /** Watched anew after each render: an end that is still in sight after a short page is reached again. */
  hostUpdated(): void {
    if (this.#watched) this.#observer.unobserve(this.#watched);
    this.hostConnected();
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
    this.#watched = null;
  }

  hostConnected(): void {
    this.#watched = this.#end();
    if (this.#watched) this.#observer.observe(this.#watched);
  }
}

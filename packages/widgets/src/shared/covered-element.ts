import { LiveElement } from './live-element.ts';

/** What the elements share that show the picture of a show: they take over the cover that the loader painted before they were there. */
export abstract class CoveredElement extends LiveElement {
  #painted: HTMLImageElement | undefined;

  /** The cover that stands here already, for as long as it is the show's. */
  protected get painted(): HTMLImageElement | undefined {
    const live = this.room?.liveList.currentLive;
    if (live && live.coverUrl !== this.#painted?.getAttribute('src')) {
      this.#painted?.remove();
      this.#painted = undefined;
    }
    return this.#painted;
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const { shadowRoot } = this;
    const sheets = shadowRoot?.adoptedStyleSheets ?? [];
    const root = super.createRenderRoot();
    if (!shadowRoot) return root;
    // It stays where it is until it is rendered somewhere: nothing may be rendered before what will have moved.
    this.renderOptions.renderBefore = null;
    shadowRoot.adoptedStyleSheets.push(...sheets);
    this.#painted = shadowRoot.querySelector<HTMLImageElement>('.early') ?? undefined;
    this.#painted?.addEventListener('error', this.#forget, { once: true });
    return root;
  }

  readonly #forget = (): void => {
    this.#painted = undefined;
    this.requestUpdate();
  };
}

import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { query, state } from 'lit/decorators.js';
import type { Product } from '@vitrine/core/schemas/product.ts';
import type { HostRoom } from '@vitrine/core/host-room.ts';
import { controls } from '../shared/controls.styles.ts';
import { errorMessage, failureOf } from '../shared/error-message.ts';
import { localeOf } from '../shared/format.ts';
import { icons } from '../shared/icons.ts';
import { StudioElement } from './studio-element.ts';
import { NearEnd } from '../shared/near-end.ts';
import { ProductFinder } from '../shared/product-finder.ts';
import { titleOf } from '../shared/product.ts';
import { renderSearchTools, searchTools } from '../shared/search-tools.ts';
import { tokens } from '../shared/tokens.styles.ts';
import { panel } from './panel.styles.ts';
import { renderProduct } from './queue-row.ts';
import { rows } from './run-of-show.styles.ts';

/** Finds products of the shop and puts them on the room's shelf. */
export class LiveStudioSearch extends StudioElement {
  static override styles = [
    tokens,
    controls,
    panel,
    rows,
    searchTools,
    css`
      dialog[open] {
        display: flex;
        flex-direction: column;
        inline-size: min(560px, calc(100vw - 32px));
        block-size: min(640px, calc(100dvh - 32px));
      }
      .results {
        flex: 1;
        min-block-size: 0;
        margin-block-start: calc(var(--_space) * 3);
        overflow-y: auto;
        overscroll-behavior: contain;
      }
      dialog > .error {
        margin-block-start: calc(var(--_space) * 3);
      }
      .on-shelf {
        display: inline-flex;
        align-items: center;
        gap: var(--_space);
        color: var(--_success);
        font-weight: 600;
      }
      @container (max-width: 480px) {
        .on-shelf span {
          position: absolute;
          inline-size: 1px;
          overflow: hidden;
          clip-path: inset(50%);
          white-space: nowrap;
        }
      }
      .more {
        display: flex;
        margin: calc(var(--_space) * 2) auto;
      }
    `,
  ];

  @state() private failure = '';
  @state() private adding: string | undefined;
  @query('dialog') private dialog!: HTMLDialogElement;

  readonly #finder = new ProductFinder(this, () => this.room?.products);

  constructor() {
    super();
    const end = () => this.renderRoot.querySelector('.more');
    // After a failure the host decides when to try again.
    this.addController(new NearEnd(end, () => this.#finder.failure === undefined && this.#finder.more()));
  }

  show(): void {
    this.dialog.showModal();
    void this.#finder.find();
  }

  override render() {
    const { room } = this;
    if (!room) return nothing;
    const { found, words, category, categories } = this.#finder;
    const failure = this.#failure;
    return html`<dialog aria-labelledby="title" @click=${this.#backdrop}>
      <div class="dialog-head">
        <h2 id="title">${msg('Add products')}</h2>
        <button class="button icon plain" aria-label=${msg('Close')} @click=${() => this.dialog.close()}>${icons.close}</button>
      </div>
      ${renderSearchTools({
        words,
        category,
        categories: categories.map((each) => each.category),
        focused: true,
        onType: (typed) => this.#finder.type(typed),
        onChoose: (chosen) => this.#finder.choose(chosen),
      })}
      <p class="error" role="alert" ?hidden=${!failure || !found}>${failure}</p>
      <div class="results">
        <p class="visually-hidden" role="status">${found ? msg(str`${found.length} products found`) : nothing}</p>
        ${this.#renderFound(room)}
      </div>
    </dialog>`;
  }

  #renderFound(room: HostRoom): TemplateResult {
    const { found, hasMore } = this.#finder;
    if (!found && this.#failure)
      return html`<div class="notice" role="alert">
        <p>${this.#failure}</p>
        <button class="button" @click=${() => this.#finder.find()}>${icons.retry}${msg('Try again')}</button>
      </div>`;
    if (!found)
      return html`<ul aria-busy="true" aria-label=${msg('Loading products')}>
        ${[1, 2, 3].map(() => html`<li class="row"><span class="skeleton no-image"></span><span class="skeleton">&nbsp;</span></li>`)}
      </ul>`;
    if (found.length === 0) return this.#renderNothing();
    const onShelf = new Set(room.products.shelf?.map(({ id }) => id));
    return html`<ul>
        ${found.map((product) => this.#renderRow(room, product, onShelf.has(product.id)))}
      </ul>
      ${hasMore ? html`<button class="button more" @click=${() => this.#finder.more()}>${msg('More')}</button>` : nothing}`;
  }

  #renderNothing(): TemplateResult {
    const { words, category } = this.#finder;
    if (words || category) return html`<p class="notice">${msg('Nothing found. Try another word.')}</p>`;
    return html`<div class="notice">
      <strong>${msg('Your shop sells nothing yet')}</strong>
      <p>${msg('Add products in your shop’s console, or import them there. Then they can be found here.')}</p>
    </div>`;
  }

  #renderRow(room: HostRoom, product: Product, onShelf: boolean): TemplateResult {
    const locale = localeOf(this);
    return html`<li class="row">
      ${renderProduct(product, locale, room.liveList.currentLive?.currency)}
      ${
        onShelf
          ? html`<span class="on-shelf">${icons.check}<span>${msg('In the show')}</span></span>`
          : html`<button
              class="button accent"
              aria-label=${msg(str`Add ${titleOf(product, locale)}`)}
              ?disabled=${this.adding !== undefined}
              @click=${() => this.#add(room, product.id)}
            >
              ${msg('Add')}
            </button>`
      }
    </li>`;
  }

  /** Why the last search or the last addition did not work. */
  get #failure(): string {
    return this.failure || (this.#finder.failure ? errorMessage(this.#finder.failure) : '');
  }

  readonly #backdrop = (event: MouseEvent): void => {
    if (event.target === this.dialog) this.dialog.close();
  };

  async #add({ products }: HostRoom, productId: string): Promise<void> {
    this.adding = productId;
    this.failure = '';
    this.failure = await failureOf(() => products.addToShelf(productId));
    this.adding = undefined;
  }
}

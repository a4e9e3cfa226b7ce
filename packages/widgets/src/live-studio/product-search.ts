import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { query, state } from 'lit/decorators.js';
import type { Product } from '@vitrine/core/schemas/product.ts';
import type { HostRoom } from '@vitrine/core/host-room.ts';
import { controls } from '../shared/controls.styles.ts';
import { messageOf } from '../shared/error-message.ts';
import { localeOf } from '../shared/format.ts';
import { icons } from '../shared/icons.ts';
import { StudioElement } from './studio-element.ts';
import { titleOf } from '../shared/product.ts';
import { tokens } from '../shared/tokens.styles.ts';
import { panel } from './panel.styles.ts';
import { renderProduct } from './queue-row.ts';
import { rows } from './run-of-show.styles.ts';

const TYPING_MS = 250;
const PAGE_SIZE = '20';

/** Finds products of the shop and puts them on the room's shelf. */
export class LiveStudioSearch extends StudioElement {
  static override styles = [
    tokens,
    controls,
    panel,
    rows,
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

  @state() private found: readonly Product[] | undefined;
  @state() private cursor = '';
  @state() private failure = '';
  @state() private adding: string | undefined;
  @query('dialog') private dialog!: HTMLDialogElement;

  #text = '';
  #typing: ReturnType<typeof setTimeout> | undefined;
  /** Counts searches, so that a slow answer does not replace a newer one. */
  #searches = 0;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#typing);
  }

  show(): void {
    this.dialog.showModal();
    void this.#find();
  }

  override render() {
    const { room } = this;
    if (!room) return nothing;
    return html`<dialog aria-labelledby="title" @click=${this.#backdrop}>
      <div class="dialog-head">
        <h2 id="title">${msg('Add products')}</h2>
        <button class="button icon plain" aria-label=${msg('Close')} @click=${() => this.dialog.close()}>${icons.close}</button>
      </div>
      <input
        type="search"
        autofocus
        autocomplete="off"
        aria-label=${msg('Search products')}
        placeholder=${msg('Search products')}
        @input=${this.#type}
      />
      <p class="error" role="alert">${this.failure}</p>
      <div class="results">
        <p class="visually-hidden" role="status">${this.found ? msg(str`${this.found.length} products found`) : nothing}</p>
        ${this.#renderFound(room)}
      </div>
    </dialog>`;
  }

  #renderFound(room: HostRoom): TemplateResult {
    if (!this.found)
      return html`<ul aria-busy="true" aria-label=${msg('Loading products')}>
        ${[1, 2, 3].map(() => html`<li class="row"><span class="skeleton no-image"></span><span class="skeleton">&nbsp;</span></li>`)}
      </ul>`;
    if (this.found.length === 0) return html`<p class="notice">${msg('Nothing found. Try another word.')}</p>`;
    const onShelf = new Set(room.products.shelf?.map(({ id }) => id));
    return html`<ul>
        ${this.found.map((product) => this.#renderRow(room, product, onShelf.has(product.id)))}
      </ul>
      ${this.cursor ? html`<button class="button more" @click=${() => this.#find(this.cursor)}>${msg('More')}</button>` : nothing}`;
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

  readonly #type = (event: InputEvent): void => {
    this.#text = (event.target as HTMLInputElement).value.trim();
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => void this.#find(), TYPING_MS);
  };

  readonly #backdrop = (event: MouseEvent): void => {
    if (event.target === this.dialog) this.dialog.close();
  };

  async #find(cursor = ''): Promise<void> {
    const search = ++this.#searches;
    this.failure = '';
    try {
      const page = await this.room?.products.search({
        q: this.#text || undefined,
        cursor: cursor || undefined,
        limit: PAGE_SIZE,
      });
      if (!page || search !== this.#searches) return;
      this.found = cursor ? [...(this.found ?? []), ...page.items] : page.items;
      this.cursor = page.cursor;
    } catch (error) {
      if (search === this.#searches) this.failure = messageOf(error);
    }
  }

  async #add({ products }: HostRoom, productId: string): Promise<void> {
    this.adding = productId;
    this.failure = '';
    try {
      await products.addToShelf(productId);
    } catch (error) {
      this.failure = messageOf(error);
    } finally {
      this.adding = undefined;
    }
  }
}

import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Product } from '@vitrine/core/schemas/product.ts';
import { ProductEvent } from '../events.ts';
import type { HostRoom } from '@vitrine/core/host-room.ts';
import { controls } from '../shared/controls.styles.ts';
import { errorMessage, failureOf } from '../shared/error-message.ts';
import { localeOf } from '../shared/format.ts';
import { icons } from '../shared/icons.ts';
import { StudioElement } from './studio-element.ts';
import { titleOf } from '../shared/product.ts';
import { tokens } from '../shared/tokens.styles.ts';
import { panel } from './panel.styles.ts';
import type { LiveStudioSearch } from './product-search.ts';
import { renderEditRow, renderQueueRow } from './queue-row.ts';
import type { LiveStudioStock } from './stock-dialog.ts';
import styles, { rows } from './run-of-show.styles.ts';

/** The room's shelf in the host's order: one tap pops a product up for the audience, one takes it down. */
export class LiveStudioQueue extends StudioElement {
  static override styles = [tokens, controls, panel, rows, styles];

  @state() private busyId: string | undefined;
  @state() private editing = false;
  @state() private failure = '';
  @query('live-studio-search') private search!: LiveStudioSearch;
  @query('live-studio-stock') private stock!: LiveStudioStock;

  protected override roomChanged(room: HostRoom | undefined): void {
    void room?.products.fetchShelf();
  }

  override render() {
    const { room } = this;
    if (!room) return nothing;
    const { shelf } = room.products;
    return html`
      <div class="head">
        <h2>${msg('Run of show')} ${shelf?.length ? html`<span class="count number">${shelf.length}</span>` : nothing}</h2>
        ${
          shelf?.length
            ? html`<button class="button plain" aria-pressed=${this.editing} @click=${() => (this.editing = !this.editing)}>
                ${this.editing ? msg('Done') : msg('Edit')}
              </button>`
            : nothing
        }
        <button class="button" @click=${() => this.search.show()}>${icons.add}${msg('Add')}</button>
      </div>
      <p class="error failure" role="alert" ?hidden=${!this.failure}>${this.failure}</p>
      <p class="visually-hidden" role="status">${this.#explaining(room)}</p>
      <div class="list" tabindex="-1">${shelf ? this.#renderShelf(room, shelf) : this.#renderMissing(room)}</div>
      <live-studio-search></live-studio-search>
      <live-studio-stock></live-studio-stock>
    `;
  }

  /** Pops up the product of this number in the list, from 1; resolves when that is done or refused. */
  async popUp(number: number): Promise<void> {
    const product = this.room?.products.shelf?.[number - 1];
    if (product && product.id !== this.room?.popup.listing?.goodsId) await this.#toggle(this.room!, product.id, false);
  }

  /** Pops up the next product that is not sold out; does nothing after the last one. */
  async popUpNext(): Promise<void> {
    const { room } = this;
    const shelf = room?.products.shelf ?? [];
    const shown = shelf.findIndex(({ id }) => id === room?.popup.listing?.goodsId);
    const next = shelf.findIndex(({ skus }, index) => index > shown && skus.some(({ stock }) => stock > 0));
    if (next >= 0) await this.popUp(next + 1);
  }

  async takeDown(): Promise<void> {
    const shown = this.room?.popup.listing?.goodsId;
    if (shown) await this.#toggle(this.room!, shown, true);
  }

  /** Told to screen readers: a key was pressed somewhere else on the page. */
  #explaining({ popup, products }: HostRoom): string {
    const product = popup.listing && products.product(popup.listing.goodsId);
    return product ? msg(str`Viewers see ${titleOf(product, localeOf(this))}`) : '';
  }

  #renderMissing({ products }: HostRoom): TemplateResult {
    if (!products.shelfFailure)
      return html`<ul aria-busy="true" aria-label=${msg('Loading products')}>
        ${[1, 2, 3].map(() => html`<li class="row"><span class="skeleton"></span><span class="skeleton wide"></span></li>`)}
      </ul>`;
    return html`<div class="notice" role="alert">
      <p>${errorMessage(products.shelfFailure)}</p>
      <button class="button" @click=${() => products.fetchShelf()}>${icons.retry}${msg('Try again')}</button>
    </div>`;
  }

  #renderShelf(room: HostRoom, shelf: readonly Product[]): TemplateResult {
    if (shelf.length === 0)
      return html`<div class="notice">
        <strong>${msg('No products in this show yet')}</strong>
        <p>${msg('Add what you want to sell. You pop each one up while you talk about it.')}</p>
        <button class="button accent" @click=${() => this.search.show()}>${icons.add}${msg('Add products')}</button>
      </div>`;
    const locale = localeOf(this);
    const currency = room.liveList.currentLive?.currency;
    const shown = room.popup.listing?.goodsId;
    return html`<ul>
      ${repeat(
        shelf,
        ({ id }) => id,
        (product, index) =>
          this.editing
            ? renderEditRow({
                product,
                locale,
                currency,
                first: index === 0,
                last: index === shelf.length - 1,
                onMove: (by) => this.#move(room, shelf, index, by),
                onRemove: () => this.#try(product.id, () => room.products.removeFromShelf(product.id)),
              })
            : renderQueueRow({
                product,
                locale,
                currency,
                number: index + 1,
                explaining: product.id === shown,
                busy: product.id === this.busyId,
                onToggle: () => this.#toggle(room, product.id, product.id === shown),
                onStock: () => this.stock.show(product),
              }),
      )}
    </ul>`;
  }

  async #toggle({ popup, liveId }: HostRoom, productId: string, shown: boolean): Promise<void> {
    const done = await this.#try(productId, () => (shown ? popup.hideProduct() : popup.showProduct(productId)));
    if (done) this.dispatchEvent(new ProductEvent(shown ? 'live-product-hidden' : 'live-product-shown', liveId, productId));
  }

  async #move({ products }: HostRoom, shelf: readonly Product[], index: number, by: -1 | 1): Promise<void> {
    const ids = shelf.map(({ id }) => id);
    const [id] = ids.splice(index, 1);
    if (id === undefined) return;
    ids.splice(index + by, 0, id);
    await this.#try(id, () => products.setShelf(ids));
  }

  /** One thing at a time: a second press on the same product waits for the first. */
  async #try(productId: string, act: () => Promise<unknown>): Promise<boolean> {
    if (this.busyId === productId) return false;
    this.busyId = productId;
    this.failure = '';
    const failure = await failureOf(act);
    if (failure) this.failure = failure;
    if (this.busyId === productId) this.busyId = undefined;
    return !failure;
  }
}

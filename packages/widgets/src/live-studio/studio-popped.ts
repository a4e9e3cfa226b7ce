import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import type { HostRoom } from '@vitrine/core/host-room.ts';
import type { Listing } from '@vitrine/core/schemas/popup.ts';
import { safeUrl } from '@vitrine/core/schemas/url.ts';
import { ProductEvent } from '../events.ts';
import { controls } from '../shared/controls.styles.ts';
import { messageOf } from '../shared/error-message.ts';
import { localeOf } from '../shared/format.ts';
import { icons } from '../shared/icons.ts';
import { titleOf } from '../shared/product.ts';
import { tokens } from '../shared/tokens.styles.ts';
import { productFacts } from './product-facts.styles.ts';
import { renderStock } from './queue-row.ts';
import { StudioElement } from './studio-element.ts';
import styles from './studio-popped.styles.ts';

/** The product that the audience sees now, and the way to take it down, for when the run of show is out of sight. */
export class LiveStudioPopped extends StudioElement {
  static override styles = [tokens, controls, productFacts, styles];

  @state() private busy = false;
  /** Of which product the last try failed, and why. */
  @state() private failure: { readonly of: string; readonly text: string } | undefined;

  override render() {
    const { room } = this;
    const listing = room?.popup.listing;
    const title = listing && this.#title(room!, listing);
    return html`<p class="visually-hidden" role="status">${title ? msg(str`Viewers see ${title}`) : nothing}</p>
      ${title ? this.#renderProduct(room!, listing, title) : nothing}`;
  }

  #renderProduct(room: HostRoom, { goodsId, imageUrl }: Listing, title: string): TemplateResult {
    const product = room.products.product(goodsId);
    const image = safeUrl(imageUrl ?? product?.images[0]);
    const failure = this.failure?.of === goodsId ? this.failure.text : '';
    const stock = product?.skus.reduce((sum, each) => sum + each.stock, 0);
    return html`<div class="popped" role="group" aria-label=${msg('Explaining now')}>
      ${image ? html`<img src=${image} alt="" width="44" height="44" />` : html`<span class="no-image">${icons.bag}</span>`}
      <div class="facts">
        <p class="title">${title}</p>
        <p class="now number">
          <span>${msg('Explaining now')}</span>
          ${stock === undefined ? nothing : renderStock(stock, title, localeOf(this))}
        </p>
      </div>
      <button
        class="button"
        part="take-down"
        aria-label=${msg(str`Take down ${title}`)}
        aria-busy=${this.busy}
        ?disabled=${this.busy}
        @click=${() => this.#takeDown(room, goodsId)}
      >
        ${msg('Take down')}
      </button>
      <p class="error" role="alert" ?hidden=${!failure}>${failure}</p>
    </div>`;
  }

  #title({ products }: HostRoom, { goodsId, goodsName, goodsNameZH }: Listing): string {
    const product = products.product(goodsId) ?? { title: goodsName, titleZh: goodsNameZH };
    return titleOf(product, localeOf(this)) || goodsName;
  }

  async #takeDown({ popup, liveId }: HostRoom, productId: string): Promise<void> {
    this.busy = true;
    this.failure = undefined;
    try {
      await popup.hideProduct();
      this.dispatchEvent(new ProductEvent('live-product-hidden', liveId, productId));
    } catch (error) {
      this.failure = { of: productId, text: messageOf(error) };
    } finally {
      this.busy = false;
    }
  }
}

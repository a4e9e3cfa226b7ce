import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Listing } from '@vitrine/core/schemas/popup.ts';
import type { Product, Sku } from '@vitrine/core/schemas/product.ts';
import { safeUrl } from '@vitrine/core/schemas/url.ts';
import { PopupEvent } from '../events.ts';
import { AddToCart, toItem } from '../shared/add-to-cart.ts';
import { Checkout } from '../shared/checkout.ts';
import { controls } from '../shared/controls.styles.ts';
import { errorMessage } from '../shared/error-message.ts';
import { formatMoney, localeOf } from '../shared/format.ts';
import { icons } from '../shared/icons.ts';
import { ShoppingElement } from '../shared/shopping-element.ts';
import { onNavigate } from '../shared/navigate.ts';
import { orderPanel, renderOrder } from '../shared/order-panel.ts';
import { firstChoice, isSoldOut, priceOf, titleOf } from '../shared/product.ts';
import type { CartKind } from '../shared/settings.ts';
import { stockText } from '../shared/stock-text.ts';
import { WaitForStock } from '../shared/wait-for-stock.ts';
import { Ticker } from '../shared/ticker.ts';
import { productSummary } from '../shared/product-summary.styles.ts';
import { tokens } from '../shared/tokens.styles.ts';
import styles from './product-popup.styles.ts';

/**
 * The product that the host is explaining right now. It slides in once for every visitor, and rests afterwards.
 *
 * @element product-popup
 * @slot - Below the card's buttons, for example a coupon.
 * @csspart card - The card.
 * @csspart image - The product's picture.
 * @csspart title - The product's name.
 * @csspart price - What it costs now.
 * @csspart before - What it cost before.
 * @csspart stock - How many are left, where that matters.
 * @csspart add - The button that puts it into the cart.
 * @csspart wait - The button that waits for what is sold out.
 * @csspart buy - The button that orders it at once.
 * @csspart dismiss - The button that puts the card away.
 * @csspart order - The order after buying at once.
 * @cssprop --live-popup-size - Largest width of the card.
 * @fires {BeforeAddToCartEvent} live-before-add-to-cart - Cancelable.
 * @fires {AddedToCartEvent} live-added-to-cart - It is in the cart.
 * @fires {BeforeWaitlistEvent} live-before-waitlist - Cancelable, before the visitor waits for it, or no longer.
 * @fires {WaitlistEvent} live-waitlist-joined - The visitor will be told when it is back.
 * @fires {WaitlistEvent} live-waitlist-left - The visitor waits no longer.
 * @fires {BeforeCheckoutEvent} live-before-checkout - Cancelable, before it is ordered at once.
 * @fires {OrderEvent} live-order-placed - It is reserved.
 * @fires {BeforeNavigateEvent} live-before-navigate - Cancelable, before a link is followed.
 * @fires {PopupEvent} live-popup-shown - The visitor was told of a product.
 * @fires {PopupEvent} live-popup-dismissed - The visitor put the card away.
 */
export class ProductPopup extends ShoppingElement {
  static override styles = [tokens, controls, productSummary, orderPanel, styles];

  /** Offers the cart only. */
  @property({ type: Boolean, attribute: 'no-buy-now' }) noBuyNow = false;

  /** Whose cart: `vitrine` (our server's) or `dom-events` (the shop's own); by default that of the room around, or of the page. */
  @property() cart: CartKind | '' = '';

  @state() private skuId: string | undefined;
  @state() private choosing: 'cart' | 'order' | undefined;

  readonly #adding = new AddToCart(this);
  readonly #checkout = new Checkout(this);
  readonly #waiting = new WaitForStock(this);
  readonly #ticker = new Ticker(this);
  /** The popups by their event: the one shown, the one that was announced, the one whose product was asked for. */
  #known: string | undefined;
  #told: string | undefined;
  #asked: string | undefined;

  override render() {
    const { listing, dismissed, announcing } = this.room?.popup ?? {};
    if (!listing || (dismissed && !this.#checkout.order)) return nothing;
    const product = this.room?.products.product(listing.goodsId);
    const title = this.#title(listing, product);
    return html`
      <article
        part="card"
        class="card ${announcing ? 'announcing' : ''}"
        aria-label=${title}
        @animationend=${() => this.room?.popup.rest()}
      >
        ${this.#renderSummary(listing, product, title)} ${this.#renderAction(listing, product)}
        <slot></slot>
      </article>
      <p class="visually-hidden" role="status">${announcing ? msg(str`Explaining now: ${title}`) : nothing}</p>
    `;
  }

  #renderSummary(listing: Listing, product: Product | undefined, title: string): TemplateResult {
    const image = safeUrl(listing.imageUrl ?? product?.images[0]);
    const link = safeUrl(product?.url);
    return html`
      <div class="summary">
        ${
          image
            ? html`<img part="image" class="image" src=${image} alt="" width="72" height="72" decoding="async" />`
            : html`<span part="image" class="image empty">${icons.bag}</span>`
        }
        <div class="text">
          <h3 part="title" class="title" dir="auto">
            ${link ? html`<a href=${link} target="_blank" rel="noopener" @click=${onNavigate}>${title}</a>` : title}
          </h3>
          ${this.#renderPrice(listing, product)}
        </div>
        <button part="dismiss" class="button icon plain dismiss" aria-label=${msg('Put the card away')} @click=${this.#dismiss}>
          ${icons.close}
        </button>
      </div>
    `;
  }

  #renderPrice({ price, currency }: Listing, product: Product | undefined): TemplateResult {
    const locale = localeOf(this);
    const room = this.room?.liveList.currentLive?.currency;
    const sku = product && this.#sku(product);
    const prices = sku && priceOf(sku, room);
    const told = currency ?? room;
    const now = prices?.price ?? (told ? { amount: price, currency: told } : undefined);
    const stock = sku ? stockText(sku.stock) : undefined;
    return html`<p class="price number">
      <strong part="price">${now ? formatMoney(now, locale) : nothing}</strong>
      ${
        prices?.before
          ? html`<s part="before"
              ><span class="visually-hidden">${msg('before:')} </span>${formatMoney(prices.before, locale)}</s
            >`
          : nothing
      }
      ${stock ? html`<span part="stock" class="stock">${stock}</span>` : nothing}
    </p>`;
  }

  #renderAction(listing: Listing, product: Product | undefined): TemplateResult {
    const { order } = this.#checkout;
    if (order) return renderOrder(order, this, this.#checkout, this.#ticker, () => this.#checkout.reset());
    const sku = product && this.#sku(product);
    const gone = product && isSoldOut(product);
    const failure = this.#adding.failure ?? this.#checkout.failure;
    return html`
      ${
        product && this.choosing
          ? html`<variant-picker .skus=${product.skus} .skuId=${sku?.id} @change=${this.#pick}></variant-picker>`
          : nothing
      }
      <div class="actions">
        ${product && sku?.stock === 0 && (gone || this.choosing) ? this.#renderWait(product, sku) : this.#renderButtons(listing, product, sku)}
      </div>
      <p class="error" role="status" ?hidden=${!failure}>${failure ? errorMessage(failure) : nothing}</p>
    `;
  }

  #renderButtons(listing: Listing, product: Product | undefined, sku: Sku | undefined): TemplateResult {
    return html`<button
        part="add"
        class="button accent"
        ?disabled=${!sku || this.#adding.busy}
        @click=${() => this.#act('cart', listing, product)}
      >
        ${this.#addText()}
      </button>
      ${
        this.noBuyNow
          ? nothing
          : html`<button
              part="buy"
              class="button"
              ?disabled=${!sku || this.#checkout.busy}
              @click=${() => this.#act('order', listing, product)}
            >
              ${msg('Buy now')}
            </button>`
      }`;
  }

  /** Nobody waits for a variant that they did not choose. */
  #renderWait(product: Product, sku: Sku): TemplateResult {
    if (product.skus.length === 1 || this.choosing) return this.#waiting.render(product, sku);
    return html`<button part="wait" class="button" @click=${() => (this.choosing = 'cart')}>
      ${msg('Tell me when it is back')}
    </button>`;
  }

  #addText(): TemplateResult | string {
    if (this.#adding.done) return html`${icons.check} ${msg('In your cart')}`;
    return html`${icons.cart} ${msg('Add to cart')}`;
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const eventId = this.room?.popup.listing?.eventId;
    if (eventId === this.#known) return;
    this.#known = eventId;
    this.skuId = undefined;
    this.choosing = undefined;
    this.#checkout.reset();
    this.#adding.reset();
  }

  protected override updated(): void {
    const { room } = this;
    const listing = room?.popup.listing;
    if (!room || !listing) return;
    // The card can be shown without the product, so that a failure here costs the buttons only; the next popup asks again.
    if (!room.products.product(listing.goodsId) && this.#asked !== listing.eventId) {
      this.#asked = listing.eventId;
      room.products.fetchProduct(listing.goodsId).catch(() => {});
    }
    if (room.popup.announcing && this.#told !== listing.eventId) {
      this.#told = listing.eventId;
      this.dispatchEvent(new PopupEvent('live-popup-shown', listing.goodsId, listing.eventId));
    }
  }

  #title(listing: Listing, product: Product | undefined): string {
    const locale = localeOf(this);
    if (/^zh\b/i.test(locale)) return listing.goodsNameZH ?? (product ? titleOf(product, locale) : listing.goodsName);
    return (/^en\b/i.test(locale) && listing.goodsNameEN) || listing.goodsName;
  }

  #sku(product: Product): Sku | undefined {
    return product.skus.find(({ id }) => id === this.skuId) ?? firstChoice(product);
  }

  readonly #pick = (event: Event): void => {
    this.skuId = (event.target as HTMLElementTagNameMap['variant-picker']).skuId;
    this.#adding.reset();
  };

  /** The first tap on a product with variants opens the choice, the next one acts on it. */
  async #act(purpose: 'cart' | 'order', listing: Listing, product: Product | undefined): Promise<void> {
    const sku = product && this.#sku(product);
    if (!product || !sku || !this.room) return;
    if (product.skus.length > 1 && !this.choosing) {
      this.choosing = purpose;
      return;
    }
    const popupEventId = listing.eventId;
    const { externalId } = product;
    const addition = { productId: product.id, skuId: sku.id, options: sku.options, quantity: 1, externalId, popupEventId };
    if (purpose === 'cart') {
      await this.#adding.add(addition);
    } else {
      const { liveId } = this.room;
      const currency = priceOf(sku, this.room.liveList.currentLive?.currency).price?.currency;
      const order = { items: [{ skuId: sku.id, quantity: 1 }], currency, liveId, popupEventId };
      await this.#checkout.place(order, toItem({ ...addition, liveId }));
    }
  }

  readonly #dismiss = (): void => {
    const listing = this.room?.popup.listing;
    this.#checkout.reset();
    this.room?.popup.dismiss();
    if (listing) this.dispatchEvent(new PopupEvent('live-popup-dismissed', listing.goodsId, listing.eventId));
  };
}

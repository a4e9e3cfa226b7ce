import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { errorCode, type LiveErrorCode } from '@vitrine/core/errors.ts';
import type { Cart, CartLine } from '@vitrine/core/schemas/order.ts';
import { safeUrl } from '@vitrine/core/schemas/url.ts';
import { OrderPaidEvent } from '../events.ts';
import { popupOf } from '../shared/attribution.ts';
import { cartOf } from '../shared/cart.ts';
import { Checkout } from '../shared/checkout.ts';
import type { LiveRoom } from '../shared/context.ts';
import { controls } from '../shared/controls.styles.ts';
import { errorMessage } from '../shared/error-message.ts';
import { formatMoney, localeOf } from '../shared/format.ts';
import { icons } from '../shared/icons.ts';
import { LiveElement } from '../shared/live-element.ts';
import { orderPanel, renderOrder } from '../shared/order-panel.ts';
import { optionsText, titleOf } from '../shared/product.ts';
import type { CartKind } from '../shared/settings.ts';
import { Ticker } from '../shared/ticker.ts';
import { productSummary } from '../shared/product-summary.styles.ts';
import { tokens } from '../shared/tokens.styles.ts';
import styles from './live-cart.styles.ts';

const MAX_QUANTITY = 999;

/**
 * The visitor's cart: change quantities, order, pay, without leaving the show.
 *
 * @element live-cart
 * @slot empty - Shown while the cart is empty.
 * @slot above-checkout - Above the checkout button, for example a field for coupons.
 * @csspart line - One line of the cart.
 * @csspart image - Its picture.
 * @csspart title - The product's name.
 * @csspart quantity - The buttons around the quantity.
 * @csspart line-error - Why this line cannot be ordered or changed.
 * @csspart total - What all lines cost together.
 * @csspart checkout - The button that orders.
 * @csspart order - The order once it is placed.
 * @csspart pay - The link to the payment.
 * @cssprop --live-cart-sum - Background of total and checkout button.
 * @fires {BeforeCheckoutEvent} live-before-checkout - Cancelable, before the order is placed.
 * @fires {OrderPlacedEvent} live-order-placed - The goods are reserved.
 * @fires {OrderPaidEvent} live-order-paid - The payment is confirmed.
 * @fires {BeforeNavigateEvent} live-before-navigate - Cancelable, before the payment page is opened.
 */
export class LiveCart extends LiveElement {
  static override styles = [tokens, controls, productSummary, orderPanel, styles];

  /** Whose cart: `vitrine` (our server's) or `dom-events` (the shop's own); by default that of the room around, or of the page. */
  @property() cart: CartKind | '' = '';

  /** The line that could not be changed, and why. */
  @state() private refused: { lineId: string; code: LiveErrorCode } | undefined;

  readonly #checkout = new Checkout(this);
  readonly #ticker = new Ticker(this);
  #paid: string | undefined;

  override render() {
    const { order } = this.#checkout;
    if (order) return renderOrder(order, this, this.#checkout, this.#ticker, () => this.#checkout.reset());
    const { cart, failure } = cartOf(this) ?? {};
    if (!cart && failure) return this.#renderFailure(errorMessage(failure));
    if (!cart) return this.#renderSkeleton();
    return cart.lines.length === 0 ? this.#renderEmpty() : this.#renderCart(cart);
  }

  #renderFailure(message: string): TemplateResult {
    return html`<div class="notice" role="alert">
      <strong>${msg('Your cart could not be loaded')}</strong>
      <p>${message}</p>
      <button class="button" @click=${this.#load}>${icons.retry} ${msg('Try again')}</button>
    </div>`;
  }

  #renderSkeleton(): TemplateResult {
    const row = html`<li class="line" aria-hidden="true">
      <span class="image skeleton"></span
      ><span class="text"><span class="skeleton bar"></span><span class="skeleton bar short"></span></span>
    </li>`;
    return html`<p class="visually-hidden" role="status">${msg('Loading your cart')}</p>
      <ul role="presentation">
        ${[row, row]}
      </ul>`;
  }

  #renderEmpty(): TemplateResult {
    return html`<slot name="empty">
      <div class="notice">
        ${icons.cart}
        <strong>${msg('Your cart is empty')}</strong>
        <p>${msg('What you like in the show goes in here.')}</p>
      </div>
    </slot>`;
  }

  #renderCart({ lines, total }: Cart): TemplateResult {
    const { failure, busy } = this.#checkout;
    const short = lines.some(({ available, quantity }) => available < quantity);
    return html`
      <ul class="lines" aria-label=${msg('In your cart')}>
        ${repeat(lines, ({ id }) => id, this.#renderLine)}
      </ul>
      <div class="sum">
        <slot name="above-checkout"></slot>
        <p part="total" class="total">
          <span>${msg('Total')}</span> <strong class="number">${formatMoney(total, localeOf(this))}</strong>
        </p>
        ${failure ? html`<p class="error" role="alert">${errorMessage(failure)}</p>` : nothing}
        ${short ? html`<p class="error" role="status">${msg('Change the marked lines first: there is not enough left.')}</p>` : nothing}
        <button part="checkout" class="button accent wide" ?disabled=${busy || short || cartOf(this)?.busy} @click=${this.#order}>
          ${busy ? msg('Placing your order…') : msg('Check out')}
        </button>
      </div>
    `;
  }

  readonly #renderLine = (line: CartLine): TemplateResult => {
    const image = safeUrl(line.imageUrl);
    const options = optionsText(line.options);
    return html`<li part="line" class="line">
      ${
        image
          ? html`<img part="image" class="image" src=${image} alt="" width="64" height="64" loading="lazy" decoding="async" />`
          : html`<span part="image" class="image empty">${icons.bag}</span>`
      }
      <div class="text">
        <h3 part="title" class="title"><bdi>${this.#titleOf(line)}</bdi></h3>
        ${options ? html`<p class="options"><bdi>${options}</bdi></p>` : nothing}
        <div class="foot">
          <strong class="price number">${formatMoney(line.unitPrice, localeOf(this))}</strong>
          ${this.#renderQuantity(line)}
        </div>
        ${this.#renderLineError(line)}
      </div>
    </li>`;
  };

  #renderQuantity(line: CartLine): TemplateResult {
    const { quantity, available } = line;
    const { busy } = cartOf(this) ?? {};
    return html`<div part="quantity" class="quantity" role="group" aria-label=${msg(str`Quantity: ${this.#titleOf(line)}`)}>
      <button
        class="button icon plain"
        aria-label=${quantity === 1 ? msg('Remove') : msg('One less')}
        ?disabled=${busy}
        @click=${() => this.#change(line, quantity - 1)}
      >
        ${quantity === 1 ? icons.trash : icons.minus}
      </button>
      <span class="number" role="status">${quantity}</span>
      <button
        class="button icon plain"
        aria-label=${msg('One more')}
        ?disabled=${busy || quantity >= Math.min(available, MAX_QUANTITY)}
        @click=${() => this.#change(line, quantity + 1)}
      >
        ${icons.add}
      </button>
    </div>`;
  }

  /** A cart knows one name only; what the shelf has read of the product knows the reader's. */
  #titleOf({ title, productId }: CartLine): string {
    return titleOf({ title, titleZh: this.room?.products.product(productId)?.titleZh }, localeOf(this));
  }

  #renderLineError({ id, available, quantity }: CartLine): TemplateResult | typeof nothing {
    const text = this.#lineError(id, available, quantity);
    return text ? html`<p part="line-error" class="error" role="status">${text}</p>` : nothing;
  }

  #lineError(id: string, available: number, quantity: number): string | undefined {
    if (available === 0) return msg('Sold out. Remove it to go on.');
    if (available < quantity) return msg(str`Only ${available} left`);
    return this.refused?.lineId === id ? errorMessage(this.refused.code) : undefined;
  }

  protected override roomChanged(room: LiveRoom | undefined): void {
    this.#checkout.reset();
    if (room && !cartOf(this)?.cart) this.#load();
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const { order } = this.#checkout;
    if (order?.status !== 'paid' || this.#paid === order.id) return;
    this.#paid = order.id;
    this.dispatchEvent(new OrderPaidEvent(order));
  }

  readonly #load = (): void => {
    // Why it failed stands in the cart, and is shown.
    cartOf(this)
      ?.fetch()
      .catch(() => {});
  };

  async #change({ id }: CartLine, quantity: number): Promise<void> {
    this.refused = undefined;
    try {
      await cartOf(this)?.update(id, quantity);
    } catch (error) {
      this.refused = { lineId: id, code: errorCode(error) };
    }
  }

  readonly #order = async (): Promise<void> => {
    const { room } = this;
    const cart = cartOf(this)?.cart;
    if (!room || !cart) return;
    // A shop's own cart may hold what never was in ours.
    const items = cart.lines.filter(({ skuId }) => skuId).map(({ skuId, quantity }) => ({ skuId, quantity }));
    const popupEventId = popupOf(
      room.liveId,
      items.map(({ skuId }) => skuId),
    );
    await this.#checkout.place({ items, currency: cart.total.currency, liveId: room.liveId, popupEventId });
    // Only the cart itself knows which line it was that somebody else bought first.
    if (this.#checkout.failure) this.#load();
  };
}

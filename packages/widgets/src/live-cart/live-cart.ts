import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { errorCode, type LiveErrorCode } from '@vitrine/core/errors.ts';
import { untracked } from '@vitrine/core/reactive.ts';
import type { Money } from '@vitrine/core/schemas/money.ts';
import type { Address, Cart, CartLine } from '@vitrine/core/schemas/order.ts';
import { safeUrl } from '@vitrine/core/schemas/url.ts';
import { OrderEvent } from '../events.ts';
import { popupOf } from '../shared/attribution.ts';
import { cartOf } from '../shared/cart.ts';
import { Checkout } from '../shared/checkout.ts';
import type { LiveRoom } from '../shared/context.ts';
import { controls } from '../shared/controls.styles.ts';
import { errorMessage } from '../shared/error-message.ts';
import { formatMoney, localeOf } from '../shared/format.ts';
import { icons } from '../shared/icons.ts';
import { ShoppingElement } from '../shared/shopping-element.ts';
import { orderPanel, renderOrder } from '../shared/order-panel.ts';
import { optionsText, titleOf } from '../shared/product.ts';
import type { CartKind } from '../shared/settings.ts';
import { Ticker } from '../shared/ticker.ts';
import { productSummary } from '../shared/product-summary.styles.ts';
import { tokens } from '../shared/tokens.styles.ts';
import type * as AddressForm from './address-form.ts';
import { renderSums } from './cart-sums.ts';
import { Estimation } from './estimation.ts';
import styles from './live-cart.styles.ts';

const MAX_QUANTITY = 999;

const pageNeedsAddress = (): boolean =>
  document.querySelector<HTMLMetaElement>('meta[name="vitrine-address"]')?.content === 'required';

/**
 * The visitor's cart: change quantities, see what it costs, order, pay, look at earlier orders, without leaving the show.
 *
 * @element live-cart
 * @slot empty - Shown while the cart is empty.
 * @slot above-checkout - Above the checkout button, for example a field for coupons.
 * @csspart line - One line of the cart.
 * @csspart image - Its picture.
 * @csspart title - The product's name.
 * @csspart quantity - The quantity with its buttons.
 * @csspart number - The field with the quantity.
 * @csspart limit - Why there can be no more of it.
 * @csspart line-error - Why this line cannot be ordered or changed.
 * @csspart price-note - What it cost when the visitor looked last.
 * @csspart address - The form for the address.
 * @csspart subtotal - What the goods cost.
 * @csspart shipping - What shipping costs.
 * @csspart tax - The tax, in the total or in the prices.
 * @csspart total - What all of it costs together.
 * @csspart checkout - The button that orders.
 * @csspart order - The order once it is placed.
 * @csspart pay - The link to the payment.
 * @csspart orders - The button that shows the visitor's orders.
 * @csspart back - The button that leads from there to the cart.
 * @cssprop --live-cart-sum - Background of total and checkout button.
 * @fires {BeforeCheckoutEvent} live-before-checkout - Cancelable, before the order is placed.
 * @fires {OrderEvent} live-order-placed - The goods are reserved.
 * @fires {OrderEvent} live-order-paid - The payment is confirmed.
 * @fires {BeforeNavigateEvent} live-before-navigate - Cancelable, before the payment page is opened.
 */
export class LiveCart extends ShoppingElement {
  static override styles = [tokens, controls, productSummary, orderPanel, styles];

  /** Whose cart: `vitrine` (our server's) or `dom-events` (the shop's own); by default that of the room around, or of the page. */
  @property() cart: CartKind | '' = '';

  /** Asks for an address before it orders; `<meta name="vitrine-address" content="required">` does so for the whole page. */
  @property({ type: Boolean, attribute: 'needs-address' }) needsAddress = false;

  /** The line that could not be changed, and why. */
  @state() private refused: { lineId: string; code: LiveErrorCode } | undefined;

  @state() private showsOrders = false;
  @state() private country = '';
  /** Between the button and the order: the total is looked at once more. */
  @state() private looking = false;
  /** The total is not what the visitor saw when they pressed the button. */
  @state() private changed = false;
  /** Comes only where it is needed. */
  @state() private addressForm: typeof AddressForm | undefined;

  readonly #checkout = new Checkout(this);
  readonly #estimation = new Estimation(this);
  /** What each line cost when the visitor saw it first. */
  readonly #prices = new Map<string, Money>();
  readonly #ticker = new Ticker(this);
  #paid: string | undefined;

  override render() {
    if (this.showsOrders) return this.#renderOrders();
    const { order } = this.#checkout;
    if (order) {
      const done = () => this.#checkout.reset();
      return html`${renderOrder(order, this, this.#checkout, this.#ticker, done)} ${this.#renderWay()}`;
    }
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
      </slot>
      ${this.#renderWay()}`;
  }

  #renderOrders(): TemplateResult {
    return html`<button part="back" class="button plain way" @click=${() => (this.showsOrders = false)}>
        ${msg('Back to the cart')}
      </button>
      <order-list .room=${this.room}></order-list>`;
  }

  /** Orders of a shop with a checkout of its own are the shop's to show. */
  #renderWay(): TemplateResult | typeof nothing {
    if (cartOf(this)?.adapter.checkout) return nothing;
    return html`<button part="orders" class="button plain way" @click=${this.#showOrders}>${msg('Your orders')}</button>`;
  }

  #renderCart(cart: Cart): TemplateResult {
    const { failure } = this.#checkout;
    const busy = this.#checkout.busy || this.looking;
    const ours = !cartOf(this)?.adapter.checkout;
    const { estimate } = this.#estimation;
    const short = cart.lines.some(({ available, quantity }) => available < quantity);
    const locale = localeOf(this);
    return html`
      <ul class="lines" aria-label=${msg('In your cart')}>
        ${repeat(cart.lines, ({ id }) => id, this.#renderLine)}
      </ul>
      ${this.addressForm && ours ? this.addressForm.renderAddressForm(locale, this.country, (country) => (this.country = country)) : nothing}
      <div class="sum">
        <slot name="above-checkout"></slot>
        ${renderSums(cart, estimate, this.#estimation.busy, ours, locale)}
        ${failure ? html`<p class="error" role="alert">${errorMessage(failure)}</p>` : nothing}
        ${this.changed ? html`<p class="error" role="alert">${msg('The total has changed. Look at it again, then check out.')}</p>` : nothing}
        ${short ? html`<p class="error" role="status">${msg('Change the marked lines first: there is not enough left.')}</p>` : nothing}
        <button part="checkout" class="button accent wide" ?disabled=${busy || short || cartOf(this)?.busy} @click=${this.#order}>
          ${busy ? msg('Placing your order…') : msg('Check out')}
        </button>
      </div>
      ${this.#renderWay()}
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
        ${this.#renderNotes(line)} ${this.#renderLineError(line)}
      </div>
    </li>`;
  };

  #renderQuantity(line: CartLine): TemplateResult {
    const { quantity } = line;
    const { busy } = cartOf(this) ?? {};
    const limit = this.#limitOf(line);
    const label = msg(str`Quantity: ${this.#titleOf(line)}`);
    return html`<div part="quantity" class="quantity" role="group" aria-label=${label}>
      <button
        class="button icon plain"
        aria-label=${quantity === 1 ? msg('Remove') : msg('One less')}
        ?disabled=${busy}
        @click=${() => this.#change(line, quantity - 1)}
      >
        ${quantity === 1 ? icons.trash : icons.minus}
      </button>
      <input
        part="number"
        class="number"
        type="number"
        min="0"
        max=${limit}
        step="1"
        inputmode="numeric"
        aria-label=${label}
        ?readonly=${busy}
        .value=${live(String(quantity))}
        @change=${(event: Event) => this.#type(line, event.target as HTMLInputElement)}
      />
      <span class="visually-hidden" role="status">${quantity}</span>
      <button
        class="button icon plain"
        aria-label=${msg('One more')}
        ?disabled=${busy || quantity >= limit}
        @click=${() => this.#change(line, quantity + 1)}
      >
        ${icons.add}
      </button>
    </div>`;
  }

  #limitOf({ available, productId }: CartLine): number {
    return Math.min(available, this.room?.products.product(productId)?.maxQuantity ?? MAX_QUANTITY);
  }

  /** Why there can be no more of it, and that it cost something else before. */
  #renderNotes(line: CartLine): TemplateResult {
    const { id, quantity, available, unitPrice } = line;
    const limit = this.#limitOf(line);
    const before = this.#prices.get(id);
    const isOther = before?.currency === unitPrice.currency && before.amount !== unitPrice.amount;
    return html`${
      isOther
        ? html`<p part="price-note" class="note" role="status">
            ${msg(str`It was ${formatMoney(before, localeOf(this))} when you looked last.`)}
          </p>`
        : nothing
    }
    ${
      quantity === limit && available >= quantity
        ? html`<p part="limit" class="muted" role="status">
            ${limit === available ? msg('There are no more of it.') : msg(str`At most ${limit} to an order`)}
          </p>`
        : nothing
    }`;
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

  protected override roomChanged(room: LiveRoom | undefined, until: AbortSignal): void {
    this.#checkout.reset();
    this.#prices.clear();
    this.showsOrders = false;
    if (!room) return;
    if (!cartOf(this)?.cart) this.#load();
    // Another tab of the shop may have filled the same cart meanwhile.
    document.addEventListener('visibilitychange', () => document.hidden || this.#load(), { signal: until });
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const cart = untracked(() => cartOf(this)?.cart);
    for (const { id, unitPrice } of cart?.lines ?? []) if (!this.#prices.has(id)) this.#prices.set(id, unitPrice);
    this.#estimation.follow(cart, this.#destination());
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const { cart } = cartOf(this) ?? {};
    if (cart && cart.lines.length > 0 && (this.needsAddress || pageNeedsAddress())) void this.#loadAddressForm();
    const { order } = this.#checkout;
    if (order?.status !== 'paid' || this.#paid === order.id) return;
    this.#paid = order.id;
    this.dispatchEvent(new OrderEvent('live-order-paid', order));
  }

  readonly #load = (): void => {
    // Why it failed stands in the cart, and is shown.
    cartOf(this)
      ?.fetch()
      .catch(() => {});
  };

  /** What was typed, as far as it can be had; what is no number of things changes nothing. */
  #type(line: CartLine, { value }: HTMLInputElement): void {
    const typed = /^\d+$/.test(value) ? Number(value) : line.quantity;
    const quantity = Math.min(typed, Math.max(this.#limitOf(line), line.quantity));
    if (quantity !== line.quantity) void this.#change(line, quantity);
    this.requestUpdate();
  }

  async #change({ id }: CartLine, quantity: number): Promise<void> {
    this.refused = undefined;
    try {
      await cartOf(this)?.update(id, quantity);
    } catch (error) {
      this.refused = { lineId: id, code: errorCode(error) };
    }
    // A refused number must not go on standing in its field.
    this.requestUpdate();
  }

  get #form(): HTMLFormElement | null {
    return this.renderRoot.querySelector('form');
  }

  #destination(): string {
    const form = this.#form;
    return form && this.addressForm ? this.addressForm.countryOf(form) : '';
  }

  async #loadAddressForm(): Promise<void> {
    if (this.addressForm) return;
    this.addressForm = await import('./address-form.ts');
    await this.updateComplete;
    this.requestUpdate();
  }

  readonly #showOrders = async (): Promise<void> => {
    await import('../order-list/define.ts');
    this.showsOrders = true;
  };

  readonly #order = async (): Promise<void> => {
    const { room } = this;
    const cart = cartOf(this)?.cart;
    if (!room || !cart || this.looking || this.#checkout.busy) return;
    const form = this.#form;
    const address = form ? this.addressForm?.addressOf(form) : undefined;
    if (form && !address) return;
    if (await this.#isOther(cart)) return;
    await this.#place(room, cart, address);
    // Only the cart itself knows which line it was that somebody else bought first.
    if (this.#checkout.failure) this.#load();
  };

  /** Nobody shall order for another price than the one they saw. */
  async #isOther(cart: Cart): Promise<boolean> {
    const { estimate: shown } = this.#estimation;
    this.changed = false;
    this.looking = true;
    const now = await this.#estimation.ask(cart, this.#destination()).finally(() => (this.looking = false));
    if (!shown || !now) return false;
    this.changed = now.total.amount !== shown.total.amount;
    if (this.changed) this.#load();
    return this.changed;
  }

  async #place(room: LiveRoom, cart: Cart, address: Address | undefined): Promise<void> {
    // A shop's own cart may hold what never was in ours.
    const items = cart.lines.filter(({ skuId }) => skuId).map(({ skuId, quantity }) => ({ skuId, quantity }));
    const popupEventId = popupOf(
      room.liveId,
      items.map(({ skuId }) => skuId),
    );
    const order = { items, currency: cart.total.currency, liveId: room.liveId, popupEventId, ...(address ? { address } : {}) };
    if (await this.#checkout.place(order)) this.#prices.clear();
  }
}

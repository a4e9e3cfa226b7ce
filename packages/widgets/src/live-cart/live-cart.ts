import { msg } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { untracked } from '@vitrine/core/reactive.ts';
import type { Address, Cart } from '@vitrine/core/schemas/order.ts';
import { OrderEvent } from '../events.ts';
import { popupOf } from '../shared/attribution.ts';
import { cartOf } from '../shared/cart.ts';
import { Checkout } from '../shared/checkout.ts';
import type { LiveRoom } from '../shared/context.ts';
import { controls } from '../shared/controls.styles.ts';
import { errorMessage } from '../shared/error-message.ts';
import { localeOf } from '../shared/format.ts';
import { icons } from '../shared/icons.ts';
import { renderLoadFailure } from '../shared/load-failure.ts';
import { ShoppingElement } from '../shared/shopping-element.ts';
import { orderPanel, renderOrder } from '../shared/order-panel.ts';
import type { CartKind } from '../shared/settings.ts';
import { Ticker } from '../shared/ticker.ts';
import { productSummary } from '../shared/product-summary.styles.ts';
import { tokens } from '../shared/tokens.styles.ts';
import type * as AddressForm from './address-form.ts';
import { CartLines } from './cart-lines.ts';
import { renderSums } from './cart-sums.ts';
import { Estimation } from './estimation.ts';
import styles from './live-cart.styles.ts';

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
  readonly #lines = new CartLines(this);
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
    if (!cart && failure) return renderLoadFailure(msg('Your cart could not be loaded'), errorMessage(failure), this.#load);
    if (!cart) return this.#renderSkeleton();
    return cart.lines.length === 0 ? this.#renderEmpty() : this.#renderCart(cart);
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
      ${this.#lines.render(cart)}
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

  protected override roomChanged(room: LiveRoom | undefined, until: AbortSignal): void {
    this.#checkout.reset();
    this.#lines.forgetPrices();
    this.showsOrders = false;
    if (!room) return;
    if (!cartOf(this)?.cart) this.#load();
    // Another tab of the shop may have filled the same cart meanwhile.
    document.addEventListener('visibilitychange', () => document.hidden || this.#load(), { signal: until });
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const cart = untracked(() => cartOf(this)?.cart);
    if (cart) this.#lines.remember(cart);
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
    if (await this.#checkout.place(order)) this.#lines.forgetPrices();
  }
}
